"""Derived figures reproduce every printed neighbour, or the conflict is declared."""

from datetime import date
from decimal import Decimal

from opora.law.parameters import Confidence, Kind, conflicts, load_parameters, uprating_checks

LAW = load_parameters()


def test_every_printed_figure_follows_from_the_one_before_it_or_its_conflict_is_declared():
    declared = {(conflict.parameter, conflict.at, conflict.start) for conflict in conflicts(LAW)}
    for check in uprating_checks(LAW):
        assert check.agrees or (check.parameter, check.at, check.start) in declared, check


def test_no_conflict_is_left_without_a_reason():
    assert [conflict for conflict in conflicts(LAW) if conflict.reason is None] == []


def test_many_printed_figures_were_checked_also_after_derived_ones():
    checks = uprating_checks(LAW)
    assert len(checks) > 100
    after_derived = [check for check in checks if check.previous_kind is Kind.DERIVED]
    assert len(after_derived) > 20


def test_an_undeclared_conflict_is_found():
    wrong = {
        "added": [
            {
                "key": "minimum_income_basic_amount",
                "values": [
                    {
                        "from": "2027-04-01",
                        "value": "999.99",
                        "uprated": True,
                        "source": "a page",
                        "confidence": "low",
                        "checked": "2027-04-02",
                    }
                ],
            },
            {
                "key": "annual_rights_uprating",
                "values": [
                    {
                        "from": "2027-03-01",
                        "value": "0.020",
                        "source": "a page",
                        "confidence": "low",
                        "checked": "2027-04-02",
                    }
                ],
            },
        ]
    }
    found = [conflict for conflict in conflicts(load_parameters(wrong)) if conflict.reason is None]
    assert [(conflict.used, conflict.not_used) for conflict in found] == [
        (Decimal("999.99"), Decimal("517.58"))
    ]


def test_a_misprint_of_2024_is_kept_beside_the_figure_in_use():
    [conflict] = [found for found in conflicts(LAW) if found.parameter == "child_benefit_amount_primary"]
    assert (conflict.used, conflict.used_kind, conflict.not_used) == (
        Decimal("79.05"),
        Kind.DERIVED,
        Decimal("79.95"),
    )


def test_the_rounded_top_bound_of_2025_gives_way_to_the_one_that_leads_to_2026():
    [conflict] = [found for found in conflicts(LAW) if found.parameter == "income_class_bounds_eur"]
    assert (conflict.used, conflict.not_used) == (Decimal("1293.36"), Decimal("1293.00"))
    assert (Decimal("1293.36") * Decimal("1.027")).quantize(Decimal("0.01")) == Decimal("1328.28")


def test_a_derived_figure_names_its_inputs_and_is_no_surer_than_they_are():
    cell = LAW.cell("income_class_bounds_eur", 1, on=date(2023, 5, 1))
    assert cell.kind is Kind.DERIVED
    previous, index = cell.derivation.inputs
    assert (previous.parameter, previous.at, previous.value) == (
        "income_class_bounds_eur",
        ("1",),
        Decimal("200.78"),
    )
    assert (index.parameter, index.value) == ("annual_rights_uprating", Decimal("0.103"))
    assert list(Confidence).index(cell.confidence) >= max(
        list(Confidence).index(used.confidence) for used in cell.derivation.inputs
    )


def test_every_derivation_recomputes_to_its_value():
    for key in LAW:
        unit = Decimal(1).scaleb(-LAW.parameter(key).decimals)
        for value in LAW.timeline(key):
            for cell in value.cells.values():
                if cell.derivation:
                    previous, index = cell.derivation.inputs
                    exact = previous.value * (1 + index.value)
                    assert abs(cell.number - exact) <= unit / 2
