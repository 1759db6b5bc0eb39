"""A population held in memory answers what a run over its files answers, however often it is asked."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from opora.law.country import CountryError, PopulationFolder
from opora.law.country.partition import Way
from opora.law.reform import HeldPopulation, effect_of, read_reform
from opora.law.reform import effect as effect_module
from opora.law.reform import holding as module

MAY_2026 = date(2026, 5, 1)
AS_IT_IS = Way(with_machine_code=False)


@pytest.fixture(scope="module")
def held(law, population):
    return HeldPopulation(population, law, month=MAY_2026, way=AS_IT_IS)


@pytest.fixture
def reform(tmp_path):
    def of(text):
        path = tmp_path / "reform.yaml"
        path.write_text(text, "utf-8")
        return read_reform(path)

    return of


@pytest.mark.parametrize(
    "text",
    [
        "parameters:\n  minimum_income_basic_amount: 530\n  child_benefit_amount_primary: {times: 1.1}\n",
        "parameters:\n  large_family_supplement: {plus: 10}\n",
    ],
)
def test_what_is_held_answers_as_the_files_do(held, law, population, reform, text):
    asked = reform(text)
    alone = effect_of(asked, population, law, month=MAY_2026, way=AS_IT_IS)
    assert alone.whole.households > 0
    assert alone.whole.winners > 0
    assert held.effect(asked) == alone


def test_a_second_change_of_an_amount_reads_nothing_and_determines_today_no_more(held, reform, monkeypatch):
    first = held.effect(reform("parameters:\n  large_family_supplement: {plus: 10}\n"))
    runs = []
    prepare = module.prepare_month
    monkeypatch.setattr(
        module, "prepare_month", lambda *args, **given: runs.append(1) or prepare(*args, **given)
    )
    monkeypatch.setattr(PopulationFolder, "read", lambda *_: pytest.fail("the files were read again"))
    second = held.effect(reform("parameters:\n  large_family_supplement: {plus: 20}\n"))
    assert second.whole.cost == 2 * first.whole.cost > 0
    assert len(runs) == 1


def test_a_right_of_which_nobody_has_a_result_is_named_and_hides_no_household(
    law, population, reform, monkeypatch
):
    """No law of today leaves a right open for all four hundred, so one is taken for open here."""
    asked = reform("parameters:\n  minimum_income_basic_amount: {times: 1.01}\n")
    whole = effect_of(asked, population, law, month=MAY_2026, way=AS_IT_IS)
    determined = effect_module.outcomes_of

    def with_an_open_right(table, graph, rights):
        found = determined(table, graph, rights)
        known = np.zeros_like(found["rent_subsidy"].known)
        return found | {"rent_subsidy": replace(found["rent_subsidy"], known=known)}

    monkeypatch.setattr(effect_module, "outcomes_of", with_an_open_right)
    found = effect_of(asked, population, law, month=MAY_2026, way=AS_IT_IS)
    assert found.left_open == ("rent_subsidy",)
    assert found.not_compared <= whole.not_compared
    assert found.whole.households >= whole.whole.households


def test_another_month_than_the_populations_is_refused_with_what_is_missing(law, population, reform):
    elsewhere = HeldPopulation(population, law, month=date(2024, 2, 1), way=AS_IT_IS)
    with pytest.raises(CountryError, match=r"needed by .*cash_social_assistance"):
        elsewhere.effect(reform("parameters:\n  minimum_income_basic_amount: 530\n"))
