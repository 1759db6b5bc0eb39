"""Writes what is the same for every household: computed once, before the kernel, by Python itself."""

from opora.law.batch.plan import Plan
from opora.law.batch.sources import Sources
from opora.law.batch.statements import chosen, expression, indented
from opora.law.batch.terms import Rate, Term

Doubts = dict[tuple[tuple[int, ...], int], str]
"""Names of doubts: of these figures of the law, for these rights as bits."""


def write_law_of_the_day(plan: Plan, sources: Sources, doubts: Doubts) -> list[str]:
    """A function from the cells and dates to the list of values and doubts that the kernel takes over."""
    law = _LawOfTheDay(plan, sources)
    lines = law.values()
    for (numbers, rights), name in doubts.items():
        lines.append(f"{name} = ({' | '.join(f'u{number}' for number in numbers)}) * {rights}")
    lines.append(f"return [{', '.join(sources.law)}]")
    return ["def of_the_law(cells, known, dates):", *indented(lines)]


class _LawOfTheDay:
    def __init__(self, plan: Plan, sources: Sources) -> None:
        self.plan = plan
        self.terms = plan.terms
        self.sources = sources

    def values(self) -> list[str]:
        lines = []
        for number in self.plan.needed:
            term = self.terms[number]
            if term.rate == Rate.CALL and term.op != "constant":
                names = [self._name(arg) for arg in term.args]
                lines.append(f"v{number} = {self._value(term, names)}")
                lines.append(f"u{number} = {self._unknown(term, names)}")
        return lines

    def _name(self, number: int) -> str:
        value = self.terms.constant_value(number)
        return f"v{number}" if value is None else str(value)

    def _value(self, term: Term, names: list[str]) -> str:
        match term.op:
            case "parameter" | "table":
                return f"cells[{self.sources.cell(term, names)}]"
            case "date":
                return self.sources.date(term.given["anchor"])
            case "when":
                return chosen(*names, claims=False)
        return expression(term.op, names, term.given)

    def _unknown(self, term: Term, names: list[str]) -> str:
        """1 where a value rests on a figure of the law that nobody has found."""
        of_args = ["0" if self.terms[arg].op == "constant" else f"u{arg}" for arg in term.args]
        if term.op == "when":
            return f"{of_args[0]} | ({of_args[1]} if {names[0]} != 0 else {of_args[2]})"
        if term.op in ("parameter", "table"):
            of_args.append(f"1 - known[{self.sources.cell(term, names)}]")
        return " | ".join(of_args) or "0"
