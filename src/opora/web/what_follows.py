"""What a case leads to: tasks that its words call for, and other cases about the same persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from opora.cases.links import FAMILY_SHOWN, family_of, family_seen_by
from opora.cases.models import Case, CaseState
from opora.cases.shared_homes import is_of_violence
from opora.catalogue import Task, catalogue
from opora.catalogue.schema.lists import Entry
from opora.organisation.models import Worker

MEDIATION = "mediation"


@dataclass(frozen=True)
class Lead:
    """A word that a record of the case holds, and the tasks it calls for that no case of the family is of.

    Each by key and name, and whether its cases are sealed.
    """

    words: str
    tasks: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class WhatFollows:
    """`more` says that the family has further cases than those shown.

    `violence` are the open cases of violence beside a mediation: where violence is suspected, none is held.
    """

    leads: Sequence[Lead]
    family: Sequence[Case]
    more: bool
    violence: Sequence[Case] = ()


def what_follows(case: Case, task: Task, worker: Worker, *, linked: Iterable[int]) -> WhatFollows:
    """For a worker who may see the case: of the family only what they may see as well."""
    family = family_seen_by(worker, case)
    there = {other.task for other in family}
    told = [lead for lead in _leads(case, task, there) if lead.tasks]
    shown = [other for other in family[:FAMILY_SHOWN] if other.pk not in set(linked)]
    violence = _violence_beside(case, worker) if task.field == MEDIATION else []
    return WhatFollows(told, shown, more=len(family) > FAMILY_SHOWN, violence=violence)


def _violence_beside(case: Case, worker: Worker) -> list[Case]:
    """Of the whole family, however large; of a sealed case only who may see it learns."""
    running = family_of(case).visible_to(worker).exclude(state=CaseState.CLOSED)
    return [other for other in running if is_of_violence(other)]


def _leads(case: Case, task: Task, there: set[str]) -> Iterator[Lead]:
    """Each word once, in the order of its list."""
    language, shipped = get_language() or "en", catalogue()
    found: dict[str, Entry] = {}
    for record, field in _leading_fields(task):
        for content in case.records.filter(key=record, struck_at=None).values_list("content", flat=True):
            found |= {entry.key: entry for entry in _entries(field, content.get(field.key))}
    named_before: set[str] = set()
    for entry in found.values():
        tasks = [key for key in entry.leads_to if key not in there | named_before and key in shipped.tasks]
        named_before.update(tasks)
        last = [(key, shipped.tasks[key][-1]) for key in tasks]
        named = [(key, one.name(language), one.seal is not None) for key, one in last]
        yield Lead(entry.name(language), named)


def _leading_fields(task: Task) -> list[tuple[str, Any]]:
    lists = catalogue().code_lists
    leading = {name for name, words in lists.items() if any(entry.leads_to for entry in words.entries)}
    return [
        (record.key, field) for record in task.records for field in record.fields if field.choices in leading
    ]


def _entries(field: Any, value: Any) -> list[Entry]:
    words = set(value if isinstance(value, list) else [value])
    return [entry for entry in catalogue().code_lists[field.choices].entries if entry.key in words]
