"""A country in columns: households one after the other, their members' facts as whole numbers.

An Arrow table has one row a person, sorted by household:

- `household`: number of the household; rows of one household stand together
- `is_applicant`: one in each household; `lives_in_dwelling`: yes or no
- `partner`, `parent_1`, `parent_2`, `carer_1`, `carer_2`: place of that person within the household, -1 for nobody
- a fact: `key` for a fact of the day, `key@2026-04` of a month, `key@2025` of a year; as whole numbers (cents, day
  numbers, 0 and 1, place of the choice). A fact of the dwelling has the same value in every row of the household.

A missing value is an unknown fact. A household that lacks a fact gets no result for the rights that read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.facts import Fact

LARGEST_HOUSEHOLD = 24
RELATION_COLUMNS = ("partner", "parent_1", "parent_2", "carer_1", "carer_2")
Whole = NDArray[np.integer[Any]]
Truth = NDArray[np.bool_]


class PopulationError(ValueError):
    """The columns do not make a population; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Population:
    """`starts` has one more entry than there are households; the rest is one entry a person or household."""

    starts: NDArray[np.int64]
    applicants: Whole
    in_dwelling: Whole
    relations: Mapping[str, Whole]
    columns: Mapping[str, Whole]
    known: Mapping[str, Truth]
    """Only for columns in which something is unknown."""
    _narrowed: dict[str, Whole] = field(default_factory=dict, repr=False)

    @property
    def households(self) -> int:
        return len(self.starts) - 1

    @property
    def persons(self) -> int:
        return int(self.starts[-1])

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "Population":
        """Check and take over an Arrow table; columns are used where they lie, without a copy where possible."""
        household = _numbers(table, "household")
        starts = _starts(household)
        applicants = _applicants(_numbers(table, "is_applicant"), starts)
        columns: dict[str, Whole] = {}
        known: dict[str, Truth] = {}
        for name in table.column_names:
            if name in {"household", "is_applicant", "lives_in_dwelling", *RELATION_COLUMNS}:
                continue
            column = table.column(name)
            if column.null_count:
                known[name] = np.asarray(column.is_valid())
                column = column.fill_null(0)
            columns[name] = np.asarray(column)
        return cls(
            starts=starts,
            applicants=applicants,
            in_dwelling=_numbers(table, "lives_in_dwelling"),
            relations={name: _numbers(table, name) for name in RELATION_COLUMNS},
            columns=columns,
            known=known,
        )

    def column(self, fact: Fact, name: str) -> Whole:
        """A fact's values in the narrowest type its declared range fits, so that little memory is read."""
        if name not in self._narrowed:
            values = self.columns.get(name)
            low, high = fact.range
            if values is None:
                size = self.persons if fact.of == "person" else self.households
                values = np.full(size, low)
            elif fact.of == "dwelling":
                values = values[self.starts[:-1]]
            values = np.where(self.is_known(name), values, low) if name in self.known else values
            if values.size and (values.min() < low or values.max() > high):
                raise PopulationError(
                    f"The column {name!r} holds a value outside the declared range {low} to {high}. "
                    "Correct the data, or the range in the declaration of the fact."
                )
            self._narrowed[name] = values.astype(_narrowest(low, high), copy=False)
        return self._narrowed[name]

    def is_known(self, name: str) -> Truth:
        """Of each person, whether the column's value is known."""
        if name not in self.columns:
            return np.zeros(self.persons, dtype=np.bool_)
        return self.known.get(name, self._everything_known)

    @cached_property
    def _everything_known(self) -> Truth:
        return np.ones(self.persons, dtype=np.bool_)

    def every_member(self, claim: Truth) -> Truth:
        """Of each household, whether the claim holds of all its members."""
        if claim is self._everything_known:
            return np.ones(self.households, dtype=np.bool_)
        return np.logical_and.reduceat(claim, self.starts[:-1])


def column_name(fact: Fact, anchor: str, offset: int, dates: Dates) -> str:
    """The column that holds a fact for a window counted from one of the three dates."""
    if fact.period == "day":
        return fact.key
    if fact.period == "year":
        return f"{fact.key}@{dates.year(anchor, offset):04d}"
    index = dates.month_index(anchor, offset)
    return f"{fact.key}@{index // 12:04d}-{index % 12 + 1:02d}"


