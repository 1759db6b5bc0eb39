"""What has happened in a case, and what of it a deadline is counted from. Reads no records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from opora.cases.deadline_days import Start
from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline

EACH_CASE = ("opened", "each_year", "each_month")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened in a case: `what` as a deadline's `starts` names it, and what it is about.

    Of a record, `content` holds its fields; of a step, `left_out` says that it was not done, for a reason.
    """

    what: str
    on: date
    about: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case on a day. `born` holds the persons of each role, with their days of birth."""

    on: date
    opened_on: date
    happened: tuple[Happened, ...] = ()
    born: Mapping[str, tuple[tuple[str, date], ...]] = field(default_factory=dict)

    def of(self, what: str) -> list[Happened]:
        """What happened of a kind, the earliest first."""
        return sorted((each for each in self.happened if each.what == what), key=lambda each: each.on)


@dataclass(frozen=True, slots=True)
class Begun:
    """A deadline has begun: its start, and the record, document or person it is about."""

    start: Start
    about: str
    content: Mapping[str, Any]


def starts_of(task: Task, deadline: TaskDeadline, facts: Facts) -> Iterator[Begun]:
    """What a deadline is counted from: nothing yet, one event, or one for each record it is about."""
    starts = deadline.starts or deadline.falls_on
    if deadline.term == "supplement_due":
        starts = "called_to_supplement"  # what is served there is the call, never the decision
    if deadline.at_age is not None:
        role = deadline.at_age.role
        for about, born in facts.born.get(role, ()):
            yield Begun(Start(born, "birth"), about, {})
        return
    assert starts is not None
    kind = starts.partition(".")[0]
    event, words = named(task, starts)
    if starts in EACH_CASE or (starts == "filed" and not facts.of("filed")):
        yield Begun(Start(facts.opened_on, event, words=words), "", {})
    elif kind == "record":
        yield from _from_records(facts, starts, words)
    elif kind in ("step", "stage"):
        for latest in [each for each in facts.of(starts) if not each.left_out][-1:]:
            yield Begun(Start(latest.on, event, words=words), "", {})
    else:
        for each in facts.of(starts):
            yield Begun(Start(each.on, event, words=words), each.about, each.content)


def _from_records(facts: Facts, path: str, words: Mapping[str, str]) -> Iterator[Begun]:
    kind, record, *field_named = path.split(".")
    for kept in facts.of(f"{kind}.{record}"):
        if not field_named:
            yield Begun(Start(kept.on, path, words=words), kept.about, kept.content)
            continue
        value = kept.content.get(field_named[0])
        if isinstance(value, datetime):
            yield Begun(Start(value.date(), path, value, words), kept.about, kept.content)
        elif isinstance(value, date):
            yield Begun(Start(value, path, words=words), kept.about, kept.content)


def applies(deadline: TaskDeadline, begun: Begun, facts: Facts) -> bool:
    """Whether its condition holds: in the record it starts with, or else in any of the case."""
    if deadline.when is None:
        return True
    kind, record, asked = deadline.when.field.split(".")
    own = (deadline.starts or deadline.falls_on or "").split(".")[:2] == [kind, record]
    kept = [begun.content] if own else [each.content for each in facts.of(f"{kind}.{record}")]
    wanted = deadline.when.is_
    return any(
        wanted in value if isinstance(value := content.get(asked), list) else value == wanted
        for content in kept
    )


def named(task: Task, starts: str) -> tuple[str, dict[str, str]]:
    """What an event is called: its word in the explanation, and its names where the task has them."""
    kind, _, inner = starts.partition(".")
    key, _, asked = inner.partition(".")
    pieces = {"record": task.records, "step": task.steps, "stage": task.stages, "document": task.documents}
    piece = next((each for each in pieces.get(kind, ()) if each.key == key), None)
    if piece is None:
        return starts, {}
    words = {language: piece.name(language) for language in ("sl", "it", "en")}
    record = next((each for each in task.records if each.key == key), None) if kind == "record" else None
    if record is not None and asked and (held := record.field(asked)):
        words = {language: f"{words[language]}: {held.name(language)}" for language in words}
    return starts, words
