"""Cases and what belongs to them, for tests.

`CaseFactory(assigned=True)` has a professional worker of its unit, `sealed=True` is sealed for violence,
`awaiting_party=True`, `decided=True` and `closed=True` are in that state, `with_applicant=True` has an
applicant. `DeadlineFactory(paused=True)`, `AccessFactory(broke_glass=True)`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import (
    Access,
    Appointment,
    Case,
    CaseState,
    Deadline,
    DeadlineState,
    Event,
    Note,
    Party,
    PartyRole,
)
from opora.catalogue import catalogue

OPENED_ON = date(2026, 5, 4)
MORNING = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case
        skip_postgeneration_save = True

    class Params:
        assigned = factory.Trait(
            assigned_to=factory.SubFactory(
                WorkerFactory, professional_worker=True, unit=factory.SelfAttribute("..unit")
            )
        )
        sealed = factory.Trait(seal="violence")
        awaiting_party = factory.Trait(state=CaseState.AWAITING_PARTY)
        decided = factory.Trait(state=CaseState.DECIDED)
        closed = factory.Trait(state=CaseState.CLOSED, closed_on=date(2026, 6, 1))
        with_applicant = factory.Trait(
            applicant=factory.RelatedFactory("tests.cases.factories.PartyFactory", "case")
        )

    unit = factory.SubFactory(UnitFactory)
    centre = factory.SelfAttribute("unit.centre")
    classification = "1232"
    sequence = factory.Sequence(lambda n: 1000 + n)
    year = 2026
    number = factory.LazyAttribute(lambda case: f"{case.classification}-{case.sequence}/{case.year}")
    task = "public_funds_application"
    catalogue_version = factory.LazyFunction(lambda: catalogue().version)
    title = "Vloga za uveljavljanje pravic iz javnih sredstev"
    opened_on = OPENED_ON
    opened_by = factory.SubFactory(WorkerFactory, clerk=True, unit=factory.SelfAttribute("..unit"))


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory, with_emso=True)
    role = PartyRole.APPLICANT


class AccessFactory(DjangoModelFactory):
    """Let in now, for a day."""

    class Meta:
        model = Access

    case = factory.SubFactory(CaseFactory)
    worker = factory.SubFactory(WorkerFactory, professional_worker=True)
    reason = "Helps with this family."
    given_by = factory.SubFactory(WorkerFactory)
    from_at = factory.LazyFunction(lambda: datetime.now(UTC) - timedelta(hours=1))
    until_at = factory.LazyAttribute(lambda access: access.from_at + timedelta(days=1))


class DeadlineFactory(DjangoModelFactory):
    class Meta:
        model = Deadline

    class Params:
        paused = factory.Trait(state=DeadlineState.PAUSED, paused_on=date(2026, 5, 11))

    case = factory.SubFactory(CaseFactory)
    key = "decision"
    day = date(2026, 7, 6)
    explanation = factory.Dict({"day": "2026-07-06", "rule": "decision_due", "steps": []})
    set_on = OPENED_ON
    rests_on = factory.Dict({"term": "decision_due", "filed_on": "2026-05-04"})


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    case = factory.SubFactory(CaseFactory)
    worker = factory.SubFactory(WorkerFactory, professional_worker=True)
    starts_at = MORNING
    subject = "Pogovor"


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    case = factory.SubFactory(CaseFactory)
    at = MORNING
    by = factory.SubFactory(WorkerFactory)
    key = "note_added"


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    by = factory.SubFactory(WorkerFactory)
    at = MORNING
    text = "Stranka bo prinesla plačilno listo."
