"""Writes the function that determines rights for many households, from the linked graph.

The text is plain Python on whole numbers. It runs as it is; Numba makes it fast. Parameters of the law are
arguments, never constants in the text, so another month or a reform compiles nothing.

Where a fact or a figure of the law is unknown, the text computes on with a possible value and notes the
doubt: one bit for each right that rests on it. A right in doubt gets no result.
"""

from dataclasses import dataclass

from opora.law.batch.demand import Block, Layout, lay_out
from opora.law.batch.plan import make_plan
from opora.law.batch.simplify import RELATION_COLUMNS, simplify
from opora.law.batch.statements import CLAIMS, chosen, expression, gathered, indented, of_nobody
from opora.law.batch.terms import RELATIVES, Rate, Term
from opora.law.engine.graph import Right
from opora.law.engine.operations import AGGREGATES
from opora.law.engine.program import Program
from opora.law.engine.types import LARGEST_HOUSEHOLD


@dataclass(frozen=True)
class FactColumn:
    """A fact as a kernel reads it: of a month or year counted from an anchor, or of the day."""

    fact: str
    anchor: str
    offset: int
    rights: int
    """The rights that may read it, as bits."""


@dataclass(frozen=True)
class CellGroup:
    """The cells of one parameter in the list of cells: from `base` on, `count` of them."""

    parameter: str
    selected_by: str
    first_place: int
    count: int
    base: int


@dataclass(frozen=True)
class KernelSource:
    """The text of a kernel and what its arguments mean, in order."""

    text: str
    facts: tuple[FactColumn, ...]
    relations: tuple[str, ...]
    cells: tuple[CellGroup, ...]
    dates: tuple[str, ...]
    rights: tuple[str, ...]
    kept: int
    """How many values of each person the kernel keeps between its loops."""


def write_kernel(program: Program, rights: tuple[Right, ...]) -> KernelSource:
    """The kernel that determines these rights together for a slice of households."""
    wanted = tuple(figure for right in rights for figure in (right.entitled, right.amount))
    keys = tuple(right.key for right in rights)
    layout = lay_out(make_plan(simplify(program, wanted, frozenset(keys))))
    return _Writer(layout, keys).written()


