"""A case is not put away in silence: what would end unfinished is told, and confirmed."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, DeadlineFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.links import link_cases
from opora.cases.models import Appointment, CaseRecord, CaseState
from opora.cases.open_ends import open_ends
from opora.cases.steps import do_step, steps_of, waive_step
from opora.cases.uncounted import missing, uncounted_in
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 7)
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)


@pytest.fixture
def case():
    """A case all of whose obligatory steps are done, and what was done is recorded."""
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    for view in steps_of(case, on=TODAY):
        if view.is_open:
            do_step(case, view.key, on=TODAY, by=case.assigned_to, at=NOON)
    for record in uncounted_in(case):
        kept(case, record.key)
    return case


def kept(case, key):
    place = {"centre": case.centre, "unit": case.unit, "case": case, "task": case.task}
    return CaseRecord.objects.create(**place, key=key, entered_by=case.assigned_to, entered_at=NOON)


def close(case, **told):
    outcome = task_of(case).outcomes[0].key
    return close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=NOON, **told)


def ends(case):
    return open_ends(case, by=case.assigned_to, on=TODAY)


def test_a_case_that_is_done_is_closed_without_a_question(case):
    assert not ends(case)
    assert close(case, saw_open_ends=False).state == CaseState.CLOSED


def test_a_running_deadline_and_another_open_case_are_looked_at_first(case):
    deadline = DeadlineFactory(case=case, key="team_due", day=date(2026, 7, 20))
    other = CaseFactory(task="safety_plan", centre=case.centre, unit=case.unit, assigned_to=case.assigned_to)
    link_cases(case, other, kind="follows", by=case.assigned_to, at=NOON)
    assert [list(ends(case).deadlines), list(ends(case).cases)] == [[deadline], [other]]
    with pytest.raises(Refused) as refusal:
        close(case, saw_open_ends=False)
    assert refusal.value.field == "saw_open_ends"
    assert close(case, saw_open_ends=True).state == CaseState.CLOSED


def test_obligatory_steps_that_were_left_out_are_told_again_at_the_end():
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    owed = [view.key for view in steps_of(case, on=TODAY) if view.is_open]
    for key in owed:
        waive_step(case, key, reason="Žrtev je umaknila pobudo.", by=case.assigned_to, at=NOON)
    assert [view.key for view in ends(case).left_out] == owed


def test_a_case_with_an_appointment_to_come_stays_open_until_it_is_called_off(case):
    Appointment.objects.create(
        case=case,
        worker=case.assigned_to,
        starts_at=datetime(2026, 7, 9, 7, 0, tzinfo=UTC),
        subject="Razgovor",
    )
    with pytest.raises(Refused, match="Razgovor"):
        close(case)


@pytest.mark.covers("004b/R-9")
def test_work_that_was_done_without_its_record_is_pointed_out_before_it_is_closed(case):
    sheet = case.records.get(key="case_sheet")
    sheet.struck_at = NOON
    sheet.save()
    assert [record.key for record in ends(case).uncounted] == ["case_sheet"]
    with pytest.raises(Refused) as refusal:
        close(case, saw_open_ends=False)
    assert refusal.value.field == "saw_open_ends"
    kept(case, "case_sheet")
    assert not ends(case)


def test_only_what_is_counted_and_was_done_owes_a_record(case):
    task = task_of(case)
    told = {"left_out": [], "kept": []}
    assert [record.key for record in missing(task, done=["receive_notice"], **told)] == ["notice"]
    assert missing(task, done=[], left_out=["receive_notice"], kept=[]) == []
    assert missing(task.model_copy(update={"indicators": ()}), done=["receive_notice"], **told) == []
