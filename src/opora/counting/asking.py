"""One question to the database for an indicator: its rows grouped by unit, split and in all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from opora.catalogue import catalogue
from opora.catalogue.schema.lists import CodeList
from opora.counting.families import FAMILIES
from opora.counting.fragments import Fragments, field_of
from opora.counting.meaning import Meaning, Measure
from opora.counting.residence import MUNICIPALITY

AGES = "age_bands"
MONTH = "YYYY-MM"


@dataclass(frozen=True)
class Column:
    """A column to split by. One of `many` values has a row for each: words of a list, months that pass."""

    by: str
    sql: str
    many: bool = False


@dataclass(frozen=True)
class Answer:
    """One group of rows: which columns it is grouped by, the value in each, and what was reckoned."""

    grouped: frozenset[str]
    values: Mapping[str, Any]
    value: Decimal | None
    cases: int
    rows: int
    told: int
    stock: tuple[int, int, int, int]


def columns_of(meaning: Meaning, found: Fragments) -> list[Column]:
    """What an indicator is split by beside the unit, in the order of its definition."""
    return [_column(meaning, found, path) for path in meaning.indicator.by if path != "unit"]


def ask(meaning: Meaning, found: Fragments, columns: Sequence[Column]) -> list[Answer]:
    """Group the rows by nothing, by unit, and by each column alone and with the unit; two columns crossed."""
    names = [f"s{number}" for number in range(len(columns))]
    text = _text(meaning, found, columns, names)
    with connection.cursor() as cursor:
        cursor.execute(text, found.parameters)
        rows = cursor.fetchall()
    return [_answer(row, columns) for row in rows]


def cases_behind(meaning: Meaning, found: Fragments, column: Column | None, word: str | None) -> list[int]:
    """The keys of the cases (of a register: records) behind a number, of one word of a column or all."""
    key = "row_id" if meaning.is_register else "case_id"
    columns = [column] if column else []
    asked = ""
    if column is not None:
        asked = "WHERE s0 IS NULL" if word is None else f"WHERE s0 = {found.given(word)}"
    text = (
        f"{_with(meaning, found, columns, ['s0'])} SELECT DISTINCT {key} FROM spread {asked} ORDER BY {key}"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, found.parameters)
        return [key for (key,) in cursor.fetchall()]


def _text(meaning: Meaning, found: Fragments, columns: Sequence[Column], names: Sequence[str]) -> str:
    grouped = ", ".join(["unit_id", *names])
    sets = ["()", "(unit_id)", *(f"({name}), (unit_id, {name})" for name in names)]
    if len(names) == 2:
        sets.append(f"({names[0]}, {names[1]})")
    thing = _thing(meaning)
    return (
        f"{_with(meaning, found, columns, names)} "
        f"SELECT {_level(names)}, {grouped}, {_value(meaning, thing)}, "
        f"count(DISTINCT {'row_id' if meaning.is_register else 'case_id'}), count(DISTINCT row_id), "
        f"{_told(meaning)}, {_stock(thing)} FROM {_spread(meaning)} "
        f"GROUP BY GROUPING SETS ({', '.join(sets)})"
    )


def _level(names: Sequence[str]) -> str:
    """Which columns a group is not grouped by, so that an unknown value is told from no value."""
    return f"ARRAY[{', '.join(f'GROUPING({name})' for name in ['unit_id', *names])}]"


def _with(meaning: Meaning, found: Fragments, columns: Sequence[Column], names: Sequence[str]) -> str:
    """The rows, then the same with one row for each value of a column of many."""
    inner, outer, joins = [], [], []
    for column, name in zip(columns, names, strict=False):
        inner.append(f"{column.sql} AS {name}")
        outer.append(f"{name}_word AS {name}" if column.many else f"counted.{name}")
        if column.many:
            joins.append(_unfolded(column, name))
    plain = ["case_id", "row_id", "unit_id", "starts", "ends", "hit", "person", "worker", "thing_named"]
    amount = _amount_of_month(meaning) if joins and _by_month(columns) else "counted.amount"
    selected = [*(f"counted.{each}" for each in plain), f"{amount} AS amount", *outer]
    return (
        "WITH RECURSIVE counted AS ("
        f"SELECT {found.case} AS case_id, {found.row} AS row_id, {found.unit} AS unit_id, "
        f"{found.start} AS starts, {found.end} AS ends, {found.amount} AS amount, {found.hit} AS hit, "
        f"{found.person} AS person, c.assigned_to_id AS worker, {_named(meaning, found)} AS thing_named"
        f"{''.join(f', {each}' for each in inner)} "
        f"FROM {found.source} WHERE {' AND '.join(f'({each})' for each in found.conditions)}), "
        f"spread AS (SELECT {', '.join(selected)} FROM counted {' '.join(joins)})"
        f"{FAMILIES if meaning.measure is Measure.FAMILIES else ''}"
    )


def _spread(meaning: Meaning) -> str:
    """The rows to group; of families each with the one that its case belongs to."""
    if meaning.measure is Measure.FAMILIES:
        return "spread LEFT JOIN family ON family.member = spread.case_id"
    return "spread"


def _named(meaning: Meaning, found: Fragments) -> str:
    """What a field names, where different values of it are counted."""
    if meaning.measure is Measure.PER and meaning.field is not None:
        return f"(r.content ->> {found.given(meaning.field.key)})"
    return "NULL::text"


def _thing(meaning: Meaning) -> str:
    """What is counted once, however many rows it has."""
    if meaning.measure is Measure.CASES:
        return "case_id"
    if meaning.measure is Measure.PERSONS:
        return "row_id" if meaning.whose is None else "person"
    if meaning.measure is Measure.FAMILIES:
        return "COALESCE(person, row_id)" if meaning.is_register else "COALESCE(family.root, case_id)"
    return "row_id"


def _value(meaning: Meaning, thing: str) -> str:
    measure = meaning.measure
    if meaning.indicator.per == "month":
        return "sum(amount) / %(months)s"
    if measure in (Measure.SUM, Measure.SPAN):
        return "sum(amount)"
    if measure is Measure.MEAN:
        return "avg(amount)"
    if measure is Measure.PART:
        share = "count(DISTINCT row_id) FILTER (WHERE hit)::numeric * 100"
        told = "NULLIF(count(DISTINCT row_id) FILTER (WHERE hit IS NOT NULL), 0)"
        return f"CASE WHEN bool_or(hit IS NOT NULL) THEN {share} / {told} ELSE count(DISTINCT row_id) END"
    if measure is Measure.PER:
        many = "count(DISTINCT (case_id, thing_named)) FILTER (WHERE thing_named IS NOT NULL)"
        of = "count(DISTINCT row_id)" if meaning.field is None else many
        per = "worker" if meaning.indicator.per == "worker" else "case_id"
        return f"{of}::numeric / NULLIF(count(DISTINCT {per}), 0)"
    return f"count(DISTINCT {thing})::numeric"


def _told(meaning: Meaning) -> str:
    """How many of the rows tell what is counted."""
    if meaning.measure in (Measure.SUM, Measure.SPAN, Measure.MEAN):
        return "count(DISTINCT row_id) FILTER (WHERE amount IS NOT NULL)"
    if meaning.measure is Measure.PERSONS and meaning.whose is not None:
        return "count(DISTINCT row_id) FILTER (WHERE person IS NOT NULL)"
    return "count(DISTINCT row_id)"


def _stock(thing: str) -> str:
    conditions = (
        "starts < %(first)s AND (ends IS NULL OR ends >= %(first)s)",
        "starts BETWEEN %(first)s AND %(last)s",
        "ends BETWEEN %(first)s AND %(last)s",
        "starts <= %(last)s AND (ends IS NULL OR ends > %(last)s)",
    )
    return ", ".join(f"count(DISTINCT {thing}) FILTER (WHERE {each})" for each in conditions)


def _answer(row: tuple[Any, ...], columns: Sequence[Column]) -> Answer:
    names = ["unit", *(column.by for column in columns)]
    level, values, reckoned = row[0], row[1 : 1 + len(names)], row[1 + len(names) :]
    grouped = frozenset(name for name, left_out in zip(names, level, strict=True) if not left_out)
    value, cases, rows, told, *stock = reckoned
    amount = None if value is None else Decimal(value)
    return Answer(
        grouped,
        dict(zip(names, values, strict=True)),
        amount,
        cases,
        rows,
        told,
        tuple(stock),
    )


def _column(meaning: Meaning, found: Fragments, path: str) -> Column:
    if "." in path:
        asked = next((each for each in _fields(meaning) if each[0] == path), None)
        if asked is not None and asked[1] == "choices":
            return Column(path, field_of(found, meaning, path, as_json=True), many=True)
        return Column(path, field_of(found, meaning, path))
    return {
        "month": _month,
        "sex": lambda *_: Column("sex", "NULLIF(person.sex, '')"),
        "age_band": _age_band,
        "municipality": lambda *_: Column("municipality", MUNICIPALITY.format(day=_day(meaning, found))),
        "outcome": lambda *_: Column("outcome", "NULLIF(c.outcome, '')"),
        "length": _length,
    }[path](meaning, found)


def _fields(meaning: Meaning) -> list[tuple[str, str]]:
    return [
        (f"{record.key}.{field.key}", field.type)
        for record in meaning.task.records
        for field in record.fields
    ]


def _day(meaning: Meaning, found: Fragments) -> str:
    """The day on which somebody is as old as is counted."""
    if meaning.lasts:
        return "%(until)s::date"
    return found.end if meaning.indicator.when == "closed" else found.start


def _month(meaning: Meaning, found: Fragments) -> Column:
    """The month of its day; of what lasts, every month in which it went on."""
    if meaning.lasts:
        return Column("month", "NULL::text", many=True)
    return Column("month", f"to_char({_day(meaning, found)}, '{MONTH}')")


def _by_month(columns: Sequence[Column]) -> bool:
    return any(column.by == "month" and column.many for column in columns)


def _unfolded(column: Column, name: str) -> str:
    if column.by != "month":
        return (
            f"LEFT JOIN LATERAL jsonb_array_elements_text(counted.{name}) AS {name}_list({name}_word) ON TRUE"
        )
    return (
        f"CROSS JOIN LATERAL (SELECT month_begins::date, to_char(month_begins, '{MONTH}') "
        "FROM generate_series(date_trunc('month', GREATEST(counted.starts, %(first)s)::timestamp), "
        "LEAST(COALESCE(counted.ends, %(until)s), %(until)s)::timestamp, INTERVAL '1 month') month_begins) "
        f"AS months(begins, {name}_word)"
    )


def _amount_of_month(meaning: Meaning) -> str:
    """Of days that pass through several months, those of each."""
    if meaning.measure is not Measure.SPAN:
        return "counted.amount"
    night = " - 1" if meaning.indicator.counts == "nights" else ""
    ends = "(months.begins + INTERVAL '1 month' - INTERVAL '1 day')::date"
    return (
        f"GREATEST(LEAST(COALESCE(counted.ends{night}, %(until)s), %(until)s, {ends}) "
        "- GREATEST(counted.starts, %(first)s, months.begins) + 1, 0)::numeric"
    )


def _age_band(meaning: Meaning, found: Fragments) -> Column:
    age = f"date_part('year', age({_day(meaning, found)}, person.born))"
    cases = []
    for band in catalogue().code_lists[AGES].bands:
        upper = "" if band.to_age is None else f" AND {age} <= {found.given(band.to_age)}"
        cases.append(f"WHEN {age} >= {found.given(band.from_age)}{upper} THEN {found.given(band.key)}")
    return Column("age_band", f"CASE {' '.join(cases)} END")


def _length(meaning: Meaning, found: Fragments) -> Column:
    """The band of the days from the first to the last, both counted; of what runs, up to the period's end."""
    bands: CodeList = catalogue().code_lists[meaning.indicator.lengths or ""]
    after = f"(LEAST(COALESCE({found.end}, %(until)s), %(until)s) + 1)"
    cases = []
    for band in reversed(bands.lengths):
        assert band.from_length is not None
        unit = "days" if band.from_length.unit == "working_days" else band.from_length.unit
        length = f"make_interval({unit} => {found.given(band.from_length.count)})"
        cases.append(f"WHEN {found.start} + {length} <= {after} THEN {found.given(band.key)}")
    return Column("length", f"CASE {' '.join(cases)} END")
