"""Cycles of a service: which part runs, what time was used beside the printed one, what a repeat needs first.

Nothing here blocks a case. Times are averages (article 40(1)), so another time is a note; only whether a new
cycle may begin is a rule, and whoever opens it asks `CycleState.may_repeat`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from opora.norms.cycle_notes import notes_of
from opora.norms.records import Agreed, Begun, Note, PartState, Record, Worked
from opora.norms.schema import Part, Standard

Next = Literal["talks", "agreement", "meetings", "evaluation", "repeat", "nothing"]


@dataclass(frozen=True)
class CycleState:
    """How far the running cycle is; `earlier` are those before it."""

    standard: Standard
    number: int
    parts: tuple[PartState, ...]
    agreed_on: date | None
    evaluated_on: date | None
    travel_minutes: int
    notes: tuple[Note, ...]
    earlier: tuple[CycleState, ...] = ()

    @property
    def minutes(self) -> int:
        """The time used in this cycle, counted as the rulebook counts it."""
        return sum(part.minutes for part in self.parts)

    @property
    def printed_minutes(self) -> int | None:
        """The printed average of this cycle; none for a service without cycles."""
        cycle = self.standard.cycle
        if cycle is None:
            return None
        return cycle.first_minutes if self.number == 1 else cycle.next_minutes

    @property
    def next(self) -> Next:
        """What the course of the service asks for next."""
        if self.evaluated_on is not None:
            return "repeat"
        held = {part.part.place: part.is_held for part in self.parts}
        if self.standard.cycle is None:
            return "nothing" if held["before_agreement"] else "talks"
        if self.agreed_on is None:
            return "agreement" if held.get("before_agreement", True) else "talks"
        return "evaluation" if held["after_agreement"] else "meetings"

    @property
    def running(self) -> Part | None:
        """The part that runs; none where the cycle is over, or the service has no cycles and was given."""
        place = {
            "talks": "before_agreement",
            "agreement": "before_agreement",
            "meetings": "after_agreement",
            "evaluation": "closing",
        }.get(self.next)
        return next((each.part for each in self.parts if each.part.place == place), None)

    @property
    def may_repeat(self) -> bool:
        """Whether a new cycle may begin: the evaluation of this one comes first."""
        return self.standard.repeat.rule != "after_evaluation" or self.evaluated_on is not None

    def part(self, key: str) -> PartState:
        """A part by its key. KeyError if this cycle has none of that name."""
        for part in self.parts:
            if part.part.key == key:
                return part
        raise KeyError(key)


def cycle_state(standard: Standard, records: Iterable[Record], *, weekly: bool = False) -> CycleState:
    """The state of a service from its records, by day; those of one day in the order they are given.

    `weekly`: weekly meetings were agreed, whose printed average is another. KeyError for an unknown part.
    """
    groups = _cycles(standard, sorted(records, key=lambda record: record.on))
    earlier: tuple[CycleState, ...] = ()
    for cycle, group in enumerate(groups[:-1], start=1):
        earlier = (*earlier, _state(standard, cycle, group, earlier, weekly))
    return _state(standard, len(groups), groups[-1], earlier, weekly)


def _cycles(standard: Standard, records: Sequence[Record]) -> list[list[Record]]:
    """The records by cycle: a new one begins with what follows an evaluation, or where somebody began it."""
    groups: list[list[Record]] = [[]]
    for record in records:
        is_evaluated = any(_is_closing(standard, each) for each in groups[-1])
        begins = _begins(record, len(groups)) or (is_evaluated and not _is_closing(standard, record))
        if begins and any(not isinstance(each, Begun) for each in groups[-1]):
            groups.append([])
        groups[-1].append(record)
    return groups


def _begins(record: Record, running: int) -> bool:
    return isinstance(record, Begun) and (record.number is None or record.number > running)


def _is_closing(standard: Standard, record: Record) -> bool:
    return isinstance(record, Worked) and standard.part(record.part).place == "closing"


def _state(
    standard: Standard, cycle: int, records: Sequence[Record], earlier: tuple[CycleState, ...], weekly: bool
) -> CycleState:
    worked = [record for record in records if isinstance(record, Worked)]
    parts = tuple(
        _part_state(part, [record for record in worked if record.part == part.key], weekly)
        for part in standard.parts
        if cycle == 1 or not part.first_cycle_only or any(record.part == part.key for record in worked)
    )
    agreed = [record.on for record in records if isinstance(record, Agreed)]
    closing = [record.on for record in worked if _is_closing(standard, record)]
    unevaluated = bool(earlier) and not earlier[-1].may_repeat
    agreed_on = agreed[0] if agreed else _agreement_before(standard, earlier)
    return CycleState(
        standard,
        cycle,
        parts,
        agreed_on,
        max(closing, default=None),
        sum(record.travel_minutes for record in _once(worked)),
        tuple(notes_of(standard, cycle, parts, agreed_on, repeats_unevaluated=unevaluated)),
        earlier,
    )


def _agreement_before(standard: Standard, earlier: tuple[CycleState, ...]) -> date | None:
    """A next cycle that prints no preparation of its own goes on under the agreement of the first."""
    if not earlier or not any(part.first_cycle_only for part in standard.parts):
        return None
    return earlier[-1].agreed_on


def _part_state(part: Part, worked: Sequence[Worked], weekly: bool) -> PartState:
    once = _once(worked)
    minutes = sum(record.minutes * min(record.workers, part.workers_counted) for record in once)
    return PartState(part, minutes, len(once), tuple(record.on for record in once), weekly)


def _once(worked: Sequence[Worked]) -> list[Worked]:
    """Each group session once, whoever it was recorded for."""
    sessions: dict[tuple[str, str | int], Worked] = {}
    for place, record in enumerate(worked):
        sessions.setdefault((record.part, place if record.session is None else record.session), record)
    return list(sessions.values())
