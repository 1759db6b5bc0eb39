"""What is recorded of a service, and what was used of a part beside the printed time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from opora.norms.schema import Part
from opora.norms.wording import Phrase, number


@dataclass(frozen=True)
class Worked:
    """Work on one part on a day. Travel stands apart and counts nowhere (40(3)).

    `session` names a group session: its records, one for each participant, count once (40(2)).
    """

    on: date
    part: str
    minutes: int
    workers: int = 1
    session: str | None = None
    travel_minutes: int = 0


@dataclass(frozen=True)
class Agreed:
    """The agreement was concluded."""

    on: date


@dataclass(frozen=True)
class Begun:
    """Somebody began a cycle; its number, where it was given, tells it from the one that runs."""

    on: date
    number: int | None = None


Record = Worked | Agreed | Begun


@dataclass(frozen=True)
class Note:
    """Something worth knowing, with the article that prints it. It is never a refusal."""

    key: str
    phrase: Phrase
    article: str


@dataclass(frozen=True)
class PartState:
    """What was used of a part, beside what is printed."""

    part: Part
    minutes: int
    times: int
    days: tuple[date, ...]
    weekly: bool = False

    @property
    def printed_minutes(self) -> int | None:
        return self.part.expected_minutes(weekly=self.weekly)

    @property
    def is_held(self) -> bool:
        return self.times >= (self.part.times or 1)


def hours(minutes: int) -> Phrase:
    """Minutes as hours, exactly."""
    return number(Fraction(minutes, 60))
