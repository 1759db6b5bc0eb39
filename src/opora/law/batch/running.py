"""Runs kernels over a population: slices of whole households, by threads.

Rights that do not look at each other have kernels of their own. Households of which every fact is known go
through the quick kernel, the others through the careful one, which notes what is in doubt. Both are written
from the same graph, and the second is compiled only if somebody needs it.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch.kernel import Kernel, Readied, compile_rights, source_of
from opora.law.batch.kernel_source import KernelSource
from opora.law.batch.population import Population
from opora.law.batch.together import grouped
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import Versions, choose_versions

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

    rights: tuple[str, ...]
    ready: Readied
    households: NDArray[np.int64]

    @property
    def firsts(self) -> range:
        """Where each slice begins."""
        return range(0, len(self.households), HOUSEHOLDS_A_SLICE)


@dataclass(frozen=True)
class Group:
    """Rights that look at each other, and the columns that tell of them."""

    rights: tuple[str, ...]
    turns: tuple[Turn, ...]
    missing_columns: Mapping[str, tuple[str, ...]]


class _Results:
    """The columns that kernels write."""

    def __init__(self, groups: tuple[Group, ...], households: int) -> None:
        rights = [right for group in groups for right in group.rights]
        self.entitled = {right: np.empty(households, np.int8) for right in rights}
        self.amounts = {right: np.empty(households, np.int64) for right in rights}
        # Who is in doubt about nothing has zeros there, and most groups nobody else.
        self.doubts = {group.rights: np.zeros(households, np.int64) for group in groups}

    def of(self, rights: tuple[str, ...]) -> list[NDArray[Any]]:
        entitled = (self.entitled[right] for right in rights)
        return [*entitled, *(self.amounts[right] for right in rights), self.doubts[rights]]

    def by_right(self) -> dict[str, RightColumns]:
        return {
            right: RightColumns(self.entitled[right], self.amounts[right], doubts, 1 << place)
            for rights, doubts in self.doubts.items()
            for place, right in enumerate(rights)
        }


@dataclass(frozen=True)
class PreparedMonth:
    """Everything for one month, looked up once."""

    rights: tuple[str, ...]
    households: int
    groups: tuple[Group, ...]

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(turn for group in self.groups for turn in group.turns)

    @cached_property
    def missing_columns(self) -> Mapping[str, tuple[str, ...]]:
        """Columns that the population does not have, and the rights that read them."""
        found: dict[str, tuple[str, ...]] = {}
        for group in self.groups:
            for name, rights in group.missing_columns.items():
                found[name] = (*found.get(name, ()), *rights)
        return found

    def run(self, *, threads: int | None = None) -> MonthResult:
        """Determine the rights of every household; `threads` is the number of cores unless told."""
        results = _Results(self.groups, self.households)
        workers = threads or os.cpu_count() or 1
        slices = _Slices(self.turns)
        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(self._work, slices, results) for _ in range(workers)]:
                done.result()
        by_right = results.by_right()
        return MonthResult({right: by_right[right] for right in self.rights}, self.missing_columns)

    def _work(self, slices: "_Slices", results: _Results) -> None:
        """One thread: slice after slice, as long as there are any."""
        kernels: dict[int, Any] = {}
        for number, first, last in slices:
            if number not in kernels:
                turn = self.turns[number]
                buffer = np.zeros(turn.ready.kernel.source.buffer, np.int64)
                kernels[number] = turn.ready.into(results.of(turn.rights), turn.households, buffer)
            kernels[number](first, last)


class _Slices:
    """What is still to do, handed out to threads one by one: all kernels for the same households in turn."""

    def __init__(self, turns: tuple[Turn, ...]) -> None:
        self._lock = Lock()
        self._left = iter(
            sorted(
                (first, number, min(first + HOUSEHOLDS_A_SLICE, len(turn.households)))
                for number, turn in enumerate(turns)
                for first in turn.firsts
            )
        )

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        while True:
            with self._lock:
                taken = next(self._left, None)
            if taken is None:
                return
            first, number, last = taken
            yield number, first, last


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
    groups = tuple(
        _group(graph, versions, population, dates, group, cache_folder, with_numba)
        for group in grouped(graph, versions, rights)
    )
    ordered = tuple(sorted(rights, key=lambda right: graph.rights[right].order))
    return PreparedMonth(ordered, population.households, groups)


def _group(
    graph: Graph,
    versions: Versions,
    population: Population,
    dates: Dates,
    rights: tuple[str, ...],
    cache_folder: Path | None,
    with_numba: bool,
) -> Group:
    source = source_of(graph, versions, rights, careful=False)
    certain = _certain(source, graph, population, dates)
    turns = []
    for careful, chosen in ((False, certain), (True, ~certain)):
        if chosen.any():
            kernel = compile_rights(
                graph, versions, rights, careful=careful, cache_folder=cache_folder, with_numba=with_numba
            )
            ready = kernel.on(_given(kernel, population, dates))
            turns.append(Turn(rights, ready, np.flatnonzero(chosen)))
    missing = {
        name: tuple(right for place, right in enumerate(source.rights) if column.rights >> place & 1)
        for column in source.facts
        if (name := population.lacks(graph.facts[column.fact], column.anchor, column.offset, dates))
    }
    return Group(source.rights, tuple(turns), missing)


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


def _given(kernel: Kernel, population: Population, dates: Dates) -> list[NDArray[Any]]:
    """The columns of a kernel that stay the same from slice to slice."""
    source, facts = kernel.source, kernel.graph.facts
    cells, known = _cells(source, kernel.graph, dates)
    law = kernel.of_the_law(cells, known, [dates.number(anchor) for anchor in source.dates])
    return [
        *(population.starts, population.applicants, population.in_dwelling),
        *(np.array(values, np.int64) for values in (law, cells, known)),
        *(population.relations[name] for name in source.relations),
        *(population.column(facts[c.fact], c.anchor, c.offset, dates) for c in source.facts),
    ]


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
