"""Decisions: order of rights, start and duration, dated periods, reasons and what is not certain."""

import json
from copy import deepcopy

import pytest

from opora.law import SituationError, build_rulebook, decide, parse_situation, replay, rulebook
from opora.law.rulebook import Rulebook


def determine(data):
    return decide(parse_situation(data)).to_json()["rights"]


def spans(right):
    return [(period["from"], period["to"], period["amount"]) for period in right["periods"]]


def test_assistance_begins_the_month_after_filing_and_lasts_three_months_at_first(household):
    right = determine(household(filed="2025-06-30", rights=("cash_social_assistance",)))[
        "cash_social_assistance"
    ]
    assert (right["from"], right["to"]) == ("2025-07-01", "2025-09-30")


@pytest.mark.parametrize(
    ("facts", "until", "open_ended"),
    [
        ({"extends_cash_social_assistance": True}, "2025-12-31", False),
        ({"special_circumstances_for_longer": True}, "2026-06-30", False),
        ({"no_change_expected": True, "permanently_incapable_of_work": True}, None, True),
        ({"no_change_expected": True, "born": "1955-01-01"}, None, True),
        ({"no_change_expected": True}, "2025-09-30", False),
    ],
)
def test_the_duration_follows_from_the_kind_of_grant(household, facts, until, open_ended):
    data = household(filed="2025-06-30", adults=[facts], rights=("cash_social_assistance",))
    right = determine(data)["cash_social_assistance"]
    assert (right["to"], right["open_ended"]) == (until, open_ended)


def test_the_uprating_of_april_begins_a_new_period(household):
    data = household(filed="2026-02-10", rights=("cash_social_assistance",))
    assert spans(determine(data)["cash_social_assistance"]) == [
        ("2026-03-01", "2026-03-31", "494.09"),
        ("2026-04-01", "2026-05-31", "507.43"),
    ]


def test_the_uprating_of_march_changes_the_amount_but_not_the_class(household):
    child = {"born": "2015-05-05", "receives_maintenance_from_other_parent": True}
    data = household(filed="2024-12-01", children=[child], rights=("child_benefit",))
    assert spans(determine(data)["child_benefit"]) == [
        ("2025-01-01", "2025-02-28", "141.13"),
        ("2025-03-01", "2025-12-31", "143.81"),
    ]


def test_a_child_turning_eighteen_ends_its_benefit_and_moves_the_others_up(household):
    elder, younger = {"born": "2007-09-15"}, {"born": "2014-04-04"}
    for child in (elder, younger):
        child["receives_maintenance_from_other_parent"] = True
    right = determine(household(filed="2025-04-10", children=[elder, younger], rights=("child_benefit",)))[
        "child_benefit"
    ]
    shares = [
        [(share["person"], share["birth_order"]) for share in p["per_person"]] for p in right["periods"]
    ]
    assert shares[0] == [("child1", "1"), ("child2", "2")]
    assert (right["periods"][1]["from"], shares[1]) == ("2025-10-01", [("child2", "1")])


def test_a_child_turning_four_loses_the_increase_for_staying_at_home(household):
    child = {"born": "2021-08-20", "in_kindergarten": False, "receives_maintenance_from_other_parent": True}
    data = household(filed="2025-04-10", children=[child], rights=("child_benefit",))
    assert spans(determine(data)["child_benefit"])[:2] == [
        ("2025-05-01", "2025-08-31", "172.57"),
        ("2025-09-01", "2026-02-28", "143.81"),
    ]


@pytest.mark.covers("004a/R-121")
def test_a_dated_fact_begins_a_new_period_in_the_month_after_it_changes(household):
    child = {
        "born": "2023-08-20",
        "in_kindergarten": {"2025-01-01": False, "2025-09-01": True},
        "receives_maintenance_from_other_parent": True,
    }
    data = household(filed="2025-04-10", children=[child], rights=("child_benefit",))
    assert spans(determine(data)["child_benefit"])[1][:1] == ("2025-09-01",)


def test_a_newborn_claimed_in_time_is_paid_from_the_month_of_birth(household):
    running = {"born": "2019-03-03", "child_benefit_already_runs": True}
    data = household(filed="2025-05-20", adults=[{}, {}], children=[running, {"born": "2025-04-25"}])
    right = determine(data)["child_benefit"]
    assert right["from"] == "2025-04-01"
    assert [share["person"] for share in right["periods"][0]["per_person"]] == ["child1", "child2"]


def test_months_before_the_one_asked_for_are_left_out(household):
    data = household(filed="2025-06-30", month="2025-08", rights=("cash_social_assistance",))
    right = determine(data)["cash_social_assistance"]
    assert (right["from"], right["to"]) == ("2025-08-01", "2025-09-30")


