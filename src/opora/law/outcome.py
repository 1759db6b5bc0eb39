"""Which figures make up the outcome of a right, and which are shown beside it."""

from .engine.frame import Frame
from .engine.graph import Right
from .engine.program import Spot


def outcome_of(frame: Frame, right: Right) -> list[Spot]:
    """What must be certain before a right is decided: a refusal needs neither amounts nor dates."""
    entitled = _spots(frame, (right.entitled,))
    if frame.value(entitled[0]) == 0:
        return entitled
    persons = range(len(frame.case.persons)) if right.per_person else ()
    shares = [(frame.program.figures[str(right.per_person)], person) for person in persons]
    return [*entitled, *_spots(frame, (right.amount, right.start, right.end, right.open_ended)), *shares]


def roots_of(frame: Frame, right: Right) -> list[Spot]:
    """What an explanation begins with: the amount, then the conditions and the term."""
    return _spots(
        frame, (right.amount, right.entitled, *right.conditions, right.start, right.end, right.open_ended)
    )


def _spots(frame: Frame, figures: tuple[str | None, ...]) -> list[Spot]:
    return [(frame.program.figures[key], None) for key in dict.fromkeys(figures) if key]
