"""The generated population: reproducible, nobody real, and possible."""

from dataclasses import fields
from datetime import date

import numpy as np
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban
from stdnum.si import ddv

from opora.demo.identifiers import (
    MOST_CITIZENS_OF_A_DAY,
    MOST_FOREIGNERS_OF_A_DAY,
    NATIONS,
    draw_accounts,
    draw_emso,
    draw_tax_numbers,
    nation_of_region,
)
from opora.demo.names import ORIGINS, family_names, word_lists
from opora.demo.population import Population, draw_population
from opora.people.identifiers import check_emso

TODAY = date(2026, 3, 10)
MUNICIPALITIES = {"koper": 50_000, "piran": 17_000, "sezana": 13_000}


def drawn(persons=3000, seed=1):
    return draw_population(persons, seed=seed, today=TODAY, municipalities=MUNICIPALITIES)


@pytest.fixture(scope="module")
def population():
    return drawn(6000)


@given(
    st.lists(
        st.tuples(
            st.dates(date(1900, 1, 1), date(2026, 3, 10)), st.booleans(), st.integers(0, len(NATIONS) - 1)
        ),
        min_size=1,
        max_size=60,
    )
)
@settings(deadline=None)
def test_every_generated_emso_is_valid_given_once_and_nobodys(people):
    born, is_female, nation = (np.array(column) for column in zip(*people, strict=True))
    numbers = [
        f"{number:013}" for number in draw_emso(born.astype("datetime64[D]"), is_female, nation).tolist()
    ]
    assert len(set(numbers)) == len(people)
    for number, (day, female, place) in zip(numbers, people, strict=True):
        read = check_emso(number)
        assert (read.born, read.sex) == (day, "female" if female else "male")
        assert 60 <= int(read.region) <= 69
        assert nation_of_region(int(read.region)) == NATIONS[place]
        assert not read.is_doubtful


@pytest.mark.parametrize(
    ("nation", "most"),
    [(0, MOST_CITIZENS_OF_A_DAY), (1, MOST_FOREIGNERS_OF_A_DAY), (7, MOST_FOREIGNERS_OF_A_DAY)],
)
@pytest.mark.parametrize("is_female", [True, False])
def test_as_many_as_can_be_of_one_day_have_different_emso_and_no_more(nation, most, is_female):
    def draw(persons):
        day = np.full(persons, np.datetime64("1990-05-05"))
        return draw_emso(day, np.full(persons, is_female), np.full(persons, nation)).tolist()

    numbers = draw(most)
    assert len(set(numbers)) == most
    assert not any(check_emso(f"{number:013}").is_doubtful for number in numbers)
    with pytest.raises(ValueError, match="on one day"):
        draw(most + 1)


@given(st.integers(0, 2_100_000))
@settings(deadline=None)
def test_generated_tax_numbers_and_accounts_are_valid_and_given_once(first):
    tax_numbers = draw_tax_numbers(20, first).tolist()
    assert all(ddv.is_valid(str(number)) for number in tax_numbers)
    assert len(set(tax_numbers) | set(draw_tax_numbers(20, first + 20).tolist())) == 40
    assert all(iban.is_valid(f"SI56{number:015}") for number in draw_accounts(20, first).tolist())


