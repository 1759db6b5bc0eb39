"""Writes the statements of a block: what it reads, its terms in order, and its doubt.

Doubt is a value like the others: `q` of a branch or a table, `d` of what several blocks share, `w` of the
law. Each is a set of bits, one for each right that is in doubt.
"""

from opora.law.batch.demand import Block, Layout
from opora.law.batch.law_of_the_day import Doubts
from opora.law.batch.sources import Sources
from opora.law.batch.statements import CLAIMS, chosen, expression, gathered, indented
from opora.law.batch.terms import Term


class Blocks:
    def __init__(self, layout: Layout, sources: Sources, *, careful: bool, gaps: bool) -> None:
        self.layout = layout
        self.plan = layout.plan
        self.terms = layout.plan.terms
        self.sources = sources
        self.careful = careful
        self.gaps = careful and gaps
        self.doubts: Doubts = {}
        self.in_doubt: set[int] = set()
        """Terms with a `q`."""
        self.shared_in_doubt: set[int] = set()
        """Terms with a `d`."""

    def root(self, block: Block) -> list[str]:
        """The whole body of a loop, or what stands between two loops."""
        lines = self.block(block)
        for (_, mark), inner in self.layout.of_members.items():
            if inner.parent is block:
                lines += [f"if {self._name(mark)} != 0:", *indented(self._of_members(inner))]
        return [*lines, *self._at_the_end(block)]

    def _of_members(self, block: Block) -> list[str]:
        lines = self.block(block)
        for number in sorted(block.gathered):
            term = self.terms[number]
            lines.append(f"v{number} = {gathered(term.op, f'v{number}', self._name(term.args[1]))}")
        return [*lines, *self._at_the_end(block)] or ["pass"]

    def _at_the_end(self, block: Block) -> list[str]:
        lines = [
            f"{self.sources.of_member(number, 'member')} = {self._name(number)}"
            for number in sorted(block.stored)
        ]
        doubts = self._doubts_of(block)
        return [*lines, f"doubt |= {' | '.join(doubts)}"] if doubts else lines

    def block(self, block: Block) -> list[str]:
        lines = self._reads(block)
        guarded = {number for number, inner in self.layout.shared.items() if inner in block.inside}
        for number in sorted(block.terms | guarded):
            if number in guarded:
                lines += self._guarded(number)
            else:
                lines += [*self._statements(number, self.terms[number]), *self._doubt_of_shared(number)]
        return lines

    def _guarded(self, number: int) -> list[str]:
        """What several blocks rest on, computed where the condition common to them holds."""
        block = self.layout.shared[number]
        inside, outside = self.block(block), [f"v{number} = 0"]
        doubt = self._doubt_of_shared(number)
        if doubt:
            inside += doubt
            outside.append(f"d{number} = 0")
        sign = "!=" if block.holds else "=="
        return [f"if {self._name(block.condition)} {sign} 0:", *indented(inside), "else:", *indented(outside)]

    # --- doubt ------------------------------------------------------------------------------------

    def _doubts_of(self, block: Block) -> list[str]:
        """What puts rights in doubt where this block counts: facts, figures of the law, branches taken."""
        if not self.careful:
            return []
        asked: dict[int, list[str]] = {}
        for number, rights in sorted(block.reads.items()):
            if self.gaps and self.terms[number].op == "fact":
                asked.setdefault(rights, []).append(self._below_range(number))
        # An unknown fact stands one below its range, so the sign of all of them together tells.
        facts = [f"((({' | '.join(below)}) >> 63) & {rights})" for rights, below in asked.items()]
        own = [f"q{number}" for number in sorted(block.own & self.in_doubt)]
        shared = [f"d{number}" for number in sorted(block.shared & self.shared_in_doubt)]
        return [*facts, *self._doubts_of_the_law(block.law), *own, *shared]

    def _doubts_of_the_law(self, law: dict[int, int]) -> list[str]:
        by_rights: dict[int, list[int]] = {}
        for number, rights in sorted(law.items()):
            if self.terms[number].rests_on_cells:
                by_rights.setdefault(rights, []).append(number)
        keys = [(tuple(numbers), rights) for rights, numbers in by_rights.items()]
        names = [self.doubts.setdefault(key, f"w{len(self.doubts)}") for key in keys]
        return [self.sources.from_the_law(name) for name in names]

    def _doubt_of_shared(self, number: int) -> list[str]:
        doubts = self._doubts_of(self.layout.shared[number]) if number in self.layout.shared else []
        if doubts:
            self.shared_in_doubt.add(number)
        return [f"d{number} = {' | '.join(doubts)}"] if doubts else []

    def _doubt_of_branch(self, number: int, holds: bool) -> str:
        """The doubt of a branch, which counts only where it is taken."""
        key = (number, holds)
        block = self.layout.branches.get(key) or self.layout.always.get(key)
        return " | ".join(self._doubts_of(block)) if block else ""

    def _below_range(self, number: int) -> str:
        """Below zero where the fact is unknown."""
        low = self.terms[number].given["low"]
        return f"r{number}" if low == 0 else f"(r{number} - ({low}))"

    # --- what is read -----------------------------------------------------------------------------

    def _reads(self, block: Block) -> list[str]:
        return [
            line
            for number in sorted(block.reads.keys() | block.peeks)
            for line in self._read(number, self.terms[number])
        ]

    def _read(self, number: int, term: Term) -> list[str]:
        match term.op:
            case "constant":
                return []
            case "fact":
                fact = self.sources.fact(term, self.layout.rights[number])
                if not self.gaps:
                    return [f"v{number} = {fact}"]
                return [f"r{number} = {fact}", f"v{number} = r{number} - ({self._below_range(number)} >> 63)"]
            case "is_applicant":
                return [f"v{number} = (member == applicant) + 0"]
            case "lives_in_dwelling":
                return [f"v{number} = in_dwelling[person]"]
            case "is_applicant_of":
                return self._is_applicant_of(number, term.given["path"])
        return [f"v{number} = {self.sources.of_member(number, 'member')}"]

    def _is_applicant_of(self, number: int, path: tuple[str, ...]) -> list[str]:
        """Whether following these columns from the person leads to the applicant."""
        lines: list[str] = []
        row, found = "person", []
        for depth, column in enumerate(path):
            other = f"o{number}_{depth}"
            lines.append(f"{other} = {self.sources.relation(column)}[{row}]")
            found.append(f"({other} {'== applicant' if depth == len(path) - 1 else '>= 0'})")
            # Nobody (-1) reads the first row, and what it says is left out of account.
            row = f"place(start + {other} - ({other} >> 63))"
        return [*lines, f"v{number} = ({' & '.join(found)}) + 0"]

    # --- a value ----------------------------------------------------------------------------------

    def _name(self, number: int) -> str:
        return self.sources.name(number)

    def _statements(self, number: int, term: Term) -> list[str]:
        names = [self._name(arg) for arg in term.args]
        match term.op:
            case "when":
                return self._when(number, term, names)
            case "rank_among":
                return self._rank(number, term)
            case "relative":
                return self._of_relative(number, term)
            case "table":
                return self._from_table(number, self.sources.cell(term, names))
            case "of_applicant":
                return [f"v{number} = {self.sources.of_member(term.args[0], 'applicant')}"]
            case "any_relative" | "sum_of_relatives":
                return [f"v{number} = {self.sources.of_member(number, 'member')}"]
        return [f"v{number} = {expression(term.op, names, term.given)}"]

    def _from_table(self, number: int, cell: str) -> list[str]:
        lines = [f"c{number} = {cell}", f"v{number} = cells[c{number}]"]
        if self.careful:
            self.in_doubt.add(number)
            lines.append(f"q{number} = (1 - known[c{number}]) * {self.layout.rights[number]}")
        return lines

    def _when(self, number: int, term: Term, names: list[str]) -> list[str]:
        condition, *values = names
        blocks = [self.layout.branches.get((number, holds)) for holds in (True, False)]
        bodies = [self.block(block) if block else [] for block in blocks]
        doubts = [self._doubt_of_branch(number, holds) or "0" for holds in (True, False)]
        if doubts != ["0", "0"]:
            self.in_doubt.add(number)
        if blocks == [None, None]:
            claims = all(map(self._is_claim, term.args[1:]))
            lines = [f"v{number} = {chosen(condition, *values, claims=claims)}"]
            if number in self.in_doubt:
                lines.append(f"q{number} = {chosen(condition, *doubts, claims=False)}")
            return lines
        for body, value, doubt in zip(bodies, values, doubts, strict=True):
            body.append(f"v{number} = {value}")
            if number in self.in_doubt:
                body.append(f"q{number} = {doubt}")
        return [f"if {condition} != 0:", *indented(bodies[0]), "else:", *indented(bodies[1])]

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
        value = self.sources.of_member(term.args[0], f"{other} - ({other} >> 63)")
        return [
            f"{other} = {self.sources.relation(term.given['column'])}[person]",
            f"v{number} = {value} & -(({other} >= 0) + 0)",
        ]

    def _rank(self, number: int, term: Term) -> list[str]:
        mark, key = term.args
        other = f"o{number}"
        others = self.sources.of_member(key, other)
        earlier = f"({others} < k{number}) | (({others} == k{number}) & ({other} < member))"
        return [
            f"v{number} = 1",
            f"k{number} = {self.sources.of_member(key, 'member')}",
            f"for {other} in range(size):",
            f"    v{number} += {self.sources.of_member(mark, other)} & (({earlier}) + 0)",
        ]
