"""Bytes are files named by their hash: complete or absent, the same once or twice."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from opora.documents import storage
from opora.documents.jobs import clear_away_unfinished_files
from opora.documents.storage import (
    StoredFileDamaged,
    StoredFileMissing,
    read_stored,
    remove_unfinished,
    store,
)


def files_under(root):
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_stored_file_is_read_back_by_its_hash(tmp_path):
    sha256 = store(b"letter", root=tmp_path)
    assert sha256 == hashlib.sha256(b"letter").hexdigest()
    assert read_stored(sha256, root=tmp_path) == b"letter"
    assert files_under(tmp_path) == [tmp_path / sha256[:2] / sha256[2:4] / sha256]


def test_storing_twice_leaves_one_file(tmp_path):
    assert store(b"letter", root=tmp_path) == store(b"letter", root=tmp_path)
    assert len(files_under(tmp_path)) == 1


def test_storing_at_the_same_time_leaves_one_file(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        hashes = set(threads.map(lambda _: store(b"letter" * 5000, root=tmp_path), range(40)))
    assert len(hashes) == 1
    assert len(files_under(tmp_path)) == 1


def test_documents_are_for_the_server_only(tmp_path):
    root = tmp_path / "documents"
    sha256 = store(b"letter", root=root)
    path = root / sha256[:2] / sha256[2:4] / sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (root, path.parent, path.parent.parent)} == {
        0o700
    }


def test_a_file_that_was_never_stored_is_missing(tmp_path):
    with pytest.raises(StoredFileMissing, match="No file"):
        read_stored("0" * 64, root=tmp_path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_not_a_hash_names_no_file(tmp_path, name):
    with pytest.raises(StoredFileMissing, match="is not a SHA-256"):
        read_stored(name, root=tmp_path)


def test_a_changed_file_is_noticed_and_mended_by_storing_again(tmp_path):
    sha256 = store(b"letter", root=tmp_path)
    (path,) = files_under(tmp_path)
    path.write_bytes(b"lettre")
    with pytest.raises(StoredFileDamaged, match="has changed since it was stored"):
        read_stored(sha256, root=tmp_path)
    store(b"letter", root=tmp_path)
    assert read_stored(sha256, root=tmp_path) == b"letter"


def test_nothing_is_left_when_writing_fails(tmp_path, monkeypatch):
    def disk_is_full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", disk_is_full)
    with pytest.raises(OSError, match="No space left"):
        store(b"letter", root=tmp_path)
    assert files_under(tmp_path) == []


def test_the_file_and_its_folders_are_synced_before_the_hash_is_given(tmp_path, monkeypatch):
    synced = []
    really_sync = os.fsync

    def note_and_sync(descriptor):
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        really_sync(descriptor)

    monkeypatch.setattr(storage.os, "fsync", note_and_sync)
    sha256 = store(b"letter", root=tmp_path)
    folder = tmp_path / sha256[:2] / sha256[2:4]
    assert any(".unfinished-" in path for path in synced)
    assert synced[-1] == str(folder)
    assert {str(tmp_path), str(folder.parent)} <= set(synced)


def test_what_a_killed_process_left_is_removed_once_it_is_old(tmp_path):
    sha256 = store(b"letter", root=tmp_path)
    left = tmp_path / sha256[:2] / sha256[2:4] / ".unfinished-0123"
    left.write_bytes(b"let")
    assert remove_unfinished(root=tmp_path, older_than=timedelta(hours=1)) == 0
    yesterday = time.time() - 86_400
    os.utime(left, (yesterday, yesterday))
    assert remove_unfinished(root=tmp_path, older_than=timedelta(hours=1)) == 1
    assert read_stored(sha256, root=tmp_path) == b"letter"


def test_every_night_abandoned_files_go_from_the_folder_of_documents(tmp_path, settings):
    settings.OPORA_DOCUMENTS = tmp_path
    sha256 = store(b"letter", root=tmp_path)
    abandoned, being_written = (
        tmp_path / sha256[:2] / sha256[2:4] / f".unfinished-{name}" for name in ("old", "new")
    )
    for left in (abandoned, being_written):
        left.write_bytes(b"let")
    long_ago = time.time() - 2 * 86_400
    os.utime(abandoned, (long_ago, long_ago))
    clear_away_unfinished_files(0)
    assert (abandoned.exists(), being_written.exists()) == (False, True)
