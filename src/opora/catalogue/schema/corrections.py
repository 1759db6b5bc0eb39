"""Printed errors: the definition keeps what is printed, and how it is read stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opora.catalogue.schema.pieces import Correction, Said
from opora.catalogue.schema.task import Task
from opora.catalogue.sentence import Sentence

NAMES = ("sl", "it", "en")


def as_read(task: Task) -> Task:
    """The task with every corrected name in the place of the printed one, as people at work read it.

    Only names change (`sl`, `steps.follow_up.sl`). What a correction says of minutes, articles or columns
    is an explanation, and the printed figure stays.
    """
    if not any(each.at.rpartition(".")[2] in NAMES for each in task.corrections):
        return task
    content = task.model_dump(by_alias=True)
    for correction in task.corrections:
        holder, name = _holder(content, correction.at)
        if holder is not None and name in NAMES:
            holder[name] = holder[name].replace(_words(correction.printed), _words(correction.read_as))
    return Task.model_validate(content)


def misplaced_corrections(task: Task) -> Iterator[tuple[tuple[str | int, ...], Sentence]]:
    """Corrections of what is not there: a broken place, a name that does not hold the printed words."""
    content = task.model_dump(by_alias=True)
    for index, correction in enumerate(task.corrections):
        holder, name = _holder(content, correction.at)
        if holder is None or name not in holder:
            yield (
                ("corrections", index, "at"),
                Sentence("there is no '%(named)s' here to correct", named=correction.at),
            )
        elif name in NAMES and _words(correction.printed) not in holder[name]:
            yield (
                ("corrections", index, "printed"),
                Sentence(
                    "%(named)s does not read '%(printed)s'; keep the printed words there",
                    named=correction.at,
                    printed=_words(correction.printed),
                ),
            )


def corrections_of(task: Task, place: str) -> tuple[Correction, ...]:
    """What is read otherwise at a place, or inside it: `steps.follow_up`."""
    return tuple(each for each in task.corrections if f"{each.at}.".startswith(f"{place}."))


def _words(quoted: Said) -> str:
    """A quotation reads the same in every language."""
    return quoted.in_language("en")


def _holder(content: dict[str, Any], place: str) -> tuple[dict[str, Any] | None, str]:
    """What holds the last name of a place, and that name; none where the way there is broken."""
    *way, last = place.split(".")
    holder: Any = content
    for name in way:
        holder = _inside(holder, name)
    if isinstance(holder, dict) and last in holder:
        return holder, last
    found = _inside(holder, last)
    return (None if found is None else {last: found}), last


def _inside(holder: Any, name: str) -> Any:
    if isinstance(holder, dict):
        return holder[name] if name in holder else _inside(holder.get("fields"), name)
    if isinstance(holder, tuple | list):
        return next((each for each in holder if each.get("key", each.get("role")) == name), None)
    return None
