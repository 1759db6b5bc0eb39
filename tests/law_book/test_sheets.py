"""A sheet says of a right what the law room knows: conditions, formulas, amounts over time, what is open."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from opora.law import rulebook
from opora.law.engine.reach import reached
from opora.law_book.areas import by_area
from opora.law_book.charts import chart
from opora.law_book.figures import figure_shown
from opora.law_book.phrases import phrase
from opora.law_book.sheets import sheet_of
from opora.law_book.tree import Branch

GRAPH = rulebook().graph
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _in_slovenian():
    with translation.override("sl"):
        yield


def test_the_index_names_every_right_once():
    named = [right.key for _area, rights in by_area(GRAPH.rights.values()) for right in rights]
    assert sorted(named) == sorted(GRAPH.rights)


@pytest.mark.parametrize("right", GRAPH.rights)
def test_every_right_has_a_sheet_on_which_each_figure_stands_once(right):
    sheet = sheet_of(right, "sl", TODAY)
    keys = [figure.key for figure in (*sheet.leads, *sheet.under)]
    assert sorted(keys) == sorted({figure.key for figure in sheet.figures})


def test_a_sheet_lists_conditions_in_their_order_and_every_figure_under_them():
    sheet = sheet_of("cash_social_assistance", "sl", TODAY)
    assert [figure.key for figure in sheet.conditions] == list(
        GRAPH.rights["cash_social_assistance"].conditions
    )
    keys = {figure.key for figure in sheet.figures}
    assert set(reached(GRAPH, ["entitled_to_cash_social_assistance"]).figures) <= keys


def test_an_earlier_right_that_counts_is_named():
    sheet = sheet_of("cash_social_assistance", "sl", TODAY)
    assert ("child_benefit", "Otroški dodatek") in sheet.earlier


def test_the_tree_unfolds_each_figure_once_and_names_all_of_them():
    unfolded: list[str] = []
    named: set[str] = set()

    def walk(branch: Branch) -> None:
        named.add(branch.key)
        if branch.kind == "figure" and not branch.again:
            unfolded.append(branch.key)
        for under in branch.branches:
            walk(under)

    sheet = sheet_of("child_benefit", "sl", TODAY)
    for branch in sheet.tree:
        walk(branch)
    assert len(unfolded) == len(set(unfolded))
    assert set(unfolded) == {figure.key for figure in sheet.figures}
    assert {parameter.key for parameter in sheet.parameters} <= named


def test_every_value_of_a_parameter_stands_in_its_table_with_source_and_certainty():
    sheet = sheet_of("cash_social_assistance", "sl", TODAY)
    [amount] = [one for one in sheet.parameters if one.key == "minimum_income_basic_amount"]
    assert (date(2026, 4, 1), ("507,43 EUR",)) in amount.rows
    source = amount.sources[-1]
    assert (source.start, source.confidence, source.kind) == (date(2026, 4, 1), "high", "known")
    assert source.is_address
    assert amount.chart is not None


def test_a_table_of_many_cells_stands_with_its_days_above():
    sheet = sheet_of("child_benefit", "sl", TODAY)
    [bounds] = [one for one in sheet.parameters if one.key == "income_class_bounds_eur"]
    assert bounds.heads[-1] == date(2026, 2, 1)
    assert bounds.rows[-1] == ("8", (*bounds.rows[-1][1][:-1], "1.328,28 EUR"))


def test_a_value_nobody_found_says_so_and_is_not_drawn():
    sheet = sheet_of("mol_school_lunch", "sl", TODAY)
    [amount] = [one for one in sheet.parameters if one.key == "mol_school_lunch_amount"]
    assert amount.rows[0][1][0] == "ni znano"
    assert amount.chart is None


def test_a_line_breaks_where_a_value_is_unknown_and_steps_where_it_rises():
    drawn = chart(
        [
            (
                "amount",
                [
                    (date(2018, 1, 1), date(2020, 1, 1), Decimal("100")),
                    (date(2020, 1, 1), date(2021, 1, 1), Decimal("200")),
                    (date(2021, 1, 1), date(2022, 1, 1), None),
                    (date(2022, 1, 1), None, Decimal("150")),
                ],
            )
        ]
    )
    assert drawn is not None
    [line] = drawn.lines
    assert [part[0] for part in line.path.split(" ") if part[0] in "ML"] == ["M", "L", "M"]
    assert [tick.text for tick in drawn.values] == ["0", "50", "100", "150", "200"]


def test_what_never_changed_is_told_without_a_drawing():
    assert chart([("days", [(date(2018, 1, 1), None, Decimal("15"))])]) is None


def test_claims_joined_by_one_word_are_one_list():
    root = GRAPH.figures["citizenship_allows_rent_subsidy"].versions[0].root
    shown = phrase(GRAPH, root, "sl")
    assert shown.kind == "any"
    assert len(shown.parts) > 3
    assert all(part.kind == "text" for part in shown.parts)


def test_a_later_rule_stands_below_the_earlier_with_its_first_day():
    shown = figure_shown(GRAPH, "basic_child_benefit", "sl")
    assert [rule.since for rule in shown.rules] == [None, date(2019, 7, 1)]


def test_what_a_rule_leaves_out_stands_apart_from_what_it_means():
    shown = figure_shown(GRAPH, "mol_common_conditions_met", "en")
    assert shown.meaning == ("Residence, window, work and income together.",)
    assert shown.not_modelled[0].startswith("property, of which the source says")
