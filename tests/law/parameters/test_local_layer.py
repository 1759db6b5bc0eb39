"""A local layer may add or end, never rewrite."""

from datetime import date
from decimal import Decimal

import pytest

from opora.law.parameters import Kind, ParameterError, load_parameters


def layer(key: str, **entry: object) -> dict:
    provenance = {"source": "UL RS 1/27", "confidence": "high", "checked": "2027-03-01"}
    return {"added": [{"key": key, "values": [provenance | entry]}]}


def test_a_local_amount_stands_after_the_last_shipped_one():
    law = load_parameters(layer("minimum_income_basic_amount", **{"from": "2027-04-01", "value": "520.00"}))
    assert law.at("minimum_income_basic_amount", date(2027, 3, 31)).number == Decimal("507.43")
    local = law.at("minimum_income_basic_amount", date(2027, 4, 1))
    assert (local.number, local.layer) == (Decimal("520.00"), "local")


@pytest.mark.parametrize("day", ["2026-04-01", "2025-06-01", "2011-01-01"])
def test_a_local_amount_may_not_rewrite_a_shipped_one(day):
    with pytest.raises(ParameterError, match="would rewrite a shipped"):
        load_parameters(layer("minimum_income_basic_amount", **{"from": day, "value": "520.00"}))


def test_a_local_layer_may_end_a_parameter():
    law = load_parameters(layer("mi_weight_child", **{"from": "2027-01-01", "ended": True}))
    assert law.at("mi_weight_child", date(2026, 12, 31)).number == Decimal("0.59")
    with pytest.raises(LookupError):
        law.at("mi_weight_child", date(2027, 1, 1))


def test_a_day_that_was_assumed_gives_way_to_the_printed_one_and_moves_all_terms():
    law = load_parameters(layer("zup_i_from", **{"from": "2018-01-01", "value": "2026-02-07"}))
    assert law.at("zup_i_from", date(2026, 5, 1)).kind is Kind.KNOWN
    assert law.at("appeal_days", date(2026, 2, 6)).number == 15
    assert law.at("appeal_days", date(2026, 2, 7)).number == 21


def test_the_end_of_the_kindergarten_increase_can_be_entered_when_it_is_found():
    law = load_parameters(
        layer("child_benefit_not_in_kindergarten_increase", **{"from": "2026-07-01", "value": "0.00"})
    )
    value = law.at("child_benefit_not_in_kindergarten_increase", date(2026, 7, 1))
    assert (value.kind, value.number) == (Kind.KNOWN, 0)


TABLE_2026 = [["derive", "derive", "derive"] for _ in range(8)]


def test_a_printed_cell_takes_the_place_of_a_derived_one():
    table = [*TABLE_2026[:2], ["96.25", "derive", "derive"], *TABLE_2026[3:]]
    law = load_parameters(layer("child_benefit_amount_primary", **{"from": "2026-03-01", "value": table}))
    cell = law.cell("child_benefit_amount_primary", 3, 1, on=date(2026, 5, 1))
    assert (cell.number, cell.kind, cell.source) == (Decimal("96.25"), Kind.KNOWN, "UL RS 1/27")
    assert law.cell("child_benefit_amount_primary", 3, 2, on=date(2026, 5, 1)).kind is Kind.DERIVED


def test_a_known_cell_of_a_table_stands():
    table = [["147.70", "derive", "derive"], *TABLE_2026[1:]]
    with pytest.raises(ParameterError, match=r"147\.69 is shipped as known"):
        load_parameters(layer("child_benefit_amount_primary", **{"from": "2026-03-01", "value": table}))


def test_a_local_layer_may_bring_a_parameter_of_its_own():
    own = {
        "key": "municipal_grant",
        "label": {"sl": "Občinska pomoč", "it": "Sussidio comunale", "en": "Municipal grant"},
        "unit": "EUR",
        "decimals": "2",
        "range": ["0.00", "1000.00"],
        "article": "Odlok",
        "article_confirmed": True,
        "selected_by": "day_of_filing",
        "values": [
            {
                "from": "2027-01-01",
                "value": "150.00",
                "source": "UL RS 2/27",
                "confidence": "high",
                "checked": "2027-01-02",
            }
        ],
    }
    law = load_parameters({"new": [own]})
    assert law.at("municipal_grant", date(2027, 1, 1)).number == 150
    with pytest.raises(ParameterError, match="which is shipped"):
        load_parameters({"new": [own | {"key": "mi_weight_child"}]})


@pytest.mark.parametrize(
    ("key", "entry", "sentence"),
    [
        ("no_such_key", {"from": "2027-01-01", "value": "1"}, "which is not shipped"),
        ("mi_weight_child", {"from": "2027-01-01", "value": "9.99"}, "outside the declared range"),
        ("mi_weight_child", {"from": "2027-01-01", "value": "0.595"}, "more than 2 decimals"),
        ("mi_weight_child", {"from": "2027-01-01", "value": "half"}, "not a number"),
        ("mi_weight_child", {"from": "2027-01-01", "value": "derive"}, "cannot be derived"),
        ("mi_weight_child", {"from": "2027-01-01", "value": ["0.59"]}, "does not fit the axes"),
        ("mi_weight_child", {"from": "2018-06-01", "ended": True}, "would rewrite"),
        (
            "zup_i_from",
            {"from": "unknown", "value": "x", "note": "n", "not_before": "2027-01-01"},
            "first day",
        ),
    ],
)
def test_a_local_entry_that_cannot_stand_is_refused_with_the_cure(key, entry, sentence):
    with pytest.raises(ParameterError, match=sentence):
        load_parameters(layer(key, **entry))


def test_the_local_layer_enters_the_canonical_form():
    local = layer("minimum_income_basic_amount", **{"from": "2027-04-01", "value": "520.00"})
    assert load_parameters(local).to_canonical() != load_parameters().to_canonical()
