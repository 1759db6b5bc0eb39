"""Writes the function that determines rights for many households, from the linked graph.

The text is plain Python on whole numbers. It runs as it is; Numba makes it fast. Parameters of the law are
arguments, never constants in the text, so another month or a reform compiles nothing.
"""

from dataclasses import dataclass

from opora.law.batch.plan import TO_THE_CASE, Plan, Rate, is_inverted, make_plan
from opora.law.engine.graph import Node
from opora.law.engine.program import Program

RELATION_COLUMNS = {
    "partner": ("partner",),
    "parents": ("parent_1", "parent_2"),
    "children": ("parent_1", "parent_2"),
    "carers": ("carer_1", "carer_2"),
    "wards": ("carer_1", "carer_2"),
}
"""Which columns of places hold a relation; children and wards read those of the other side."""
BINARY = {"subtract": "-", "multiply": "*"}
COMPARISONS = {"less": "<", "less_or_equal": "<=", "equal": "=="}


@dataclass(frozen=True)
class FactColumn:
    """A fact as a kernel reads it: of a month or year counted from an anchor, or of the day."""

    fact: str
    anchor: str
    offset: int


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
    outputs: tuple[str, ...]


def write_kernel(program: Program, outputs: tuple[str, ...]) -> KernelSource:
    """The kernel that computes these figures of the case for a slice of households."""
    return _Writer(make_plan(program), outputs).written()


