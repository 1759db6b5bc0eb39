"""A reform changes what it names, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from opora.law.country.partition import Way, dates_of
from opora.law.reform import effect_of, read_reform, reformed
from opora.law.reform.touching import touched_rights

MAY_2026 = date(2026, 5, 1)
AS_IT_IS = Way(with_machine_code=False)
TWO = ("child_benefit", "cash_social_assistance")


@pytest.fixture
def effect(law, population, tmp_path):
    def of(text, rights=TWO):
        path = tmp_path / "reform.yaml"
        path.write_text(text, "utf-8")
        return effect_of(read_reform(path), population, law, month=MAY_2026, rights=rights, way=AS_IT_IS)

    return of


def test_a_reform_that_gives_every_amount_its_present_value_changes_nothing(effect):
    found = effect("parameters:\n  minimum_income_basic_amount: {times: 1}\n  mi_weight_child: {plus: 0}\n")
    assert found.whole.households > 100
    assert found.whole.before > 0
    assert (found.whole.cost, found.whole.winners, found.whole.losers) == (0, 0, 0)


def test_a_reform_without_a_change_computes_nothing(effect):
    found = effect("title: Nothing\n")
    assert found.rights == {}
    assert found.whole.households > 100


def test_a_higher_basic_amount_makes_nobody_lose_assistance(effect):
    found = effect("parameters:\n  minimum_income_basic_amount: {times: 1.07}\n")
    assistance = found.rights["cash_social_assistance"]
    assert assistance.losers == 0
    assert assistance.winners > 0
    assert assistance.entitled_after >= assistance.entitled_before
    assert assistance.cost == assistance.gained > 0


def test_groups_add_up_to_the_whole(effect):
    found = effect("parameters:\n  minimum_income_basic_amount: {times: 0.9}\n")
    assert found.whole.losers > 0
    for groups in found.groups.values():
        assert sum(change.cost for change in groups.values()) == found.whole.cost
        assert sum(change.losers for change in groups.values()) == found.whole.losers
        assert sum(change.households for change in groups.values()) == found.whole.households


def test_only_rights_that_read_what_changes_are_touched(law, tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  minimum_income_basic_amount: {times: 2}\n", "utf-8")
    reform = read_reform(path)
    rights = ("child_benefit", "cash_social_assistance", "large_family_supplement")
    laws = (law, reformed(law, reform))
    assert touched_rights(reform, laws, dates_of(MAY_2026), rights) == ("cash_social_assistance",)


def test_a_rule_may_stand_in_an_earlier_version(law, tmp_path):
    path = tmp_path / "reform.yaml"
    figure = next(f for f in law.figures.values() if f.key == "scholarship_income_limit")
    path.write_text(f'rules:\n  scholarship_income_limit: "{figure.versions[0].since}"\n', "utf-8")
    swapped = reformed(law, read_reform(path)).figures["scholarship_income_limit"]
    assert [version.root for version in swapped.versions] == [figure.versions[0].root]
    assert len(law.figures["scholarship_income_limit"].versions) > 1


def test_the_shipped_law_stays_as_it_is_and_a_reform_of_amounts_keeps_its_rules(law, tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  minimum_income_basic_amount: 500.00\n", "utf-8")
    changed = reformed(law, read_reform(path))
    assert changed.figures is law.figures
    assert changed.nodes is law.nodes
    value = changed.parameters["minimum_income_basic_amount"].on(MAY_2026).cells[0].value
    assert value == 50_000
    assert law.parameters["minimum_income_basic_amount"].on(MAY_2026).cells[0].value != 50_000


def test_an_amount_may_be_that_of_another_day(law, tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  minimum_income_basic_amount: {as_of: 2020-01-01}\n", "utf-8")
    parameter = law.parameters["minimum_income_basic_amount"]
    then = parameter.on(date(2020, 1, 1)).cells[0].value
    changed = reformed(law, read_reform(path)).parameters["minimum_income_basic_amount"]
    assert changed.on(MAY_2026).cells[0].value == then != parameter.on(MAY_2026).cells[0].value


def test_the_reform_that_the_page_shows_can_be_used(law, tmp_path):
    page = (Path(__file__).parents[3] / "docs" / "population.md").read_text("utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "another.yaml").write_text("title: Another\n", "utf-8")
    path = tmp_path / "reform.yaml"
    path.write_text(shown, "utf-8")
    reform = read_reform(path)
    assert len(reform.parameters) == 6
    changed = reformed(law, reform)
    assert changed.parameters["child_benefit_amount_primary"].on(MAY_2026).cells[0].value == 15_000


@pytest.mark.parametrize("name", ["higher_basic_amount", "savings_count_less"])
def test_the_example_reforms_can_be_used(law, name):
    path = Path(__file__).parents[3] / "examples" / "reforms" / f"{name}.yaml"
    assert reformed(law, read_reform(path)).parameters != law.parameters
