"""What a case does for a protected address: shelter protects by itself, and nobody types it for the unit."""

from datetime import timedelta

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.audit.models import LogEntry
from opora.cases.added_parties import add_party
from opora.cases.appointments import make_appointment
from opora.cases.models import Appointment
from opora.cases.notes import add_note
from opora.cases.opening import open_case
from opora.cases.records import add_record
from opora.documents.officials import body_of
from opora.organisation.refusal import Refused
from opora.people.protecting import protect_address

pytestmark = pytest.mark.django_db
STREET = "Skrita steza 7"


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def guest():
    person = PersonFactory()
    AddressFactory(person=person, street="Skrita steza")
    return person


def opened(worker, task, *parties):
    return open_case(
        task=task, unit=worker.unit, title="", parties=parties, opened_by=worker,
        opened_on=MORNING.date(), assigned_to=worker, at=MORNING,
    )  # fmt: skip


@pytest.mark.covers("004d/R-13")
@pytest.mark.parametrize("task", ["victims_crisis_stay", "safe_house"])
def test_the_address_of_who_finds_shelter_is_protected_from_the_first_hour(worker, guest, task):
    opened(worker, task, (guest, "woman"))
    guest.refresh_from_db()
    assert guest.is_protected
    assert LogEntry.objects.filter(what="protect_address", persons=[guest.pk]).exists()


@pytest.mark.covers("004d/R-13")
def test_a_child_who_follows_is_protected_too_and_who_they_are_sheltered_from_is_not(worker, guest):
    case = opened(worker, "victims_crisis_stay", (guest, "woman"))
    child, perpetrator = PersonFactory(), PersonFactory()
    for person, role in ((child, "child"), (perpetrator, "perpetrator")):
        add_party(case, person, role, by=worker, at=MORNING)
        person.refresh_from_db()
    assert (child.is_protected, perpetrator.is_protected) == (True, False)


@pytest.mark.covers("004d/R-13")
def test_a_unit_at_a_hidden_place_writes_from_the_seat_of_its_centre():
    unit = UnitFactory(address="", post_code="", town="")
    unit.centre.address, unit.centre.post_code, unit.centre.town = "Ferrarska 9", "6000", "Koper"
    assert body_of(unit).address == ("Ferrarska 9", "6000 Koper")


@pytest.mark.covers("004a/R-10")
def test_nobody_types_a_protected_address_where_the_unit_reads_it(worker, guest):
    case = CaseFactory(task="domestic_violence_case", unit=worker.unit, assigned_to=worker)
    PartyFactory(case=case, person=guest, role="victim")
    meeting = {"worker": worker, "starts_at": MORNING + timedelta(days=1), "case": case, "by": worker}

    def note(text):
        return add_note(case=case, text=text, by=worker, at=MORNING)

    def meet(place):
        return make_appointment(**meeting, subject="Obisk", place=place, at=MORNING)

    assert note(f"Živi na: {STREET}.").text.endswith(f"{STREET}.")
    assert meet(STREET).place == STREET
    protect_address(guest, by=worker, reason="Grožnje nekdanjega partnerja.")
    assert Appointment.objects.get().place == "varovan naslov"
    for write, text in ((note, "Policija je prišla na skrita  steza 7, ob 9."), (meet, STREET)):
        with pytest.raises(Refused, match="varovan naslov"):
            write(text)
    exchange = {"happened_on": "4. 5. 2026", "direction": "received", "body": "police"}
    with pytest.raises(Refused, match="varovan naslov"):
        add_record(case, "body_exchange", exchange | {"subject": STREET}, by=worker, at=MORNING)
    assert note("Živi na: Skrita steza 71.")
    case.seal = "violence"
    case.save()
    assert note(f"Živi na: {STREET}.")
