"""Decisions whose ground has moved are found: by a faulty register, or by what was told since."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.scene import set_scene
from tests.web.test_worklist import issued

from opora.cases.models import Case
from opora.decisions.models import Decision, DecisionState
from opora.rights.touched import decisions_resting_on, touched_decisions
from opora.sources.models import Fact, Origin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def decision() -> Decision:
    return issued(set_scene())


def an_amount_it_rests_on(decision) -> Fact:
    return Fact.objects.filter(pk__in=decision.determination.facts, value="0").order_by("pk")[0]


def told_since(fact, value) -> Fact:
    """A register answers after the issue what the applicant had stated."""
    return Fact.objects.create(
        case_id=fact.case_id,
        person=fact.person,
        key=fact.key,
        period=fact.period,
        value=value,
        origin=Origin.REGISTER,
        source="tax",
        recorded_at=timezone.now() + timedelta(hours=1),
    )


def test_a_decision_is_touched_once_a_fact_it_rests_on_is_told_differently(decision):
    fact = an_amount_it_rests_on(decision)
    assert touched_decisions(Case.objects.all()) == []
    told_since(fact, "812.40")
    [touched] = touched_decisions(Case.objects.all())
    assert (touched.decision, touched.facts) == (decision, (fact.key,))


def test_the_same_told_again_touches_nothing(decision):
    fact = an_amount_it_rests_on(decision)
    told_since(fact, "0")
    assert touched_decisions(Case.objects.all()) == []


def test_a_decision_that_was_replaced_needs_no_second_look(decision):
    fact = an_amount_it_rests_on(decision)
    told_since(fact, "812.40")
    Decision.objects.filter(pk=decision.pk).update(state=DecisionState.REPLACED)
    assert touched_decisions(Case.objects.all()) == []


def test_a_faulty_register_and_time_name_the_decisions_that_rest_on_it(decision):
    Fact.objects.filter(pk=decision.determination.facts[0]).update(source="tax", origin=Origin.REGISTER)
    now = timezone.now()
    named = decisions_resting_on("tax", from_at=now - timedelta(hours=1), until_at=now + timedelta(hours=1))
    assert list(named) == [decision]
    later = decisions_resting_on("tax", from_at=now + timedelta(hours=1), until_at=now + timedelta(hours=2))
    assert list(later) == []
