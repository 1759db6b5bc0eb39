"""Setting up: migrations, rights of the application's role, and the data this version brings."""

from __future__ import annotations

import hashlib
from pathlib import Path

from opora.config import environment

PACKAGE = Path(__file__).resolve().parents[1]
BROUGHT_DATA = ("**/migrations/*.py", "**/*.yaml", "**/*.po", "**/static/**/*", "demo/**/*.py", "law/**/*.py")


def version_hash() -> str:
    """Hash of everything whose change makes setting up again necessary."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in BROUGHT_DATA for path in PACKAGE.glob(pattern)}):
        if path.is_file():
            digest.update(str(path.relative_to(PACKAGE)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def set_up_is_current() -> bool:
    """Whether the embedded database was set up by exactly this version."""
    return _mark().exists() and _mark().read_text() == version_hash()


def remember_set_up() -> None:
    """Note that the embedded database now has what this version brings."""
    _mark().write_text(version_hash())


def _mark() -> Path:
    return environment.home() / "set_up.sha256"
