"""Writes the kernel for households that are in doubt: every value as the span in which it lies.

It computes what explain computes, instruction by instruction, so that what is certain there although facts or
figures of the law are missing is certain here. It knows no short cut and takes several times as long as the
others; so it is run only on households of which the careful kernel left something open.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from opora.law.batch.kernel_source import KernelSource, columns_of
from opora.law.batch.simplify import COPIES, INVERTED, RELATION_COLUMNS
from opora.law.batch.sources import Sources
from opora.law.batch.statements import expression, indented, of_nobody
from opora.law.engine.graph import Node, Right
from opora.law.engine.operations import AGGREGATES, ELEMENTWISE
from opora.law.engine.program import Program
from opora.law.engine.types import LARGEST_HOUSEHOLD

ALWAYS_KNOWN = frozenset({"constant", "date", "claimed", "is_applicant", "lives_in_dwelling"})
OF_ONE_PERSON = frozenset({*ELEMENTWISE, "fact", "table", "is_applicant", "lives_in_dwelling"})
LARGEST = 2**63 - 1
Ends = tuple[str, str]
"""The names of the low and the high end; of a value that is always known, the same name twice."""


def write_span_kernel(program: Program, rights: tuple[Right, ...]) -> KernelSource:
    """The kernel that settles what the careful one for the same rights left open."""
    return _Spans(program, rights).written()


class _Spans:
    def __init__(self, program: Program, rights: tuple[Right, ...]) -> None:
        self.program = program
        self.nodes = program.instructions
        self.rights = rights
        self.claimed = frozenset(right.key for right in rights)
        self.sources = Sources(None)
        self.known: set[int] = set()
        self.round: list[int] = []
        self.kept: dict[int, int] = {}
        """Persons' values that are read outside the loop that computes them, and where they are kept."""
        for place, node in enumerate(self.nodes):
            across = [self.round[arg] for arg in node.args]
            earliest = max(across, default=0)
            self.round.append(earliest + (earliest % 2 != self.is_of_one_person(place)))
            made_of_known = node.args and node.op != "table" and self.known.issuperset(node.args)
            if node.op in ALWAYS_KNOWN or made_of_known:
                self.known.add(place)
        self.needed = sorted(self.reached())

    def is_of_one_person(self, place: int) -> bool:
        node = self.nodes[place]
        return node.over == "person" and (node.op in OF_ONE_PERSON or node.op in COPIES)

    def reached(self) -> set[int]:
        """What has statements of its own: copies are read where they come from."""
        found: set[int] = set()
        figures = (figure for right in self.rights for figure in (right.entitled, right.amount))
        waiting = [self.program.figures[figure] for figure in figures if figure]
        while waiting:
            place = self.origin(waiting.pop())
            if place not in found:
                found.add(place)
                waiting += self.nodes[place].args
        return found

    def origin(self, place: int) -> int:
        while self.nodes[place].op in COPIES:
            [place] = self.nodes[place].args
        return place

    def written(self) -> KernelSource:
        self.keep()
        household = [*self.household(), *self.results()]
        keys = tuple(right.key for right in self.rights)
        counted = tuple(right.key for right in self.rights if right.amount)
        columns = columns_of(self.sources, keys, counted)
        body = [
            "for turn in range(first, last):",
            *indented(
                [
                    "household = place(chosen[place(turn)])",
                    "start = starts[household]",
                    "size = starts[place(household + 1)] - start",
                    "applicant = applicants[household]",
                    *household,
                ]
            ),
        ]
        text = [f"def kernel({', '.join(['first', 'last', *columns])}):", *indented(body), ""]
        return KernelSource(
            text="\n".join(text),
            law="def of_the_law(cells, known, dates):\n    return dates\n",
            columns=tuple(columns.items()),
            facts=self.sources.fact_columns,
            relations=tuple(self.sources.relations),
            cells=tuple(self.sources.cells.values()),
            dates=tuple(self.sources.dates),
            rights=keys,
            counted=counted,
            buffer=2 * LARGEST_HOUSEHOLD * len(self.kept) + 1,
        )

    def keep(self) -> None:
        for place in self.needed:
            node = self.nodes[place]
            for arg in map(self.origin, node.args):
                if self.nodes[arg].over == "person" and self.own_round(arg) != self.own_round(place):
                    self.kept.setdefault(arg, len(self.kept))
            if node.over == "person" and not self.is_of_one_person(place):
                self.kept.setdefault(place, len(self.kept))

    def own_round(self, place: int) -> tuple[int, bool]:
        return self.round[place], self.is_of_one_person(place)

    # --- loops ------------------------------------------------------------------------------------

    def household(self) -> Iterator[str]:
        ordered = sorted(self.needed, key=lambda place: (self.round[place], place))
        for number, places in groupby(ordered, key=self.round.__getitem__):
            if number % 2:
                yield from self.loop(list(places))
            else:
                for place in places:
                    yield from self.of_case(place)

    def loop(self, places: Sequence[int]) -> Iterator[str]:
        lines = ["person = place(start + member)"]
        taken: dict[int, None] = {}
        for place in places:
            args = (self.origin(arg) for arg in self.nodes[place].args)
            taken |= dict.fromkeys(arg for arg in args if arg in self.kept and arg not in places)
        for arg in taken:
            lines += self.assigned(arg, self.of_member(arg, "member"))
        for place in places:
            lines += self.of_person(place)
            if place in self.kept:
                lines += self.stored(place, self.ends(place))
        yield "for member in range(size):"
        yield from indented(lines)

    def of_person(self, place: int) -> list[str]:
        node = self.nodes[place]
        match node.op:
            case "is_applicant":
                return [f"a{place} = (member == applicant) + 0"]
            case "lives_in_dwelling":
                return [f"a{place} = in_dwelling[person]"]
            case "fact":
                return self.fact(place, node, "person")
        return self.elementwise(place, node)

    def of_case(self, place: int) -> list[str]:
        node = self.nodes[place]
        if node.op in AGGREGATES:
            return self.aggregate(place, node)
        match node.op:
            case "constant":
                return []
            case "claimed":
                return [f"a{place} = {int(node.given['right'] in self.claimed)}"]
            case "date":
                name = self.sources.date(node.given["anchor"])
                return [f"a{place} = {name.replace('dates', 'law')}"]
            case "fact":
                return self.fact(place, node, "household")
            case "parameter":
                return self.assigned(place, self.cell(node, self.sources.cell_at(node.given, [])))
            case "of_applicant":
                return self.assigned(place, self.of_member(node.args[0], "applicant"))
            case "rank_among":
                return self.rank(place, node)
            case "any_relative" | "sum_of_relatives":
                return self.relatives(place, node)
        return self.elementwise(place, node)

    def fact(self, place: int, node: Node, row: str) -> list[str]:
        column = self.sources.column_of(node.given, node.low, node.high)
        unknown = f"((r{place} < {node.low}) + 0)"
        return [
            f"r{place} = {column}[{row}]",
            f"a{place} = pick({unknown}, {node.low}, r{place})",
            f"b{place} = pick({unknown}, {node.high}, r{place})",
        ]

    def cell(self, node: Node, where: str) -> Ends:
        value, known = f"cells[{where}]", f"known[{where}]"
        return f"pick({known}, {value}, {node.low})", f"pick({known}, {value}, {node.high})"

    # --- values -----------------------------------------------------------------------------------

    def ends(self, place: int) -> Ends:
        """A value as statements at its own place write it."""
        place = self.origin(place)
        node = self.nodes[place]
        if node.op == "constant":
            return (str(node.given["value"]),) * 2
        return f"a{place}", f"a{place}" if place in self.known else f"b{place}"

    def of_member(self, place: int, member: str) -> Ends:
        """A value of any member, as an earlier loop has kept it."""
        place = self.origin(place)
        if self.nodes[place].over != "person":
            return self.ends(place)
        row = 2 * LARGEST_HOUSEHOLD * self.kept[place]
        low = f"buffer[place({row} + {member})]"
        return low, low if place in self.known else f"buffer[place({row + LARGEST_HOUSEHOLD} + {member})]"

    def assigned(self, place: int, ends: Ends) -> list[str]:
        low, high = ends
        return [f"a{place} = {low}", *([] if place in self.known else [f"b{place} = {high}"])]

    def stored(self, place: int, ends: Ends) -> list[str]:
        names = self.of_member(place, "member")
        return [f"{name} = {end}" for name, end in dict(zip(names, ends, strict=True)).items()]

    def elementwise(self, place: int, node: Node) -> list[str]:
        args = [self.ends(arg) for arg in node.args]
        if node.op == "table":
            return self.table(place, node, args)
        if place in self.known:
            return [f"a{place} = {_of_known(node, [low for low, _ in args])}"]
        return _SPANS[node.op](place, node, args)

    def table(self, place: int, node: Node, args: list[Ends]) -> list[str]:
        """The least and the greatest of the cells that may be meant."""
        counters = [f"i{place}", f"j{place}"][: len(args)]
        value, other = self.cell(node, f"c{place}")
        inside = [
            f"c{place} = {self.sources.cell_at(node.given, counters)}",
            f"a{place} = min(a{place}, {value})",
            f"b{place} = max(b{place}, {other})",
        ]
        for counter, (low, high) in reversed(list(zip(counters, args, strict=True))):
            inside = [f"for {counter} in range({low}, {high} + 1):", *indented(inside)]
        return [f"a{place} = {LARGEST}", f"b{place} = -{LARGEST}", *inside]

    # --- across persons ---------------------------------------------------------------------------

    def aggregate(self, place: int, node: Node) -> list[str]:
        mark, value = (self.of_member(arg, "member") for arg in node.args)
        names = sure, may, low, high = [f"{letter}{place}" for letter in "mnxy"]
        given = [f"{name} = {end}" for name, end in zip(names, (*mark, *value), strict=True)]
        a, b = f"a{place}", f"b{place}"
        nobody = of_nobody(node.op, node.given)
        match node.op:
            case "sum_of_members":
                more = [
                    f"{a} = {a} + (pick({sure}, {low}, min(0, {low})) & -{may})",
                    f"{b} = {b} + (pick({sure}, {high}, max(0, {high})) & -{may})",
                ]
            case "any_member":
                more = [f"{a} = {a} | ({sure} & {low})", f"{b} = {b} | ({may} & {high})"]
            case "every_member":
                more = [f"{a} = {a} & ((1 - {may}) | {low})", f"{b} = {b} & ((1 - {sure}) | {high})"]
            case "smallest_of_members":
                more = [
                    f"{a} = min({a}, pick({may}, {low}, {nobody}))",
                    f"{b} = min({b}, pick({sure}, {high}, {nobody}))",
                ]
            case _:
                more = [
                    f"{a} = max({a}, pick({sure}, {low}, {nobody}))",
                    f"{b} = max({b}, pick({may}, {high}, {nobody}))",
                ]
        return [
            f"{a} = {nobody}",
            f"{b} = {nobody}",
            "for member in range(size):",
            *indented([*given, *more]),
        ]

    def rank(self, place: int, node: Node) -> list[str]:
        mark, key = node.args
        (own_low, own_high), (low, high) = (self.of_member(key, who) for who in ("member", "other"))
        sure, may = self.of_member(mark, "other")
        another = "((other != member) + 0)"
        # Of equal keys the one listed earlier comes first.
        certain = f"(({high} < {own_low}) | (({high} <= {own_low}) & (other < member)))"
        possible = f"(({low} < {own_high}) | (({low} <= {own_high}) & (other < member)))"
        inside = [
            f"a{place} = a{place} + ({sure} & {another} & ({certain} + 0))",
            f"b{place} = b{place} + ({may} & {another} & ({possible} + 0))",
        ]
        return [
            "for member in range(size):",
            *indented([f"a{place} = 1", f"b{place} = 1", "for other in range(size):", *indented(inside)]),
            *indented(self.stored(place, (f"a{place}", f"b{place}"))),
        ]

    def relatives(self, place: int, node: Node) -> list[str]:
        relation = node.given["relation"]
        join = "|" if node.op == "any_relative" else "+"
        low, high = self.of_member(node.args[0], "other")
        more = [f"a{place} = a{place} {join} {low}", f"b{place} = b{place} {join} {high}"]
        lines = [f"a{place} = 0", f"b{place} = 0"]
        for name in RELATION_COLUMNS[relation]:
            column = self.sources.relation(name)
            if relation in INVERTED:
                named = f"if {column}[place(start + other)] == member:"
                lines += ["for other in range(size):", *indented([named, *indented(more)])]
            else:
                lines += [f"other = {column}[place(start + member)]", "if other >= 0:", *indented(more)]
        stored = self.stored(place, (f"a{place}", f"b{place}"))
        return ["for member in range(size):", *indented([*lines, *stored])]

    # --- results ----------------------------------------------------------------------------------

    def results(self) -> Iterator[str]:
        """Only what is open is settled: the careful kernel may know what spans cannot."""
        for number, right in enumerate(self.rights):
            low, high = self.ends(self.program.figures[right.entitled])
            certain, amount = f"({low} == {high})", []
            if right.amount:
                ends = self.ends(self.program.figures[right.amount])
                certain = f"{certain} & (({high} == 0) | ({ends[0]} == {ends[1]}))"
                amount = [f"amount_{number}[household] = {ends[0]} & -{low}"]
            yield f"settled = (doubts[household] >> {number}) & (({certain}) + 0)"
            yield "if settled != 0:"
            yield f"    entitled_{number}[household] = {low}"
            yield from indented(amount)
            yield f"    doubts[household] = doubts[household] - {1 << number}"


