"""The cycle of a service that the rulebook on norms prints, as the page of its case shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.cycles import cycle_of
from opora.cases.models import Case
from opora.norms import CycleState
from opora.norms.records import PartState, hours
from opora.norms.wording import LANGUAGES, Language

NEXT: dict[str, Callable[[], str]] = {
    "talks": lambda: _("Next: the first talk."),
    "agreement": lambda: _("Next: the agreement with the user."),
    "meetings": lambda: _("Next: meetings."),
    "evaluation": lambda: _("Next: the evaluation; a new cycle follows from it."),
    "repeat": lambda: _("Evaluated: a new cycle may begin."),
    "nothing": lambda: _("The service was given."),
}


@dataclass(frozen=True)
class PartShown:
    """One part: hours used, hours printed, and whether it runs."""

    words: str
    used: str
    printed: str
    runs: bool


@dataclass(frozen=True)
class CycleShown:
    """The running cycle; `number` is none for a service that has no cycles."""

    number: int | None
    parts: list[PartShown]
    used: str
    printed: str
    agreed_on: date | None
    next: str
    notes: list[tuple[str, str]]


def cycle_shown(case: Case) -> CycleShown | None:
    """None for a case without a printed standard."""
    state = cycle_of(case)
    if state is None:
        return None
    language = _reading()
    return CycleShown(
        state.number if state.standard.cycle else None,
        [_part(part, state, language) for part in state.parts],
        hours(state.minutes).in_(language),
        "" if state.printed_minutes is None else hours(state.printed_minutes).in_(language),
        state.agreed_on,
        _next(state),
        [(note.phrase.in_(language), note.article) for note in state.notes],
    )


def _next(state: CycleState) -> str:
    """What comes next; a service is not called given while nobody has said how long it took."""
    if state.next == "nothing" and not state.minutes:
        return _("A talk is entered, but not how long it took. Enter its minutes.")
    return NEXT[state.next]()


def _part(part: PartState, state: CycleState, language: Language) -> PartShown:
    return PartShown(
        part.part.name(language),
        hours(part.minutes).in_(language),
        "" if part.printed_minutes is None else hours(part.printed_minutes).in_(language),
        part.part == state.running,
    )


def _reading() -> Language:
    """The language of the page; the norms speak three."""
    language = (get_language() or "en")[:2]
    return next((each for each in LANGUAGES if each == language), "en")
