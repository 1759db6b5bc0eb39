"""Two units of a centre with a worker of every role, and one case in every place a worker may stand to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Appointment, Case, Deadline, Note, Party, PartyRole
from opora.documents.models import Direction, Document
from opora.documents.storage import store
from opora.organisation.models import Role, Unit, Worker
from opora.rights.models import Application

OPENED = date(2026, 4, 14)
PLACES = ("assigned", "own_unit", "other_unit", "sealed", "sealed_assigned", "protected")
NAMES = dict(
    zip(PLACES, ("Dodeljenka", "Sosedovka", "Drugjevka", "Zaprtovka", "Zaupanka", "Varovanka"), strict=True)
)


@dataclass
class Place:
    """One case, its party and all that hangs on it; `key` says how the tried worker stands to it."""

    key: str
    case: Case
    person: Any
    things: dict[str, Any] = field(default_factory=dict)
    street: str = ""

    @property
    def is_assigned(self) -> bool:
        return self.key in ("assigned", "sealed_assigned")

    @property
    def is_sealed(self) -> bool:
        return self.key.startswith("sealed")


@dataclass
class World:
    """Workers by role, all of the same unit, and the places."""

    workers: dict[Role, Worker]
    places: dict[str, Place]

    def stand_in_for(self, worker: Worker) -> None:
        """Assign to this worker what is assigned to whoever is tried."""
        assigned = [place.case.pk for place in self.places.values() if place.is_assigned]
        Case.objects.filter(pk__in=assigned).update(assigned_to=worker)


def build_world() -> World:
    """All of it, in one transaction of the test."""
    centre = CentreFactory()
    here, there = UnitFactory(centre=centre), UnitFactory(centre=centre)
    colleague, stranger = WorkerFactory(unit=here), WorkerFactory(unit=there)
    workers = {role: WorkerFactory(unit=here, roles=[role]) for role in Role}
    places = {}
    for number, key in enumerate(PLACES, start=1):
        unit, owner = (there, stranger) if key == "other_unit" else (here, colleague)
        places[key] = _place(key, number, unit, owner)
    return World(workers, places)


def _place(key: str, number: int, unit: Unit, owner: Worker) -> Place:
    person = PersonFactory(
        with_emso=True, family_name=NAMES[key], given_name="Preskusa", is_protected=key == "protected"
    )
    street = f"Skrita steza {NAMES[key]}"
    AddressFactory(person=person, street=street)
    case = Case.objects.create(
        centre=unit.centre,
        unit=unit,
        classification="1232",
        sequence=700 + number,
        year=2026,
        number=f"1232-{700 + number}/2026",
        task="public_funds_application",
        catalogue_version="0" * 64,
        title=f"Zadeva po imenu {NAMES[key]}",
        seal="violence" if key.startswith("sealed") else "",
        assigned_to=owner,
        opened_on=OPENED,
        opened_by=owner,
    )
    Party.objects.create(case=case, person=person, role=PartyRole.APPLICANT)
    return Place(key, case, person, _things(case, person, owner), street)


def _things(case: Case, person: Any, owner: Worker) -> dict[str, Any]:
    """What hangs on a case, so that every page about it has something to show, or to leak."""
    now = timezone.now()
    Application.objects.create(
        case=case,
        applicant=person,
        rights=["cash_social_assistance"],
        channel="in_person",
        filed_on=OPENED,
        household={"persons": [person.pk], "dwelling": [person.pk]},
    )
    Note.objects.create(case=case, by=owner, at=now, text=f"Opomba: {person.full_name}")
    Deadline.objects.create(
        case=case,
        key="decide",
        day=now.date() + timedelta(days=3),
        explanation=_explained(now),
        set_on=OPENED,
    )
    Appointment.objects.create(case=case, worker=owner, starts_at=now, subject=case.title)
    return {"document": _document(case, person)}


def _document(case: Case, person: Any) -> Document:
    content = f"Vloga: {person.full_name}".encode()
    return Document.objects.create(
        case=case,
        sequence=1,
        number=f"{case.number}-1",
        direction=Direction.INCOMING,
        kind="application",
        title=f"Vloga {person.full_name}",
        file_name="vloga.txt",
        media_type="text/plain",
        size=len(content),
        sha256=store(content, root=settings.OPORA_DOCUMENTS),
        registered_on=OPENED,
    )


def _explained(now: datetime) -> dict[str, Any]:
    return {"day": (now.date() + timedelta(days=3)).isoformat(), "rule": "decide", "steps": []}
