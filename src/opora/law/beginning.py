"""Whether a right begins within the time for which the law is loaded."""

from collections.abc import Iterator
from datetime import date

from .engine.calendar import day_of
from .engine.errors import NotCovered
from .engine.frame import Frame
from .engine.graph import Right
from .engine.program import Spot
from .naming import subject_of
from .situation.problems import Problem, SituationError, pointer
from .situation.wording import in_every_language, said


def refuse_before_the_law(frame: Frame, right: Right, begins: date, why: NotCovered) -> SituationError:
    """What to say of a right that begins in a month for which no rule stands: the date, and of whom it is."""
    facts = list(_dates_under(frame, (frame.program.figures[right.start], None)))
    graph = frame.program.graph
    coverage = max(figure.versions[0].since for figure in graph.figures.values())
    return SituationError(
        [
            Problem(
                _place(frame, facts),
                "right_outside_coverage",
                said(
                    "right_outside_coverage",
                    right=right.label.model_dump(),
                    begins=begins,
                    facts=_named(frame, facts),
                    coverage=coverage,
                ),
                {"right": right.key, "begins": begins.isoformat(), "why": str(why)},
            )
        ]
    )


def _dates_under(frame: Frame, root: Spot) -> Iterator[Spot]:
    """The dates of the situation that the start was made of."""
    found, waiting = {root}, [root]
    while waiting:
        spot = waiting.pop()
        node = frame.program.instructions[spot[0]]
        if node.op == "fact" and node.unit == "date":
            yield spot
        under = [each for each in frame.rests_on(spot) if each not in found]
        found.update(under)
        waiting += under


def _place(frame: Frame, facts: list[Spot]) -> str:
    if not facts:
        return pointer("dates")
    key, subject = _key(frame, facts[0]), subject_of(frame, facts[0])
    return pointer("dwelling", key) if subject is None else pointer("persons", subject, key)


def _named(frame: Frame, facts: list[Spot]) -> dict[str, str]:
    """`Day of birth: 2018-04-02 (child1)`, for each date, in every language."""
    labels = [frame.program.graph.facts[_key(frame, spot)].label.model_dump() for spot in facts]
    return {
        language: ", ".join(
            f"{label[language]}: {_day(frame, spot)} ({subject_of(frame, spot) or '-'})"
            for label, spot in zip(labels, facts, strict=True)
        )
        for language in in_every_language("")
    }


def _key(frame: Frame, spot: Spot) -> str:
    return str(frame.program.instructions[spot[0]].given["fact"])


def _day(frame: Frame, spot: Spot) -> str:
    value = frame.value(spot)
    return day_of(value).isoformat() if isinstance(value, int) else "?"
