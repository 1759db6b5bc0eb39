"""What makes a population, and what is refused with the cure."""

import numpy as np
import pyarrow as pa
import pytest
from tests.law.batch.random_law import FACTS
from tests.law.batch.test_batch_equals_explain import MAY_2026

from opora.law.batch import Population, PopulationError, population_of_cases
from opora.law.engine.case import Case
from opora.law.engine.operations import RELATIONS


def columns(sizes=(2, 1), **changed):
    """Households of these sizes in which the first person applies."""
    persons = sum(sizes)
    first = np.array([int(place == 0) for size in sizes for place in range(size)], int)
    return {
        "household": np.repeat(np.arange(len(sizes)), np.array(sizes, int)),
        "is_applicant": first,
        "lives_in_dwelling": np.ones(persons, int),
        **{name: np.full(persons, -1) for name in ("partner", "parent_1", "parent_2", "carer_1", "carer_2")},
        **changed,
    }


def population(sizes=(2, 1), **changed):
    table = {
        name: pa.array(values) for name, values in columns(sizes, **changed).items() if values is not None
    }
    return Population.from_arrow(pa.table(table), FACTS)


def refused(match, sizes=(2, 1), **changed):
    with pytest.raises(PopulationError, match=match):
        population(sizes, **changed)


def test_households_and_persons_are_counted():
    country = population((3, 1, 2))
    assert (country.households, country.persons) == (3, 6)


def test_a_household_of_more_than_24_persons_is_refused():
    refused("Household 1 has 25 members; at most 24 are computed. Part it into the dwellings", (3, 25))


def test_a_household_whose_rows_are_apart_is_refused():
    refused("do not stand together. Sort the rows by 'household'", household=np.array([0, 1, 0]))


def test_a_household_without_an_applicant_is_refused():
    refused("exactly one person with 'is_applicant' 1", is_applicant=np.array([1, 0, 0]))


def test_a_relative_outside_the_household_is_refused():
    refused("'partner' names a person outside the household", partner=np.array([1, 0, 1]))


def test_a_relation_below_nobody_is_refused():
    refused("'parent_1' holds a value outside -1 to 23", parent_1=np.array([-2, -1, -1]))


def test_a_missing_relation_column_is_refused():
    refused("no column 'carer_2'. Add it", carer_2=None)


def test_gaps_in_who_applies_are_refused():
    refused("'is_applicant' has missing values", is_applicant=[1, None, 1])


def test_a_fact_outside_its_range_is_refused():
    refused("'debt' holds a value outside -20 to 20", debt=np.array([0, 21, 0]))


def test_amounts_that_are_no_whole_numbers_are_refused():
    refused("'debt' holds float64, not whole numbers. Write amounts in cents", debt=np.array([0.5, 1, 2]))


def test_a_column_of_no_fact_is_refused_with_the_nearest_name():
    refused("no fact is called 'debts'. Did you mean 'debt'", debts=np.array([1, 2, 3]))


def test_a_column_that_fits_is_used_where_it_lies():
    given = np.array([1, 0, 1], np.int8)
    assert np.shares_memory(population(works=given).columns["works"], given)


def test_an_unknown_fact_stands_one_below_its_range():
    kept = population(debt=[5, None, -20]).columns["debt"]
    assert kept.tolist() == [5, -21, -20]


def test_a_fact_of_the_dwelling_is_kept_once_a_household():
    assert population(home_value=np.array([7, 7, 9])).columns["home_value"].tolist() == [7, 9]


def test_a_column_that_is_missing_is_unknown_of_everybody():
    country = population()
    assert country.lacks(FACTS["debt"], "day_of_filing", 0, MAY_2026) == "debt"
    assert country.column(FACTS["debt"], "day_of_filing", 0, MAY_2026).tolist() == [-21, -21, -21]


def test_a_dated_column_holds_from_its_day_on():
    country = population(debt=np.array([1, 1, 1]), **{"debt@2026-04-20": np.array([2, 2, 2])})
    filing, right = (
        country.column(FACTS["debt"], day, 0, MAY_2026) for day in ("day_of_filing", "month_of_right")
    )
    assert (filing[0], right[0]) == (1, 2)


def a_case(**changed):
    given = {
        "persons": ["ana", "bor"],
        "applicant": 0,
        "in_dwelling": [1, 1],
        "relatives": {relation: [[], []] for relation in RELATIONS},
        "claimed": frozenset(),
    }
    return Case(**given | changed)


def test_a_fact_that_changes_in_a_case_becomes_dated_columns():
    changing = a_case(by_day={("debt", 0): [(20540, 3), (20570, 4)], ("debt", 1): 9})
    kept = population_of_cases([changing], FACTS).columns
    assert kept["debt"].tolist() == [-21, 9]
    assert [kept[name].tolist() for name in sorted(kept) if "@" in name] == [[3, 9], [4, 9]]


def test_a_case_with_more_parents_than_columns_is_decided_by_itself():
    relatives = {relation: [[], []] for relation in RELATIONS} | {"carers": [[1, 1, 1], []]}
    with pytest.raises(PopulationError, match="ana has 3 carers; the columns hold 2"):
        population_of_cases([a_case(relatives=relatives)], FACTS)


def test_nobody_makes_an_empty_country():
    assert population(()).households == 0
