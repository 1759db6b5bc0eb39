"""Counts an indicator: the value, its units and splits, the stock at both ends, and what is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import connection

from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Indicator
from opora.counting.asking import Answer, Column, ask, cases_behind, columns_of
from opora.counting.figures import NOTHING, Count, Figure, Split, Stock, Unknown, Word
from opora.counting.fragments import Fragments, rows_of
from opora.counting.kept_elsewhere import records_for
from opora.counting.meaning import Meaning, Measure, Unmeant, meaning_of
from opora.counting.period import Period
from opora.organisation.models import Unit

DIVIDED = (Measure.MEAN, Measure.PER, Measure.PART)
STOCKED = (Measure.CASES, Measure.ROWS, Measure.PERSONS, Measure.FAMILIES)


def counts_of(key: str, period: Period, *, units: Collection[Unit], on: date) -> list[Count]:
    """Every indicator of a task as it is defined at the end of the period, in some units of one centre."""
    task = task_at(key, period)
    return [count(key, task, indicator, period, units=units, on=on) for indicator in task.indicators]


def task_at(key: str, period: Period) -> Task:
    """The definition a period is counted by, cases of all versions together. KeyError for no such task."""
    return catalogue().as_read.version_for(key, on=period.last)


def count(
    key: str, task: Task, indicator: Indicator, period: Period, *, units: Collection[Unit], on: date
) -> Count:
    """Count one indicator. Where nothing can be said it says why, and is not zero."""
    try:
        meaning = meaning_of(key, task, indicator)
    except Unmeant as missing:
        return Count(None, period, Figure(None), Unknown.NOT_DEFINED, str(missing))
    found = _rows(meaning, period, units, on)
    columns = columns_of(meaning, found)
    single = [column for column in columns if not column.many]
    answers = ask(meaning, found, single)
    whole = next((_figure(each) for each in answers if not each.grouped), NOTHING)
    unknown = _unknown(meaning, whole, found)
    if unknown is not None:
        return Count(meaning, period, Figure(None, whole.cases, whole.rows, whole.without), unknown)
    splits = [_split(column, answers) for column in single]
    for column in columns:
        if column.many:
            splits.append(_split(column, _asked_alone(meaning, column.by, period, units, on)))
    order = [column.by for column in columns]
    return Count(
        meaning,
        period,
        whole,
        by_unit={each.values["unit"]: _figure(each) for each in answers if each.grouped == {"unit"}},
        splits=tuple(sorted(splits, key=lambda split: order.index(split.by))),
        crossed=_crossed(single, answers),
        stock=_stock(meaning, answers),
    )


def keys_behind(
    meaning: Meaning,
    period: Period,
    *,
    units: Collection[Unit],
    on: date,
    by: str = "",
    word: Word = None,
) -> list[int]:
    """The keys of the cases behind a number (of a register: of its records), whoever may see them.

    Of one word of a split where `by` names it. KeyError for a split that the indicator does not have.
    """
    found = _rows(meaning, period, units, on)
    if not by:
        return cases_behind(meaning, found, None, None)
    column = {each.by: each for each in columns_of(meaning, found)}[by]
    return cases_behind(meaning, found, column, word)


def _asked_alone(
    meaning: Meaning, by: str, period: Period, units: Collection[Unit], on: date
) -> list[Answer]:
    """By a column of many values: it gives a case a row for each, so no other sum may stand beside it."""
    found = _rows(meaning, period, units, on)
    return ask(meaning, found, [each for each in columns_of(meaning, found) if each.by == by])


def _rows(meaning: Meaning, period: Period, units: Collection[Unit], on: date) -> Fragments:
    centre = next((unit.centre_id for unit in units), 0)
    return rows_of(
        meaning, period, centre=centre, units=[unit.pk for unit in units], on=on, zone=settings.TIME_ZONE
    )


def _figure(answer: Answer) -> Figure:
    value = Decimal(0) if answer.value is None and answer.rows == 0 else answer.value
    return Figure(value, answer.cases, answer.rows, answer.rows - answer.told)


def _split(column: Column, answers: Iterable[Answer]) -> Split:
    whole, by_unit = {}, {}
    for each in answers:
        if each.grouped == {column.by}:
            whole[each.values[column.by]] = _figure(each)
        elif each.grouped == {column.by, "unit"}:
            by_unit[each.values[column.by], each.values["unit"]] = _figure(each)
    return Split(column.by, whole, by_unit, column.many)


def _crossed(columns: Sequence[Column], answers: Iterable[Answer]) -> dict[tuple[Word, Word], Figure]:
    if len(columns) != 2:
        return {}
    one, two = (column.by for column in columns)
    return {
        (each.values[one], each.values[two]): _figure(each) for each in answers if each.grouped == {one, two}
    }


def _stock(meaning: Meaning, answers: Iterable[Answer]) -> Stock | None:
    """Of what runs; where a case stood is known of one day only."""
    if meaning.indicator.when != "running" or meaning.measure not in STOCKED or meaning.piece == "stage":
        return None
    if meaning.on_its_day:
        return None
    return next((Stock(*each.stock) for each in answers if not each.grouped), Stock())


def _unknown(meaning: Meaning, whole: Figure, found: Fragments) -> Unknown | None:
    if whole.is_nothing:
        if meaning.piece == "record" and _nobody_records(meaning, found):
            return Unknown.NOT_RECORDED
        return Unknown.NOTHING_TO_DIVIDE if meaning.measure in DIVIDED else None
    if whole.value is None:
        return Unknown.NO_AMOUNT
    return None


def _nobody_records(meaning: Meaning, found: Fragments) -> bool:
    """Whether there was something to record, and no such record was ever kept here.

    A case without a fostered child's visit is a case without visits; a unit that never wrote one down in any
    case says nothing about visits. A register in which nothing of the kind stands at all is not kept.
    """
    assert meaning.record is not None
    given = found.parameters | {"kind": meaning.record.key}
    here = "task = %(task)s AND centre_id = %(centre)s AND unit_id = ANY(%(units)s)"
    was_something = (
        "TRUE"
        if meaning.is_register
        else f"EXISTS (SELECT FROM cases_case WHERE {here} AND opened_on <= %(last)s "
        "AND (closed_on IS NULL OR closed_on >= %(first)s))"
    )
    records = records_for(meaning.key)
    ever = f"EXISTS (SELECT FROM {records} r WHERE {here} AND key = %(kind)s AND struck_at IS NULL)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {was_something} AND NOT {ever}", given)
        [(answer,)] = cursor.fetchall()
    return bool(answer)
