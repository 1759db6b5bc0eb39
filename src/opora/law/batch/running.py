"""Runs kernels over a population: slices of whole households, by threads.

Households of which every fact is known go through the quick kernel, the others through the careful one, which
notes what is in doubt. Both are written from the same graph, and the second is compiled only if somebody
needs it.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch.kernel import Kernel, compile_rights, source_of
from opora.law.batch.kernel_source import KernelSource
from opora.law.batch.population import Population
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions

HOUSEHOLDS_A_SLICE = 16_384


@dataclass(frozen=True)
class RightColumns:
    """One right for every household: `amount` in the unit of the right (cents, days; a status counts as 1),
    0 where not entitled or without result.
    """

    entitled: NDArray[np.int8]
    amount: NDArray[np.int64]
    doubts: NDArray[np.int64]
    bit: int

    @cached_property
    def has_result(self) -> NDArray[np.bool_]:
        known: NDArray[np.bool_] = (self.doubts & self.bit) == 0
        return known

    @property
    def without_result(self) -> int:
        """Households for which a fact, or a figure of the law, that this right rests on is unknown."""
        return int((~self.has_result).sum())

    @property
    def households_entitled(self) -> int:
        return int(self.entitled.sum())

    @property
    def total_cents(self) -> int:
        """Cents a month for all households with a result."""
        return int(self.amount.sum())


@dataclass(frozen=True)
class MonthResult:
    rights: Mapping[str, RightColumns]
    missing_columns: Mapping[str, tuple[str, ...]]
    """Columns that the population does not have, and the rights that read them."""


@dataclass(frozen=True)
class Turn:
    """A kernel with everything it reads, and the households it is for."""

    kernel: Kernel
    given: tuple[Any, ...]
    households: NDArray[np.int64]

    def slices(self) -> list[tuple["Turn", int, int]]:
        end = len(self.households)
        firsts = range(0, end, HOUSEHOLDS_A_SLICE)
        return [(self, first, min(first + HOUSEHOLDS_A_SLICE, end)) for first in firsts]

    def run(self, first: int, last: int, outputs: list[Any]) -> None:
        buffer: Any = np.zeros(self.kernel.source.buffer, np.int64)
        if not self.kernel.compiled:  # numbers of NumPy would overflow where Python's own do not
            buffer = buffer.tolist()
        before, columns = self.given[:6], self.given[6:]
        self.kernel.run(first, last, *before, buffer, self.households, *columns, *outputs)


@dataclass(frozen=True)
class PreparedMonth:
    """Everything for one month, looked up once."""

    rights: tuple[str, ...]
    households: int
    turns: tuple[Turn, ...]
    missing_columns: Mapping[str, tuple[str, ...]]

    def run(self, *, threads: int | None = None) -> MonthResult:
        """Determine the rights of every household; `threads` is the number of cores unless told."""
        entitled = [np.empty(self.households, np.int8) for _ in self.rights]
        amounts = [np.empty(self.households, np.int64) for _ in self.rights]
        doubts = np.zeros(self.households, np.int64)
        outputs = [*entitled, *amounts, doubts]
        slices = [part for turn in self.turns for part in turn.slices()]
        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            list(pool.map(lambda part: part[0].run(part[1], part[2], outputs), slices))
        rights = {
            right: RightColumns(entitled[place], amounts[place], doubts, 1 << place)
            for place, right in enumerate(self.rights)
        }
        return MonthResult(rights, self.missing_columns)


def prepare_month(
    graph: Graph,
    population: Population,
    dates: Dates,
    rights: tuple[str, ...],
    *,
    cache_folder: Path | None = None,
    with_numba: bool = True,
) -> PreparedMonth:
    """Compile, and look up facts and parameters for the month."""
    versions = choose_versions(graph, dates)
    source = source_of(graph, versions, rights, careful=False)
    certain = _certain(source, graph, population, dates)
    turns = []
    for careful, chosen in ((False, certain), (True, ~certain)):
        if chosen.any():
            kernel = compile_rights(
                graph, versions, rights, careful=careful, cache_folder=cache_folder, with_numba=with_numba
            )
            turns.append(Turn(kernel, _given(kernel, population, dates), np.flatnonzero(chosen)))
    missing = {
        name: tuple(right for place, right in enumerate(source.rights) if column.rights >> place & 1)
        for column in source.facts
        if (name := population.lacks(graph.facts[column.fact], column.anchor, column.offset, dates))
    }
    return PreparedMonth(source.rights, population.households, tuple(turns), missing)


def determine_month(
    graph: Graph,
    population: Population,
    dates: Dates,
    rights: tuple[str, ...],
    *,
    cache_folder: Path | None = None,
) -> MonthResult:
    """Each household's rights in one month, to the cent as `explain` gives them.

    Every household counts as one that claims these rights. One that lacks a fact which could matter gets no
    result, and so does one whose case rests on a figure of the law that nobody has found.
    """
    return prepare_month(graph, population, dates, rights, cache_folder=cache_folder).run()


def _certain(source: KernelSource, graph: Graph, population: Population, dates: Dates) -> NDArray[np.bool_]:
    """Of each household, whether all is known that anybody's result could rest on."""
    _, known = _cells(source, graph, dates)
    certain = np.full(population.households, all(known))
    for column in source.facts:
        knows = population.knows(graph.facts[column.fact], column.anchor, column.offset, dates)
        if knows is not None:
            certain &= knows
    return certain


def _given(kernel: Kernel, population: Population, dates: Dates) -> tuple[Any, ...]:
    """The arguments of a kernel that stay the same from slice to slice."""
    source, facts = kernel.source, kernel.graph.facts
    cells, known = _cells(source, kernel.graph, dates)
    law = kernel.of_the_law(cells, known, [dates.number(anchor) for anchor in source.dates])
    given: tuple[NDArray[Any], ...] = (
        *(population.starts, population.applicants, population.in_dwelling),
        *(np.array(values, np.int64) for values in (law, cells, known)),
        *(population.relations[name] for name in source.relations),
        *(population.column(facts[c.fact], c.anchor, c.offset, dates) for c in source.facts),
    )
    return given if kernel.compiled else tuple(array.tolist() for array in given)


def _cells(source: KernelSource, graph: Graph, dates: Dates) -> tuple[list[int], list[int]]:
    """The figures of the law on the day that selects each, and which of them are known."""
    values: list[int] = []
    known: list[int] = []
    for group in source.cells:
        parameter = graph.parameters[group.parameter]
        position = parameter.position_on(dates.day(group.selected_by))
        for place in range(group.first_place, group.first_place + group.count):
            value = None if position < 0 else parameter.entries[position].cells[place].value
            values.append(parameter.low if value is None else value)
            known.append(int(value is not None))
    return values, known