class _Writer:
    def __init__(self, layout: Layout, rights: tuple[str, ...]) -> None:
        self.layout = layout
        self.plan = layout.plan
        self.terms = layout.plan.terms
        self.rights = rights
        self.facts: dict[tuple[str, str, int], str] = {}
        self.fact_rights: dict[str, int] = {}
        self.relations: dict[str, str] = {}
        self.cells: dict[tuple[str, str, int, int], CellGroup] = {}
        self.dates: list[str] = []
        self.used_cells = 0
        self.doubts: dict[tuple[tuple[int, ...], int], str] = {}
        self.in_doubt: set[int] = set()
        self.shared_doubts: set[int] = set()
        self.writes_the_law = False
        self.law: dict[str, None] = {}
        """The names of what the kernel takes over from the law, in order."""

    def written(self) -> KernelSource:
        household = self._of_a_household()
        law = self._of_the_law()
        arguments = [
            *("first", "last", "starts", "applicants", "in_dwelling", "law", "cells", "known", "buffer"),
            *self.relations.values(),
            *self.facts.values(),
            *(f"{name}_{number}" for name in ("entitled", "amount") for number in range(len(self.rights))),
            "doubts",
        ]
        names = list(self.law)
        body = [
            *(f"{name} = law[{place}]" for place, name in enumerate(names)),
            "for household in range(first, last):",
            *indented(household),
        ]
        of_the_law = [*law, f"return [{', '.join(names)}]"]
        text = [
            "def of_the_law(cells, known, dates):",
            *indented(of_the_law),
            *("", "", f"def kernel({', '.join(arguments)}):"),
            *indented(body),
            "",
        ]
        return KernelSource(
            text="\n".join(text),
            facts=tuple(FactColumn(*column, self.fact_rights[name]) for column, name in self.facts.items()),
            relations=tuple(self.relations),
            cells=tuple(self.cells.values()),
            dates=tuple(self.dates),
            rights=self.rights,
            kept=len(self.plan.kept),
        )

    # --- the law: once a call ---------------------------------------------------------------------

    def _of_the_law(self) -> list[str]:
        """What is the same for every household, and which of it rests on a figure that nobody has found."""
        lines = []
        self.writes_the_law = True
        for number in self.plan.needed:
            term = self.terms[number]
            if term.rate == Rate.CALL and term.op != "constant":
                lines += self._statements(number, term)
                lines.append(f"u{number} = {self._doubt_of_the_law(term)}")
        for (numbers, rights), name in self.doubts.items():
            lines.append(f"{name} = ({' | '.join(f'u{number}' for number in numbers)}) * {rights}")
        return lines

    def _doubt_of_the_law(self, term: Term) -> str:
        """1 where a value rests on a figure of the law that nobody has found."""
        if term.op == "parameter":
            return f"1 - known[{self._cell(term)}]"
        of_args = [f"u{arg}" if self.terms[arg].op != "constant" else "0" for arg in term.args]
        if term.op == "when":
            condition, then, otherwise = of_args
            return f"{condition} | ({then} if {self._name(term.args[0])} != 0 else {otherwise})"
        if term.op == "table":
            of_args.append(f"1 - known[{self._cell(term)}]")
        return " | ".join(of_args) or "0"

    def _doubts_of(self, law: dict[int, int]) -> list[str]:
        """The bits of doubt where a block rests on these figures of the law."""
        by_rights: dict[int, list[int]] = {}
        for number, rights in sorted(law.items()):
            if self._rests_on_the_law(number):
                by_rights.setdefault(rights, []).append(number)
        keys = [(tuple(numbers), rights) for rights, numbers in by_rights.items()]
        return [self._from_the_law(self.doubts.setdefault(key, f"w{len(self.doubts)}")) for key in keys]

    def _from_the_law(self, name: str) -> str:
        """A name that the kernel takes over from the law."""
        self.law.setdefault(name)
        return name

    def _rests_on_the_law(self, number: int) -> bool:
        term = self.terms[number]
        return term.op in ("parameter", "table") or any(map(self._rests_on_the_law, term.args))

    # --- a household ------------------------------------------------------------------------------

    def _of_a_household(self) -> list[str]:
        lines = [
            "start = starts[household]",
            "size = starts[household + 1] - start",
            "applicant = applicants[household]",
            "applicant_row = place(start + applicant)",
            "doubt = 0",
        ]
        for stage in range(self.plan.last_stage + 1):
            if (Rate.HOUSEHOLD, stage) in self.layout.roots:
                lines += self._root(self.layout.root(Rate.HOUSEHOLD, stage))
            lines += self._scattered(stage)
            if (Rate.PERSON, stage) in self.layout.roots:
                lines += self._loop(stage)
        for number in range(len(self.rights)):
            entitled, amount = (self._name(self.plan.outputs[2 * number + place]) for place in (0, 1))
            lines += [
                f"given = {entitled} if doubt & {1 << number} == 0 else 0",
                f"entitled_{number}[household] = given",
                f"amount_{number}[household] = {amount} if given != 0 else 0",
            ]
        return [*lines, "doubts[household] = doubt"]

    def _loop(self, stage: int) -> list[str]:
        empty = [
            f"v{number} = {of_nobody(self.terms[number].op, self.terms[number].given)}"
            for number in self.plan.needed
            if self.terms[number].op in AGGREGATES and self.plan.gathered_in(number) == stage
        ]
        body = ["person = place(start + member)", *self._root(self.layout.root(Rate.PERSON, stage))]
        return [*empty, "for member in range(size):", *indented(body)]

    def _root(self, block: Block) -> list[str]:
        lines = self._block(block)
        for (_, mark), inner in self.layout.of_members.items():
            if inner.parent is block:
                lines += [f"if {self._name(mark)} != 0:", *indented(self._of_members(inner))]
        return [*lines, *self._kept_values(block), *self._into_doubt(block)]

    def _of_members(self, block: Block) -> list[str]:
        lines = self._block(block)
        for number in sorted(block.gathered):
            term = self.terms[number]
            lines.append(f"v{number} = {gathered(term.op, f'v{number}', self._name(term.args[1]))}")
        return [*lines, *self._kept_values(block), *self._into_doubt(block)] or ["pass"]

    def _block(self, block: Block) -> list[str]:
        lines = self._reads(block)
        for number in sorted(block.terms):
            lines += self._statements(number, self.terms[number])
            if number in self.layout.shared:
                lines += self._doubt_of_shared(number)
        return lines

    def _kept_values(self, block: Block) -> list[str]:
        return [
            f"buffer[{self._kept(number, 'member')}] = {self._name(number)}"
            for number in sorted(block.stored)
        ]

    # --- doubt ------------------------------------------------------------------------------------

    def _into_doubt(self, block: Block) -> list[str]:
        doubts = self._doubts(block)
        return [f"doubt |= {' | '.join(doubts)}"] if doubts else []

    def _doubt_of_shared(self, number: int) -> list[str]:
        doubts = self._doubts(self.layout.shared[number])
        if doubts:
            self.shared_doubts.add(number)
        return [f"d{number} = {' | '.join(doubts)}"] if doubts else []

    def _doubts(self, block: Block) -> list[str]:
        """What puts rights in doubt where this block counts: facts, figures of the law, branches taken."""
        asked: dict[int, list[str]] = {}
        for number, rights in sorted(block.reads.items()):
            if self.terms[number].op == "fact":
                asked.setdefault(rights, []).append(self._below(number, self.terms[number]))
        # An unknown fact stands one below its range, so the sign of all of them together tells.
        facts = [f"((({' | '.join(raw)}) >> 63) & {rights})" for rights, raw in asked.items()]
        own = [f"q{number}" for number in sorted(block.own) if number in self.in_doubt]
        shared = [f"d{number}" for number in sorted(block.shared) if number in self.shared_doubts]
        return [*facts, *self._doubts_of(block.law), *own, *shared]

    def _reads(self, block: Block) -> list[str]:
        lines: list[str] = []
        for number in sorted(block.reads.keys() | block.peeks):
            term = self.terms[number]
            if term.op == "fact":
                lines.append(f"r{number} = {self._fact(number, term)}")
                lines.append(f"v{number} = r{number} - ({self._below(number, term)} >> 63)")
            elif term.op != "constant":
                lines += self._read(number, term)
        return lines

    def _below(self, number: int, term: Term) -> str:
        """Below zero where the fact is unknown."""
        low = term.given["low"]
        return f"r{number}" if low == 0 else f"(r{number} - ({low}))"

    def _read(self, number: int, term: Term) -> list[str]:
        if term.op == "is_applicant":
            return [f"v{number} = (member == applicant) + 0"]
        if term.op == "lives_in_dwelling":
            return [f"v{number} = in_dwelling[person]"]
        if term.op == "is_applicant_of":
            return self._is_applicant_of(number, term.given["path"])
        return [f"v{number} = buffer[{self._kept(number, 'member')}]"]

    def _is_applicant_of(self, number: int, path: tuple[str, ...]) -> list[str]:
        """Whether following these columns from the person leads to the applicant."""
        lines: list[str] = []
        row, found = "person", []
        for depth, column in enumerate(path):
            other = f"o{number}_{depth}"
            lines.append(f"{other} = {self._relation(column)}[{row}]")
            found.append(f"({other} {'== applicant' if depth == len(path) - 1 else '>= 0'})")
            # Nobody (-1) reads the first row, and what it says is left out of account.
            row = f"place(start + {other} - ({other} >> 63))"
        return [*lines, f"v{number} = ({' & '.join(found)}) + 0"]

    # --- a value ----------------------------------------------------------------------------------

    def _statements(self, number: int, term: Term) -> list[str]:
        if term.op == "when":
            return self._when(number, term)
        if term.op == "rank_among":
            return self._rank(number, term)
        if term.op == "relative":
            return self._of_relative(number, term)
        value = f"v{number} = {self._value(number, term)}"
        if term.op == "table" and term.rate != Rate.CALL:
            self.in_doubt.add(number)
            return [value, f"q{number} = (1 - known[{self._cell(term)}]) * {self.layout.rights[number]}"]
        return [value]

    def _value(self, number: int, term: Term) -> str:
        match term.op:
            case "parameter" | "table":
                return f"cells[{self._cell(term)}]"
            case "date":
                return f"dates[{self._date(term.given['anchor'])}]"
            case "of_applicant":
                return f"buffer[{self._kept(term.args[0], 'applicant')}]"
            case "any_relative" | "sum_of_relatives":
                return f"buffer[{self._kept(number, 'member')}]"
        return expression(term.op, [self._name(arg) for arg in term.args], term.given)

    def _when(self, number: int, term: Term) -> list[str]:
        condition, then, otherwise = (self._name(arg) for arg in term.args)
        blocks = [self.layout.branches.get((number, holds)) for holds in (True, False)]
        bodies = [self._block(block) if block else [] for block in blocks]
        doubts = [self._doubt_of_branch(number, holds) for holds in (True, False)]
        if any(doubts):
            self.in_doubt.add(number)
        if blocks == [None, None]:
            claims = self._is_claim(term.args[1]) and self._is_claim(term.args[2])
            lines = [f"v{number} = {chosen(condition, then, otherwise, claims=claims)}"]
            if any(doubts):
                doubt = chosen(condition, doubts[0] or "0", doubts[1] or "0", claims=False)
                lines.append(f"q{number} = {doubt}")
            return lines
        for body, doubt, name in zip(bodies, doubts, (then, otherwise), strict=True):
            body.append(f"v{number} = {name}")
            if any(doubts):
                body.append(f"q{number} = {doubt or 0}")
        return [f"if {condition} != 0:", *indented(bodies[0]), "else:", *indented(bodies[1])]

    def _doubt_of_branch(self, number: int, holds: bool) -> str:
        """The doubt of a branch, which counts only where it is taken."""
        key = (number, holds)
        block = self.layout.branches.get(key) or self.layout.always.get(key)
        return " | ".join(self._doubts(block)) if block else ""

    def _is_claim(self, number: int) -> bool:
        """Whether a value is certainly 0 or 1."""
        term = self.terms[number]
        if term.op == "when":
            return all(map(self._is_claim, term.args[1:]))
        if term.op == "fact":
            return (term.given["low"], term.given["high"]) == (0, 1)
        return term.op in CLAIMS or self.terms.constant_value(number) in (0, 1)

    def _of_relative(self, number: int, term: Term) -> list[str]:
        other = f"o{number}"
        value = self._of_member(term.args[0], other)
        return [
            f"{other} = {self._relation(term.given['column'])}[person]",
            f"v{number} = ({value}) & -(({other} >= 0) + 0)",
        ]

    def _rank(self, number: int, term: Term) -> list[str]:
        mark, key = term.args
        other = f"o{number}"
        own, others = self._of_member(key, "member"), self._of_member(key, other)
        earlier = f"({others} < k{number}) | (({others} == k{number}) & ({other} < member))"
        return [
            f"v{number} = 1",
            f"k{number} = {own}",
            f"for {other} in range(size):",
            f"    v{number} += {self._of_member(mark, other)} & (({earlier}) + 0)",
        ]

    def _scattered(self, stage: int) -> list[str]:
        """The value of each person's children or wards, given to the person by each child or ward."""
        lines = []
        for number in self.plan.needed:
            term = self.terms[number]
            if term.op in RELATIVES and self.plan.stage[number] == stage:
                lines += self._scatter(number, term)
        return lines

    def _scatter(self, number: int, term: Term) -> list[str]:
        join = "|" if term.op == "any_relative" else "+"
        theirs = f"buffer[{self._kept(number, 'other')}]"
        given = [
            line
            for column in RELATION_COLUMNS[term.given["relation"]]
            for line in (
                f"other = {self._relation(column)}[place(start + member)]",
                "if other >= 0:",
                f"    {theirs} = {theirs} {join} {self._of_member(term.args[0], 'member')}",
            )
        ]
        return [
            "for member in range(size):",
            f"    buffer[{self._kept(number, 'member')}] = 0",
            "for member in range(size):",
            *indented(given),
        ]

    # --- names ------------------------------------------------------------------------------------

    def _name(self, number: int) -> str:
        value = self.terms.constant_value(number)
        if value is not None:
            return str(value)
        if self.terms[number].rate == Rate.CALL and not self.writes_the_law:
            return self._from_the_law(f"v{number}")
        return f"v{number}"

    def _of_member(self, number: int, member: str) -> str:
        if self.terms[number].rate != Rate.PERSON:
            return self._name(number)
        return f"buffer[{self._kept(number, member)}]"

    def _kept(self, number: int, member: str) -> str:
        return f"{self.plan.kept.index(number) * LARGEST_HOUSEHOLD} + {member}"

    def _fact(self, number: int, term: Term) -> str:
        given = term.given
        column = (given["fact"], given["anchor"], given["offset"])
        name = self.facts.setdefault(column, f"fact_{len(self.facts)}")
        self.fact_rights[name] = self.fact_rights.get(name, 0) | self.layout.rights[number]
        rows = {"person": "person", "applicant": "applicant_row", "dwelling": "place(household)"}
        return f"{name}[{rows[given['whose']]}]"

    def _relation(self, column: str) -> str:
        return self.relations.setdefault(column, f"relation_{column}")

    def _date(self, anchor: str) -> int:
        if anchor not in self.dates:
            self.dates.append(anchor)
        return self.dates.index(anchor)

    def _cell(self, term: Term) -> str:
        given = term.given
        if term.op == "parameter":
            return str(self._group(given["parameter"], given["selected_by"], given["place"], 1).base)
        shape = given["shape"]
        count = shape[0] if len(shape) == 1 else shape[0] * shape[1]
        base = self._group(given["parameter"], given["selected_by"], 0, count).base
        names = [self._name(arg) for arg in term.args]
        row = names[0] if len(names) == 1 else f"{names[0]} * {shape[1]} + {names[1]}"
        return f"place({base} + {row})"

    def _group(self, parameter: str, selected_by: str, first_place: int, count: int) -> CellGroup:
        key = (parameter, selected_by, first_place, count)
        if key not in self.cells:
            self.cells[key] = CellGroup(*key, base=self.used_cells)
            self.used_cells += count
        return self.cells[key]