@pytest.mark.parametrize("table", [each.name for each in fields(Population)])
def test_the_same_seed_draws_the_same_population_and_another_seed_another(table):
    first, again, other = (getattr(drawn(seed=seed), table) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_every_emso_of_a_whole_population_is_valid_nobodys_and_says_what_the_record_says(population):
    for person in population.persons.to_pylist():
        if person["emso"]:
            read = check_emso(person["emso"])
            assert 60 <= int(read.region) <= 69
            assert (read.born, read.sex) == (person["born"], person["sex"])


@pytest.mark.parametrize("identifier", ["emso", "tax_number", "iban", "public_id"])
def test_no_two_persons_have_the_same_identifier(population, identifier):
    known = [each for each in population.persons[identifier].to_pylist() if each]
    assert len(set(known)) == len(known) > 1000


def test_hardly_any_two_persons_have_the_same_name_and_birth_date(population):
    columns = (population.persons[name].to_pylist() for name in ("given_name", "family_name", "born"))
    known = list(zip(*columns, strict=True))
    assert len(known) - len(set(known)) <= len(known) // 1000


def test_there_are_women_and_men_and_people_of_every_age(population):
    persons = population.persons
    ages = (np.datetime64(TODAY) - persons["born"].to_numpy()) / np.timedelta64(365, "D")
    assert 0.47 < pc.mean(pc.equal(persons["sex"], "female")).as_py() < 0.57
    assert 0.12 < (ages < 18).mean() < 0.26
    assert 0.12 < (ages >= 65).mean() < 0.32
    assert set((ages // 10).astype(int)) >= set(range(10))


def test_people_live_where_the_municipalities_have_their_inhabitants():
    population = drawn(20_000)
    homes = population.dwellings["municipality"].to_numpy()[population.residences["dwelling"].to_numpy() - 1]
    shares = np.bincount(homes) / len(homes)
    expected = np.array(list(MUNICIPALITIES.values())) / sum(MUNICIPALITIES.values())
    assert abs(shares - expected).max() < 0.02


def test_everybody_lives_in_one_home_since_their_birth_at_the_earliest(population):
    residents = population.residences["person"].to_numpy()
    assert len(set(residents.tolist())) == len(residents) == population.persons.num_rows
    born = population.persons["born"].to_numpy()[residents - 1]
    since = np.array(
        [str(each).strip("[(").split(",")[0] for each in population.residences["period"].to_pylist()]
    )
    assert (since.astype("datetime64[D]") >= born).all()


@pytest.mark.parametrize("persons", [1, 2, 17, 1000])
def test_there_are_exactly_as_many_persons_as_asked_for(persons):
    assert drawn(persons).persons.num_rows == persons


def test_every_parent_is_at_least_eighteen_years_older_than_the_child(population):
    born = population.persons["born"].to_numpy()
    is_parent = pc.equal(population.relations["kind"], "parent").to_numpy()
    parents = population.relations["person"].to_numpy()[is_parent] - 1
    children = population.relations["other"].to_numpy()[is_parent] - 1
    assert len(children) > 1000
    assert (born[children] - born[parents]).min() >= np.timedelta64(18 * 365, "D")


def test_everybody_has_one_spouse_or_partner_at_most(population):
    couples = population.relations.filter(pc.not_equal(population.relations["kind"], "parent"))
    persons = couples["person"].to_pylist() + couples["other"].to_pylist()
    assert len(set(persons)) == len(persons)


def test_nobody_of_a_home_is_named_like_somebody_else_there(population):
    given = population.persons["given_name"].to_numpy()
    homes = zip(
        population.residences["dwelling"].to_pylist(),
        given[population.residences["person"].to_numpy() - 1],
        strict=True,
    )
    known = list(homes)
    assert len(set(known)) == len(known) == 6000


def test_there_are_households_of_every_kind(population):
    sizes = np.bincount(population.residences["dwelling"].to_numpy())[1:]
    assert {1, 2, 3, 4, 5, 6} <= set(sizes.tolist())
    assert 2.0 < sizes.mean() < 2.6


def test_some_lack_identifiers_some_died_and_some_are_protected():
    persons = drawn(20_000).persons
    foreign = pc.not_equal(persons["citizenship"], "SI")
    assert 0.08 < pc.mean(foreign).as_py() < 0.14
    assert pc.sum(pc.and_(foreign, pc.is_null(persons["emso"]))).as_py() > 100
    newborn = pc.greater(persons["born"], date(2026, 2, 25))
    assert pc.sum(newborn).as_py() > 0
    assert pc.all(pc.is_null(persons.filter(newborn)["emso"])).as_py()
    assert pc.sum(persons["is_protected"]).as_py() > 0
    assert 100 < persons.num_rows - persons["died"].null_count < 1500


def test_the_italian_minority_lives_where_italian_is_an_official_language():
    population = drawn(20_000)
    italian = pc.equal(population.persons["language"], "it").to_numpy(zero_copy_only=False)
    homes = population.dwellings["municipality"].to_numpy()[population.residences["dwelling"].to_numpy() - 1]
    assert set(homes[italian].tolist()) == {0, 1}


def test_a_married_woman_who_gave_up_her_name_bears_it_among_her_former_ones(population):
    former = population.former_names
    rows = former["person"].to_numpy() - 1
    present = population.persons.take(rows.tolist())
    assert set(present["sex"].to_pylist()) == {"female"}
    same = pc.equal(present["family_name"], former["family_name"])
    assert pc.mean(same).as_py() < 0.01


@pytest.mark.parametrize("origin", ORIGINS)
def test_family_names_are_put_together_from_syllables(origin):
    names = family_names(origin)
    syllables = word_lists()["family"][origin]
    assert len(names) > 1000
    assert all(isinstance(part, str) for parts in syllables.values() for part in parts)
    assert all(name.startswith(tuple(syllables["first"])) for name in names)
    assert all(name.endswith(tuple(syllables["last"])) for name in names)
