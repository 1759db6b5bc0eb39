"""Numbers, days and counted things in the manner of each language."""

from datetime import date
from decimal import Decimal

import pytest

from opora.law.telling.sentences import sentences
from opora.law.telling.writing import (
    counted,
    filled,
    kept_together,
    span_of_days,
    written_day,
    written_number,
)


@pytest.mark.parametrize(
    ("language", "written"), [("sl", "1.234,56"), ("it", "1.234,56"), ("en", "1,234.56")]
)
def test_an_amount_has_the_signs_of_the_language(language, written):
    assert written_number(Decimal("1234.56"), language) == written


@pytest.mark.parametrize(
    ("language", "written"), [("sl", "1. maja 2026"), ("it", "1º maggio 2026"), ("en", "1 May 2026")]
)
def test_a_day_is_written_in_words(language, written):
    assert written_day(date(2026, 5, 1), language) == written


def span(language: str, start: date, end: date | None) -> str:
    return span_of_days(start, end, sentences(language).every_right, language)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sl", "od 8. maja do 11. julija 2026"),
        ("it", "dall’8 maggio all’11 luglio 2026"),
        ("en", "from 8 May to 11 July 2026"),
    ],
)
def test_two_days_of_one_year_name_it_once(language, written):
    assert span(language, date(2026, 5, 8), date(2026, 7, 11)) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("sl", "od 1. maja 2026"), ("it", "dal 1º maggio 2026"), ("en", "from 1 May 2026")],
)
def test_what_has_no_end_names_its_beginning(language, written):
    assert span(language, date(2026, 5, 1), None) == written


def test_days_of_two_years_name_both():
    assert span("sl", date(2026, 5, 1), date(2027, 4, 30)) == "od 1. maja 2026 do 30. aprila 2027"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1", "1 uro"),
        ("2", "2 uri"),
        ("3", "3 ure"),
        ("4", "4 ure"),
        ("5", "5 ur"),
        ("45", "45 ur"),
        ("101", "101 uro"),
        ("102", "102 uri"),
        ("1.5", "1,5 ure"),
    ],
)
def test_slovenian_counts_by_the_last_two_digits_and_knows_two(number, written):
    assert counted(Decimal(number), "hours", "sl") == written


@pytest.mark.parametrize(
    ("language", "one", "ten"), [("it", "1 mese", "10 mesi"), ("en", "1 month", "10 months")]
)
def test_italian_and_english_know_one_and_more(language, one, ten):
    assert counted(Decimal(1), "months", language) == one
    assert counted(Decimal(10), "months", language) == ten


def test_a_sentence_about_an_unknown_value_is_not_said():
    assert filled("Meja je {limit} EUR.", {}, "sl") is None


def test_a_share_is_told_in_percent():
    assert filled("{share:percent} %", {"share": Decimal("0.019")}, "sl") == "1,9 %"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sl", "Pripada vam 77,23~EUR na mesec, od 1.~maja do 31.~julija 2026."),
        ("it", "Le spettano 77,23~EUR al mese, dal 1º~maggio al 31~luglio 2026."),
        ("en", "You will get 77.23~EUR a month, from 1~May to 31~July 2026."),
    ],
)
def test_no_line_break_parts_a_number_from_its_month_or_unit(language, text):
    assert kept_together(text.replace("~", " "), language) == text.replace("~", "\N{NO-BREAK SPACE}")
