"""Decides the rights of one situation: in the legal order, month by month, collapsed to dated periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .beginning import refuse_before_the_law
from .determination import Determination, Period, PersonShare, RightResult
from .engine.calendar import day_of, month_index, month_of_index
from .engine.dates import Dates
from .engine.errors import NotCovered
from .engine.evaluation import Change, Evaluation
from .engine.frame import Frame
from .engine.graph import Right
from .engine.program import Spot
from .engine.span import Span, Value, ends
from .naming import shown_figure, shown_spot
from .reasons import reasons_of
from .rulebook import Rulebook
from .rulebook import rulebook as shipped_rulebook
from .situation import Situation, parse_situation


def decide(situation: Situation, *, rulebook: Rulebook | None = None) -> Determination:
    """What each claimed right comes to, and why. An unknown fact leaves a result open, never guessed."""
    law = rulebook or shipped_rulebook()
    months = Months(law, situation)
    results = {key: _result(months, law.graph.rights[key], situation) for key in situation.rights}
    return Determination(situation=situation, rulebook_hash=law.hash, rights=results)


def replay(rulebook_json: bytes, situation_json: dict[str, Any]) -> dict[str, Any]:
    """The same determination again, from the stored graph alone: no rule of today is read."""
    law = Rulebook.from_json(rulebook_json)
    return decide(parse_situation(situation_json, law=law), rulebook=law).to_json()


class Months:
    """The evaluated months of one situation. Earlier rights feed later ones inside the same graph."""

    def __init__(self, law: Rulebook, situation: Situation) -> None:
        self._law = law
        self._situation = situation
        self._wanted = tuple(key for right in situation.rights for key in _figures(law.graph.rights[right]))
        self._evaluation: Evaluation | None = None
        self._frames: dict[date, Frame] = {}
        self._last: Frame | None = None

    def frame(self, month: date) -> Frame:
        """The values of a month. Months between which nothing changes share one frame."""
        if month not in self._frames:
            self._frames[month] = self._new_frame(self._situation.dates(month))
        return self._frames[month]

    def _new_frame(self, dates: Dates) -> Frame:
        evaluation, change = self._evaluate(dates)
        if change is not Change.NOTHING or self._last is None:
            like = self._last if change is Change.TIME else None
            self._last = Frame(evaluation.program, evaluation.case, dates, list(evaluation.values), like)
        return self._last

    def _evaluate(self, dates: Dates) -> tuple[Evaluation, Change]:
        program = self._law.program(dates, self._wanted)
        if self._evaluation is not None and self._evaluation.program is program:
            return self._evaluation, self._evaluation.move_to(dates)
        self._evaluation = Evaluation(program, self._situation.case, dates)
        return self._evaluation, Change.SOMETHING


def _figures(right: Right) -> tuple[str, ...]:
    named = (right.entitled, right.amount, right.start, right.end, right.open_ended, right.per_person)
    return tuple(dict.fromkeys(key for key in (*named, *right.per_person_shows, *right.conditions) if key))


MONTHS_LOOKED_AT = 12
"""How far ahead is computed while a missing fact decides how long the right lasts: the longest usual term."""


@dataclass(frozen=True)
class Term:
    """The months a right is decided for; `start` is none where a missing fact decides it."""

    start: date | None
    months: tuple[date, ...]
    end: date | None
    open_ended: bool


def _result(months: Months, right: Right, situation: Situation) -> RightResult:
    term = _term(months, right, situation)
    periods = tuple(_collapsed(months, right, term))
    return RightResult(right=right, starts_on=term.start, open_ended=term.open_ended, periods=periods)


def _term(months: Months, right: Right, situation: Situation) -> Term:
    first = situation.month_after_filing
    frame = months.frame(situation.month or first)
    start = frame.value(_spot(frame, right.start))
    begin = _later(situation.month, first if isinstance(start, Span) else day_of(start))
    try:
        frame = months.frame(begin.replace(day=1))
    except NotCovered as problem:
        raise refuse_before_the_law(frame, right, begin, problem) from None
    if right.end is None:
        return Term(
            start=None if isinstance(start, Span) else begin,
            months=(begin.replace(day=1),),
            end=None,
            open_ended=right.given != "once",
        )
    end = frame.value(_spot(frame, right.end))
    last = day_of(ends(end)[1])
    length = month_index(last) - month_index(begin) + 1
    if isinstance(end, Span):
        length = min(length, MONTHS_LOOKED_AT)
    span_of_months = range(month_index(begin), month_index(begin) + max(length, 1))
    open_ended = right.open_ended is not None and frame.value(_spot(frame, right.open_ended)) == 1
    return Term(
        start=None if isinstance(start, Span) else begin,
        months=tuple(map(month_of_index, span_of_months)),
        end=None if isinstance(end, Span) or open_ended else last,
        open_ended=open_ended,
    )


def _later(asked: date | None, legal: date) -> date:
    return legal if asked is None else max(asked, legal)


def _collapsed(months: Months, right: Right, term: Term) -> Iterator[Period]:
    """Neighbouring months with nothing a reader should know between them become one period."""
    current: Period | None = None
    for month in term.months:
        frame = months.frame(month)
        if current is not None and frame is current.frames[-1]:
            continue
        if current is not None and frame.like is current.frames[-1]:
            current = current.joined_by(frame)
            continue
        following = _period(frame, right, max(month, term.start or month))
        if current is not None and current.says_the_same_as(following):
            current = current.joined_by(frame)
            continue
        if current is not None:
            yield current.ending_before(month)
        current = following
    assert current is not None
    yield current.ending_on(term.end)


def _period(frame: Frame, right: Right, month: date) -> Period:
    entitled = frame.value(_spot(frame, right.entitled))
    return Period(
        start=month,
        until=None,
        entitled=None if isinstance(entitled, Span) else bool(entitled),
        amount=_amount(frame, right),
        shares=tuple(_shares(frame, right)),
        reasons=reasons_of(frame, right),
        frames=(frame,),
    )


def _amount(frame: Frame, right: Right) -> str | None:
    if right.amount is None:
        return None
    shown = shown_spot(frame, _spot(frame, right.amount))
    return None if shown is None else str(shown)


def _shares(frame: Frame, right: Right) -> Iterator[PersonShare]:
    """What falls to each person, with the figures shown beside it."""
    if right.per_person is None:
        return
    place = frame.program.figures[right.per_person]
    for subject, value in enumerate(frame.values[place]):
        if value != 0:
            yield PersonShare(
                person=frame.case.persons[subject],
                amount=_text(frame, (place, subject), value),
                shown=tuple(
                    (key, shown_spot(frame, (frame.program.figures[key], subject)))
                    for key in right.per_person_shows
                ),
            )


def _text(frame: Frame, spot: Spot, value: Value) -> str | None:
    node = frame.program.instructions[spot[0]]
    shown = shown_figure(value, node.unit, node.denominator)
    return None if shown is None else str(shown)


def _spot(frame: Frame, figure: str) -> Spot:
    return frame.program.figures[figure], None
