"""One more cent of income never raises the rights together, and takes more than it brings only at a bound."""

from functools import cache
from random import Random

import pytest
from tests.law.household_shapes import shapes

from opora.law import rulebook
from opora.law.cliffs import Sweep, cliffs_of, household_of, reference_households, rises_of
from opora.law.cliffs.sweeping import NotKnown

SHAPES = dict(shapes(Random(5), 8))
CENTS_LOOKED_AT = 12
"""In a row, in each stretch between two bounds."""


@cache
def sweep_of(key: str) -> Sweep:
    return Sweep(rulebook(), household_of(rulebook(), key, SHAPES[key]))


@pytest.fixture(scope="module", params=SHAPES)
def sweep(request):
    return sweep_of(request.param)


@pytest.fixture(scope="module")
def single_parent():
    return Sweep(rulebook(), reference_households(rulebook())[1])


def test_less_is_left_of_more_income_only_at_a_bound_with_its_article(sweep):
    for cliff in cliffs_of(sweep):
        assert cliff.bounds, cliff
        assert all(bound.article for bound in cliff.bounds)


def test_every_bound_that_takes_money_names_a_figure_of_the_law(sweep):
    for cliff in cliffs_of(sweep):
        assert any(bound.parameters for bound in cliff.bounds), cliff


def test_more_income_never_raises_the_rights_together(sweep):
    assert list(rises_of(sweep)) == []


def test_not_by_one_cent_either_where_amounts_are_rounded(sweep):
    random = Random(sweep.household.key)
    for first, last in sweep.stretches():
        start = random.randint(first.pay, max(first.pay, last.pay - CENTS_LOOKED_AT))
        for pay in range(start, min(start + CENTS_LOOKED_AT, last.pay)):
            here, above = sweep.at(pay), sweep.at(pay + 1)
            assert above.rights <= here.rights
            assert above.together >= here.together


def test_the_shapes_fall_at_many_bounds_of_several_acts():
    found = [bound for key in SHAPES for cliff in cliffs_of(sweep_of(key)) for bound in cliff.bounds]
    assert len(found) > 40
    assert {"ZUPJS 22", "ZUPJS 24", "ZUPJS 25"} <= {bound.article for bound in found}


def test_a_class_of_income_is_passed_at_its_bound_to_the_cent(single_parent):
    """Three persons at 29 percent of the average net pay; the family counts as single-parent."""
    first = next(cliffs_of(single_parent))
    below, above = single_parent.at(first.pay - 1), single_parent.at(first.pay)
    assert [bound.parameters for bound in first.bounds] == [("income_class_bounds_eur",)]
    assert above.amounts["child_benefit"] < below.amounts["child_benefit"]
    assert above.amounts["cash_social_assistance"] > below.amounts["cash_social_assistance"]
    assert first.lost == below.together - above.together > 0


def test_what_is_told_between_two_bounds_is_what_is_computed_at_every_pay(single_parent):
    """Nothing is passed over: at any pay the outcomes are those of the stretch it lies in."""
    random = Random(7)
    stretches = list(single_parent.stretches())
    for first, last in stretches:
        assert single_parent.at(random.randint(first.pay, last.pay)).outcomes == first.outcomes
    assert (
        sum(last.pay - first.pay + 1 for first, last in stretches) == single_parent.household.highest_pay + 1
    )


def test_a_household_without_a_certain_amount_is_refused_with_the_right():
    entry = SHAPES["shape_3"] | {"rights": ["rent_subsidy"]}
    with pytest.raises(NotKnown, match="rent_subsidy rests on a figure of the law that nobody has found"):
        next(Sweep(rulebook(), household_of(rulebook(), "tenants", entry)).turns())
