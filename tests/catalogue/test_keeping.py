"""What was read once is kept for the next process, and never outlives a change of the files."""

from __future__ import annotations

import shutil

import pytest

from opora.catalogue import loading
from opora.catalogue.keeping import KEPT, keep_content, kept_content, made_from
from opora.catalogue.loading import FOLDER, load_catalogue


@pytest.fixture
def folder(tmp_path):
    """One task with the lists it uses."""
    shutil.copytree(FOLDER / "code_lists", tmp_path / "code_lists")
    (tmp_path / "tasks").mkdir()
    shutil.copy(FOLDER / "tasks" / "mediation" / "family_mediation.yaml", tmp_path / "tasks")
    return tmp_path


def test_what_was_kept_equals_what_is_read_from_the_files():
    found = load_catalogue()
    again = loading._from_json(found.to_json())
    assert (again.tasks, again.code_lists, again.version) == (found.tasks, found.code_lists, found.version)


def test_a_changed_file_makes_what_was_kept_useless(folder, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    before = made_from(folder)
    keep_content(folder, before, {"tasks": {}, "code_lists": {}})
    assert kept_content(folder, before) is not None
    task = folder / "tasks" / "family_mediation.yaml"
    task.write_text(task.read_text("utf-8").replace("en: ", "en: Other ", 1), encoding="utf-8")
    assert made_from(folder) != before
    assert kept_content(folder, made_from(folder)) is None


@pytest.mark.parametrize("left", ["", "{", "[]", '{"content": {}}'])
def test_a_broken_rest_is_read_as_nothing(left, folder):
    (folder / KEPT).parent.mkdir()
    (folder / KEPT).write_text(left)
    assert kept_content(folder, made_from(folder)) is None


def test_a_folder_that_cannot_be_written_to_is_no_fault(folder, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (folder / "__pycache__").write_text("in the way")
    keep_content(folder, made_from(folder), {"tasks": {}})
    assert kept_content(folder, made_from(folder)) is None
