"""How a case and its people pass on: to a unit, to another centre, to another service, out of a queue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.handovers import hand_over, take_over, waiting_handovers
from opora.cases.models import Body, Case, CaseState
from opora.cases.referrals import enter_result, refer
from opora.cases.transfers import days_lost, receive, transfer_jurisdiction
from opora.cases.waiting import days_waited, join_queue, leave_queue, queue_of
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)


@pytest.fixture
def case():
    return CaseFactory(assigned=True, with_applicant=True)


@pytest.fixture
def head(case):
    return WorkerFactory(head_of_unit=True, unit=case.unit)


def a_worker_of(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


def test_a_case_left_by_the_night_waits_in_the_unit_until_somebody_takes_it(case):
    unit = UnitFactory(centre=case.centre)
    taker = a_worker_of(unit)
    handover = hand_over(case, to=unit, message="Mati je na varnem.", by=case.assigned_to, at=AT)
    assert list(waiting_handovers(taker, AT)) == [handover]
    take_over(handover, by=taker, at=AT)
    case.refresh_from_db()
    assert (case.unit, case.assigned_to) == (unit, taker)
    assert not waiting_handovers(taker, AT).exists()


def test_a_handover_says_something_and_waits_once(case):
    unit = UnitFactory(centre=case.centre)
    with pytest.raises(Refused, match="kaj mora enota vedeti"):
        hand_over(case, to=unit, message="  ", by=case.assigned_to, at=AT)
    hand_over(case, to=unit, message="Nujno.", by=case.assigned_to, at=AT)
    with pytest.raises(Refused, match="že predana"):
        hand_over(
            Case.objects.get(pk=case.pk), to=case.unit, message="Še enkrat.", by=case.assigned_to, at=AT
        )


def test_a_handover_is_taken_once_and_by_its_unit_alone(case):
    unit = UnitFactory(centre=case.centre)
    handover = hand_over(case, to=unit, message="Nujno.", by=case.assigned_to, at=AT)
    with pytest.raises(Refused, match="predana enoti"):
        take_over(handover, by=a_worker_of(UnitFactory(centre=case.centre)), at=AT)
    take_over(handover, by=a_worker_of(unit), at=AT)
    with pytest.raises(Refused, match="že prevzel"):
        take_over(handover, by=a_worker_of(unit), at=AT)


def test_another_centre_takes_no_handover(case):
    foreign = UnitFactory(centre=CentreFactory(code="OTHER"))
    with pytest.raises(Refused, match="odstopite"):
        hand_over(case, to=foreign, message="Nujno.", by=case.assigned_to, at=AT)


def test_a_transfer_of_jurisdiction_ends_the_case_here_and_counts_the_days_lost(case, head):
    there = UnitFactory(centre=CentreFactory(code="OTHER"))
    transfer = transfer_jurisdiction(
        case, to_unit=there, reason="Selitev.", moved_on=date(2026, 10, 20), by=head, at=AT
    )
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
    assert days_lost(transfer, TODAY) == 13


def test_of_a_centre_that_works_elsewhere_the_sender_enters_the_receipt(case, head):
    body = Body.objects.create(kind="centre", name="CSD Drugje")
    told = {"to_body": body, "reason": "Selitev.", "moved_on": date(2026, 10, 20), "by": head, "at": AT}
    received = receive(transfer_jurisdiction(case, **told), on=TODAY, by=head, at=AT + timedelta(days=5))
    assert days_lost(received, TODAY + timedelta(days=5)) == 13


def test_without_the_day_of_the_move_no_days_are_counted(case, head):
    body = Body.objects.create(kind="centre", name="CSD Drugje")
    transfer = transfer_jurisdiction(case, to_body=body, reason="Selitev.", moved_on=None, by=head, at=AT)
    assert days_lost(transfer, TODAY) is None


@pytest.mark.parametrize("both", [True, False])
def test_a_transfer_names_one_addressee(case, head, both):
    body = Body.objects.create(kind="centre", name="CSD Drugje")
    there = UnitFactory(centre=CentreFactory(code="OTHER"))
    named = {"to_unit": there, "to_body": body} if both else {}
    with pytest.raises(Refused, match="en center"):
        transfer_jurisdiction(case, **named, reason="Selitev.", moved_on=None, by=head, at=AT)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_a_referral_keeps_what_came_of_it(case):
    person = case.parties.get().person
    referral = refer(
        case,
        person=person,
        to_name="Psihiatrična ambulanta",
        why="Pregled.",
        on=TODAY,
        by=case.assigned_to,
        at=AT,
    )
    ended = enter_result(referral, result="accepted", on=TODAY, by=case.assigned_to, at=AT)
    assert (ended.result, ended.result_on) == ("accepted", TODAY)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"to_name": " "}, "organ ali službo"),
        ({"why": ""}, "zakaj osebo"),
        ({"on": TODAY + timedelta(days=1)}, "v prihodnosti"),
    ],
)
def test_a_referral_needs_an_addressee_a_reason_and_a_day_that_has_come(case, changed, told):
    given = {"person": None, "to_name": "Ambulanta", "why": "Pregled.", "on": TODAY}
    with pytest.raises(Refused, match=told):
        refer(case, **given | changed, by=case.assigned_to, at=AT)


def test_only_a_person_of_the_case_is_referred_in_it(case):
    with pytest.raises(Refused, match="ne sodeluje"):
        refer(
            case,
            person=PersonFactory(),
            to_name="Ambulanta",
            why="Pregled.",
            on=TODAY,
            by=case.assigned_to,
            at=AT,
        )


@pytest.mark.covers("004a/R-79", "004a/R-96")
def test_a_queue_shows_the_urgent_first_then_who_waits_longest(case):
    worker = case.assigned_to
    given = {"unit": case.unit, "by": worker, "at": AT}
    later = join_queue("child_psychiatrist", person=PersonFactory(), since=date(2026, 10, 1), **given)
    first = join_queue("child_psychiatrist", person=PersonFactory(), since=date(2026, 9, 1), **given)
    urgent = join_queue("child_psychiatrist", person=PersonFactory(), since=TODAY, is_urgent=True, **given)
    join_queue("secure_ward", person=PersonFactory(), since=TODAY, **given)
    assert list(queue_of(worker, "child_psychiatrist", AT)) == [urgent, first, later]
    assert days_waited(first, TODAY) == 62
    leave_queue(first, how="served", on=TODAY, by=worker, at=AT)
    assert list(queue_of(worker, "child_psychiatrist", AT)) == [urgent, later]


def test_nobody_waits_twice_in_a_queue_or_leaves_it_twice(case):
    worker, person = case.assigned_to, PartyFactory(case=case, role="member").person
    given = {"person": person, "unit": case.unit, "since": TODAY, "by": worker, "at": AT}
    waiting = join_queue("home_help", **given)
    with pytest.raises(Refused, match="že čaka"):
        join_queue("home_help", **given)
    leave_queue(waiting, how="withdrew", on=TODAY, by=worker, at=AT)
    with pytest.raises(Refused, match="že končalo"):
        leave_queue(waiting, how="withdrew", on=TODAY, by=worker, at=AT)
