"""Runs a kernel over a population: slices of whole households, by threads."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch.kernel import Kernel, compile_rights
from opora.law.batch.population import LARGEST_HOUSEHOLD, RELATION_COLUMNS, Population, Truth, column_name
from opora.law.engine.dates import Dates
from opora.law.engine.errors import NotCovered
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions

HOUSEHOLDS_A_SLICE = 16_384


@dataclass(frozen=True)
class RightColumns:
    """One right for every household: `amount` in cents a month, 0 where not entitled or without result."""

    entitled: NDArray[np.int8]
    amount: NDArray[np.int64]
    has_result: Truth

    @property
    def total_cents(self) -> int:
        """Cents a month for all households with a result."""
        return int(self.amount.sum())

    @property
    def without_result(self) -> int:
        """Households that lack a fact this right reads, or whose case the known law does not settle."""
        return int((~self.has_result).sum())


@dataclass(frozen=True)
class MonthResult:
    rights: Mapping[str, RightColumns]


@dataclass(frozen=True)
class PreparedMonth:
    """Everything a kernel needs for one month, looked up once."""

    kernel: Kernel
    population: Population
    arguments: tuple[Any, ...]
    ready: Mapping[str, Truth]

    def run(self, threads: int | None = None) -> MonthResult:
        """Determine the rights of every household; `threads` is the number of cores unless told."""
        households = self.population.households
        outputs = [np.zeros(households, np.int64) for _ in self.kernel.source.outputs]
        unsure = np.zeros(households, np.int64)
        buffers = self.kernel.source.text.count("buffers[") or 1
        slices = [
            (first, min(first + HOUSEHOLDS_A_SLICE, households))
            for first in range(0, households, HOUSEHOLDS_A_SLICE)
        ]

        def determine(bounds: tuple[int, int]) -> None:
            own = np.zeros((buffers, LARGEST_HOUSEHOLD), np.int64)
            fixed, read = self.arguments[:6], self.arguments[6:]
            self.kernel.run(*bounds, *fixed, own, *read, *outputs, unsure)

        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            list(pool.map(determine, slices))
        return MonthResult(
            {
                right: self._columns(right, outputs[2 * number], outputs[2 * number + 1], unsure == 0)
                for number, right in enumerate(self.kernel.rights)
            }
        )

    def _columns(
        self, right: str, entitled: NDArray[np.int64], amount: NDArray[np.int64], settled: Truth
    ) -> RightColumns:
        has_result = self.ready[right] & settled
        given = (entitled != 0) & has_result
        return RightColumns(given.astype(np.int8), np.where(given, amount, 0), has_result)


def prepare_month(
    graph: Graph, population: Population, dates: Dates, rights: tuple[str, ...]
) -> PreparedMonth:
    """Compile, and look up facts and parameters for the month.

    Raises `NotCovered` where the law as loaded has no value that every household needs.
    """
    versions = choose_versions(graph, dates)
    kernel = compile_rights(graph, versions, rights)
    cells, known = _cells(kernel, dates)
    source = kernel.source
    names = [column_name(graph.facts[c.fact], c.anchor, c.offset, dates) for c in source.facts]
    arguments = (
        *(population.starts, population.applicants, population.in_dwelling, cells, known),
        np.array([dates.number(anchor) for anchor in source.dates], np.int64),
        *(population.relations[name] for name in source.relations),
        *(population.column(graph.facts[c.fact], n) for c, n in zip(source.facts, names, strict=True)),
    )
    ready = {
        right: _ready(compile_rights(graph, versions, _up_to(rights, right)), population, dates)
        for right in rights
    }
    return PreparedMonth(kernel, population, arguments, ready)


def determine_month(
    graph: Graph, population: Population, dates: Dates, rights: tuple[str, ...]
) -> MonthResult:
    """Each household's rights in one month, to the cent as `explain` gives them for complete facts."""
    return prepare_month(graph, population, dates, rights).run()


def _up_to(rights: tuple[str, ...], right: str) -> tuple[str, ...]:
    return (right,) if rights else ()


def _cells(kernel: Kernel, dates: Dates) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    values: list[int] = []
    known: list[int] = []
    for group in kernel.source.cells:
        parameter = kernel.graph.parameters[group.parameter]
        entry = parameter.on(dates.day(group.selected_by))
        for cell in entry.cells[group.first_place : group.first_place + group.count]:
            if cell.value is None and group.count == 1:
                raise NotCovered(
                    f"{group.parameter} is not known on {dates.day(group.selected_by).isoformat()}, and every "
                    "household's result needs it. Add its value with a source, or choose another month."
                )
            values.append(0 if cell.value is None else cell.value)
            known.append(int(cell.value is not None))
    return np.array(values, np.int64), np.array(known, np.int64)


def _ready(kernel: Kernel, population: Population, dates: Dates) -> Truth:
    """Of each household, whether every fact the kernel reads is known, of every member.

    A fact behind a gate that is known to be no needs no answer.
    """
    ready = np.ones(population.households, dtype=np.bool_)
    for column in kernel.source.facts:
        fact = kernel.graph.facts[column.fact]
        claim = population.is_known(column_name(fact, column.anchor, column.offset, dates))
        if fact.gate is not None:
            gate = population.columns.get(fact.gate.fact)
            if gate is not None:
                claim = claim | (population.is_known(fact.gate.fact) & (gate == 0))
        ready &= population.every_member(claim)
    return ready


__all__ = [
    "RELATION_COLUMNS",
    "MonthResult",
    "PreparedMonth",
    "RightColumns",
    "determine_month",
    "prepare_month",
]