def _of_known(node: Node, names: list[str]) -> str:
    if node.op in ("and", "or"):
        return (" & " if node.op == "and" else " | ").join(names)
    if node.op == "when":
        return f"pick({', '.join(names)})"
    return expression(node.op, names, node.given)


def _each_end(place: int, node: Node, args: list[Ends]) -> list[str]:
    """Of what never falls where an argument grows."""
    lows, highs = [low for low, _ in args], [high for _, high in args]
    return [f"a{place} = {_of_known(node, lows)}", f"b{place} = {_of_known(node, highs)}"]


def _corners(place: int, node: Node, args: list[Ends]) -> list[str]:
    (a, b), (c, d) = args
    pairs = dict.fromkeys((left, right) for left in (a, b) for right in (c, d))
    names = [f"k{place}_{number}" for number in range(len(pairs))]
    lines = [f"{name} = {_of_known(node, list(pair))}" for name, pair in zip(names, pairs, strict=True)]
    if len(names) == 1:
        return [*lines, f"a{place} = {names[0]}", f"b{place} = {names[0]}"]
    return [*lines, f"a{place} = min({', '.join(names)})", f"b{place} = max({', '.join(names)})"]


def _opposite(place: int, node: Node, args: list[Ends]) -> list[str]:
    """Of what grows with its first argument and falls with its second."""
    (a, b), (c, d) = args
    return [f"a{place} = {_of_known(node, [a, d])}", f"b{place} = {_of_known(node, [b, c])}"]


