"""Writes the function that determines rights for many households, from the linked graph.

The text is plain Python on whole numbers. It runs as it is; machine code made from it is fast. Parameters of
the law are arguments, never constants in the text, so another month or a reform compiles nothing.

Where a fact or a figure of the law is unknown, a careful kernel computes on with a possible value and notes
the doubt: one bit for each right that rests on it. A right in doubt gets no result.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from opora.law.batch.blocks import Blocks
from opora.law.batch.demand import Layout, lay_out
from opora.law.batch.law_of_the_day import write_law_of_the_day
from opora.law.batch.plan import make_plan
from opora.law.batch.population import narrowest
from opora.law.batch.simplify import RELATION_COLUMNS, simplify
from opora.law.batch.sources import CellGroup, FactColumn, Sources
from opora.law.batch.statements import indented, of_nobody
from opora.law.batch.terms import RELATIVES, Rate, Term
from opora.law.batch.translation import Column
from opora.law.engine.graph import Right
from opora.law.engine.operations import AGGREGATES
from opora.law.engine.program import Program
from opora.law.engine.types import LARGEST_HOUSEHOLD

WIDE = np.int32
WIDE_IN_A_CACHE_LINE = 16
HOUSEHOLDS_READ_AHEAD = 128
"""Their facts fit well into the cache of a core."""
Columns = tuple[tuple[str, Column], ...]


@dataclass(frozen=True)
class KernelSource:
    """The text of a kernel and what its arguments mean, in order."""

    text: str
    law: str
    """The text of what is computed once for all households."""
    columns: Columns
    """The arguments of the kernel behind `first` and `last`, in order."""
    facts: tuple[FactColumn, ...]
    relations: tuple[str, ...]
    cells: tuple[CellGroup, ...]
    dates: tuple[str, ...]
    rights: tuple[str, ...]
    counted: tuple[str, ...]
    """Those of which there is an amount, and so a column of it."""
    buffer: int
    """How many values the kernel keeps while it computes a household."""


def write_kernel(
    program: Program, rights: tuple[Right, ...], *, careful: bool, gaps: bool = True
) -> KernelSource:
    """The kernel that determines these rights together for a slice of households.

    A careful one notes doubt: of figures of the law, and where there may be gaps of facts as well. One that
    is not takes all of them for known, and is the fastest.
    """
    wanted = tuple(figure for right in rights for figure in (right.entitled, right.amount or right.entitled))
    claimed = frozenset(right.key for right in rights)
    layout = lay_out(make_plan(simplify(program, wanted, claimed)))
    return _Writer(layout, rights, careful=careful, gaps=gaps).written()


def columns_of(sources: Sources, rights: tuple[str, ...], counted: tuple[str, ...]) -> dict[str, Column]:
    """What lies ready for all slices, then what is written, and last what each slice has for itself."""
    whole, amount = Column("int64"), Column("int64", written=True)
    numbered = tuple(enumerate(rights))
    return {
        "starts": whole,
        **dict.fromkeys(("applicants", "in_dwelling"), Column("int8")),
        **dict.fromkeys(("law", "cells", "known"), whole),
        **dict.fromkeys(sources.relations.values(), Column("int8")),
        **sources.columns,
        "chosen": whole,
        **{f"entitled_{number}": Column("int8", written=True) for number, _ in numbered},
        **{f"amount_{number}": amount for number, right in numbered if right in counted},
        **dict.fromkeys(("doubts", "buffer"), Column("int64", written=True)),
    }


class _Writer:
    def __init__(self, layout: Layout, rights: tuple[Right, ...], *, careful: bool, gaps: bool) -> None:
        self.layout = layout
        self.plan = layout.plan
        self.terms = layout.plan.terms
        self.rights = tuple(right.key for right in rights)
        self.counted = tuple(right.key for right in rights if right.amount)
        self.careful = careful
        self.sources = Sources(self.plan)
        self.blocks = Blocks(layout, self.sources, careful=careful, gaps=gaps)
        self.buffer = len(self.plan.kept) * LARGEST_HOUSEHOLD

    def written(self) -> KernelSource:
        household = self._household()
        law = write_law_of_the_day(self.plan, self.sources, self.blocks.doubts)
        columns = columns_of(self.sources, self.rights, self.counted)
        kernel = self._kernel(household, columns)
        return KernelSource(
            text="\n".join([*kernel, ""]),
            law="\n".join([*law, ""]),
            columns=tuple(columns.items()),
            facts=self.sources.fact_columns,
            relations=tuple(self.sources.relations),
            cells=tuple(self.sources.cells.values()),
            dates=tuple(self.sources.dates),
            rights=self.rights,
            counted=self.counted,
            buffer=self.buffer + 1,
        )

    def _kernel(self, household: list[str], columns: Mapping[str, Column]) -> list[str]:
        body = [
            *(f"{name} = law[{place}]" for place, name in enumerate(self.sources.law)),
            f"for block in range(first, last, {HOUSEHOLDS_READ_AHEAD}):",
            f"    end = min(block + {HOUSEHOLDS_READ_AHEAD}, last)",
            *indented(self._read_ahead()),
            "    for turn in range(block, end):",
            *indented(indented(household)),
        ]
        return [f"def kernel({', '.join(['first', 'last', *columns])}):", *indented(body)]

    def _read_ahead(self) -> list[str]:
        """Bring the amounts of the next households near, many at a time; one by one each would be waited for.

        What is added up means nothing; it is kept so that no compiler leaves the reading out.
        """
        wide = {
            self.sources.column(term): None
            for number in self.plan.needed
            if (term := self.terms[number]).op == "fact"
            and term.given["whose"] != "dwelling"
            and narrowest(term.given["low"], term.given["high"]) is WIDE
        }
        if not wide:
            return []
        return [
            "first_row = starts[chosen[block]]",
            "last_row = starts[chosen[end - 1] + 1]",
            f"if last_row - first_row <= {HOUSEHOLDS_READ_AHEAD * 4}:",
            "    near = 0",
            f"    for row in range(first_row, last_row, {WIDE_IN_A_CACHE_LINE}):",
            f"        near += {' + '.join(f'{name}[place(row)]' for name in wide)}",
            f"    buffer[{self.buffer}] = near",
        ]

    def _household(self) -> list[str]:
        lines = [
            "household = place(chosen[place(turn)])",
            "start = starts[household]",
            "size = starts[place(household + 1)] - start",
            "applicant = applicants[household]",
            "applicant_row = place(start + applicant)",
            "doubt = 0",
        ]
        for stage in range(self.plan.last_stage + 1):
            if (Rate.HOUSEHOLD, stage) in self.layout.roots:
                lines += self.blocks.root(self.layout.root(Rate.HOUSEHOLD, stage))
            lines += self._scattered(stage)
            if (Rate.PERSON, stage) in self.layout.roots:
                lines += self._loop(stage)
        return [*lines, *self._results()]

    def _results(self) -> list[str]:
        lines = []
        for number in range(len(self.rights)):
            entitled, amount = map(self.sources.name, self.plan.outputs[2 * number : 2 * number + 2])
            lines += [
                f"given_{number} = {entitled} & (((doubt & {1 << number}) == 0) + 0)",
                f"entitled_{number}[household] = given_{number}",
            ]
            if self.rights[number] in self.counted:
                lines.append(f"amount_{number}[household] = {amount} & -given_{number}")
        # The quick kernel leaves the doubts as they were given, all zero: a column less to write.
        return [*lines, "doubts[household] = doubt"] if self.careful else lines

    def _loop(self, stage: int) -> list[str]:
        empty = [
            f"v{number} = {of_nobody(self.terms[number].op, self.terms[number].given)}"
            for number in self.plan.needed
            if self.terms[number].op in AGGREGATES and self.plan.gathered_in(number) == stage
        ]
        body = ["person = place(start + member)", *self.blocks.root(self.layout.root(Rate.PERSON, stage))]
        return [*empty, "for member in range(size):", *indented(body)]

    # --- children and wards -----------------------------------------------------------------------

    def _scattered(self, stage: int) -> list[str]:
        """The value of each person's children or wards, given to the person by each child or ward."""
        return [
            line
            for number in self.plan.needed
            if self.terms[number].op in RELATIVES and self.plan.stage[number] == stage
            for line in self._scatter(number, self.terms[number])
        ]

    def _scatter(self, number: int, term: Term) -> list[str]:
        join = "|" if term.op == "any_relative" else "+"
        theirs = self.sources.of_member(number, "other")
        given = [
            line
            for column in RELATION_COLUMNS[term.given["relation"]]
            for line in (
                f"other = {self.sources.relation(column)}[place(start + member)]",
                "if other >= 0:",
                f"    {theirs} = {theirs} {join} {self.sources.of_member(term.args[0], 'member')}",
            )
        ]
        return [
            "for member in range(size):",
            f"    {self.sources.of_member(number, 'member')} = 0",
            "for member in range(size):",
            *indented(given),
        ]
