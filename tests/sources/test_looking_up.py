"""Carrying out look-ups against a real registry."""

from datetime import timedelta

import pytest
from tests.sources.conftest import NOON
from tests.sources.factories import LookUpFactory

from opora.sources.facts import facts_in_force
from opora.sources.looking_up import carry_out
from opora.sources.models import Fact, LookUp, LookUpState, SourceHealth
from opora.sources.registry import Control

pytestmark = pytest.mark.django_db


def values(case_id=1):
    return {
        (fact.key, f"{fact.period.lower:%Y-%m}" if fact.period else None): fact.value
        for fact in facts_in_force(case_id)
    }


def state(look_up):
    return LookUp.objects.get(pk=look_up.pk).state


@pytest.fixture
def carried_out(client, clock):
    def carry(look_up):
        carry_out(look_up.pk, client=client, now=clock)
        look_up.refresh_from_db()
        return look_up

    return carry


@pytest.mark.covers("000_002/27")
def test_an_answer_becomes_facts_with_their_provenance(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows(
        "tax", look_up.person, {"has_income": True, "wage": {"2026-03": "900.00", "2026-04": "950.00"}}
    )
    assert carried_out(look_up).state == LookUpState.ANSWERED
    assert values() == {
        ("has_income", None): True,
        ("wage", "2026-03"): "900.00",
        ("wage", "2026-04"): "950.00",
    }
    fact = Fact.objects.get(key="has_income")
    assert (fact.look_up, fact.source, fact.recorded_at) == (look_up, "tax", NOON)
    assert look_up.reference.startswith("tax-")


def test_a_look_up_that_runs_twice_writes_once(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"wage": {"2026-04": "950.00"}})
    carried_out(look_up)
    carried_out(look_up)
    LookUp.objects.update(state=LookUpState.PENDING)
    carried_out(look_up)
    assert Fact.objects.count() == 1


def test_a_changed_answer_supersedes_the_older_and_keeps_it(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"wage": {"2026-04": "950.00"}})
    carried_out(look_up)
    registry.data.knows("tax", look_up.person, {"wage": {"2026-04": "1000.00"}})
    LookUp.objects.update(state=LookUpState.PENDING)
    carried_out(look_up)
    older, newer = Fact.objects.order_by("pk")
    assert older.superseded_by == newer
    assert values() == {("wage", "2026-04"): "1000.00"}


def test_what_a_register_no_longer_says_is_known_no_longer(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"wage": {"2026-03": "900.00", "2026-04": "950.00"}})
    carried_out(look_up)
    registry.data.knows("tax", look_up.person, {"wage": {"2026-04": "950.00"}})
    LookUp.objects.update(state=LookUpState.PENDING)
    carried_out(look_up)
    assert values() == {("wage", "2026-04"): "950.00"}


def test_months_that_were_not_asked_again_stay_known(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"wage": {"2026-02": "900.00"}})
    carried_out(look_up)
    registry.data.knows("tax", look_up.person, {})
    LookUp.objects.update(
        state=LookUpState.PENDING, asked_for={"day": "2026-06-01", "months": ["2026-05"], "years": []}
    )
    carried_out(look_up)
    assert values() == {("wage", "2026-02"): "900.00"}


def test_what_we_did_not_ask_for_is_not_kept(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"savings": "5000.00", "religion": "none"})
    assert carried_out(look_up).state == LookUpState.ANSWERED
    assert values() == {}


@pytest.mark.parametrize(
    "facts",
    [{"wage": {"2026-04": "-5.00"}}, {"wage": {"last spring": "5.00"}}, {"wage": "5.00"}, {"has_income": 3}],
)
def test_an_impossible_answer_is_not_kept_in_part(registry, carried_out, facts):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"pension": {"2026-04": "500.00"}, **facts})
    assert carried_out(look_up).state == LookUpState.FAILED
    assert look_up.failure == "broken_answer"
    assert not Fact.objects.exists()


def test_a_person_the_register_does_not_know_is_said_so(registry, carried_out):
    look_up = carried_out(LookUpFactory())
    assert (look_up.state, look_up.failure) == (LookUpState.FAILED, "person_unknown")


def test_an_outage_of_one_source_leaves_the_others_answered(registry, carried_out):
    tax = LookUpFactory()
    bank = LookUpFactory(source="bank", person=tax.person)
    Control(registry.url, registry.token).turn("tax", outage=True)
    registry.data.knows("bank", tax.person, {"savings": "1200.00"})
    assert carried_out(tax).state == LookUpState.FAILED
    assert carried_out(bank).state == LookUpState.ANSWERED
    assert values() == {("savings", None): "1200.00"}


def test_a_failed_look_up_is_answered_once_the_register_recovers(registry, carried_out):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"has_income": False})
    control = Control(registry.url, registry.token)
    control.turn("tax", outage=True)
    carried_out(look_up)
    control.turn("tax", outage=False)
    assert carried_out(look_up).state == LookUpState.ANSWERED
    assert (look_up.failure, look_up.attempts) == ("", 2)


def test_a_dead_register_is_left_alone_and_tried_again_after_a_rest(registry, carried_out, clock):
    look_up = LookUpFactory()
    Control(registry.url, registry.token).turn("tax", outage=True)
    for _attempt in range(3):
        assert carried_out(look_up).failure == "out_of_order"
    assert carried_out(look_up).failure == "resting"
    Control(registry.url, registry.token).turn("tax", outage=False)
    registry.data.knows("tax", look_up.person, {"has_income": False})
    assert carried_out(look_up).failure == "resting"
    clock.now += timedelta(seconds=31)
    assert carried_out(look_up).state == LookUpState.ANSWERED
    assert SourceHealth.objects.get(source="tax").failures_in_a_row == 0


def test_after_a_rest_one_question_is_tried_before_the_others(registry, carried_out, clock):
    first, second = LookUpFactory(), LookUpFactory()
    Control(registry.url, registry.token).turn("tax", outage=True)
    for _attempt in range(3):
        carried_out(first)
    clock.now += timedelta(seconds=31)
    assert carried_out(first).failure == "out_of_order"
    assert carried_out(second).failure == "resting"


def test_an_answer_to_a_question_that_was_asked_anew_is_dropped(registry, client, clock):
    look_up = LookUpFactory()
    registry.data.knows("tax", look_up.person, {"has_income": True})

    class AskedAnewMeanwhile:
        def ask(self, *args, **kwargs):
            LookUp.objects.update(times_asked=2)
            return client.ask(*args, **kwargs)

    carry_out(look_up.pk, client=AskedAnewMeanwhile(), now=clock)
    assert state(look_up) == LookUpState.PENDING
    assert not Fact.objects.exists()
