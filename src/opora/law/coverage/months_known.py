"""For which months the amount of a right is known: every value it can rest on has been found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opora.law.engine.calendar import month_index, month_of_index, month_text
from opora.law.engine.dates import Dates
from opora.law.engine.errors import NotCovered
from opora.law.engine.graph import Node, Right
from opora.law.engine.program import Program, Versions
from opora.law.rulebook import Rulebook

from .open_ways import ways_taken

FIRST_MONTH = date(2018, 6, 1)
LAST_MONTH = date(2026, 12, 1)


class Known(StrEnum):
    """For whom the amount of a month can be worked out."""

    ALL = "all"
    SOME = "some"
    NOBODY = "nobody"


@dataclass(frozen=True)
class MonthsOfAmount:
    """Months by for whom they are known; `missing` names the values that stand in the way, and when."""

    months: dict[str, Known]
    missing: dict[str, tuple[str, ...]]

    def count(self, known: Known) -> int:
        return sum(of_month is known for of_month in self.months.values())

    def spans(self) -> dict[str, str]:
        """What is missing with its months as text: `2018-06 to 2019-03, 2026-04`."""
        return {key: ", ".join(_joined(months)) for key, months in self.missing.items()}


def months_of_amount(law: Rulebook, right: Right) -> MonthsOfAmount:
    """Looks at each month as if the right alone were claimed, filed and decided on its first day.

    A month is known for all where the whole of what the amount can rest on is known, also what only some
    households need; for nobody, where whoever is given it needs a value that is missing.
    """
    months: dict[str, Known] = {}
    missing: dict[str, list[str]] = {}
    reads: dict[Versions, dict[Node, bool]] = {}
    for index in range(month_index(FIRST_MONTH), month_index(LAST_MONTH) + 1):
        month = month_of_index(index)
        text, lacking = (
            month_text(index),
            _missing_in(law, right, Dates(month, filed=month, decided=month), reads),
        )
        for key in lacking:
            missing.setdefault(key, []).append(text)
        months[text] = Known.ALL if not lacking else Known.NOBODY if any(lacking.values()) else Known.SOME
    return MonthsOfAmount(months, {key: tuple(named) for key, named in missing.items()})


def _missing_in(
    law: Rulebook, right: Right, dates: Dates, reads: dict[Versions, dict[Node, bool]]
) -> dict[str, bool]:
    """The parameters without a value, and whether everybody needs them."""
    try:
        program = law.program(dates, _of_amount(right))
    except NotCovered as problem:
        return {str(problem): True}
    if program.versions not in reads:
        reads[program.versions] = _reads(program, right)
    found: dict[str, bool] = {}
    for node, always in reads[program.versions].items():
        known = list(_cells_known(program, node, dates))
        if not all(known):
            key = node.given["parameter"]
            found[key] = found.get(key, False) or (always and not any(known))
    return found


def _reads(program: Program, right: Right) -> dict[Node, bool]:
    """The readings of parameters the amount can rest on, and whether everybody needs them."""
    roots = [program.figures[key] for key in _of_amount(right)]
    ways = ways_taken(program, roots, claimed=right.key)
    named = ((program.instructions[place], always) for place, always in ways.items())
    return {node: always for node, always in named if "parameter" in node.given}


def _of_amount(right: Right) -> tuple[str, ...]:
    return tuple(key for key in (right.entitled, right.amount) if key)


def _cells_known(program: Program, node: Node, dates: Dates) -> Iterator[bool]:
    parameter = program.graph.parameters[node.given["parameter"]]
    position = parameter.position_on(dates.day(node.given["selected_by"]))
    if position < 0:
        yield False
        return
    cells = parameter.entries[position].cells
    for cell in [cells[node.given["place"]]] if node.op == "parameter" else cells:
        yield cell.value is not None


def _joined(months: tuple[str, ...]) -> Iterator[str]:
    """Months that follow each other as one span."""
    runs: list[list[str]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    for run in runs:
        yield run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}"


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
