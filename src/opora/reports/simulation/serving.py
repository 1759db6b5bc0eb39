"""Answers over a socket of this machine: one line asked, one line answered."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingMixIn, UnixStreamServer

from opora.reports.simulation.holder import Holder
from opora.reports.simulation.messages import Question

LONGEST_LINE = 1_000_000


class SimulationServer(ThreadingMixIn, UnixStreamServer):
    """Only whoever owns the socket's file may ask."""

    daemon_threads = True

    def __init__(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        _clear_away(path)
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Asked)
        finally:
            os.umask(before)


class _Asked(StreamRequestHandler):
    def handle(self) -> None:
        """A line that is no question is not answered: only our own pages ask here."""
        line = self.rfile.readline(LONGEST_LINE)
        if line.endswith(b"\n"):
            server = self.server
            assert isinstance(server, SimulationServer)
            self.wfile.write(server.holder.answer(Question.read(line)).written())


def serve(path: Path, holder: Holder) -> None:
    """Until the process is told to end."""
    with SimulationServer(path, holder) as server:
        server.serve_forever()


def _clear_away(path: Path) -> None:
    """What a process that ended left behind; where one still answers, nothing is taken from it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as attempt:
        try:
            attempt.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
