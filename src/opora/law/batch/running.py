"""Runs a kernel over a population: slices of whole households, by threads."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch.kernel import Kernel, compile_rights
from opora.law.batch.population import Population
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions
from opora.law.engine.types import LARGEST_HOUSEHOLD

HOUSEHOLDS_A_SLICE = 16_384


@dataclass(frozen=True)
class RightColumns:
    """One right for every household: `amount` in cents a month, 0 where not entitled or without result."""

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
class PreparedMonth:
    """Everything a kernel needs for one month, looked up once."""

    kernel: Kernel
    population: Population
    law: tuple[Any, ...]
    columns: tuple[Any, ...]
    missing_columns: Mapping[str, tuple[str, ...]]

    def run(self, *, threads: int | None = None) -> MonthResult:
        """Determine the rights of every household; `threads` is the number of cores unless told."""
        households = self.population.households
        entitled = [np.empty(households, np.int8) for _ in self.kernel.rights]
        amounts = [np.empty(households, np.int64) for _ in self.kernel.rights]
        doubts = np.empty(households, np.int64)
        population = self.population
        given = [population.starts, population.applicants, population.in_dwelling, *self.law]
        columns = list(self.columns)
        if not self.kernel.compiled:  # numbers of NumPy would overflow where Python's own do not
            given, columns = ([array.tolist() for array in arrays] for arrays in (given, columns))

        def determine(first: int) -> None:
            last = min(first + HOUSEHOLDS_A_SLICE, households)
            buffer: Any = np.zeros(self.kernel.source.kept * LARGEST_HOUSEHOLD, np.int64)
            if not self.kernel.compiled:
                buffer = buffer.tolist()
            self.kernel.run(first, last, *given, buffer, *columns, *entitled, *amounts, doubts)

        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            list(pool.map(determine, range(0, households, HOUSEHOLDS_A_SLICE)))
        rights = {
            right: RightColumns(entitled[place], amounts[place], doubts, 1 << place)
            for place, right in enumerate(self.kernel.rights)
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
    kernel = compile_rights(graph, versions, rights, cache_folder=cache_folder, with_numba=with_numba)
    source = kernel.source
    cells, known = _cells(kernel, dates)
    law = kernel.of_the_law(cells, known, [dates.number(anchor) for anchor in source.dates])
    reads = [(graph.facts[c.fact], c.anchor, c.offset, dates) for c in source.facts]
    columns = (
        *(population.relations[name] for name in source.relations),
        *(population.column(*read) for read in reads),
    )
    missing = {
        name: tuple(right for place, right in enumerate(kernel.rights) if column.rights >> place & 1)
        for column, read in zip(source.facts, reads, strict=True)
        if (name := population.lacks(*read))
    }
    tables = tuple(np.array(values, np.int64) for values in (law, cells, known))
    return PreparedMonth(kernel, population, tables, columns, missing)


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


def _cells(kernel: Kernel, dates: Dates) -> tuple[list[int], list[int]]:
    """The figures of the law on the day that selects each, and which of them are known."""
    values: list[int] = []
    known: list[int] = []
    for group in kernel.source.cells:
        parameter = kernel.graph.parameters[group.parameter]
        position = parameter.position_on(dates.day(group.selected_by))
        for place in range(group.first_place, group.first_place + group.count):
            value = None if position < 0 else parameter.entries[position].cells[place].value
            values.append(parameter.low if value is None else value)
            known.append(int(value is not None))
    return values, known
