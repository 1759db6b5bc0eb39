"""A stage that follows from what is recorded is not set by hand against it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.cases.test_following import filled

from opora.cases.catalogue_versions import task_of
from opora.cases.milestones import stages_to_choose
from opora.cases.records import add_record, strike_record
from opora.cases.stages import move_to
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 7, 10, 0, tzinfo=UTC)


@pytest.fixture
def case():
    return CaseFactory(task="homeless_person", assigned=True)


def move(case, stage):
    case.refresh_from_db()
    return move_to(case, stage, by=case.assigned_to, at=NOON)


def test_without_its_record_a_stage_is_not_reached_and_the_sentence_says_what_brings_it(case):
    record = next(each for each in task_of(case).records if each.key == "agreement")
    with pytest.raises(Refused, match=f"sledi iz vpisanega: .*{record.sl}") as refusal:
        move(case, "settling")
    assert refusal.value.field == "stage"


def test_with_its_record_a_case_may_be_brought_back_there(case):
    kept = add_record(case, "agreement", filled(case, "agreement"), by=case.assigned_to, at=NOON)
    first = next(stage.key for stage in task_of(case).stages if not stage.reached_by)
    move(case, first)
    assert move(case, "settling").stage == "settling"
    move(case, first)
    strike_record(kept, reason="Vpisano v napačno zadevo.", by=case.assigned_to, at=NOON)
    with pytest.raises(Refused, match="sledi iz vpisanega"):
        move(case, "settling")


def test_only_stages_that_nothing_else_reaches_or_that_lie_behind_are_offered(case):
    stages = [stage for stage in task_of(case).stages if stage.is_ != "closed"]
    assert {stage.key for stage in stages_to_choose(case)} == {
        stage.key for stage in stages if not stage.reached_by or stage.key == case.stage
    }
    case.stage = stages[-1].key
    assert stages_to_choose(case) == stages
