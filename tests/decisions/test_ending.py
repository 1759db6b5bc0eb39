"""An act that ends the procedure makes its case a decided one; terms that run from service begin with it."""

from __future__ import annotations

import pytest
from tests.decisions.acts import ISSUED_ON, LAST_DAY, SERVED_ON, act, bureau, issue, morning
from tests.organisation.factories import WorkerFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.following import steps_kept_in
from opora.cases.models import CaseStep, Event
from opora.cases.stages import reach_stage
from opora.decisions.acts import draft_linked
from opora.decisions.finality import record_served
from opora.decisions.models import Act, Outcome, Undoing

pytestmark = pytest.mark.django_db


def state_of(place):
    place.case.refresh_from_db()
    return place.case.state, place.case.stage


def test_a_decision_brings_its_case_to_the_one_stage_that_is_decided():
    place = bureau()
    act(place, issued=True)
    assert state_of(place) == ("decided", "decided")
    told = Event.objects.get(case=place.case, key="stage_reached")
    assert (told.detail["stage"], told.by) == ("decided", place.decider)


def test_where_two_stages_are_decided_the_act_leads_to_the_one_that_names_it():
    place = bureau("disability_status")
    act(place, issued=True)
    assert state_of(place) == ("decided", "decided")


def test_an_act_does_the_step_that_ends_with_it_and_a_record_of_the_decision_does_not():
    place = bureau("disability_status")
    drafter = place.case.assigned_to = place.clerk = WorkerFactory(
        unit=place.unit, clerk=True, qualifications=["disability_coordinator"]
    )
    place.case.save(update_fields=["assigned_to"])
    offered = steps_kept_in(
        place.case, task_of(place.case), "decision_on_right", worker=drafter, on=ISSUED_ON
    )
    assert [view.key for view in offered] == []
    assert state_of(place) == ("open", "")
    act(place, issued=True)
    assert CaseStep.objects.filter(case=place.case, key="decide", state="done").exists()
    assert state_of(place) == ("decided", "decided")


def test_a_refusal_decides_the_case_and_does_not_reach_the_stage_of_what_was_asked_for():
    place = bureau("professional_foster_care")
    act(place, issued=True, outcome=Outcome.REFUSED)
    assert state_of(place) == ("decided", "")


def test_a_task_whose_stages_never_decide_goes_on_after_an_act_of_it():
    place = bureau("home_help")
    act(place, issued=True, key="exemption_decision")
    assert state_of(place) == ("open", "")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.GRANTED, "open"), (Outcome.STOPPED, "decided"), (Outcome.REJECTED, "decided")],
)
def test_a_ruling_decides_the_case_only_where_it_ends_the_procedure(outcome, state):
    place = bureau()
    act(place, key="", act=Act.RULING, outcome=outcome, issued=True)
    assert state_of(place) == (state, "")


def test_a_correction_of_a_decision_leaves_its_case_as_it_is():
    place = bureau()
    first = act(place, served=True)
    place.case.refresh_from_db()
    place.case.state = "open"
    place.case.save()
    correction = draft_linked(
        first, Undoing.CORRECTS, operative="Znesek 120 se nadomesti z 210.", reasons="Očitna pomota.",
        by=place.clerk, at=morning(ISSUED_ON), on=ISSUED_ON,
    )  # fmt: skip
    issue(place, correction)
    assert state_of(place) == ("open", "decided")


def test_the_term_of_appeal_runs_from_the_service_that_was_entered():
    place = bureau()
    issued = act(place, issued=True)
    assert not place.case.deadlines.filter(key="appeal_ends").exists()
    record_served(issued, served_on=SERVED_ON, by=place.clerk, at=morning(SERVED_ON))
    assert place.case.deadlines.get(key="appeal_ends").day == LAST_DAY


def test_no_record_decides_a_case_that_ends_with_a_decision_of_the_centre():
    place = bureau("personal_assistance")
    reach_stage(place.case, "record.entitlement", by=place.clerk, at=morning(ISSUED_ON))
    assert state_of(place) == ("open", "")
    place.case.state = "decided"
    place.case.save(update_fields=["state"])
    reach_stage(place.case, "record.entitlement", by=place.clerk, at=morning(ISSUED_ON))
    assert state_of(place) == ("decided", "running")
