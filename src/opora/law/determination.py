"""What was decided: for each right dated periods, reasons, what is missing and what is doubtful."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from .doubts import doubts_of
from .engine.frame import Frame
from .engine.graph import Right
from .engine.showing import Shown
from .explaining import Explanation
from .open_facts import open_facts
from .outcome import outcome_of, roots_of
from .reasons import Reason
from .situation import Situation


@dataclass(frozen=True)
class PersonShare:
    """The part of a right that falls to one person; `amount` is none where it is not certain."""

    person: str
    amount: str | None
    shown: tuple[tuple[str, Shown], ...]

    def to_json(self) -> dict[str, Any]:
        return {"person": self.person, "amount": self.amount, **dict(self.shown)}


@dataclass(frozen=True)
class Period:
    """Months in which nothing changes that a reader should know. `until` is none where it is open."""

    start: date
    until: date | None
    entitled: bool | None
    amount: str | None
    shares: tuple[PersonShare, ...]
    reasons: tuple[Reason, ...]
    frames: tuple[Frame, ...]
    """The values of its first month, and of later ones that say the same on other grounds."""

    @property
    def frame(self) -> Frame:
        return self.frames[0]

    def says_the_same_as(self, other: "Period") -> bool:
        same = (self.entitled, self.amount, self.shares) == (other.entitled, other.amount, other.shares)
        return same and all(
            mine.says_the_same_as(theirs) for mine, theirs in zip(self.reasons, other.reasons, strict=True)
        )

    @property
    def states(self) -> list[Frame]:
        """Its months without those in which nothing but time has passed since the one before."""
        return [
            frame
            for before, frame in pairwise((None, *self.frames))
            if frame is not None and (frame.like is None or frame.like is not before)
        ]

    def joined_by(self, frame: Frame) -> "Period":
        return replace(self, frames=(*self.frames, frame))

    def ending_before(self, month: date) -> "Period":
        return replace(self, until=month - timedelta(days=1))

    def ending_on(self, day: date | None) -> "Period":
        return replace(self, until=day)

    def to_json(self) -> dict[str, Any]:
        return {
            "from": self.start.isoformat(),
            "to": _iso(self.until),
            "entitled": self.entitled,
            "amount": self.amount,
            "per_person": [share.to_json() for share in self.shares],
            "reasons": [reason.to_json() for reason in self.reasons],
        }


@dataclass(frozen=True)
class RightResult:
    """One right. `starts_on` is none where a missing fact decides the start."""

    right: Right
    starts_on: date | None
    open_ended: bool
    periods: tuple[Period, ...]

    @property
    def entitled(self) -> bool | None:
        """Whether there is a right in any period; none while a missing fact may still give one."""
        answers = [period.entitled for period in self.periods]
        return True if True in answers else None if None in answers else False

    @property
    def leading(self) -> Period:
        """The first period with a right, or the first one where there is none."""
        return next((period for period in self.periods if period.entitled), self.periods[0])

    def to_json(self, explanation: Explanation | None = None) -> dict[str, Any]:
        granted = [period for period in self.periods if period.entitled]
        shown: dict[str, Any] = {
            "entitled": self.entitled,
            "amount": self.leading.amount,
            "unit": self._unit,
            "given": self.right.given,
            "from": granted[0].start.isoformat() if granted else None,
            "to": _iso(granted[-1].until) if granted else None,
            "open_ended": self.open_ended,
            "periods": [period.to_json() for period in self.periods],
            "reasons": [reason.to_json() for reason in self.leading.reasons],
            "missing": [fact.to_json() for fact in self.missing()],
            "warnings": doubts_of(self),
        }
        if explanation is not None:
            for period, entry in zip(self.periods, shown["periods"], strict=True):
                entry["figure"] = explanation.add(period.frame, roots_of(period.frame, self.right))
        return shown

    @property
    def _unit(self) -> str | None:
        """What the amount counts: EUR, days, hours; an empty text for a plain number, such as a share."""
        if self.right.amount is None:
            return None
        return self.leading.frame.program.graph.figures[self.right.amount].unit

    def missing(self) -> list[Any]:
        """The facts that may still change this right, in any of its months."""
        found = {}
        for period in self.periods:
            for frame in period.states:
                for fact in open_facts(frame, outcome_of(frame, self.right)):
                    found[fact.key] = fact
        return list(found.values())


@dataclass(frozen=True)
class Determination:
    situation: Situation
    rulebook_hash: str
    rights: dict[str, RightResult]

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """The output of `opora decide`; with `explain` every figure behind it, each once."""
        explanation = Explanation() if explain else None
        situation = self.situation
        shown: dict[str, Any] = {
            "version": 1,
            "rulebook": self.rulebook_hash,
            "dates": {"filed": situation.filed.isoformat(), "decided": situation.decided.isoformat()},
            "applicant": situation.data["applicant"],
            "rights": {key: result.to_json(explanation) for key, result in self.rights.items()},
        }
        if explanation is not None:
            shown["figures"] = explanation.figures
        return shown


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
