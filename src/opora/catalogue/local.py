"""The centre's own layer beside the shipped files: tasks added, versions added, versions ended.

A local text is a file of the same schema, called by its key. It adds; what is shipped is never rewritten. An
open version ends on the day the next one begins, or on the day that a document of its own says (`ends_on`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from opora.catalogue.reading import CatalogueError, read_local_text
from opora.catalogue.schema import Task
from opora.catalogue.schema.ending import Ending

Tasks = Mapping[str, tuple[Task, ...]]


def with_local_text(tasks: Tasks, key: str, text: str) -> tuple[Task, ...]:
    """The versions of a task once a local text is added. Refused (CatalogueError) where it may not be."""
    file = f"{key}.yaml (local)"
    versions = tasks.get(key, ())
    if any(version.removed_on for version in versions):
        why = "this task was removed from the catalogue and is not opened again"
        raise CatalogueError(f"{file}: {why}; add a new task with a key and a number of its own.")
    for line, piece in read_local_text(text, file):
        where = f"{file}, line {line}"
        if isinstance(piece, Ending):
            versions = _ended(versions, piece, where)
        else:
            versions = _added(versions, piece, where)
    _refuse_a_number_of_others(tasks, key, versions, file)
    return versions


def _added(versions: tuple[Task, ...], new: Task, where: str) -> tuple[Task, ...]:
    if not versions:
        return (new,)
    last = versions[-1]
    if new.valid_from is None:
        why, cure = "a further version needs its first day", "say from when it replaces the one before"
    elif last.valid_from is not None and new.valid_from <= last.valid_from:
        why = f"this would rewrite the version that holds since {last.valid_from}"
        cure = "begin on a later day"
    elif last.valid_until is not None and new.valid_from < last.valid_until:
        why, cure = f"the version before holds until {last.valid_until}", "begin on that day or later"
    else:
        return (*versions[:-1], _until(last, new.valid_from), new)
    raise CatalogueError(f"{where}, valid_from: {why}; {cure}.")


def _ended(versions: tuple[Task, ...], ending: Ending, where: str) -> tuple[Task, ...]:
    last = versions[-1] if versions else None
    if last is None:
        why, cure = "there is no task of this key to end", "add it first"
    elif last.valid_until is not None:
        why, cure = f"this version already ends on {last.valid_until}", "leave the ending out"
    elif last.valid_from is not None and ending.ends_on <= last.valid_from:
        why, cure = f"the version begins on {last.valid_from}", "end it on a later day"
    else:
        return (*versions[:-1], _until(last, ending.ends_on))
    raise CatalogueError(f"{where}, ends_on: {why}; {cure}.")


def _until(version: Task, day: date) -> Task:
    """Ended on a day, if it was open."""
    return version if version.valid_until is not None else version.model_copy(update={"valid_until": day})


def _refuse_a_number_of_others(tasks: Tasks, key: str, versions: Sequence[Task], file: str) -> None:
    own = {(version.number, version.letter) for version in versions if version.number}
    for other, theirs in tasks.items():
        taken = own & {(version.number, version.letter) for version in theirs if version.number}
        if other != key and taken:
            raise CatalogueError(
                f"{file}, number: it is the number of {other}. A number is never given again; choose another."
            )
