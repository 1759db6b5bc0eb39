"""Asks the simulation, wherever it runs on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

from opora.reports.simulation.messages import Answer, Question

SECONDS_TO_ANSWER = 15


def ask_simulation(question: Question, path: Path) -> Answer:
    """Its answer; `away` where nobody answers, or not in time."""
    try:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(SECONDS_TO_ANSWER)
            asked.connect(str(path))
            asked.sendall(question.written())
            with asked.makefile("rb") as answered:
                line = answered.readline()
    except OSError:
        return Answer("away")
    return Answer.read(line) if line else Answer("away")
