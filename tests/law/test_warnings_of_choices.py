"""A choice between two readings of a source warns where it matters, and only there."""

import pytest

from opora.law import build_rulebook, decide, parse_situation
from opora.law.doubts import LANGUAGES

AT_HOME = {"born": "2022-01-01", "in_kindergarten": False}
ROUNDING = "child_benefit_increases_rounding"


def result(data, right, law=None):
    return decide(parse_situation(data, law=law), rulebook=law).to_json()["rights"][right]


def named(result):
    return {warning["parameter"] or warning["figure"] for warning in result["warnings"]}


def with_setting(key, word):
    """The law with another choice from June 2018 on."""
    value = {
        "from": "2018-06-01",
        "value": word,
        "source": "a test",
        "confidence": "high",
        "checked": "2026-11-21",
    }
    return build_rulebook({"added": [{"key": key, "values": [value]}]})


def test_two_increases_that_round_in_two_ways_follow_the_setting_and_warn(household):
    data = household(filed="2024-06-10", children=[AT_HOME], rights=("child_benefit",))
    other = with_setting(ROUNDING, "round_after_each")
    assert result(data, "child_benefit")["amount"] == "220.16"
    assert result(data, "child_benefit", other)["amount"] == "220.17"
    assert ROUNDING in named(result(data, "child_benefit"))
    assert ROUNDING not in named(result(data, "child_benefit", other))


def test_one_increase_alone_rounds_in_one_way_and_does_not_warn(household):
    child = {**AT_HOME, "receives_maintenance_from_other_parent": True}
    data = household(filed="2024-06-10", children=[child], rights=("child_benefit",))
    assert ROUNDING not in named(result(data, "child_benefit"))


@pytest.mark.parametrize(
    ("born", "sex", "warned"),
    [
        ("1962-06-15", "female", True),
        ("1960-06-15", "female", False),
        ("1960-06-15", "male", True),
        ("1955-06-15", "male", False),
    ],
)
def test_permanent_assistance_warns_in_the_year_in_which_over_63_and_63_differ(household, born, sex, warned):
    adult = {"no_change_expected": True, "born": born, "sex": sex}
    data = household(filed="2026-04-14", adults=[adult], rights=("cash_social_assistance",))
    granted = result(data, "cash_social_assistance")
    assert granted["open_ended"] is True
    assert ("vd_age_is_reached" in named(granted)) is warned


def test_the_other_reading_of_the_age_makes_the_grant_end(household):
    adult = {"no_change_expected": True, "born": "1962-06-15"}
    data = household(filed="2026-04-14", adults=[adult], rights=("cash_social_assistance",))
    over = with_setting("vd_age_is_reached", "a_year_later")
    assert result(data, "cash_social_assistance", over)["open_ended"] is False


def test_the_month_in_which_a_child_grows_up_warns(household):
    child = {"born": "2008-09-15", "in_regular_education": False}
    data = household(filed="2026-04-14", children=[child], rights=("child_benefit",))
    assert "child_benefit_month_of_age_limit" in named(result(data, "child_benefit"))
    not_paid = result(data, "child_benefit", with_setting("child_benefit_month_of_age_limit", "not_paid"))
    assert not_paid["to"] == "2026-08-31"
    younger = household(filed="2026-04-14", children=[{"born": "2012-09-15"}], rights=("child_benefit",))
    assert "child_benefit_month_of_age_limit" not in named(result(younger, "child_benefit"))


@pytest.mark.parametrize(
    ("facts", "figures"),
    [
        ({}, {"cash_social_assistance_until"}),
        (
            {"no_change_expected": True, "permanently_incapable_of_work": True},
            {"assistance_is_permanent", "is_permanently_without_work"},
        ),
        ({"no_change_expected": True, "born": "1950-01-01"}, {"assistance_is_permanent", "is_elderly"}),
    ],
)
def test_the_unread_articles_of_the_term_are_named_in_every_language(household, facts, figures):
    data = household(adults=[facts], rights=("cash_social_assistance",))
    warnings = result(data, "cash_social_assistance")["warnings"]
    unread = {each["figure"]: each for each in warnings if each["kind"] == "article_unconfirmed"}
    of_term = {key for key in unread if not key.startswith(("residence", "property", "own_home"))}
    assert of_term == figures
    assert all(unread[key]["why"][language] for key in figures for language in LANGUAGES)


def test_a_refusal_names_no_article_of_a_term_it_does_not_have(household):
    adult = {"actually_lives_in_slovenia": False}
    refused = result(household(adults=[adult], rights=("cash_social_assistance",)), "cash_social_assistance")
    assert "cash_social_assistance_until" not in named(refused)
