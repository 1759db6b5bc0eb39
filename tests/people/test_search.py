"""Finding persons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.organisation.factories import TerritoryFactory
from tests.people.conftest import TODAY
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    FormerNameFactory,
    PersonFactory,
    ResidenceFactory,
    generated_emso,
)

from opora.audit import trail
from opora.organisation.refusal import Refused
from opora.people import need_to_know
from opora.people.addresses import address_line
from opora.people.models import Person
from opora.people.search import search_persons


def names(text, worker, **page):
    return [hit.name for hit in search_persons(text, worker, on=TODAY, **page).hits]


@pytest.fixture
def people(db):
    for given_name, family_name in [
        ("Ana", "Kovač"),
        ("Žiga", "Kovačič"),
        ("Bor", "Novak Kovač"),
        ("Ana Marija", "Čas"),
        ("Anamarija", "Cas"),
        ("Đorđe", "Anić"),
        ("Zala", "Šuštar"),
    ]:
        PersonFactory(given_name=given_name, family_name=family_name)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("marija", ["Ana Marija Čas"]),
        ("kovac", ["Ana Kovač", "Žiga Kovačič", "Bor Novak Kovač"]),
        ("KOVAČ", ["Ana Kovač", "Žiga Kovačič", "Bor Novak Kovač"]),
        ("cas", ["Anamarija Cas", "Ana Marija Čas"]),
        ("ana", ["Ana Kovač", "Ana Marija Čas", "Anamarija Cas"]),
        ("an", ["Đorđe Anić", "Ana Kovač", "Ana Marija Čas", "Anamarija Cas"]),
        ("ana kovac", ["Ana Kovač"]),
        ("kovac ana", ["Ana Kovač"]),
        ("kov a", ["Ana Kovač"]),
        ("cas marija", ["Ana Marija Čas"]),
        ("novak kov bor", ["Bor Novak Kovač"]),
        ("dord", ["Đorđe Anić"]),
        ("sustar", ["Zala Šuštar"]),
        ("  šuš   zal ", ["Zala Šuštar"]),
        ("novakov", []),
        ("o'vac", []),
        ("an% kov", []),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_words_in_either_order(people, worker, typed, found):
    assert names(typed, worker) == found


def test_a_person_is_found_by_a_former_name(worker):
    FormerNameFactory(person__given_name="Eva", person__family_name="Novak", family_name="Dekliška")
    assert names("dekliska", worker) == ["Eva Novak"]
    assert names("eva novak", worker) == ["Eva Novak"]


@pytest.mark.parametrize("typed", ["k", "kov", "ana", "cas", "a n"])
def test_pages_of_any_size_hold_everybody_once_and_in_order(people, worker, typed):
    FormerNameFactory(person=PersonFactory(given_name="Ana", family_name="Zupan"), family_name="Kovaš")
    PersonFactory.create_batch(3, given_name="Ana", family_name="Kovač")
    whole = [hit.person.pk for hit in search_persons(typed, worker, on=TODAY).hits]
    paged, after = [], None
    while True:
        page = search_persons(typed, worker, on=TODAY, after=after, limit=2)
        paged += [hit.person.pk for hit in page.hits]
        after = page.after
        if after is None:
            break
    assert paged == whole
    assert len(set(paged)) == len(paged)


def test_the_key_to_the_next_page_holds_no_name(people, worker):
    assert set(search_persons("kov", worker, on=TODAY, limit=1).after) <= set("0123456789-")


def test_a_name_of_many_ambiguous_letters_is_found(worker):
    PersonFactory(given_name="Ana", family_name="Čščšžđčćzsdcčš")
    assert names("cscszdcczsdccs", worker) == ["Ana Čščšžđčćzsdcčš"]
    assert names("cscszdcczsdccx", worker) == []


def test_a_person_is_found_by_emso_and_by_tax_number(worker):
    person = PersonFactory(with_emso=True, tax_number="50223054")
    assert search_persons(person.emso, worker, on=TODAY).hits[0].person == person
    assert search_persons("5022 3054", worker, on=TODAY).hits[0].person == person


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("0203988605001", "check digit of this EMŠO"),
        ("50223055", "check digit of this tax number"),
        ("12", "Enter a name"),
        ("  ", "Enter a name"),
    ],
)
def test_a_search_that_can_find_nobody_is_refused_with_the_reason(worker, typed, explained):
    with pytest.raises(Refused, match=explained):
        search_persons(typed, worker, on=TODAY)


def test_a_merged_record_is_not_found(worker):
    kept = PersonFactory(family_name="Novak", with_emso=True)
    PersonFactory(family_name="Novak", emso=generated_emso(kept.born, kept.sex, 450), merged_into=kept)
    assert [hit.person for hit in search_persons("novak", worker, on=TODAY).hits] == [kept]
    assert search_persons(generated_emso(kept.born, kept.sex, 450), worker, on=TODAY).hits == []


def test_the_list_shows_the_year_of_birth_and_the_unit(worker):
    home = TerritoryFactory()
    person = AddressFactory(municipality=home.municipality).person
    hit = search_persons(person.family_name, worker, on=TODAY).hits[0]
    assert (hit.born_year, hit.unit) == (1988, home.unit)


def test_the_unit_of_a_protected_person_is_withheld(worker):
    home = TerritoryFactory()
    person = AddressFactory(person__protected=True, municipality=home.municipality).person
    assert search_persons(person.family_name, worker, on=TODAY).hits[0].unit is None


@pytest.fixture
def only_known(monkeypatch):
    """The only person anybody needs to know."""
    person = PersonFactory(family_name="Novak")
    monkeypatch.setattr(need_to_know, "_reasons", [])
    monkeypatch.setattr(need_to_know, "_case_numbers", [])
    return person


def test_the_unit_and_address_of_whoever_lives_with_a_protected_person_are_withheld(worker):
    home = DwellingFactory()
    hidden, shown = (ResidenceFactory(dwelling=home).person for _each in range(2))
    Person.objects.filter(pk=hidden.pk).update(is_protected=True, emso=None)
    address = AddressFactory(person=shown)
    TerritoryFactory(municipality=address.municipality)
    [hit] = search_persons(shown.full_name, worker, on=TODAY).hits[:1]
    assert hit.unit is None
    assert address_line(shown, TODAY, worker) == "protected address"
    hidden.residences.all().delete()
    [hit] = search_persons(shown.full_name, worker, on=TODAY).hits[:1]
    assert hit.unit is not None
    assert address.street in address_line(shown, TODAY, worker)


def test_nobody_may_be_opened_without_a_reason_from_above(worker, only_known):
    assert not Person.objects.visible_to(worker).exists()
    assert not search_persons("novak", worker, on=TODAY).hits[0].may_open


def test_whoever_a_worker_needs_to_know_may_be_opened(worker, only_known):
    other = PersonFactory(family_name="Novak")
    need_to_know.follows_from(lambda asking: Person.objects.filter(pk=only_known.pk).values("pk"))
    may_open = {hit.person: hit.may_open for hit in search_persons("novak", worker, on=TODAY).hits}
    assert may_open == {only_known: True, other: False}


def test_a_reason_for_a_merged_record_is_one_for_the_person(worker, only_known):
    absorbed = PersonFactory(merged_into=only_known)
    need_to_know.follows_from(lambda asking: Person.objects.filter(pk=absorbed.pk).values("pk"))
    assert only_known in Person.objects.visible_to(worker)
    assert search_persons("novak", worker, on=TODAY).hits[0].may_open


def test_a_case_number_leads_to_its_persons(worker, only_known):
    PersonFactory()
    need_to_know.case_numbers_lead_to(
        lambda number, asking: Person.objects.filter(
            pk=only_known.pk if number == "1232-15/2026" else 0
        ).values("pk")
    )
    assert names("1232-15/2026", worker) == [only_known.full_name]
    assert names("1232-16/2026", worker) == []


def test_a_search_is_noted_with_everybody_shown(people, worker):
    with trail.collecting() as noted:
        hits = search_persons("kov", worker, on=TODAY).hits
    assert noted.deed == "searched"
    assert noted.persons == {hit.person.pk for hit in hits}


@pytest.mark.parametrize("persons", [1, 20])
def test_a_page_costs_six_queries_however_long(worker, django_assert_max_num_queries, persons):
    home = TerritoryFactory()
    AddressFactory.create_batch(persons, person__given_name="Zala", municipality=home.municipality)
    with django_assert_max_num_queries(6):
        assert len(search_persons("zala", worker, on=TODAY).hits) == persons


def test_names_are_read_from_the_indices_in_order(people, worker):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM people_person WHERE family_order >= 'K' AND family_order < 'L' "
            "AND merged_into_id IS NULL AND ' ' || folded_name LIKE '% kov%' "
            "ORDER BY family_order, id LIMIT 5"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using person_family_order" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize(("limit", "looked_up"), [(2, False), (9, True)])
def test_former_names_are_looked_up_only_where_the_page_has_room_for_them(people, worker, limit, looked_up):
    with CaptureQueriesContext(connection) as asked:
        search_persons("ana", worker, on=TODAY, limit=limit)
    [by_name] = [query["sql"] for query in asked if "people_formername" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE) " + by_name.replace("%", "%%"), [])
        plan = [line for (line,) in cursor.fetchall()]
    [scan] = [line for line in plan if "people_formername" in line and "Scan" in line]
    assert ("never executed" not in scan) == looked_up
