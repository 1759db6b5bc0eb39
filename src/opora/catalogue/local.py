"""The centre's own layer beside the shipped files: tasks added, versions added, first and last days entered.

A local text is a file of the same schema, called by its key. It adds; what is shipped is never rewritten. An
open version ends on the day the next one begins, or on the day that a document of its own says (`ends_on`);
one whose first day was never printed begins on the day that another one says (`begins_on`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from opora.catalogue.reading import CatalogueError, line_of, read_local_text
from opora.catalogue.schema import Task
from opora.catalogue.schema.beginning import Beginning
from opora.catalogue.schema.ending import Ending
from opora.catalogue.sentence import Sentence, fault

Tasks = Mapping[str, tuple[Task, ...]]


def local_name(key: str) -> Sentence:
    """How faults call a text of the layer."""
    return Sentence("%(key)s.yaml (local)", key=key)


def lacks_first_day(versions: Sequence[Task]) -> bool:
    """Whether nobody printed or entered the first day of a task that still opens cases."""
    return versions[0].valid_from is None and not any(each.removed_on for each in versions)


def with_local_text(tasks: Tasks, key: str, text: str) -> tuple[Task, ...]:
    """The versions of a task once a local text is added. Refused (CatalogueError) where it may not be."""
    file = local_name(key)
    versions = tasks.get(key, ())
    if any(version.removed_on for version in versions):
        why = Sentence(
            "this task was removed from the catalogue and is not opened again; add a new task with a key and "
            "a number of its own"
        )
        raise CatalogueError(fault(why, file=file))
    for line, piece in read_local_text(text, file):
        if isinstance(piece, Ending):
            versions = _ended(versions, piece, file, line)
        elif isinstance(piece, Beginning):
            versions = _begun(versions, piece, file, line)
        else:
            versions = _added(versions, piece, file, line)
    _refuse_a_number_of_others(tasks, key, versions, file, text)
    return versions


def _added(versions: tuple[Task, ...], new: Task, file: str, line: int) -> tuple[Task, ...]:
    if not versions:
        return (new,)
    last = versions[-1]
    if new.valid_from is None:
        why = Sentence("a further version needs its first day; say from when it replaces the one before")
    elif last.valid_from is not None and new.valid_from <= last.valid_from:
        why = Sentence(
            "this would rewrite the version that holds since %(day)s; begin on a later day",
            day=last.valid_from,
        )
    elif last.valid_until is not None and new.valid_from < last.valid_until:
        why = Sentence(
            "the version before holds until %(day)s; begin on that day or later", day=last.valid_until
        )
    else:
        return (*versions[:-1], _until(last, new.valid_from), new)
    raise CatalogueError(fault(why, file=file, line=line, field="valid_from"))


def _ended(versions: tuple[Task, ...], ending: Ending, file: str, line: int) -> tuple[Task, ...]:
    last = versions[-1] if versions else None
    if last is None:
        why = Sentence("there is no task of this key to end; add it first")
    elif last.valid_until is not None:
        why = Sentence("this version already ends on %(day)s; leave the ending out", day=last.valid_until)
    elif last.valid_from is not None and ending.ends_on <= last.valid_from:
        why = Sentence("the version begins on %(day)s; end it on a later day", day=last.valid_from)
    else:
        return (*versions[:-1], _until(last, ending.ends_on))
    raise CatalogueError(fault(why, file=file, line=line, field="ends_on"))


def _begun(versions: tuple[Task, ...], beginning: Beginning, file: str, line: int) -> tuple[Task, ...]:
    first, day = versions[0] if versions else None, beginning.begins_on
    if first is None:
        why = Sentence("there is no task of this key; add it first")
    elif first.valid_from is not None:
        why = Sentence("this version already begins on %(day)s; leave this out", day=first.valid_from)
    elif first.published is not None and day < first.published:
        why = Sentence("it was published on %(day)s; begin on that day or later", day=first.published)
    elif first.valid_until is not None and first.valid_until <= day:
        why = Sentence("this version ends on %(day)s; begin before that day", day=first.valid_until)
    else:
        return (first.model_copy(update={"valid_from": day}), *versions[1:])
    raise CatalogueError(fault(why, file=file, line=line, field="begins_on"))


def _until(version: Task, day: date) -> Task:
    """Ended on a day, if it was open."""
    return version if version.valid_until is not None else version.model_copy(update={"valid_until": day})


def _refuse_a_number_of_others(
    tasks: Tasks, key: str, versions: Sequence[Task], file: str, text: str
) -> None:
    own = {(version.number, version.letter) for version in versions if version.number}
    for other, theirs in tasks.items():
        taken = own & {(version.number, version.letter) for version in theirs if version.number}
        if other != key and taken:
            what = Sentence(
                "it is the number of %(other)s. A number is never given again; choose another", other=other
            )
            raise CatalogueError(fault(what, file=file, line=line_of("number", text), field="number"))
