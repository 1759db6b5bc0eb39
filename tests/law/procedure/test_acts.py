"""Which act a right ends in, its service, its remedy and its parts."""

from datetime import date

import pytest

from opora.law.procedure import Method, ProcedureError, Regime, act_for_right, parts_of_decision, signatures


@pytest.mark.parametrize(
    ("rights", "on", "act"),
    [
        (["child_benefit"], date(2021, 6, 30), "decision"),
        (["child_benefit"], date(2021, 7, 1), "informative_calculation"),
        (["child_benefit", "state_scholarship"], date(2026, 5, 4), "informative_calculation"),
        (["cash_social_assistance"], date(2026, 5, 4), "decision"),
        (["child_benefit", "cash_social_assistance"], date(2026, 5, 4), "decision"),
        (["funeral_grant"], date(2026, 5, 4), "decision"),
    ],
)
def test_annual_rights_alone_end_in_an_informative_calculation_since_july_2021(rights, on, act):
    assert act_for_right(rights, on).act == act


def test_an_informative_calculation_is_objected_to_at_the_centre_and_carried_out_at_once():
    act = act_for_right(["child_benefit"], date(2026, 5, 4))
    assert (act.remedy.kind, act.remedy.days, act.remedy.suspends) == ("objection", 15, False)
    assert (act.remedy.filed_with, act.remedy.decided_by) == ("centre", "centre")
    assert (act.service, act.takes_effect, act.after_remedy) == (
        Method.PUBLIC_FUNDS_MAIL,
        "on_dispatch",
        "decision",
    )


@pytest.mark.parametrize(("on", "days"), [(date(2025, 5, 5), 15), (date(2026, 5, 4), 21)])
def test_a_decision_is_appealed_to_the_ministry_in_the_term_of_its_time(on, days):
    act = act_for_right(["cash_social_assistance"], on)
    assert (act.remedy.kind, act.remedy.days, act.remedy.decided_by) == ("appeal", days, "ministry")


def test_an_act_offers_only_the_ways_of_serving_its_regime_knows():
    assert Method.LEFT_IN_MAILBOX not in act_for_right(["cash_social_assistance"], date(2025, 5, 5)).services
    assert Method.LEFT_IN_MAILBOX in act_for_right(["cash_social_assistance"], date(2026, 5, 4)).services
    assert act_for_right(["cash_social_assistance"], date(2020, 5, 4)).service is Method.HANDED_OVER


def test_that_an_appeal_suspends_is_said_to_be_assumed():
    act = act_for_right(["cash_social_assistance"], date(2026, 5, 4))
    assert act.remedy.suspends
    assert "assumed" in {caution.key for caution in act.warnings}


@pytest.mark.covers("003/D-5")
def test_an_appeal_against_a_refused_care_supplement_does_not_suspend_it():
    """Worked example W153."""
    assert not act_for_right(["child_care_supplement"], date(2026, 5, 4)).remedy.suspends


def test_rights_whose_appeals_work_otherwise_are_decided_apart():
    together = ["child_care_supplement", "parental_allowance"]
    with pytest.raises(ProcedureError, match="suspends the execution of parental_allowance and not"):
        act_for_right(together, date(2026, 5, 4))


@pytest.mark.parametrize(
    ("rights", "sentence"), [(["holiday"], "Add it to a group"), ([], "Say which rights are decided")]
)
def test_a_right_without_an_act_is_refused(rights, sentence):
    with pytest.raises(ProcedureError, match=sentence):
        act_for_right(rights, date(2026, 5, 4))


def test_a_decision_has_the_parts_of_article_210_in_their_order():
    assert [part.key for part in parts_of_decision(Regime.NEW)] == [
        "introduction",
        "title",
        "operative",
        "reasons",
        "instruction",
        "signatures",
    ]


def test_the_stamp_stands_on_earlier_decisions_and_on_those_for_use_abroad():
    assert parts_of_decision(Regime.OLD)[-1].key == "stamp"
    assert parts_of_decision(Regime.NEW, for_use_abroad=True)[-1].key == "stamp"


def test_two_people_sign():
    assert [signature.role for signature in signatures()] == ["led", "decided"]
