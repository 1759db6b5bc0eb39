"""A case sent to another centre reaches it: taken over by one act, read there, received when they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import AppointmentFactory, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.cases.assigning import assign_case
from opora.cases.closing import reopen_case
from opora.cases.models import Appointment, Case, CaseLink, CaseState, LinkKind
from opora.cases.passing_on import pass_on_case
from opora.cases.receiving import cases_to_go_on_in, take_over_transfer, transfers_to_take
from opora.cases.sealing import seal_case
from opora.cases.transfers import days_lost, receive, transfer_jurisdiction
from opora.organisation.access import may
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
LATER = AT + timedelta(days=3)


@pytest.fixture
def case():
    return CaseFactory(assigned=True, task="preliminary_counselling", title="Svetovanje ob razvezi")


@pytest.fixture
def parties(case):
    return [PartyFactory(case=case, role="proposer"), PartyFactory(case=case, role="child")]


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
def sent(case, parties, head, there):
    return transfer_jurisdiction(
        case, to_unit=there, reason="Preselila se je.", moved_on=date(2026, 10, 20), by=head, at=AT
    )


def test_what_was_sent_waits_for_the_head_there_and_for_nobody_else(sent, there, head_there, head):
    assert list(transfers_to_take(head_there, AT)) == [sent]
    for other in (
        head,
        WorkerFactory(professional_worker=True, unit=there),
        WorkerFactory(head_of_unit=True, unit=UnitFactory(centre=there.centre)),
    ):
        assert not transfers_to_take(other, AT).exists()
    assert not may(head_there, "see_case", case=Case.objects.get(pk=sent.case_id))


def test_taking_over_opens_a_case_there_with_its_persons_and_its_origin(sent, there, head_there, case):
    taken = take_over_transfer(sent, received_on=date(2026, 11, 4), by=head_there, at=LATER)
    opened = taken.continued_in
    assert (opened.unit, opened.centre, opened.task, opened.title) == (
        there, there.centre, case.task, case.title,
    )  # fmt: skip
    assert opened.opened_on == date(2026, 11, 4)
    persons = set(opened.parties.values_list("person", "role"))
    assert persons == set(case.parties.values_list("person", "role"))
    assert CaseLink.objects.get(case=opened).other == case
    assert CaseLink.objects.get(case=opened).kind == LinkKind.GREW_OUT_OF
    assert "came_by_transfer" in opened.events.values_list("key", flat=True)
    told = case.events.get(key="transfer_received")
    assert (told.detail["on"], told.detail["number"]) == ("2026-11-04", opened.number)
    assert not transfers_to_take(head_there, LATER).exists()


def test_the_days_lost_are_counted_to_the_day_the_receiver_entered(sent, head_there, head):
    with pytest.raises(Refused, match="Dan prevzema vpiše"):
        receive(sent, on=TODAY, by=head, at=LATER)
    taken = take_over_transfer(sent, received_on=date(2026, 11, 4), by=head_there, at=LATER)
    assert taken.received_on == date(2026, 11, 4)
    assert days_lost(taken, date(2026, 12, 1)) == 15


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 6)])
def test_a_case_is_received_between_the_day_it_was_sent_and_today(day, sent, head_there):
    with pytest.raises(Refused, match="med dnem"):
        take_over_transfer(sent, received_on=day, by=head_there, at=LATER)
    assert not Case.objects.filter(unit=sent.to_unit).exists()


def test_a_case_is_taken_over_once_and_by_who_may(sent, there, head_there):
    stranger = WorkerFactory(head_of_unit=True, unit=UnitFactory(centre=there.centre))
    with pytest.raises(Refused, match="drugi enoti"):
        take_over_transfer(sent, received_on=TODAY, by=stranger, at=LATER)
    take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER)
    with pytest.raises(Refused, match="že prevzel"):
        take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER)


def test_whoever_has_the_case_there_reads_the_earlier_one_and_changes_nothing_in_it(
    sent, there, head_there, case
):
    first, second = (WorkerFactory(professional_worker=True, unit=there) for _ in range(2))
    taken = take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER, assigned_to=first)
    case.refresh_from_db()
    now = taken.continued_in
    assert now.assigned_to == first
    assert may(first, "see_case", case=case)
    assert may(first, "see_document", case=case)
    assert case in Case.objects.visible_to(first)
    for step in ("reopen_case", "keep_consent", "link_cases", "disclose"):
        assert not may(first, step, case=case), step
        assert case not in Case.objects.reached_for(step, first)
    assert not may(second, "see_case", case=case)
    assign_case(now, to=second, by=head_there, at=LATER + timedelta(minutes=1))
    assert may(second, "see_case", case=case)
    assert case not in Case.objects.visible_to(first, at=LATER + timedelta(minutes=2))


def test_a_sealed_case_stays_sealed_there(case, parties, head, there, head_there):
    seal_case(case, reason="Sorodnica dela v enoti.", by=head, at=AT)
    case.refresh_from_db()
    case.assigned_to = head
    case.save()
    sent = transfer_jurisdiction(case, to_unit=there, reason="Selitev.", moved_on=None, by=head, at=AT)
    leads = WorkerFactory(professional_worker=True, unit=there)
    now = take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER, assigned_to=leads).continued_in
    assert now.seal == case.seal
    assert now.seals.filter(lifted_at=None).count() == 1
    assert may(leads, "see_case", case=now)
    assert not may(head_there, "see_case", case=now)
    assert not may(head_there, "see_case", case=case)


def test_a_case_goes_on_in_one_that_already_runs_there(sent, there, head_there, parties):
    runs = CaseFactory(unit=there, task="preliminary_counselling")
    PartyFactory(case=runs, person=parties[0].person, role="proposer")
    other = CaseFactory(unit=there, task="preliminary_counselling")
    assert list(cases_to_go_on_in(sent, head_there)) == [runs]
    with pytest.raises(Refused, match="ne more nadaljevati"):
        take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER, into=other)
    taken = take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER, into=runs)
    assert taken.continued_in == runs
    assert Case.objects.filter(unit=there).count() == 2


def test_a_case_taken_up_again_waits_at_no_other_centre(sent, head, head_there):
    reopen_case(sent.case, reason="Ni se preselila.", by=head, at=AT + timedelta(hours=1))
    assert not transfers_to_take(head_there, AT).exists()
    with pytest.raises(Refused, match="spet odprl"):
        take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER)


def test_a_case_that_another_centre_took_over_is_not_taken_up_again(sent, head, head_there):
    take_over_transfer(sent, received_on=TODAY, by=head_there, at=LATER)
    with pytest.raises(Refused, match="prevzel"):
        reopen_case(sent.case, reason="Ni se preselila.", by=head, at=LATER)


def test_a_case_is_not_sent_while_appointments_are_ahead(case, parties, head, there):
    for days in (1, 5):
        AppointmentFactory(
            case=case, worker=case.assigned_to, starts_at=AT + timedelta(days=days), subject=f"Pogovor {days}"
        )
    AppointmentFactory(case=case, worker=case.assigned_to, starts_at=AT - timedelta(days=1))
    told = {"to_unit": there, "reason": "Selitev.", "moved_on": None, "by": head, "at": AT}
    with pytest.raises(Refused, match=r"Pogovor 1.*3\. 11\. 2026.*Pogovor 5"):
        transfer_jurisdiction(case, **told)
    with pytest.raises(Refused, match="Pogovor 1"):
        pass_on_case(case, to=there, reason="Selitev.", by=head, at=AT)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    transfer_jurisdiction(case, **told, call_off_appointments=True)
    assert not Appointment.objects.standing().filter(starts_at__gt=AT).exists()
    assert Appointment.objects.standing().count() == 1
    assert case.events.filter(key="appointment_cancelled").count() == 2
