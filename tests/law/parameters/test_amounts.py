"""Amounts that were printed, on the days on which they stood."""

from datetime import date
from decimal import Decimal

import pytest

from opora.law.parameters import (
    DoubtKind,
    Kind,
    NotInForceError,
    UnknownValueError,
    load_parameters,
)

LAW = load_parameters()


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        (date(2018, 6, 1), "385.05"),
        (date(2018, 7, 31), "385.05"),
        (date(2018, 8, 1), "392.75"),
        (date(2019, 8, 1), "402.18"),
        (date(2022, 3, 31), "402.18"),
        (date(2022, 4, 1), "421.89"),
        (date(2026, 3, 31), "494.09"),
        (date(2026, 4, 1), "507.43"),
        (date(2026, 11, 21), "507.43"),
    ],
)
def test_the_basic_amount_of_a_day_is_the_one_printed(on, amount):
    value = LAW.at("minimum_income_basic_amount", on)
    assert value.number == Decimal(amount)
    assert value.kind is Kind.KNOWN


@pytest.mark.parametrize(
    ("income_class", "child", "on", "amount"),
    [
        (1, 1, date(2018, 6, 1), "114.31"),
        (1, 1, date(2019, 7, 1), "117.05"),
        (8, 3, date(2022, 2, 28), "35.95"),
        (1, 3, date(2022, 3, 1), "147.35"),
        (5, 3, date(2024, 3, 1), "79.05"),
        (1, 1, date(2026, 11, 21), "147.69"),
        (1, 3, date(2026, 11, 21), "177.24"),
    ],
)
def test_child_benefit_of_a_day_is_found_by_class_and_order_of_birth(income_class, child, on, amount):
    cell = LAW.cell("child_benefit_amount_primary", income_class, child, on=on)
    assert cell.number == Decimal(amount)


def test_bounds_are_selected_by_the_day_of_filing_from_the_first_of_february():
    assert LAW.parameter("income_class_bounds_eur").selected_by == "day_of_filing"
    assert LAW.at("income_class_bounds_eur", date(2026, 1, 31)).cell(8).number == Decimal("1293.36")
    assert LAW.at("income_class_bounds_eur", date(2026, 2, 1)).cell(8).number == Decimal("1328.28")


@pytest.mark.parametrize("on", [date(2018, 6, 1), date(2021, 1, 1), date(2026, 11, 21)])
def test_bounds_rise_from_class_to_class_and_amounts_fall(on):
    bounds = [LAW.cell("income_class_bounds_eur", number, on=on).number for number in range(1, 9)]
    assert bounds == sorted(set(bounds))
    for child in (1, 2, 3):
        amounts = [
            LAW.cell("child_benefit_amount_primary", number, child, on=on).number for number in range(1, 9)
        ]
        assert amounts == sorted(set(amounts), reverse=True)


def test_every_parameter_that_the_two_rights_need_has_a_value_on_every_first_of_a_month():
    needed = [
        key
        for key in LAW
        if key.startswith(("mi_weight_", "child_benefit_", "income_class_bounds_eur", "minimum_income_b"))
    ]
    months = [date(year, month, 1) for year in range(2018, 2027) for month in range(1, 13)]
    for on in (month for month in months if date(2018, 6, 1) <= month <= date(2026, 11, 1)):
        for key in needed:
            assert LAW.at(key, on).kind is not Kind.UNKNOWN, (key, on)


def test_a_pupil_of_class_6_gets_the_primary_amount_since_july_2019():
    for value in LAW.timeline("child_benefit_amount_secondary"):
        if value.start >= date(2019, 7, 1):
            primary = LAW.at("child_benefit_amount_primary", value.start)
            assert [value.cell("6b", n).number for n in (1, 2, 3)] == [
                primary.cell(6, n).number for n in (1, 2, 3)
            ]


def test_before_its_first_day_a_parameter_has_no_value():
    with pytest.raises(NotInForceError, match=r"mi_weight_child has no value on 2018-05-31"):
        LAW.at("mi_weight_child", date(2018, 5, 31))


def test_after_its_end_a_parameter_has_no_value():
    assert LAW.at("income_class_6a_upper_bound_eur", date(2019, 6, 30)).number == Decimal("584.98")
    with pytest.raises(NotInForceError):
        LAW.at("income_class_6a_upper_bound_eur", date(2019, 7, 1))


def test_an_unknown_value_is_returned_as_unknown_and_gives_no_number():
    value = LAW.at("vd_weight_child", date(2026, 5, 1))
    assert value.kind is Kind.UNKNOWN
    assert value.value == {"first_child": Decimal("0.70"), "next_child": None}
    with pytest.raises(UnknownValueError, match="not known"):
        _ = value.cell("next_child").number


def test_a_wrong_place_is_answered_with_the_axes():
    with pytest.raises(KeyError, match="income_class 1/2/3"):
        LAW.cell("child_benefit_amount_primary", 9, 1, on=date(2026, 5, 1))


def test_an_unknown_key_is_refused():
    with pytest.raises(KeyError, match="No parameter is called 'basic'"):
        LAW.at("basic", date(2026, 5, 1))


def test_the_increase_outside_kindergarten_is_assumed_to_stand_until_its_end_is_dated():
    passed = LAW.at("child_benefit_not_in_kindergarten_increase", date(2026, 2, 2))
    after = LAW.at("child_benefit_not_in_kindergarten_increase", date(2026, 11, 1))
    assert (passed.kind, after.kind) == (Kind.KNOWN, Kind.ASSUMED)
    assert passed.number == after.number == Decimal("0.20")
    assert DoubtKind.ASSUMED in {doubt.kind for doubt in after.doubts()}


def test_a_derived_amount_says_so_with_its_rule():
    doubts = LAW.at("child_benefit_amount_primary", date(2026, 11, 1)).doubts(3, 2)
    assert [doubt.kind for doubt in doubts] == [DoubtKind.DERIVED]
    assert "1 + 0.027" in doubts[0].why


def test_a_known_amount_with_a_confirmed_article_raises_no_doubt():
    assert LAW.at("minimum_income_basic_amount", date(2026, 11, 1)).doubts() == ()


def test_an_unconfirmed_article_is_printed_as_the_name_of_its_act():
    assert LAW.parameter("dsp_property_ceiling").article_to_print == "ZSVarPre"
    assert LAW.parameter("minimum_income_basic_amount").article_to_print == "ZSVarPre 8"


def test_every_number_fits_its_declared_range_and_denominator():
    for key in LAW:
        parameter = LAW.parameter(key)
        if parameter.is_number:
            low, high = parameter.range
            for value in LAW.timeline(key):
                for cell in value.cells.values():
                    if cell.value is not None:
                        assert low <= cell.number <= high
                        assert cell.number * parameter.denominator % 1 == 0
