"""Bytes of documents as files named by their SHA-256, on disk before anyone records them.

A file `ab/cd/abcd…` is complete or absent: it is written beside its place, synced, renamed, and its
folder synced, so a record that is committed afterwards never points at nothing. Storing the same bytes
again changes nothing, which makes every job that stores them safe to run twice.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from datetime import timedelta
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".unfinished-"


class StoredFileMissing(LookupError):
    """No file of this hash is stored: the record came without its file, or the file was removed."""


class StoredFileDamaged(ValueError):
    """The file no longer has the content it is named by; restore it from a backup."""


def store(content: bytes, *, root: Path) -> str:
    """Keep these bytes for good and give their SHA-256 (hex); returns only once they survive a power cut."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256, root)
    _make_folders(path.parent, root)
    if not _holds(path, sha256):
        _write_whole(path, content)
    _sync_folder(path.parent)
    return sha256


def read_stored(sha256: str, *, root: Path) -> bytes:
    """The bytes of this hash; refused with StoredFileMissing or StoredFileDamaged."""
    try:
        content = _path(sha256, root).read_bytes()
    except FileNotFoundError:
        raise StoredFileMissing(f"No file {sha256} is stored under {root}.") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoredFileDamaged(f"The stored file {sha256} under {root} has changed since it was stored.")
    return content


def destroy(sha256: str, *, root: Path) -> None:
    """Remove the file of this hash for good; nothing happens where there is none."""
    path = _path(sha256, root)
    if path.parent.exists():
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)


def remove_unfinished(*, root: Path, older_than: timedelta) -> int:
    """Remove what a killed process left half written, and give how many there were."""
    horizon = time.time() - older_than.total_seconds()
    left = [path for path in root.glob(f"*/*/{_UNFINISHED}*") if path.stat().st_mtime < horizon]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _path(sha256: str, root: Path) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise StoredFileMissing(f"“{sha256[:80]}” is not a SHA-256 in lower-case hexadecimal digits.")
    return root / sha256[:2] / sha256[2:4] / sha256


def _holds(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _make_folders(folder: Path, root: Path) -> None:
    """Make the two levels below the root; a new folder is only safe once its parent is synced."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for level in (folder.parent, folder):
        if not level.exists():
            level.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(level.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
