"""A country in columns: households one after the other, their members' facts as whole numbers.

An Arrow table has one row a person, sorted by household:

- `household`: number of the household; rows of one household stand together
- `is_applicant`: 1 for one in each household; `lives_in_dwelling`: 1 or 0
- `partner`, `parent_1`, `parent_2`, `carer_1`, `carer_2`: place of that person within the household, -1 for
  nobody
- a fact: `key` for a fact of the day, `key@2026-04-01` for what holds from that day on instead, `key@2026-04`
  of a month, `key@2025` of a year; as whole numbers (cents, day numbers, 0 and 1, place of the choice). A
  fact of the dwelling has the same value in every row of the household.

A missing value is an unknown fact, and a missing column is unknown of everybody. In memory a fact is kept in
the narrowest type that holds its declared range, and an unknown one stands one below that range.
"""

import os
from bisect import bisect_right
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from opora.law.engine.dates import Dates
from opora.law.engine.errors import nearest
from opora.law.engine.facts import Fact
from opora.law.engine.types import LARGEST_HOUSEHOLD

RELATION_COLUMNS = ("partner", "parent_1", "parent_2", "carer_1", "carer_2")
NOT_FACTS = frozenset({"household", "is_applicant", "lives_in_dwelling", *RELATION_COLUMNS})
Whole = NDArray[np.signedinteger[Any]]


class PopulationError(ValueError):
    """The columns do not make a population; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Population:
    """`starts` has one more entry than there are households; the rest is one entry a person.

    A fact of the dwelling has one entry a household.
    """

    starts: NDArray[np.int64]
    applicants: Whole
    in_dwelling: Whole
    relations: Mapping[str, Whole]
    columns: Mapping[str, Whole]
    gaps: frozenset[str] = frozenset()
    """The columns in which something is unknown."""
    _unknown: dict[tuple[type, int, int], Whole] = field(default_factory=dict, repr=False)

    @property
    def households(self) -> int:
        return len(self.starts) - 1

    @property
    def persons(self) -> int:
        return int(self.starts[-1])

    @classmethod
    def from_arrow(cls, table: pa.Table, facts: Mapping[str, Fact]) -> "Population":
        """Check and take over an Arrow table; a column of the right type without gaps is not copied."""
        starts = _starts(_complete(table, "household"))
        facts_given = [name for name in table.column_names if name not in NOT_FACTS]
        declared = {name: _declared(name, facts) for name in facts_given}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            # The facts take longest, so they go first; who belongs to whom is looked at beside them.
            columns = pool.map(
                lambda name: _fact_column(table.column(name), name, declared[name], starts), facts_given
            )
            sizes = np.diff(starts)
            of_household = np.repeat(sizes.astype(np.int8), sizes)
            relations = pool.map(
                lambda name: _places(_complete(table, name), name, of_household), RELATION_COLUMNS
            )
            return cls(
                starts=starts,
                applicants=_applicants(_complete(table, "is_applicant"), starts),
                in_dwelling=_within(_complete(table, "lives_in_dwelling"), "lives_in_dwelling", 0, 1),
                relations=dict(zip(RELATION_COLUMNS, relations, strict=True)),
                columns=dict(zip(facts_given, columns, strict=True)),
                gaps=frozenset(name for name in facts_given if table.column(name).null_count),
            )

    def column(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> Whole:
        """What a rule reads of a fact; all unknown where the population has no such column."""
        return self.columns.get(self._column_name(fact, anchor, offset, dates), self._all_unknown(fact))

    def lacks(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> str | None:
        """The name of the column that a rule reads and the population does not have."""
        name = self._column_name(fact, anchor, offset, dates)
        return None if name in self.columns else name

    def knows(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> NDArray[np.bool_] | None:
        """Of each household, whether the fact is known of every member; none where all is known."""
        name = self._column_name(fact, anchor, offset, dates)
        if name not in self.gaps and name in self.columns:
            return None
        known = self.column(fact, anchor, offset, dates) >= fact.range[0]
        return known if fact.of == "dwelling" else np.logical_and.reduceat(known, self.starts[:-1])

    def _column_name(self, fact: Fact, anchor: str, offset: int, dates: Dates) -> str:
        if fact.period == "year":
            return f"{fact.key}@{dates.year(anchor, offset):04d}"
        if fact.period == "month":
            index = dates.month_index(anchor, offset)
            return f"{fact.key}@{index // 12:04d}-{index % 12 + 1:02d}"
        changes = self._changes.get(fact.key, [])
        position = bisect_right(changes, f"{fact.key}@{dates.day(anchor).isoformat()}")
        return changes[position - 1] if position else fact.key

    @cached_property
    def _changes(self) -> dict[str, list[str]]:
        """Of each fact its columns that begin on a day, in order; found once, every fact asks."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.columns):
            key, at, _ = name.partition("@")
            if at:
                found.setdefault(key, []).append(name)
        return found

    def _all_unknown(self, fact: Fact) -> Whole:
        low, high = fact.range
        rows = self.households if fact.of == "dwelling" else self.persons
        key = (narrowest(low, high), low - 1, rows)
        if key not in self._unknown:
            self._unknown[key] = np.full(rows, low - 1, narrowest(low, high))
        return self._unknown[key]


