"""The tasks a case may be opened for, by field of work: found by a few letters; those closed say why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.catalogue import Task, catalogue
from opora.people.folding import fold
from opora.web.templatetags.page import day


@dataclass(frozen=True)
class TaskEntry:
    """One task as the choice shows it; `closed` says why no case of it can be opened."""

    key: str
    number: str
    name: str
    closed: str


@dataclass(frozen=True)
class FieldOfWork:
    """A field of work with its tasks."""

    key: str
    name: str
    tasks: list[TaskEntry]


def fields_of_work(typed: str, *, on: date) -> list[FieldOfWork]:
    """Every field that has a task with all the typed words in its name, number or the field's name."""
    words = fold(typed).split()
    language = get_language() or "en"
    found = []
    for field in catalogue().code_lists["fields_of_work"].entries:
        name = field.name(language)
        tasks = [
            _entry(key, task, on)
            for key, task in _tasks(on)
            if task.field == field.key and _has(words, task, (field.sl, field.it, field.en))
        ]
        if tasks:
            found.append(FieldOfWork(field.key, name, sorted(tasks, key=_in_order)))
    return found


def task_on(key: str, on: date) -> Task:
    """The version that holds on a day, or the last there is, with names as they are read.

    KeyError where there never was such a task.
    """
    try:
        return catalogue().as_read.task(key, on=on)
    except KeyError:
        return catalogue().as_read.tasks[key][-1]


def why_closed(task: Task, on: date) -> str:
    """Why no case of this task can be opened on a day; empty where one can."""
    if task.removed_on is not None and task.removed_on <= on:
        return _(
            "Removed from the catalogue by the change published on %(day)s. Cases already open go on."
        ) % {"day": day(task.removed_on)}
    if task.valid_until is not None and task.valid_until <= on:
        return _("It ended on %(day)s. Cases already open go on.") % {"day": day(task.valid_until)}
    if task.valid_from is not None and task.valid_from > on:
        return _("It comes into force on %(day)s.") % {"day": day(task.valid_from)}
    if task.is_unpublished(on):
        return _("It was published on %(day)s; no case can be opened before that day.") % {
            "day": day(task.published)
        }
    return ""


def _tasks(on: date) -> list[tuple[str, Task]]:
    """Everything cases are opened for: registers keep records without any."""
    every = ((key, task_on(key, on)) for key in catalogue().tasks)
    return [(key, task) for key, task in every if task.classification is not None]


def _entry(key: str, task: Task, on: date) -> TaskEntry:
    number = " ".join(part for part in (task.number, task.letter) if part)
    return TaskEntry(key, number, task.name(get_language() or "en"), why_closed(task, on))


def _has(words: list[str], task: Task, field: tuple[str, ...]) -> bool:
    every = fold(" ".join([task.sl, task.it, task.en, task.number or "", *field]))
    return all(word in every for word in words)


def _in_order(task: TaskEntry) -> tuple[bool, list[int], str]:
    numbers = [int(part) for part in task.number.split(" ")[0].split(".") if part.isdigit()]
    return bool(task.closed), numbers or [99], fold(task.name)
