"""Asks ClamAV about what came in: the daemon by its socket, else the command, else nobody can say.

The daemon speaks INSTREAM (man 8 clamd): the bytes in pieces, each behind its length, and a piece of no
length at the end. Nothing waits for it for ever, and its silence is told, never taken for a clean file.
"""

from __future__ import annotations

import logging
import shutil
import socket
import struct
import subprocess
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from opora.organisation.refusal import Refused

logger = logging.getLogger(__name__)
USUAL_SOCKETS = ("/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock", "/var/run/clamav/clamd.sock")
PIECE = 64 * 1024
PATIENCE = 20.0  # seconds
INFECTED = 1  # what clamscan exits with


class Answer(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    NOT_CHECKED = "not_checked"


class Verdict(NamedTuple):
    answer: Answer
    said: str = ""


def refuse_virus(content: bytes, *, file_name: str) -> bool:
    """Whether the content was checked and is clean. Refused, before anything is stored, where it is not."""
    verdict = check_content(content)
    if verdict.answer is Answer.INFECTED:
        logger.warning("An upload was refused: ClamAV found %s.", verdict.said)
        raise Refused(
            _(
                "The file “{name}” contains a harmful program ({virus}), so it was not stored. Tell the "
                "sender, and ask for the document in another way."
            ).format(name=file_name, virus=verdict.said),
            field="attachment",
        )
    if verdict.answer is Answer.NOT_CHECKED:
        logger.warning("An upload was taken in without a check for viruses: %s", verdict.said)
    return verdict.answer is Answer.CLEAN


def check_content(content: bytes) -> Verdict:
    """What ClamAV says of these bytes; not checked where none is installed or it does not answer."""
    if address := _address():
        return _ask_daemon(address, content)
    if command := shutil.which("clamscan"):
        return _ask_command(command, content)
    return Verdict(Answer.NOT_CHECKED, "no ClamAV was found on this server")


def is_there() -> bool:
    """Whether something on this server checks files; for the pages that say so."""
    return bool(_address() or shutil.which("clamscan"))


def _address() -> str:
    """Where the daemon listens: `OPORA_CLAMD`, a path or host:port, else where it usually does."""
    return settings.OPORA_CLAMD or next((path for path in USUAL_SOCKETS if Path(path).exists()), "")


def _ask_daemon(address: str, content: bytes) -> Verdict:
    try:
        with _connected(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                daemon.sendall(struct.pack("!L", len(piece)) + piece)
            daemon.sendall(struct.pack("!L", 0))
            return _read_answer(_receive(daemon))
    except OSError as error:
        return Verdict(Answer.NOT_CHECKED, f"ClamAV did not answer at {address} ({error})")


def _connected(address: str) -> socket.socket:
    if "/" in address:
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(PATIENCE)
        try:
            daemon.connect(address)
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _receive(daemon: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (more := daemon.recv(4096)):
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _read_answer(answer: str) -> Verdict:
    """`stream: OK`, or `stream: Eicar-Signature FOUND`; anything else is an error of the daemon."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict(Answer.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(Answer.INFECTED, said.removesuffix(" FOUND"))
    return Verdict(Answer.NOT_CHECKED, f"ClamAV answered “{answer}”")


def _ask_command(command: str, content: bytes) -> Verdict:
    try:
        done = subprocess.run(  # noqa: S603 - the command was found on this server, its words are ours
            [command, "--no-summary", "--infected", "-"],
            input=content,
            capture_output=True,
            timeout=PATIENCE * 6,  # it reads all its signatures first
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Verdict(Answer.NOT_CHECKED, f"clamscan did not answer ({error})")
    if done.returncode == INFECTED:
        return _read_answer(done.stdout.decode("utf-8", "replace").strip().splitlines()[0])
    if done.returncode == 0:
        return Verdict(Answer.CLEAN)
    return Verdict(Answer.NOT_CHECKED, f"clamscan ended with {done.returncode}")
