"""Single cases as a population: how a worklist, or a test, comes before a kernel."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from opora.law.batch.population import RELATION_COLUMNS, Population, PopulationError
from opora.law.engine.calendar import day_of, month_text
from opora.law.engine.case import Case, DayValue
from opora.law.engine.facts import Fact

COLUMNS_OF = {
    "partner": ("partner",),
    "parents": ("parent_1", "parent_2"),
    "carers": ("carer_1", "carer_2"),
}
"""The columns that hold each relation; children and wards name their parents and carers."""
Changes = Mapping[str, list[int]]
Row = dict[str, int | None]


def population_of_cases(cases: list[Case], facts: Mapping[str, Fact]) -> Population:
    """The same households as columns; what a case does not know is missing."""
    changes = _days_of_change(cases)
    rows: list[Row] = []
    for number, case in enumerate(cases):
        for place in range(len(case.persons)):
            rows.append({"household": number, **dict(_row(case, place, facts, changes))})
    names = ["household", "is_applicant", "lives_in_dwelling", *RELATION_COLUMNS]
    names += sorted({name for row in rows for name in row} - set(names))
    table = {name: pa.array([row.get(name) for row in rows], pa.int64()) for name in names}
    return Population.from_arrow(pa.table(table), facts)


def _days_of_change(cases: list[Case]) -> Changes:
    """For each fact of the day the days on which it changes in any of the cases."""
    days: dict[str, set[int]] = {}
    for case in cases:
        for (key, _), value in case.by_day.items():
            days.setdefault(key, set()).update([] if isinstance(value, int) else [day for day, _ in value])
    return {key: sorted(found) for key, found in days.items()}


def _row(
    case: Case, place: int, facts: Mapping[str, Fact], changes: Changes
) -> Iterator[tuple[str, int | None]]:
    yield "is_applicant", int(place == case.applicant)
    yield "lives_in_dwelling", case.in_dwelling[place]
    yield from _relatives(case, place)
    for (key, owner), value in case.by_day.items():
        if owner == (-1 if facts[key].of == "dwelling" else place):
            yield key, value if isinstance(value, int) else None
            for day in changes[key]:
                yield f"{key}@{day_of(day).isoformat()}", _standing(value, day)
    for (key, owner), by_month in case.by_month.items():
        if owner == place:
            yield from ((f"{key}@{month_text(index)}", value) for index, value in by_month.items())
    for (key, owner), by_year in case.by_year.items():
        if owner == place:
            yield from ((f"{key}@{year:04d}", value) for year, value in by_year.items())


def _standing(kept: DayValue, day: int) -> int | None:
    """The value that holds on a day; none before the first one known."""
    if isinstance(kept, int):
        return kept
    return next((value for since, value in reversed(kept) if since <= day), None)


def _relatives(case: Case, place: int) -> Iterator[tuple[str, int]]:
    for relation, columns in COLUMNS_OF.items():
        others = case.relatives[relation][place]
        if len(others) > len(columns):
            raise PopulationError(
                f"{case.persons[place]} has {len(others)} {relation}; the columns hold {len(columns)}. "
                "Decide this case by itself."
            )
        for number, column in enumerate(columns):
            yield column, others[number] if number < len(others) else -1