def test_child_benefit_comes_first_and_counts_within_assistance(household, figure):
    data = household(children=[{}])
    both, alone = determine(data), determine({**data, "rights": ["cash_social_assistance"]})
    assert list(both) == ["child_benefit", "cash_social_assistance"]
    counted = figure(data, "counted_child_benefit")
    assert counted == 14769 - 2954  # less one fifth of the first-child amount in class 1
    difference = float(alone["cash_social_assistance"]["amount"]) - float(
        both["cash_social_assistance"]["amount"]
    )
    assert round(difference * 100) == counted


def test_a_refusal_names_the_failing_condition_first_and_what_would_have_changed_it(household):
    adult = {"has_property": True, "savings": "0", "vehicle_value": "13782.41", "securities_value": "0"}
    data = household(adults=[{**adult, "other_real_estate_value": "0"}], rights=("cash_social_assistance",))
    right = determine(data)["cash_social_assistance"]
    reason = right["reasons"][0]
    assert (right["entitled"], right["from"], reason["key"]) == (False, None, "property_is_within_ceiling")
    assert reason["decisive"]
    assert reason["would_change"] == {
        "kind": "comparison",
        "figure": "counted_property",
        "limit": "property_ceiling",
        "difference": "2.41",
        "by": "2.41",
        "direction": "lower",
        "alone": True,
    }


def test_property_at_the_ceiling_leaves_the_right(household):
    adult = {"has_property": True, "savings": "0", "vehicle_value": "13780.00", "securities_value": "0"}
    data = household(adults=[{**adult, "other_real_estate_value": "0"}], rights=("cash_social_assistance",))
    assert determine(data)["cash_social_assistance"]["entitled"] is True


def test_two_failing_conditions_say_that_changing_one_is_not_enough(household):
    adult = {"citizenship": "RS", "has_fault_circumstances": True, "termination": "mutual_written_agreement"}
    reasons = determine(household(adults=[adult], rights=("cash_social_assistance",)))[
        "cash_social_assistance"
    ]["reasons"]
    failing = [reason for reason in reasons if reason["holds"] is False]
    assert [reason["key"] for reason in failing] == ["residence_condition_met", "applicant_is_not_at_fault"]
    assert failing[0]["would_change"]["alone"] is False


def test_a_partner_at_fault_has_no_weight_but_keeps_the_income(household, figure):
    at_fault = {"has_fault_circumstances": True, "serving_prison_sentence": True}
    data = household(adults=[{}, at_fault], rights=("cash_social_assistance",))
    assert figure(data, "minimum_income_weight", "bor") == 0
    assert determine(data)["cash_social_assistance"]["amount"] == "507.43"


def test_an_unknown_fact_leaves_the_right_open_and_stands_among_the_missing(household):
    data = household(rights=("cash_social_assistance",))
    del data["persons"]["ana"]["has_income"]
    right = determine(data)["cash_social_assistance"]
    assert (right["entitled"], right["amount"]) == (None, None)
    assert "has_income" in {fact["fact"] for fact in right["missing"]}


def test_what_is_certain_is_decided_although_facts_are_missing(household):
    data = household(adults=[{"actually_lives_in_slovenia": False}], rights=("cash_social_assistance",))
    del data["persons"]["ana"]["has_income"]
    right = determine(data)["cash_social_assistance"]
    assert (right["entitled"], right["missing"]) == (False, [])


def test_a_household_without_children_is_refused_child_benefit(household):
    right = determine(household(rights=("child_benefit",)))["child_benefit"]
    assert (right["entitled"], right["reasons"][0]["key"]) == (False, "has_entitled_child")


def test_values_that_nobody_printed_are_named_for_confirmation(household):
    right = determine(household(children=[{}, {}], rights=("child_benefit",)))["child_benefit"]
    derived = [w for w in right["warnings"] if w["kind"] == "derived"]
    assert [(w["parameter"], w["at"], w["value"]) for w in derived] == [
        ("child_benefit_amount_primary", ["1", "2"], "162.45")
    ]


def test_the_increase_of_a_child_at_home_is_assumed_after_the_amendment_of_2026(household):
    child = {"born": "2024-01-01", "in_kindergarten": False}
    before = determine(household(filed="2024-01-10", children=[child], rights=("child_benefit",)))
    after = determine(household(filed="2026-04-10", children=[child], rights=("child_benefit",)))
    name = "child_benefit_not_in_kindergarten_increase"
    assumed = {w["parameter"] for w in after["child_benefit"]["warnings"] if w["kind"] == "assumed"}
    assert name in assumed
    assert name not in {w["parameter"] for w in before["child_benefit"]["warnings"]}


