"""The source panel of a case: for each fact where it comes from, when, and what state its source is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from opora.people.models import Person
from opora.sources.facts import Knowledge, knowledge
from opora.sources.failures import sentence
from opora.sources.known_facts import label
from opora.sources.models import LookUp, LookUpState
from opora.sources.registers import REGISTERS, register_of


@dataclass(frozen=True)
class PanelRow:
    """One fact of one person (of the dwelling, without one), with all its months or years.

    `state` is that of the look-up; None where no register gives the fact. `explanation` says why a
    look-up brought nothing, and what to do.
    """

    person: Person | None
    key: str
    source: str | None
    state: LookUpState | None
    asked_at: datetime | None
    fetched_at: datetime | None
    explanation: str
    known: tuple[Knowledge, ...]

    @property
    def label(self) -> str:
        """What the fact is called in the language that is active now."""
        return label(self.key)

    @property
    def source_name(self) -> str:
        return REGISTERS[self.source].name(get_language() or "en") if self.source else ""

    @property
    def is_in_conflict(self) -> bool:
        return any(piece.is_in_conflict for piece in self.known)

    @property
    def is_known(self) -> bool:
        return bool(self.known)


def panel(
    case_id: int, persons: Iterable[Person], *, on: date, pieces: Iterable[Knowledge] | None = None
) -> list[PanelRow]:
    """Rows by person in the order given, then by register; the dwelling's facts come last. Two queries.

    Every fact a register gives has a row, asked or not; a fact from elsewhere has one once it is known.
    `pieces` is the knowledge of the case, where the caller has it at hand.
    """
    look_ups = {(row.person_id, row.source): row for row in LookUp.objects.filter(case_id=case_id)}
    known: dict[int | None, dict[str, list[Knowledge]]] = {}
    for piece in knowledge(case_id) if pieces is None else pieces:
        known.setdefault(piece.fact.person_id, {}).setdefault(piece.fact.key, []).append(piece)
    rows = []
    for person in [*persons, None]:
        told = known.get(person.pk if person else None, {})
        for key in _keys(told, of_person=person is not None):
            source = register_of(key)
            look_up = look_ups.get((person.pk, source)) if person and source else None
            rows.append(_row(person, key, source, look_up, tuple(told.get(key, ())), on))
    return rows


def _keys(told: Iterable[str], *, of_person: bool) -> list[str]:
    given = [key for register in REGISTERS.values() for key in register.facts] if of_person else []
    return [*given, *sorted(set(told) - set(given))]


def _row(
    person: Person | None,
    key: str,
    source: str | None,
    look_up: LookUp | None,
    known: tuple[Knowledge, ...],
    on: date,
) -> PanelRow:
    return PanelRow(
        person=person,
        key=key,
        source=source,
        state=_state(person, source, look_up, on),
        asked_at=look_up.asked_at if look_up else None,
        fetched_at=look_up.answered_at if look_up else None,
        explanation=_explanation(person, source, look_up),
        known=known,
    )


def _state(person: Person | None, source: str | None, look_up: LookUp | None, on: date) -> LookUpState | None:
    if look_up is not None:
        return look_up.state_on(on)
    return LookUpState.NOT_ASKED if person and source else None


def _explanation(person: Person | None, source: str | None, look_up: LookUp | None) -> str:
    if look_up is not None and look_up.failure:
        return sentence(look_up.failure)
    if person is not None and source and look_up is None and not person.emso:
        return sentence("no_emso")
    return ""