class _Writer:
    def __init__(self, plan: Plan, outputs: tuple[str, ...]) -> None:
        self.plan = plan
        self.nodes = plan.program.instructions
        self.outputs = outputs
        self.facts: dict[FactColumn, str] = {}
        self.relations: dict[str, str] = {}
        self.cells: dict[tuple[str, str, int, int], CellGroup] = {}
        self.dates: dict[str, str] = {}
        self.used_cells = 0

    def written(self) -> KernelSource:
        body = [*self._of_the_call(), "    for household in range(first, last):", *self._of_a_household()]
        arguments = [
            *("first", "last", "starts", "applicants", "in_dwelling", "cells", "known", "dates", "buffers"),
            *self.relations.values(),
            *self.facts.values(),
            *(f"out_{number}" for number in range(len(self.outputs))),
            "unsure",
        ]
        text = "\n".join([f"def kernel({', '.join(arguments)}):", *body, ""])
        return KernelSource(
            text,
            tuple(self.facts),
            tuple(self.relations),
            tuple(self.cells.values()),
            tuple(self.dates),
            self.outputs,
        )

    def _of_the_call(self) -> list[str]:
        return [f"    v{place} = {self._value(place)}" for place in self.plan.own(Rate.CALL)]

    def _of_a_household(self) -> list[str]:
        lines = [
            "        start = starts[household]",
            "        size = starts[household + 1] - start",
            "        doubt = 0",
        ]
        for stage in range(self.plan.loops + 1):
            lines += self._household_values(stage)
            lines += self._loop(stage)
        for number, figure in enumerate(self.outputs):
            place = self.plan.source[self.plan.program.figures[figure]]
            lines.append(f"        out_{number}[household] = v{place}")
        lines.append("        unsure[household] = doubt")
        return lines

    def _household_values(self, stage: int) -> list[str]:
        lines = []
        for place in self.plan.own(Rate.HOUSEHOLD):
            if self.plan.stage[place] != stage or self.nodes[place].op in TO_THE_CASE - {"of_applicant"}:
                continue
            lines += self._assignment(place, "        ")
        return lines

    def _loop(self, stage: int) -> list[str]:
        persons = [place for place in self.plan.own(Rate.PERSON) if self.plan.stage[place] == stage]
        gathered = [
            place
            for place in self.plan.own(Rate.HOUSEHOLD)
            if self.nodes[place].op in TO_THE_CASE - {"of_applicant"}
            and self.plan.gathered_in(place) == stage
        ]
        if not persons and not gathered:
            return []
        lines = [line for place in persons if is_inverted(self.nodes[place]) for line in self._scatter(place)]
        lines += [f"        v{place} = {self._empty(self.nodes[place])}" for place in gathered]
        lines.append("        for member in range(size):")
        inside = []
        for place in persons:
            inside += self._assignment(place, "            ")
            if place in self.plan.buffered and not is_inverted(self.nodes[place]):
                inside.append(f"            {self._buffer(place, 'member')} = v{place}")
        for place in gathered:
            inside.append(f"            v{place} = {self._gather(place, stage)}")
        return lines + (inside or ["            pass"])

    # --- one value --------------------------------------------------------------------------------

    def _assignment(self, place: int, indent: str) -> list[str]:
        node = self.nodes[place]
        if node.op == "rank_among":
            return self._rank(place, indent)
        lines = [f"{indent}v{place} = {self._value(place)}"]
        if node.op == "table" and self.plan.rate[place] != Rate.CALL:
            lines.append(f"{indent}doubt |= 1 - known[{self._cell_index(place)}]")
        return lines

    def _value(self, place: int) -> str:
        node = self.nodes[place]
        reading = getattr(self, f"_read_{node.op}", None)
        if reading is not None:
            return str(reading(place))
        names = [self._read(arg, place) for arg in self.plan.args(place)]
        given = node.given
        if node.op in BINARY:
            return f"{names[0]} {BINARY[node.op]} {names[1]}"
        if node.op in COMPARISONS:
            return f"int({names[0]} {COMPARISONS[node.op]} {names[1]})"
        match node.op:
            case "add":
                return " + ".join(names)
            case "scale":
                return f"{names[0]} * {given['by']}"
            case "and":
                return " & ".join(names)
            case "or":
                return " | ".join(names)
            case "not":
                return f"1 - {names[0]}"
            case "when":
                return f"{names[1]} if {names[0]} != 0 else {names[2]}"
            case "smallest":
                return f"min({', '.join(names)})"
            case "largest":
                return f"max({', '.join(names)})"
            case "round_quotient":
                return f"{given['direction']}({names[0]}, {names[1]})"
            case "years_between":
                return f"completed_years({names[0]}, {names[1]})"
            case "first_day_of_month":
                return f"start_of_month({names[0]})"
            case "months_later":
                return f"month_after({names[0]}, {names[1]})"
        raise NotImplementedError(f"No statement is known for the operation {node.op!r}.")

    def _read_constant(self, place: int) -> str:
        return str(self.nodes[place].given["value"])

    def _read_date(self, place: int) -> str:
        anchor = self.nodes[place].given["anchor"]
        self.dates.setdefault(anchor, anchor)
        return f"dates[{list(self.dates).index(anchor)}]"

    def _read_claimed(self, _place: int) -> str:
        return "1"  # a population run determines a right for everybody, as if all had claimed it

    def _read_is_applicant(self, _place: int) -> str:
        return "int(applicants[household] == member)"

    def _read_lives_in_dwelling(self, _place: int) -> str:
        return "int(in_dwelling[start + member])"

    def _read_fact(self, place: int) -> str:
        node = self.nodes[place]
        column = FactColumn(node.given["fact"], node.given["anchor"], node.given["offset"])
        name = self.facts.setdefault(column, f"fact_{len(self.facts)}")
        return f"int({name}[{'start + member' if node.over == 'person' else 'household'}])"

    def _read_parameter(self, place: int) -> str:
        given = self.nodes[place].given
        return f"cells[{self._group(given, given['place'], 1).base}]"

    def _read_table(self, place: int) -> str:
        return f"cells[{self._cell_index(place)}]"

    def _read_of_applicant(self, place: int) -> str:
        (arg,) = self.plan.args(place)
        if self.plan.rate[arg] != Rate.PERSON:
            return f"v{arg}"
        return self._buffer(arg, "applicants[household]")

    def _read_any_relative(self, place: int) -> str:
        return self._over_relatives(place, " | ")

    def _read_sum_of_relatives(self, place: int) -> str:
        return self._over_relatives(place, " + ")

    def _cell_index(self, place: int) -> str:
        given = self.nodes[place].given
        shape = given["shape"]
        count = shape[0] if len(shape) == 1 else shape[0] * shape[1]
        base = self._group(given, 0, count).base
        names = [self._read(arg, place) for arg in self.plan.args(place)]
        if len(names) == 1:
            return f"{base} + {names[0]}"
        return f"{base} + {names[0]} * {shape[1]} + {names[1]}"

    def _group(self, given: dict[str, object], first_place: int, count: int) -> CellGroup:
        key = (str(given["parameter"]), str(given["selected_by"]), first_place, count)
        if key not in self.cells:
            self.cells[key] = CellGroup(*key, base=self.used_cells)
            self.used_cells += count
        return self.cells[key]

    def _read(self, arg: int, reader: int) -> str:
        """The name under which a value stands where its reader is computed."""
        if self.plan.rate[arg] == Rate.PERSON and self.plan.stage[arg] < self.plan.stage[reader]:
            return self._buffer(arg, "member")
        return f"v{arg}"

    def _buffer(self, place: int, member: str) -> str:
        row = sorted(self.plan.buffered).index(place)
        return f"buffers[{row}, {member}]"

    # --- over all members -------------------------------------------------------------------------

    def _empty(self, node: Node) -> str:
        if node.op in ("smallest_of_members", "largest_of_members"):
            return str(node.given["otherwise"])
        return "1" if node.op == "every_member" else "0"

    def _gather(self, place: int, stage: int) -> str:
        mark, value = (self._gathered(arg, stage) for arg in self.plan.args(place))
        so_far = f"v{place}"
        match self.nodes[place].op:
            case "sum_of_members":
                return f"{so_far} + {mark} * {value}"
            case "any_member":
                return f"{so_far} | ({mark} & {value})"
            case "every_member":
                return f"{so_far} & ((1 - {mark}) | {value})"
            case "smallest_of_members":
                return f"min({so_far}, {value}) if {mark} != 0 else {so_far}"
            case "largest_of_members":
                return f"max({so_far}, {value}) if {mark} != 0 else {so_far}"
        raise NotImplementedError(f"No statement is known for the aggregate {self.nodes[place].op!r}.")

    def _gathered(self, arg: int, stage: int) -> str:
        if self.plan.rate[arg] == Rate.PERSON and self.plan.stage[arg] < stage:
            return self._buffer(arg, "member")
        return f"v{arg}"

    def _rank(self, place: int, indent: str) -> list[str]:
        mark, key = self.plan.args(place)
        own, others_key = self._of_member(key, "member"), self._of_member(key, "other")
        others_mark = self._of_member(mark, "other")
        return [
            f"{indent}v{place} = 1",
            f"{indent}for other in range(size):",
            f"{indent}    if {others_mark} != 0 and other != member:",
            f"{indent}        if {others_key} < {own} or ({others_key} == {own} and other < member):",
            f"{indent}            v{place} += 1",
        ]

    def _of_member(self, place: int, member: str) -> str:
        return self._buffer(place, member) if self.plan.rate[place] == Rate.PERSON else f"v{place}"

    # --- relatives --------------------------------------------------------------------------------

    def _relation(self, column: str) -> str:
        return self.relations.setdefault(column, f"relation_{column}")

    def _over_relatives(self, place: int, join: str) -> str:
        (arg,) = self.plan.args(place)
        if is_inverted(self.nodes[place]):
            return self._buffer(place, "member")
        terms = []
        for column in RELATION_COLUMNS[self.nodes[place].given["relation"]]:
            other = f"{self._relation(column)}[start + member]"
            terms.append(f"({self._of_member(arg, other)} if {other} >= 0 else 0)")
        return join.join(terms)

    def _scatter(self, place: int) -> list[str]:
        """The value of each person's children or wards, given to the person by each child or ward."""
        (arg,) = self.plan.args(place)
        node = self.nodes[place]
        mine = self._buffer(place, "member")
        value = self._of_member(arg, "member")
        join = "|" if node.op == "any_relative" else "+"
        lines = [
            "        for member in range(size):",
            f"            {mine} = 0",
            "        for member in range(size):",
        ]
        for column in RELATION_COLUMNS[node.given["relation"]]:
            other = f"{self._relation(column)}[start + member]"
            theirs = self._buffer(place, other)
            lines += [f"            if {other} >= 0:", f"                {theirs} = {theirs} {join} {value}"]
        return lines