def population_of_cases(cases: list[Case], facts: Mapping[str, Fact]) -> Population:
    """The same households as columns: how a test, or a worklist of cases, comes before the kernel."""
    rows: dict[str, list[Any]] = {name: [] for name in RELATION_COLUMNS}
    rows |= {"household": [], "is_applicant": [], "lives_in_dwelling": []}
    names = sorted({name for case in cases for name in _values_of(case, 0, facts)} | _all_names(cases, facts))
    rows |= {name: [] for name in names}
    for number, case in enumerate(cases):
        for place in range(len(case.persons)):
            rows["household"].append(number)
            rows["is_applicant"].append(int(place == case.applicant))
            rows["lives_in_dwelling"].append(case.in_dwelling[place])
            for name, other in _relations_of(case, place).items():
                rows[name].append(other)
            values = _values_of(case, place, facts)
            for name in names:
                rows[name].append(values.get(name))
    return Population.from_arrow(
        pa.table({name: pa.array(values, pa.int64()) for name, values in rows.items()})
    )


def _all_names(cases: list[Case], facts: Mapping[str, Fact]) -> set[str]:
    return {
        name
        for case in cases
        for place in range(len(case.persons))
        for name in _values_of(case, place, facts)
    }


def _values_of(case: Case, place: int, facts: Mapping[str, Fact]) -> dict[str, int]:
    values: dict[str, int] = {}
    for (key, owner), day_value in case.by_day.items():
        if owner == (-1 if facts[key].of == "dwelling" else place) and isinstance(day_value, int):
            values[key] = day_value
    for (key, owner), by_month in case.by_month.items():
        if owner == place:
            values |= {f"{key}@{i // 12:04d}-{i % 12 + 1:02d}": value for i, value in by_month.items()}
    for (key, owner), by_year in case.by_year.items():
        if owner == place:
            values |= {f"{key}@{year:04d}": value for year, value in by_year.items()}
    return values


def _relations_of(case: Case, place: int) -> dict[str, int]:
    def nth(relation: str, number: int) -> int:
        others = case.relatives[relation][place]
        return others[number] if number < len(others) else -1

    return {
        "partner": nth("partner", 0),
        "parent_1": nth("parents", 0),
        "parent_2": nth("parents", 1),
        "carer_1": nth("carers", 0),
        "carer_2": nth("carers", 1),
    }


def _numbers(table: pa.Table, name: str) -> Whole:
    if name not in table.column_names:
        raise PopulationError(f"The population has no column {name!r}. Add it; see the head of this module.")
    column = table.column(name)
    if column.null_count:
        raise PopulationError(f"The column {name!r} has missing values. It must be given for every person.")
    return np.asarray(column)


def _starts(household: Whole) -> NDArray[np.int64]:
    if not len(household):
        return np.zeros(1, dtype=np.int64)
    changes = np.flatnonzero(household[1:] != household[:-1]) + 1
    starts = np.concatenate(([0], changes, [len(household)])).astype(np.int64)
    firsts = household[starts[:-1]]
    if len(np.unique(firsts)) != len(firsts):
        raise PopulationError("The rows of a household do not stand together. Sort the rows by 'household'.")
    largest = int(np.diff(starts).max())
    if largest > LARGEST_HOUSEHOLD:
        raise PopulationError(
            f"A household has {largest} members; at most {LARGEST_HOUSEHOLD} are computed. "
            "Part it into the dwellings it consists of."
        )
    return starts


def _applicants(is_applicant: Whole, starts: NDArray[np.int64]) -> Whole:
    if len(starts) == 1:
        return np.zeros(0, dtype=np.int8)
    counts = np.add.reduceat(is_applicant.astype(np.int64), starts[:-1])
    if (counts != 1).any():
        raise PopulationError("Each household needs exactly one person with 'is_applicant' 1.")
    return (np.flatnonzero(is_applicant) - starts[:-1]).astype(np.int8)


def _narrowest(low: int, high: int) -> type[np.signedinteger[Any]]:
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return kind
    return np.int64
