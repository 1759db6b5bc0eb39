"""Runs kernels over a population: slices of whole households, by threads.

Rights that do not look at each other have kernels of their own. Households of which every fact is known go
through a kernel that looks for no gaps (nor, where the law has no unknown figure, for any doubt), the others
through the careful one, which notes what is in doubt. All are written from the same graph, and compiled only
if somebody needs them.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch.kernel import Kernel, Readied, compile_rights, compile_spans, source_of
from opora.law.batch.kernel_source import KernelSource
from opora.law.batch.population import Population
from opora.law.batch.together import grouped
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import Versions, choose_versions

HOUSEHOLDS_A_SLICE = 16_384


@dataclass(frozen=True)
class RightColumns:
    """One right for every household."""

    entitled: NDArray[np.int8]
    counted: NDArray[np.int64] | None
    """None where nothing is counted: a status, a permission."""
    doubts: NDArray[np.int64]
    bit: int

    @cached_property
    def amount(self) -> NDArray[np.int64]:
        """In the unit of the right (cents, days; a status counts as 1); 0 without right or result."""
        return self.entitled.astype(np.int64) if self.counted is None else self.counted

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
    """A kernel with everything it reads, the number of its group, and the households it is for."""

    group: int
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
    counted: tuple[str, ...]
    """Those of which there is an amount."""
    turns: tuple[Turn, ...]
    settling: Callable[[], Readied]
    """The kernel for households of which the turns leave a right open; compiled when it is needed."""
    missing_columns: Mapping[str, tuple[str, ...]]


class _Results:
    """The columns that kernels write; each kind in one piece, which the system hands out quickest."""

    def __init__(self, groups: tuple[Group, ...], households: int) -> None:
        self.groups = groups
        rights = [right for group in groups for right in group.rights]
        counted = [right for group in groups for right in group.counted]
        self.entitled = dict(zip(rights, np.empty((len(rights), households), np.int8), strict=True))
        self.amounts = dict(zip(counted, np.empty((len(counted), households), np.int64), strict=True))
        # Who is in doubt about nothing has zeros there, and most groups nobody else.
        self.doubts = np.zeros((len(groups), households), np.int64)

    def of(self, turn: Turn) -> list[NDArray[Any]]:
        """The columns of a turn, in the order of its kernel's arguments."""
        amounts = (self.amounts[right] for right in turn.rights if right in self.amounts)
        return [*(self.entitled[right] for right in turn.rights), *amounts, self.doubts[turn.group]]

    def by_right(self) -> dict[str, RightColumns]:
        return {
            right: RightColumns(self.entitled[right], self.amounts.get(right), doubts, 1 << place)
            for group, doubts in zip(self.groups, self.doubts, strict=True)
            for place, right in enumerate(group.rights)
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
        with ThreadPoolExecutor(workers) as pool:
            _run(pool, workers, self.turns, results)
            _run(pool, workers, _left_open(self.groups, results), results)
        by_right = results.by_right()
        return MonthResult({right: by_right[right] for right in self.rights}, self.missing_columns)


def _left_open(groups: tuple[Group, ...], results: _Results) -> tuple[Turn, ...]:
    """The households of which a right is open; some of it is certain whatever is unknown."""
    return tuple(
        Turn(number, group.rights, group.settling(), households)
        for number, group in enumerate(groups)
        if len(households := np.flatnonzero(results.doubts[number]))
    )


def _run(pool: ThreadPoolExecutor, workers: int, turns: tuple[Turn, ...], results: _Results) -> None:
    slices = _Slices(turns)
    for done in [pool.submit(_work, turns, slices, results) for _ in range(workers)]:
        done.result()


def _work(turns: tuple[Turn, ...], slices: "_Slices", results: _Results) -> None:
    """One thread: slice after slice, as long as there are any."""
    kernels: dict[int, Any] = {}
    for number, first, last in slices:
        if number not in kernels:
            turn = turns[number]
            buffer = np.zeros(turn.ready.kernel.source.buffer, np.int64)
            kernels[number] = turn.ready.into(results.of(turn), turn.households, buffer)
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
    with_machine_code: bool = True,
) -> PreparedMonth:
    """Compile, and look up facts and parameters for the month."""
    versions = choose_versions(graph, dates)
    groups = tuple(
        _group(number, graph, versions, population, dates, group, cache_folder, with_machine_code)
        for number, group in enumerate(grouped(graph, versions, rights))
    )
    ordered = tuple(sorted(rights, key=lambda right: graph.rights[right].order))
    return PreparedMonth(ordered, population.households, groups)


def _group(
    number: int,
    graph: Graph,
    versions: Versions,
    population: Population,
    dates: Dates,
    rights: tuple[str, ...],
    cache_folder: Path | None,
    with_machine_code: bool,
) -> Group:
    source = source_of(graph, versions, rights, careful=False)
    certain = _certain(source, graph, population, dates)
    law_is_known = all(cells_on(source, graph, dates)[1])
    turns = []
    for gaps, chosen in ((False, certain), (True, ~certain)):
        if chosen.any():
            kernel = compile_rights(
                *(graph, versions, rights),
                careful=gaps or not law_is_known,
                gaps=gaps,
                cache_folder=cache_folder,
                with_machine_code=with_machine_code,
            )
            ready = kernel.on(_given(kernel, population, dates))
            turns.append(Turn(number, source.rights, ready, np.flatnonzero(chosen)))
    missing = {
        name: tuple(right for place, right in enumerate(source.rights) if column.rights >> place & 1)
        for column in source.facts
        if (name := population.lacks(graph.facts[column.fact], column.anchor, column.offset, dates))
    }

    @cache
    def settling() -> Readied:
        kernel = compile_spans(
            graph, versions, rights, cache_folder=cache_folder, with_machine_code=with_machine_code
        )
        return kernel.on(_given(kernel, population, dates))

    return Group(source.rights, source.counted, tuple(turns), settling, missing)


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
    """Of each household, whether every fact is known that anybody's result could rest on."""
    certain = np.full(population.households, True)
    for column in source.facts:
        knows = population.knows(graph.facts[column.fact], column.anchor, column.offset, dates)
        if knows is not None:
            certain &= knows
    return certain


def _given(kernel: Kernel, population: Population, dates: Dates) -> list[NDArray[Any]]:
    """The columns of a kernel that stay the same from slice to slice."""
    source, facts = kernel.source, kernel.graph.facts
    cells, known = cells_on(source, kernel.graph, dates)
    law = kernel.of_the_law(cells, known, [dates.number(anchor) for anchor in source.dates])
    return [
        *(population.starts, population.applicants, population.in_dwelling),
        *(np.array(values, np.int64) for values in (law, cells, known)),
        *(population.relations[name] for name in source.relations),
        *(population.column(facts[c.fact], c.anchor, c.offset, dates) for c in source.facts),
    ]


def cells_on(source: KernelSource, graph: Graph, dates: Dates) -> tuple[list[int], list[int]]:
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