def test_a_doubt_that_begins_within_a_period_is_named_although_the_amount_stays(household):
    child = {"born": "2024-01-01", "in_kindergarten": False}
    data = household(filed="2025-06-10", children=[child], rights=("child_benefit",))
    kinds = {(w["kind"], w["parameter"]) for w in determine(data)["child_benefit"]["warnings"]}
    assert ("assumed", "child_benefit_not_in_kindergarten_increase") in kinds


@pytest.mark.covers("003/E-1")
def test_the_two_families_differ(household, figure):
    data = household(children=[{}])
    data["persons"]["ward"] = deepcopy(data["persons"]["child1"])
    data["relations"].append({"type": "in_care", "carer": "ana", "child": "ward"})
    data["dwelling"]["persons"].append("ward")
    assert figure(data, "in_child_benefit_family", "ward") == 1
    assert figure(data, "in_dsp_family", "ward") == 0


def test_the_order_in_which_members_are_listed_does_not_matter(household):
    data = household(
        adults=[{}, {"work_activity_hours": "174", "monthly": {"wage": "900.00"}}],
        children=[{"born": "2012-02-02"}, {"born": "2012-02-02"}, {"born": "2016-06-06"}],
    )
    turned = {**data, "persons": dict(reversed(data["persons"].items()))}
    assert {k: spans(r) for k, r in determine(data).items()} == {
        k: spans(r) for k, r in determine(turned).items()
    }


def test_a_decision_replays_from_the_stored_rulebook_alone(household):
    data = household(children=[{}, {}])
    stored, before = rulebook().to_json(), decide(parse_situation(data)).to_json()
    assert json.loads(json.dumps(replay(stored, data))) == json.loads(json.dumps(before))


def test_a_decision_replays_after_a_parameter_was_changed(household):
    data = household(rights=("cash_social_assistance",))
    stored, before = rulebook().to_json(), decide(parse_situation(data)).to_json()
    changed = build_rulebook(
        {
            "added": [
                {
                    "key": "minimum_income_basic_amount",
                    "values": [
                        {
                            "from": "2026-05-01",
                            "value": "600.00",
                            "source": "a test",
                            "confidence": "high",
                            "checked": "2026-11-21",
                        }
                    ],
                }
            ]
        }
    )
    after = decide(parse_situation(data, law=changed), rulebook=changed).to_json()
    assert after["rights"]["cash_social_assistance"]["amount"] == "600.00"
    assert changed.hash != rulebook().hash
    assert replay(stored, data) == before


def test_a_stored_rulebook_is_the_same_bytes_and_hash_again():
    again = Rulebook.from_json(rulebook().to_json())
    assert again.graph.to_json() == rulebook().to_json()
    assert again.hash == rulebook().hash


def test_birthdays_that_decide_nothing_begin_no_new_period(household):
    children = [
        {"born": "2014-09-02", "in_foster_care": True},
        {"born": "2022-11-20", "in_foster_care": True},
    ]
    right = determine(household(children=children, rights=("child_benefit",)))["child_benefit"]
    assert [(period["from"], period["to"]) for period in right["periods"]] == [("2026-05-01", "2027-04-30")]


def test_a_parameter_stands_once_among_the_warnings_with_all_its_cells(household):
    children = [
        {"born": "2014-09-02"},
        {"born": "2016-11-20"},
        {"born": "2023-11-20", "in_kindergarten": False},
    ]
    for right in determine(household(children=children)).values():
        named = [(warning["parameter"], warning["figure"]) for warning in right["warnings"]]
        assert len(named) == len(set(named))
    warnings = determine(household(children=children))["child_benefit"]["warnings"]
    [amounts] = [each for each in warnings if each["parameter"] == "child_benefit_amount_primary"]
    assert {"at": ["1", "2"], "value": "162.45"} in amounts["cells"]
    assert amounts["label"]["sl"].startswith("Otroški dodatek")


def test_an_officer_is_told_of_every_warning_what_is_uncertain_and_what_to_check(household):
    children = [{}, {"born": "2024-01-01", "in_kindergarten": False}]
    for right in determine(household(filed="2026-04-10", children=children)).values():
        for warning in right["warnings"]:
            for reason in warning["reasons"]:
                assert all(len(reason[language]) > 30 for language in ("sl", "it", "en")), warning


def test_a_right_that_begins_before_the_law_is_refused_with_its_date_and_its_fact(household):
    data = household(filed="2018-06-20", children=[{"born": "2018-05-30"}], rights=("child_benefit",))
    with pytest.raises(SituationError, match="begins on 2018-05-01") as refusal:
        decide(parse_situation(data))
    [problem] = refusal.value.problems
    assert problem.path == "/persons/child1/born"
    assert "2018-05-30 (child1)" in problem.said["sl"]
    data["dates"]["month"] = "2018-06"
    assert determine(data)["child_benefit"]["from"] == "2018-06-01"
