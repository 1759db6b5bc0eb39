"""An appeal goes from intake to the second instance and back, and the decision follows it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import PartyFactory
from tests.decisions.acts import LAST_DAY, act, bureau, issue, morning
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import DeadlineState
from opora.decisions import issuing
from opora.decisions.acts import draft_linked
from opora.decisions.appeal_answers import ask_for_answers
from opora.decisions.appeals import (
    draft_rejection,
    enter_result,
    enter_result_served,
    forward_appeal,
    receive_appeal,
    withdraw_appeal,
)
from opora.decisions.finality import make_final
from opora.decisions.models import Appeal, AppealFault, AppealState, DecisionState, Outcome, Undoing
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
CAME_ON = date(2026, 5, 20)
SENT_ON = date(2026, 5, 28)
DECIDED_ON = date(2026, 7, 1)
BACK_ON = date(2026, 7, 6)
LATER = morning(date(2026, 9, 1))


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


@pytest.fixture
def place():
    return bureau()


def received(place, decision, on=CAME_ON, **more):
    return receive_appeal(decision, filed_on=on, received_on=on, by=place.clerk, at=LATER, **more)


def sent(place, appeal):
    return forward_appeal(appeal, on=SENT_ON, by=place.clerk, at=LATER)


def decided(place, appeal, result):
    return enter_result(appeal, result, result_on=DECIDED_ON, received_on=BACK_ON, by=place.clerk, at=LATER)


def fresh(decision):
    decision.refresh_from_db()
    return decision


def deadline(place, key):
    return place.case.deadlines.filter(key=key).latest("pk")


@pytest.mark.covers("000_002/31")
def test_an_appeal_in_time_stops_finality_and_is_sent_on_in_15_days(place):
    decision = act(place, served=True)
    appeal = received(place, decision)
    assert fresh(decision).state == DecisionState.APPEALED
    assert make_final(date(2026, 12, 1), at=LATER) == 0
    assert deadline(place, "appeal_forwarding_due").day == date(2026, 6, 4)
    sent(place, appeal)
    assert deadline(place, "appeal_forwarding_due").state == DeadlineState.MET
    with pytest.raises(Refused):
        sent(place, appeal)


def test_the_last_day_is_in_time_and_the_next_is_not(place):
    decision = act(place, served=True)
    assert received(place, decision, LAST_DAY).fault == ""
    assert received(place, decision, date(2026, 6, 2)).fault == AppealFault.LATE


def test_the_day_it_was_posted_counts_not_the_day_it_came(place):
    appeal = receive_appeal(
        act(place, served=True), filed_on=LAST_DAY, received_on=date(2026, 6, 3), by=place.clerk, at=LATER
    )
    assert appeal.fault == ""
    assert deadline(place, "appeal_forwarding_due").day == date(2026, 6, 18)


def test_an_appeal_out_of_time_is_taken_in_rejected_by_a_ruling_and_delays_nothing(place):
    decision = act(place, served=True)
    late = received(place, decision, date(2026, 6, 5), filed_by=place.guardian)
    assert fresh(decision).state == DecisionState.SERVED
    with pytest.raises(Refused, match="ZUP"):
        sent(place, late)
    ruling = draft_rejection(
        late, reasons="Rok je potekel 1. junija 2026.", by=place.clerk, at=LATER, on=date(2026, 9, 1)
    )
    assert ruling.outcome == Outcome.REJECTED
    assert ruling.remedy["kind"] == "appeal"
    assert "se zavrže" in ruling.letter["versions"]["sl"]["operative"][0]["text"]
    late.refresh_from_db()
    assert late.state == AppealState.RECEIVED
    issue(place, ruling, date(2026, 9, 1))
    late.refresh_from_db()
    assert late.state == AppealState.REJECTED
    assert make_final(date(2026, 9, 1), at=LATER) == 1
    assert fresh(decision).state == DecisionState.FINAL


def test_an_appeal_after_finality_and_one_against_an_act_without_appeal_have_their_faults(place):
    final = act(place, served=True)
    make_final(date(2026, 6, 30), at=LATER)
    assert received(place, fresh(final), date(2026, 7, 1)).fault == AppealFault.LATE
    ruling = act(place, key="", act="ruling", is_appealable=False, issued=True)
    assert received(place, ruling).fault == AppealFault.NOT_ALLOWED
    stranger = received(place, act(place, issued=True), filed_by=PersonFactory())
    assert stranger.fault == AppealFault.NOT_ENTITLED


def test_an_appeal_in_time_is_not_rejected_by_mistake(place):
    with pytest.raises(Refused):
        draft_rejection(
            received(place, act(place, served=True)), reasons="Ne.", by=place.clerk, at=LATER, on=CAME_ON
        )


@pytest.mark.covers("000_002/31")
def test_a_new_decision_of_the_centre_answers_the_appeal(place):
    decision = act(place, served=True)
    appeal = received(place, decision)
    new = issue(place, replacement(place, decision), CAME_ON)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.ruling) == (AppealState.REPLACED, new)
    assert fresh(decision).state == DecisionState.REPLACED
    assert deadline(place, "appeal_forwarding_due").state == DeadlineState.MET
    with pytest.raises(Refused, match=str(new.number)):
        received(place, decision)


def replacement(place, decision):
    return draft_linked(
        decision, Undoing.REPLACES, operative="Nagrada znaša 210 EUR.", reasons="Pritožba je utemeljena.",
        by=place.clerk, at=morning(CAME_ON), on=CAME_ON,
    )  # fmt: skip


def test_an_appeal_that_comes_while_the_replacement_is_drafted_is_answered_by_it(place):
    decision = act(place, served=True)
    new = replacement(place, decision)
    appeal = received(place, decision)
    issue(place, new, CAME_ON)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.REPLACED


def test_a_decision_under_appeal_at_the_second_instance_is_not_replaced(place):
    decision = act(place, served=True)
    new = replacement(place, decision)
    sent(place, received(place, decision))
    with pytest.raises(Refused):
        issue(place, new, SENT_ON)
    assert fresh(decision).state == DecisionState.APPEALED
    assert fresh(new).number is None


@pytest.mark.covers("000_002/31", "004b/R-89")
def test_annulled_and_returned_the_case_is_open_and_decided_again_in_30_days(place):
    decision = act(place, served=True)
    place.case.state = "decided"
    place.case.save()
    decided(place, sent(place, received(place, decision)), AppealState.RETURNED)
    place.case.refresh_from_db()
    assert (fresh(decision).state, place.case.state) == (DecisionState.ANNULLED, "open")
    again = deadline(place, "remand_decision_due")
    assert (again.day, again.state) == (date(2026, 8, 5), DeadlineState.RUNNING)
    issue(place, act(place), date(2026, 8, 3))
    assert deadline(place, "remand_decision_due").state == DeadlineState.MET


@pytest.mark.covers("004b/R-89")
def test_confirmed_the_decision_is_final_with_the_service_of_the_act_on_the_appeal(place):
    decision = act(place, served=True)
    appeal = decided(place, sent(place, received(place, decision)), AppealState.CONFIRMED)
    assert fresh(decision).state == DecisionState.APPEALED
    enter_result_served(appeal, served_on=date(2026, 7, 10), by=place.clerk, at=LATER)
    assert (fresh(decision).state, decision.final_on) == (DecisionState.FINAL, date(2026, 7, 10))
    assert Appeal.objects.filter(state=AppealState.CONFIRMED, result_on__year=2026).count() == 1


def test_changed_by_the_second_instance_the_decision_has_lost_its_place(place):
    decision = act(place, served=True)
    decided(place, sent(place, received(place, decision)), AppealState.CHANGED)
    assert fresh(decision).state == DecisionState.REPLACED


def test_of_two_appeals_each_runs_by_itself_and_the_decision_waits_for_both(place):
    decision = act(place, served=True)
    child = PersonFactory()
    PartyFactory(case=place.case, person=child, role="ward")
    one = received(place, decision, filed_by=place.guardian)
    other = received(place, decision, date(2026, 5, 25), filed_by=child)
    running = place.case.deadlines.filter(key="appeal_forwarding_due", state=DeadlineState.RUNNING)
    assert running.count() == 2
    withdraw_appeal(one, on=SENT_ON, by=place.clerk, at=LATER)
    assert running.count() == 1
    assert fresh(decision).state == DecisionState.APPEALED
    served = decided(place, sent(place, other), AppealState.REJECTED)
    enter_result_served(served, served_on=date(2026, 7, 10), by=place.clerk, at=LATER)
    assert fresh(decision).state == DecisionState.FINAL


def test_when_every_appeal_is_withdrawn_the_days_from_service_hold_again(place):
    decision = act(place, served=True)
    before = decision.final_on
    withdraw_appeal(received(place, decision), on=SENT_ON, by=place.clerk, at=LATER)
    assert (fresh(decision).state, decision.final_on) == (DecisionState.SERVED, before)


@pytest.mark.parametrize(
    "days",
    [
        {"filed_on": date(2026, 5, 1), "received_on": CAME_ON},
        {"filed_on": date(2026, 5, 21), "received_on": CAME_ON},
        {"filed_on": CAME_ON, "received_on": date(2026, 9, 2)},
    ],
    ids=["before the act", "after it came", "tomorrow"],
)
def test_days_that_cannot_be_are_refused(place, days):
    with pytest.raises(Refused):
        receive_appeal(act(place, served=True), by=place.clerk, at=LATER, **days)
    assert not Appeal.objects.exists()


def test_issuing_that_is_killed_leaves_the_appeal_and_the_number_as_they_were(place, monkeypatch):
    decision = act(place, served=True)
    appeal = received(place, decision)
    new = replacement(place, decision)

    class Killed(BaseException):
        pass

    def die(**_job):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(issuing.compose_and_sign, "defer", die)
        with pytest.raises(Killed):
            issue(place, new, CAME_ON)
    appeal.refresh_from_db()
    assert (appeal.state, fresh(decision).state, fresh(new).number) == (
        AppealState.RECEIVED, DecisionState.APPEALED, None,
    )  # fmt: skip
    issued = issuing.approve_and_issue(
        new, by=place.decider, on=CAME_ON, at=morning(CAME_ON),
        confirmed_warnings=issuing.names_to_confirm(new.warnings),
    )  # fmt: skip
    assert issued.number == f"{place.case.number}-2"


def two_sides(place):
    """A case with the one who appeals and another whom the act was written to as well."""
    other = PersonFactory()
    AddressFactory(person=other)
    PartyFactory(case=place.case, person=other, role="ward")
    decision = act(place, served=True, to=[place.guardian, other])
    return other, received(place, decision, filed_by=place.guardian)


def asked(place, appeal, days=8):
    return ask_for_answers(appeal, served_on=date(2026, 5, 21), days=days, by=place.clerk, at=LATER)


def test_the_opposing_party_has_its_say_before_the_file_goes_on(place):
    other, appeal = two_sides(place)
    with pytest.raises(Refused, match=other.full_name):
        sent(place, appeal)
    assert asked(place, appeal).answer_until == date(2026, 5, 29)
    assert deadline(place, "appeal_answer_due").day == date(2026, 5, 29)
    assert deadline(place, "appeal_forwarding_due").day == date(2026, 6, 15)
    forward_appeal(appeal, on=date(2026, 6, 1), by=place.clerk, at=LATER)
    ended = {deadline(place, key).state for key in ("appeal_answer_due", "appeal_forwarding_due")}
    assert ended == {DeadlineState.MET}


@pytest.mark.parametrize("days", [7, 16])
def test_the_opposing_party_has_eight_to_fifteen_days(place, days):
    _other, appeal = two_sides(place)
    with pytest.raises(Refused, match="od 8 do 15"):
        asked(place, appeal, days)
    assert asked(place, appeal, 15).answer_until == date(2026, 6, 5)


def test_where_nobody_stands_on_the_other_side_nobody_is_asked(place):
    appeal = received(place, act(place, served=True))
    with pytest.raises(Refused, match="na nasprotni strani ni nikogar"):
        asked(place, appeal)
