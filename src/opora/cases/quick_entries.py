"""A contact taken down at once: the case, its records, steps and minutes in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.cases.opening import open_case, task_to_open
from opora.cases.records import Faulty, add_record
from opora.cases.steps import do_step
from opora.cases.typed_days import read_moment
from opora.catalogue import Task
from opora.catalogue.schema import Record, RecordField
from opora.organisation.models import Unit, Worker
from opora.people.models import Person


@dataclass(frozen=True)
class QuickRecord:
    """Which fields of a record the page asks, and what stands in others until it is changed."""

    key: str
    asks: tuple[str, ...]
    presumed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuickEntry:
    """One short page: of which task, and what it writes."""

    key: str
    task: str
    how: str
    about: str
    records: tuple[QuickRecord, ...]
    when: tuple[str, str]
    minutes: tuple[str, str]
    steps: tuple[str, ...]

    def definition(self, on: date) -> Task:
        """The task as it holds on a day. Refused where no case of it can be opened."""
        return task_to_open(self.task, on)

    def happened(self, values: Mapping[str, Mapping[str, Any]]) -> datetime | None:
        """When the contact was, where somebody says so."""
        record, field_key = self.when
        told = values.get(record, {}).get(field_key)
        return read_moment(told) if told else None

    def fields(self, task: Task) -> list[tuple[str, RecordField, str]]:
        """Every field of the page, the asked ones first: its record, its definition, what is presumed."""
        asked = [*((each.key, key, "") for each in self.records for key in each.asks), (*self.when, "")]
        presumed = [(each.key, *pair) for each in self.records for pair in each.presumed.items()]
        found = []
        for record, key, value in [*asked, *presumed]:
            told = record_of(task, record).field(key)
            if told is None:
                raise KeyError(
                    f"{self.task}, {record}: there is no field {key!r}; correct quick_entries.yaml."
                )
            found.append((record, told, value))
        return found


@cache
def quick_entries() -> dict[str, QuickEntry]:
    """Every short page there is, by its key."""
    told = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {each["key"]: _entry(each) for each in told}


@transaction.atomic
def take_down(
    entry: QuickEntry,
    *,
    who: Person | None,
    values: Mapping[str, Mapping[str, Any]],
    unit: Unit,
    by: Worker,
    at: datetime,
) -> Case:
    """Open the case, keep its records and do its steps; all of it, or nothing. Refused as these acts are.

    `values` holds the fields by record. What happened on an earlier day is kept on that day, and the case is
    of that day. Without `who` they stay unnamed, where the task allows it.
    """
    happened = entry.happened(values) or at
    if happened > at:
        raise Faulty({entry.when[1]: _("This time is still to come. Enter what has happened, at its time.")})
    on = timezone.localdate(happened)
    task = entry.definition(on)
    case = open_case(
        task=entry.task,
        unit=unit,
        title="",
        parties=[(who, entry.about)] if who is not None else [],
        opened_by=by,
        opened_on=on,
        opened_how=entry.how,
        assigned_to=by,
        at=at,
    )
    for each in entry.records:
        definition = record_of(task, each.key)
        told = _at(definition, happened) | dict(values.get(each.key, {}))
        add_record(case, each.key, told, by=by, at=at)
    record, field_key = entry.minutes
    minutes = values.get(record, {}).get(field_key)
    for place, step in enumerate(entry.steps):
        do_step(case, step, on=on, minutes=minutes if place == 0 else None, by=by, at=at)
    return case


def record_of(task: Task, key: str) -> Record:
    """The kind of record of that key; KeyError where the task has none."""
    for definition in task.records:
        if definition.key == key:
            return definition
    raise KeyError(key)


def _at(definition: Record, happened: datetime) -> dict[str, str]:
    """When the record happened, as its own field keeps it."""
    told = definition.field(definition.happens_on or "")
    if told is None:
        return {}
    local = timezone.localtime(happened)
    return {told.key: local.isoformat() if told.type == "moment" else local.date().isoformat()}


def _entry(told: Mapping[str, Any]) -> QuickEntry:
    records = tuple(
        QuickRecord(each["key"], tuple(each.get("asks", ())), each.get("presumed", {}))
        for each in told["records"]
    )
    when, _dot, moment = told["when"].partition(".")
    record, _dot, minutes = told["minutes"].partition(".")
    return QuickEntry(
        key=told["key"],
        task=told["task"],
        how=told["how"],
        about=told["about"],
        records=records,
        when=(when, moment),
        minutes=(record, minutes),
        steps=tuple(told["steps"]),
    )
