"""The stepper of a case tells the way it took: no stage it never was in, and one end for all there may be."""

from datetime import UTC, datetime

import pytest
from tests.cases.factories import CaseFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.web.stepper import stages_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)


def way(case):
    case.refresh_from_db()
    return {step["words"]: step["state"] for step in stages_of(task_of(case), case)}


def test_a_report_that_came_in_time_was_never_late():
    report = CaseFactory(task="guardian_report", assigned=True, stage="awaited")
    Case.objects.filter(pk=report.pk).update(stage="received")
    told = way(report)
    assert [words for words, state in told.items() if state == "done"] == ["Poročilo se pričakuje"]
    assert "Poročilo zamuja" not in told


def test_the_ends_a_task_knows_are_one_until_the_case_has_come_to_its_own():
    treatment = CaseFactory(task="community_treatment", assigned=True, stage="running")
    assert list(way(treatment).values()).count("ahead") == 1
    treatment.stage, treatment.state, treatment.closed_on = "refused", "closed", NOON.date()
    treatment.save()
    told = way(treatment)
    assert [words for words, state in told.items() if state == "now"] == ["Ni privolitve"]
    assert "Konec" not in told
