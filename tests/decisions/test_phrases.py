"""Days, amounts, counts and lists as each language writes them in a sentence."""

import pytest
from django.utils import translation

from opora.decisions import phrases


@pytest.mark.parametrize(
    ("language", "written"),
    [("sl", "1. maja 2026"), ("it", "1° maggio 2026"), ("en", "1 May 2026")],
)
def test_a_day_in_a_sentence(language, written):
    with translation.override(language):
        assert phrases.day("2026-05-01") == written


def test_slovenian_months_take_the_case_their_place_asks_for():
    with translation.override("sl"):
        assert phrases.month("2026-03") == "marec 2026"
        assert phrases.in_month("2026-03-31") == "marca 2026"
        assert phrases.span("2026-05-01", "2026-07-31") == "od 1. maja 2026 do 31. julija 2026"
        assert phrases.span("2026-05-01", None) == "od 1. maja 2026"


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1421.89", "1.421,89 EUR"), ("0", "0,00 EUR"), ("484.880", "484,88 EUR"), ("-2.41", "−2,41 EUR")],
)
def test_amounts_have_two_decimals_and_a_comma(amount, written):
    with translation.override("sl"):
        assert phrases.euros(amount) == written


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "1 mesec"),
        (2, "2 meseca"),
        (3, "3 mesece"),
        (4, "4 mesece"),
        (5, "5 mesecev"),
        (12, "12 mesecev"),
        (101, "101 mesec"),
        (102, "102 meseca"),
    ],
)
def test_slovenian_counts_have_a_dual(count, written):
    with translation.override("sl"):
        assert phrases.months(count) == written


def test_lists_end_with_and():
    with translation.override("sl"):
        assert phrases.listed(["Ana", "Bor", "Cene"]) == "Ana, Bor in Cene"
        assert phrases.listed(["Ana"]) == "Ana"
        assert phrases.listed([]) == ""


def test_shares_are_per_cent_without_needless_zeros():
    with translation.override("sl"):
        assert (phrases.percent("0.2"), phrases.percent("0.035")) == ("20", "3,5")
