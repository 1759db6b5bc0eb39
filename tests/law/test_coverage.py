"""Every condition leaf of the reference stands in the rules or is left out with a reason."""

from datetime import date
from pathlib import Path

import pytest

from opora.config.command import main
from opora.law import rulebook
from opora.law.coverage import (
    Holding,
    Known,
    Leaf,
    RightCoverage,
    load_coverage,
    months_of_amount,
    right_coverage,
)
from opora.law.coverage.leaves import CoverageError, area_from

AREAS = load_coverage()
ROWS = right_coverage(rulebook().graph, AREAS)


def open_leaves(row: RightCoverage) -> list[tuple[str, str | None]]:
    return [(standing.leaf.fact, standing.why) for standing in row.leaves if standing.holding is Holding.OPEN]


def test_the_reference_names_204_leaves_over_78_rights():
    assert len(ROWS) == 78
    assert sum(len(row.leaves) for row in ROWS) == 204


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.right)
def test_a_leaf_stands_in_what_its_right_rests_on_or_says_why_not(row):
    assert open_leaves(row) == []


def test_a_leaf_that_names_a_figure_of_another_right_is_open_and_says_so():
    area = next(area for area in AREAS if area.area == "municipal_aid")
    covered = area.rights["mol_elderly_lunch"]
    leaf = Leaf(fact="age_years", op=">", value=65, line=1203, figure="minimum_wage_is_reached")
    wrong = area.model_copy(
        update={"rights": {"mol_elderly_lunch": covered.model_copy(update={"conditions": (leaf,)})}}
    )
    [row] = right_coverage(rulebook().graph, (wrong,))
    assert row.modelled == 0
    assert "minimum_wage_is_reached is not among what mol_elderly_lunch rests on" in row.leaves[0].why


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("figure: a_figure, not_modelled: 'because it is not so simple'", "never both"),
        ("not_modelled: short", "at least 15"),
        ("colour: blue", "colour"),
    ],
)
def test_a_slip_in_a_coverage_file_is_refused_with_its_place(tmp_path, line, sentence):
    file = tmp_path / "care.yaml"
    file.write_text(
        "area: care\nrights:\n  help:\n    label: {sl: Pomoč, en: Help}\n    kind: service\n"
        f"    conditions: [{{fact: adult, op: '==', value: true, line: 1, {line}}}]\n"
    )
    with pytest.raises(CoverageError, match=sentence) as refusal:
        area_from(file)
    assert "care.yaml: rights.help.conditions.0" in str(refusal.value)


def test_an_area_is_named_as_its_file(tmp_path):
    file = tmp_path / "care.yaml"
    file.write_text("area: rent\nrights: {}\n")
    with pytest.raises(CoverageError, match="Name file and area alike"):
        area_from(file)


def months_of(right: str):
    return months_of_amount(rulebook(), rulebook().graph.rights[right])


def test_every_month_of_the_two_first_rights_is_known_for_all():
    for right in ("child_benefit", "cash_social_assistance"):
        months = months_of(right)
        assert months.count(Known.ALL) == 103
        assert months.missing == {}
        assert (min(months.months), max(months.months)) == ("2018-06", "2026-12")


def test_an_amount_nobody_found_names_its_parameter_and_its_months():
    months = months_of("mol_school_lunch")
    assert months.count(Known.NOBODY) == 103
    assert months.spans() == {"mol_school_lunch_amount": "2018-06 to 2026-12"}


def test_an_amount_missing_for_some_classes_leaves_the_other_households_known():
    months = months_of("state_scholarship")
    assert months.months[date(2022, 9, 1).isoformat()[:7]] is Known.SOME
    assert months.spans() == {"scholarship_amount": "2022-09 to 2023-02"}


def test_an_earlier_right_that_is_not_claimed_takes_no_month_away():
    assert "vd_weight_child" not in months_of("state_scholarship").missing


def test_the_command_prints_counts_missing_values_and_what_is_left_out(capsys, monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["law", "coverage"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("right\tarea\tleaves\tmodelled\t")
    assert "mol_birth_aid\tmunicipal_aid\t" in printed
    assert "\n# Values missing (" in printed
    assert "of 204 condition leaves are modelled" in printed