def _falling(place: int, node: Node, args: list[Ends]) -> list[str]:
    """Of what falls with its first argument and grows with its second, if there is one."""
    (a, b), *others = args
    low, high = [b, *(c for c, _ in others)], [a, *(d for _, d in others)]
    return [f"a{place} = {_of_known(node, low)}", f"b{place} = {_of_known(node, high)}"]


def _equal(place: int, node: Node, args: list[Ends]) -> list[str]:
    del node
    (a, b), (c, d) = args
    return [
        f"a{place} = (({a} == {b}) & ({c} == {d}) & ({a} == {c})) + 0",
        f"b{place} = (({a} <= {d}) & ({c} <= {b})) + 0",
    ]


def _when(place: int, node: Node, args: list[Ends]) -> list[str]:
    del node
    (sure, may), (a, b), (c, d) = args
    return [
        f"a{place} = pick({sure}, {a}, pick({may}, min({a}, {c}), {c}))",
        f"b{place} = pick({sure}, {b}, pick({may}, max({b}, {d}), {d}))",
    ]


_SPANS: dict[str, Callable[[int, Node, list[Ends]], list[str]]] = {
    **dict.fromkeys(
        ("add", "and", "or", "smallest", "largest", "first_day_of_month", "months_later", "scale"), _each_end
    ),
    **dict.fromkeys(("multiply", "round_quotient"), _corners),
    "subtract": _opposite,
    **dict.fromkeys(("less", "less_or_equal", "not", "years_between"), _falling),
    "equal": _equal,
    "when": _when,
}
