"""A time limit in words: how long, from what, by when, and whom it binds."""

from __future__ import annotations

from opora.catalogue.schema import Task, TaskDeadline
from opora.catalogue.schema.naming import field_at
from opora.catalogue.telling.words import Words


def limit_in_words(task: Task, deadline: TaskDeadline, words: Words) -> str:
    """Everything after its name."""
    parts = [*_how_long(task, deadline, words)]
    if deadline.at_hour is not None:
        parts.append(f"{words['at_hour']} {deadline.at_hour}")
    if deadline.when is not None:
        asked = _event(task, deadline.when.field, words)
        answer = (
            deadline.when.is_
            if isinstance(deadline.when.is_, str)
            else words["answer_yes" if deadline.when.is_ else "answer_no"]
        )
        parts.append(f"{words['only_when']} {asked}: {answer}")
    if deadline.ends_with is not None:
        ends = words["not_after_event" if deadline.comes_again else "ends_with_event"]
        parts.append(f"{ends} {_event(task, deadline.ends_with, words)}")
    if deadline.period is not None:
        parts.append(f"{words['for_period']} {_event(task, deadline.period.field, words)}")
    parts.append(words[f"binds_{deadline.binds}"])
    if deadline.basis is not None:
        parts.append(" ".join(filter(None, (deadline.basis.act, deadline.basis.article))))
    return ", ".join(parts)


def _how_long(task: Task, deadline: TaskDeadline, words: Words) -> list[str]:
    parts = []
    if deadline.term is not None:
        parts.append(words.get(f"term_{deadline.term}"))
    if deadline.length is not None:
        parts.append(words.length(deadline.length))
    if deadline.on_day is not None:
        month, day = deadline.on_day.split("-")
        parts.append(f"{words['on_day']} {int(day)}. {int(month)}.")
    if deadline.on_day_of_month is not None:
        parts.append(words["on_day_of_month"].format(day=deadline.on_day_of_month))
    if deadline.falls_on is not None:
        parts.append(f"{words['falls_on']} {_event(task, deadline.falls_on, words)}")
    if deadline.at_age is not None:
        parts.append(words["at_age"].format(years=deadline.at_age.years))
    if deadline.every is not None:
        parts.append(words.every(deadline.every))
    if deadline.starts not in (None, "each_year", "each_month"):
        preposition = words["before_event" if deadline.before else "from_event"]
        parts[-1] += f" {preposition} {_event(task, deadline.starts or '', words)}"
    if deadline.from_last_done:
        parts.append(words["from_last_done"])
    return parts


def _event(task: Task, path: str, words: Words) -> str:
    """The quoted name of what a path leads to; the word for an event of every case."""
    kind, _, named = path.partition(".")
    if not named:
        return words.get(path)
    field = field_at(task, path) if kind == "record" else None
    record_key = named.partition(".")[0]
    pieces = {
        "record": task.records,
        "step": task.steps,
        "document": task.documents,
        "stage": task.stages,
    }[kind]
    piece = next((each for each in pieces if each.key == record_key), None)
    names = [each.name(words.language) for each in (piece, field) if each is not None]
    return words.quoted(" – ".join(names))
