"""What another centre sent is read by the head, taken over, and told to the sender."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.web.scene import set_scene, take_in_application

from opora.cases.models import Appointment, Case, CaseState, Transfer
from opora.cases.transfers import transfer_jurisdiction

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def case():
    case = CaseFactory(assigned=True, task="preliminary_counselling", title="Svetovanje ob razvezi")
    PartyFactory(case=case, role="proposer")
    return case


@pytest.fixture
def head(case):
    return WorkerFactory(head_of_unit=True, unit=case.unit)


@pytest.fixture
def there():
    return UnitFactory(centre=CentreFactory(code="OTHER"))


@pytest.fixture
def head_there(there):
    return WorkerFactory(head_of_unit=True, unit=there)


@pytest.fixture
def send(case, head, there):
    def sent(**told) -> Transfer:
        moved = TODAY() - timedelta(days=9)
        given = {"to_unit": there, "reason": "Preselila se je.", "moved_on": moved, "by": head}
        return transfer_jurisdiction(case, **given | told, at=timezone.now())

    return sent


def text(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def take(client, transfer, **given):
    told = {"received_on": TODAY().strftime("%d.%m.%Y")} | given
    address = reverse("take_over_transfer", args=[transfer.pk])
    return client.post(address, {f"sent-{transfer.pk}-{name}": value for name, value in told.items()})


def test_the_head_there_finds_it_in_their_day_and_reads_whom_it_is_about(send, case, head_there, sign_in):
    send()
    client = sign_in(head_there)
    assert "čaka na prevzem" in text(client, "worklist")
    page = text(client, "handovers")
    assert case.number in page
    assert case.parties.get().person.full_name in page
    assert "Preselila se je." in page
    assert client.get(reverse("case", args=[case.public_id])).status_code == 404


def test_a_sealed_one_names_nobody_before_it_is_taken_over(send, case, head_there, sign_in):
    case.seal, case.assigned_to = "violence", None
    case.save()
    Transfer.objects.create(
        case=case, from_centre=case.centre, to_unit=head_there.unit, reason="Skrita selitev.",
        sent_on=TODAY(), by=WorkerFactory(unit=case.unit),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED, closed_on=TODAY())
    page = text(sign_in(head_there), "handovers")
    assert "varovana zadeva" in page
    assert not any(
        each in page for each in (case.number, case.parties.get().person.family_name, "Skrita selitev.")
    )


def test_one_act_takes_it_over_and_the_sender_reads_when_and_where(send, case, head, head_there, sign_in):
    transfer, client = send(), sign_in(head_there)
    assert take(client, transfer).status_code == 302
    transfer.refresh_from_db()
    opened = transfer.continued_in
    assert opened.unit == head_there.unit
    assert take(client, transfer).status_code == 302, "a second click opens nothing more"
    assert Case.objects.filter(unit=head_there.unit).count() == 1
    assert case.number in text(client, "onward", opened.public_id)
    sender = text(sign_in(head), "onward", case.public_id)
    assert opened.number in sender
    assert "9 dni brez centra" in sender
    assert reverse("transfer_received", args=[transfer.pk]) not in sender


def test_a_day_before_it_was_sent_stands_there_as_it_was_typed(send, head_there, sign_in):
    answer = take(sign_in(head_there), send(), received_on="1.1.2020")
    assert answer.status_code == 422
    assert "1.1.2020" in answer.content.decode()
    assert "med dnem" in answer.content.decode()


def test_whoever_gets_the_case_there_reads_its_papers_as_they_were_sent(send, case, head_there, sign_in):
    leads = WorkerFactory(professional_worker=True, unit=head_there.unit)
    take(sign_in(head_there), send(), assigned_to=leads.pk)
    assert Case.objects.get(unit=head_there.unit).assigned_to == leads
    for page in ("case", "onward", "documents", "case_file"):
        assert sign_in(leads).get(reverse(page, args=[case.public_id])).status_code == 200, page


def test_the_sender_waits_for_the_receiver_and_enters_no_day(send, case, head, sign_in):
    transfer = send()
    page = text(sign_in(head), "onward", case.public_id)
    assert "tam čaka na prevzem" in page
    assert reverse("transfer_received", args=[transfer.pk]) not in page


def test_moving_a_case_to_another_centre_from_the_page_of_access_reaches_it_too(
    case, head, there, head_there, sign_in
):
    told = {"hand-over-unit": there.pk, "hand-over-reason": "Preselila se je."}
    assert sign_in(head).post(reverse("transfer_case", args=[case.public_id]), told).status_code == 302
    assert case.number in text(sign_in(head_there), "handovers")


def test_what_is_still_agreed_is_called_off_by_a_tick_of_the_same_form(case, head, there, sign_in):
    AppointmentFactory(case=case, worker=case.assigned_to, starts_at=timezone.now() + timedelta(days=3))
    client, address = sign_in(head), reverse("transfer_jurisdiction", args=[case.public_id])
    told = {"transfer-to_unit": there.pk, "transfer-reason": "Preselila se je."}
    refused = client.post(address, told)
    assert refused.status_code == 422
    assert "Dogovorjeni so še termini" in refused.content.decode()
    assert client.post(address, told | {"transfer-call_off_appointments": "on"}).status_code == 302
    assert not Appointment.objects.standing().exists()


def test_an_application_comes_along_with_the_day_it_was_filed(there, head_there, sign_in):
    application = take_in_application(scene := set_scene())
    transfer = transfer_jurisdiction(
        application.case, to_unit=there, reason="Selitev.", moved_on=None, by=scene.head, at=timezone.now()
    )
    assert take(sign_in(head_there), transfer).status_code == 302
    case = Case.objects.get(unit=there)
    assert case.application.filed_on == application.filed_on
    assert case.application.rights == application.rights
    assert sign_in(head_there).get(reverse("case", args=[case.public_id])).status_code == 200
