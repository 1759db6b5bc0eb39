"""Names and texts of evaluated values: which figure, of whom, for when."""

from .engine.calendar import month_text
from .engine.paths import Frame, Spot
from .engine.showing import Shown, show
from .engine.span import Value


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
    node = frame.program.instructions[spot[0]]
    return shown_figure(frame.value(spot), node.unit, node.denominator, words_of(frame, node.unit))


def shown_figure(value: Value, unit: str, denominator: int, words: tuple[str, ...] = ()) -> Shown:
    return show(value, unit=unit, denominator=denominator, words=words)


def words_of(frame: Frame, unit: str) -> tuple[str, ...]:
    """The words of a choice, of a fact or a parameter."""
    if not unit.startswith("choice:"):
        return ()
    name = unit.removeprefix("choice:")
    graph = frame.program.graph
    return graph.facts[name].choices if name in graph.facts else graph.parameters[name].words
