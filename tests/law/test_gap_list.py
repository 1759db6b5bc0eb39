"""The list of what is open leads to the money first, and to one right where one is asked for."""

from datetime import date
from itertools import pairwise

import pytest

from opora.config.command import main
from opora.law import rulebook
from opora.law.gap_list import GRAVEST_FIRST, Part, open_points, rights_with_parameters

TODAY = date(2026, 11, 22)
POINTS = open_points(on=TODAY)


def test_amounts_of_today_in_rights_that_are_decided_come_first_and_kinds_stand_together():
    order = [(point.part, GRAVEST_FIRST.index(point.kind)) for point in POINTS]
    assert order == sorted(order)
    first = {point.where for point in POINTS if point.part is Part.AMOUNTS_OF_TODAY}
    assert {"child_benefit_amount_primary", "minimum_income_rounding"} <= first
    assert all(a.part <= b.part for a, b in pairwise(POINTS))


def test_a_value_that_no_longer_stands_is_not_an_amount_of_today():
    old = [p for p in POINTS if p.where == "minimum_income_basic_amount" and p.since == "2016-01-01"]
    assert [point.part for point in old] == [Part.RIGHTS_DECIDED]


def test_rights_that_are_only_data_do_not_stand_among_those_decided():
    decided = set(rulebook().graph.rights)
    for point in POINTS:
        if point.part is Part.RIGHTS_NOT_MODELLED:
            assert not decided & set(point.rights), point


def test_a_parameter_read_by_two_rights_is_listed_with_both():
    [point] = [p for p in POINTS if p.where == "single_parent_family_definition" and p.kind == "assumed"]
    assert point.rights[:2] == ("child_benefit", "cash_social_assistance")
    assert point.label == "Kdaj je družina enostarševska"


@pytest.mark.parametrize("right", rights_with_parameters())
def test_one_right_has_a_list_of_its_own(right):
    of_right = open_points(on=TODAY, right=right)
    assert of_right
    assert all(right in point.rights for point in of_right)


def test_the_command_groups_by_kind_and_names_a_label(capsys):
    assert main(["law", "gaps", "--right", "cash_social_assistance"]) == 0
    printed = capsys.readouterr().out
    assert printed.index("# Rights that are decided: amounts in force today") == 0
    assert "\n## low_confidence (" in printed
    assert "Zaokroževanje minimalnega dohodka družine\tminimum_income_rounding" in printed
    assert "recognised_market_rent_per_m2" not in printed


def test_a_right_nobody_knows_is_refused_with_those_there_are(capsys):
    assert main(["law", "gaps", "--right", "pension"]) == 2
    assert "Choose one of: child_benefit, cash_social_assistance" in capsys.readouterr().err