def narrowest(low: int, high: int) -> type[np.signedinteger[Any]]:
    """The narrowest type for a range and for the number below it, which means unknown."""
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min < low and high <= np.iinfo(kind).max:
            return kind
    return np.int64


def _declared(column: str, facts: Mapping[str, Fact]) -> Fact:
    key = column.partition("@")[0]
    if key not in facts:
        raise PopulationError(
            f"The population has a column {column!r}, but no fact is called {key!r}."
            f"{nearest(key, list(facts))} Rename the column, or leave it out."
        )
    return facts[key]


def _fact_column(column: pa.ChunkedArray, name: str, fact: Fact, starts: NDArray[np.int64]) -> Whole:
    low, high = fact.range
    known = np.asarray(column.is_valid()) if column.null_count else None
    values = np.asarray(column.fill_null(low) if column.null_count else column)
    if fact.of == "dwelling":
        values = values[starts[:-1]]
        known = known if known is None else known[starts[:-1]]
    values = _within(values, name, low, high, narrowest(low, high))
    return values if known is None else np.where(known, values, values.dtype.type(low - 1))


def _complete(table: pa.Table, name: str) -> Whole:
    if name not in table.column_names:
        raise PopulationError(f"The population has no column {name!r}. Add it, for every person.")
    column = table.column(name)
    if column.null_count:
        raise PopulationError(f"The column {name!r} has missing values. Give it for every person.")
    return np.asarray(column)


def _within(
    values: Whole, name: str, low: int, high: int, kind: type[np.signedinteger[Any]] = np.int8
) -> Whole:
    if values.dtype.kind not in "iub":
        raise PopulationError(
            f"The column {name!r} holds {values.dtype}, not whole numbers. Write amounts in cents, days as "
            "day numbers, a yes or no as 1 or 0."
        )
    ends = pc.min_max(pa.array(values))  # both in one look at the column, unlike those of NumPy
    if values.size and (ends["min"].as_py() < low or ends["max"].as_py() > high):
        raise PopulationError(
            f"The column {name!r} holds a value outside {low} to {high}, the range declared for it. "
            "Correct the data, or the range in the declaration of the fact."
        )
    return np.ascontiguousarray(values, dtype=kind)


def _starts(household: Whole) -> NDArray[np.int64]:
    if not len(household):
        return np.zeros(1, dtype=np.int64)
    changes = np.flatnonzero(household[1:] != household[:-1]) + 1
    starts = np.concatenate(([0], changes, [len(household)])).astype(np.int64)
    firsts = household[starts[:-1]]
    rising = (firsts[1:] > firsts[:-1]).all()
    if not rising and len(np.unique(firsts)) != len(firsts):
        raise PopulationError("The rows of a household do not stand together. Sort the rows by 'household'.")
    sizes = np.diff(starts)
    largest = int(sizes.argmax())
    if sizes[largest] > LARGEST_HOUSEHOLD:
        raise PopulationError(
            f"Household {firsts[largest]} has {sizes[largest]} members; at most {LARGEST_HOUSEHOLD} are "
            "computed. Part it into the dwellings it consists of."
        )
    return starts


def _applicants(is_applicant: Whole, starts: NDArray[np.int64]) -> Whole:
    chosen = np.flatnonzero(is_applicant != 0)
    households = len(starts) - 1
    # In order, so one in each household is the first in the first household, and so on.
    if len(chosen) != households or (chosen < starts[:-1]).any() or (chosen >= starts[1:]).any():
        raise PopulationError(
            "Each household needs exactly one person with 'is_applicant' 1. Mark one of them."
        )
    return (chosen - starts[:-1]).astype(np.int8)


def _places(values: Whole, name: str, sizes: Whole) -> Whole:
    """`sizes` gives for each person how many the household has."""
    places = _within(values, name, -1, LARGEST_HOUSEHOLD - 1)
    if (places >= sizes).any():
        raise PopulationError(
            f"The column {name!r} names a person outside the household. A relative who lives elsewhere is "
            "left out (-1), or belongs into the household's rows with 'lives_in_dwelling' 0."
        )
    return places
