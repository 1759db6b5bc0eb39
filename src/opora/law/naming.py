"""Names and texts of evaluated values: which figure, of whom, for when."""

from collections.abc import Callable

from .engine.calendar import month_text
from .engine.frame import Frame
from .engine.graph import Graph
from .engine.program import Program, Spot
from .engine.showing import Shown, show, shows
from .engine.span import Span, Value


def name_of(frame: Frame, spot: Spot) -> str:
    """The key of a figure, fact or parameter; of a single person, with the person behind an @."""
    node = frame.program.instructions[spot[0]]
    given = node.given
    name = str(given.get("figure") or given.get("fact") or given.get("parameter") or node.op)
    subject = subject_of(frame, spot)
    return name if subject is None else f"{name}@{subject}"


def subject_of(frame: Frame, spot: Spot) -> str | None:
    return None if spot[1] is None else frame.case.persons[spot[1]]


def period_of(frame: Frame, spot: Spot) -> str | None:
    """The month or year of a fact; none for one of the day."""
    node = frame.program.instructions[spot[0]]
    fact = frame.program.graph.facts[node.given["fact"]]
    anchor, offset = node.given["anchor"], node.given["offset"]
    if fact.period == "month":
        return month_text(frame.dates.month_index(anchor, offset))
    if fact.period == "year":
        return str(frame.dates.year(anchor, offset))
    return None


def shown_spot(frame: Frame, spot: Spot) -> Shown:
    """The value as its reader knows it; none where it is not certain."""
    value = frame.value(spot)
    return None if isinstance(value, Span) else shows_of(frame.program)[spot[0]](value)


def shown_ends(frame: Frame, spot: Spot) -> list[Shown] | None:
    """Between which values it lies, where it is a number that is not certain; none otherwise."""
    value = frame.value(spot)
    if not isinstance(value, Span) or frame.program.instructions[spot[0]].unit == "yes_no":
        return None
    return [shows_of(frame.program)[spot[0]](end) for end in (value.low, value.high)]


def shows_of(program: Program) -> list[Callable[[int], Shown]]:
    """What shows the value of each instruction; a choice, of a fact or a parameter, by its words."""
    if not program.shows:
        program.shows = [
            shows(node.unit, node.denominator, _words(program.graph, node.unit))
            for node in program.instructions
        ]
    return program.shows


def _words(graph: Graph, unit: str) -> tuple[str, ...]:
    if not unit.startswith("choice:"):
        return ()
    name = unit.removeprefix("choice:")
    return graph.facts[name].choices if name in graph.facts else graph.parameters[name].words


def shown_figure(value: Value, unit: str, denominator: int, words: tuple[str, ...] = ()) -> Shown:
    return show(value, unit=unit, denominator=denominator, words=words)
