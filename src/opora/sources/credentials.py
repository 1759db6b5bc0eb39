"""The token that Opora shows to the registers, and the simulated registry demands."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def registry_token(home: Path) -> str:
    """`OPORA_REGISTRY_TOKEN`, or a token made once and kept below the installation's home.

    The file appears complete or not at all: server, worker and registry may all ask for it at once.
    """
    if given := os.environ.get("OPORA_REGISTRY_TOKEN"):
        return given
    path = home / "registry_token"
    if not path.exists():
        _make_once(path)
    return path.read_text()


def _make_once(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    with contextlib.suppress(FileExistsError):
        os.link(unfinished, path)
    unfinished.unlink()
