"""An act beyond rights in every state, of a case on a guardian's reward."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.decisions.acts import draft_act
from opora.decisions.drafting import submit_for_approval
from opora.decisions.finality import record_served
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.models import Decision

DRAFTED_ON = date(2026, 5, 4)
ISSUED_ON = date(2026, 5, 5)
SERVED_ON = date(2026, 5, 11)
LAST_DAY = date(2026, 6, 1)
"""Of the appeal: 21 days from service (ZUP 235(1)) end on 1 June 2026, a Monday."""


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


def bureau(task: str = "guardian_reward") -> Any:
    """A unit with who drafts and who decides, and a case of a guardian."""
    unit = UnitFactory()
    clerk, decider = WorkerFactory(unit=unit, clerk=True), WorkerFactory(unit=unit, decision_maker=True)
    case = CaseFactory(task=task, unit=unit, assigned_to=clerk)
    guardian = PersonFactory(given_name="Črtomir", family_name="Šuštar", with_emso=True)
    AddressFactory(person=guardian)
    PartyFactory(case=case, person=guardian, role="guardian")
    return SimpleNamespace(unit=unit, clerk=clerk, decider=decider, case=case, guardian=guardian)


def act(place: Any, *, issued: bool = False, served: bool = False, **more: Any) -> Decision:
    given = {
        "key": "decision",
        "operative": "Skrbniku se za leto 2025 prizna nagrada.\n\nStroškov postopka ni bilo.",
        "reasons": "Poročilo skrbnika je popolno; nagrada je sorazmerna z delom.",
        "to": [place.guardian],
    } | more
    drafted = draft_act(place.case, by=place.clerk, at=morning(DRAFTED_ON), on=DRAFTED_ON, **given)
    if issued or served:
        drafted = issue(place, drafted)
    if served:
        drafted = record_served(drafted, served_on=SERVED_ON, by=place.clerk, at=morning(SERVED_ON))
    return drafted


def issue(place: Any, drafted: Decision, on: date = ISSUED_ON) -> Decision:
    submit_for_approval(drafted, by=place.clerk, at=morning(on))
    return approve_and_issue(
        drafted,
        by=place.decider,
        on=on,
        at=morning(on),
        confirmed_warnings=names_to_confirm(drafted.warnings),
    )
