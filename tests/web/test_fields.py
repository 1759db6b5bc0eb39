"""What workers type, and how it is read."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from opora.web.forms.case_work import MinutesField
from opora.web.forms.cases import HourField
from opora.web.forms.facts import HoursField, WholeNumberField
from opora.web.forms.fields import DayField, MoneyField
from opora.web.forms.payments import MonthField
from opora.web.what_is_wrong import what_is_wrong


@pytest.mark.parametrize(
    "typed",
    ["4. 5. 2026", "4.5.2026", "04.05.2026", "04052026", "2026-05-04", "4/5/2026", "4.5.26", "4. 5. 26"],
)
def test_a_day_is_read_however_it_is_written(typed):
    assert DayField().clean(typed) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("120000", 120_000),
        ("120.000", 120_000),
        ("1.200", 1200),
        ("53 000", 53_000),
        ("1.250.000", 1_250_000),
        (" 12 ", 12),
    ],
)
def test_a_count_is_read_with_its_thousands_parted(typed, number):
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["12.0", "12,5", "1.00", "1200.000", "0.500", "dva"])
def test_what_is_no_whole_number_is_refused_and_not_cut_short(typed):
    with pytest.raises(ValidationError, match="ni celo število"):
        WholeNumberField().clean(typed)


def test_a_year_of_two_digits_is_the_nearest_one_at_most_ten_years_ahead():
    this_year = date.today().year
    for years in (-89, -1, 0, 10):
        year = this_year + years
        assert DayField().clean(f"1. 2. {year % 100:02}") == date(year, 2, 1)
    assert DayField().clean(f"1. 2. {(this_year + 11) % 100:02}") == date(this_year - 89, 2, 1)


@pytest.mark.parametrize("typed", ["31. 2. 2026", "5. 2026", "jutri", "4. 5. 6"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"4\. 5\. 2026"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "1.234,56",
        "1234,56",
        "1234.56",
        "1 234,56 €",
        "1.234,56 EUR",
        "1,234.56",
        "1.234,56 evrov",
        "eur 1234,56",
    ],
)
def test_an_amount_is_read_with_comma_or_point(typed):
    assert MoneyField().clean(typed) == Decimal("1234.56")


def test_three_digits_behind_a_point_are_thousands():
    assert MoneyField().clean("1.234") == Decimal(1234)


@pytest.mark.parametrize(
    ("typed", "code"), [("-5", "negative"), ("99999999999", "absurd"), ("1,234", "decimals")]
)
def test_an_amount_that_cannot_be_says_why(typed, code):
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("typed", ["5. 2026", "05/2026", "2026-05", "5.2026"])
def test_a_month_is_read_as_its_first_day(typed):
    assert MonthField().clean(typed) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("typed", "hour"), [("9.30", time(9, 30)), ("0930", time(9, 30)), ("9", time(9)), ("14:05", time(14, 5))]
)
def test_an_hour_is_read_with_point_or_colon(typed, hour):
    assert HourField().clean(typed) == hour


@pytest.mark.parametrize("typed", ["12", "12,0", "12 ur", "12ur", "12 h", "12 ore"])
def test_hours_are_read_with_the_word_behind_them(typed):
    assert HoursField().clean(typed) == Decimal(12)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (MoneyField(), "12 ur", "Zapišite evre in cente, na primer 1.234,56"),
        (HoursField(), "1200 EUR", "Ure zapišite s številkami, na primer 12 ali 12,5"),
        (HoursField(), "dvanajst", "Ure zapišite s številkami"),
        (WholeNumberField(), "2 meseca", "Zapišite ga samo s številkami, na primer 12"),
    ],
)
def test_a_wrong_unit_is_told_with_what_was_typed_and_what_to_write(field, typed, words):
    with pytest.raises(ValidationError, match=words) as refused:
        field.clean(typed)
    assert f"»{typed}«" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (MinutesField(), "1441", "Vpišite največ 1440 minut (24 ur)."),
        (MinutesField(), "-5", "Vpišite 0 ali več minut."),
        (WholeNumberField(max_value=8), "9", "Vpišite največ 8."),
        (forms.DecimalField(min_value=0), "-1", "Vpišite najmanj 0."),
    ],
)
def test_a_number_out_of_bounds_is_told_what_to_write(field, typed, words):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [words]


class Two(forms.Form):
    who = forms.CharField(label="Kdo")
    why = forms.CharField(label="Zakaj")


def test_what_is_wrong_is_told_with_the_name_of_each_field():
    page = render_to_string("components/summary.html", {"wrong": what_is_wrong(Two({}), [])})
    assert ">Kdo: " in page
    assert ">Zakaj: " in page
