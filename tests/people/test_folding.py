"""The keys of a name are the same in Python and in the database, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people.factories import PersonFactory

from opora.people.folding import ALPHABET, FOLDING, fold, order_key, order_variants
from opora.people.models import FormerName, Person

storable = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")
letters_of_the_table = st.sampled_from(sorted(FOLDING))
names = st.text(st.one_of(storable, letters_of_the_table, letters_of_the_table), max_size=20)
within_one_transaction = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


@pytest.mark.django_db
@given(family=names, given_name=names)
@within_one_transaction
def test_the_database_folds_and_orders_any_text_as_python_does(family, given_name):
    person = Person.objects.create(family_name=family, given_name=given_name)
    former = FormerName.objects.create(
        person=person, family_name=family, given_name=given_name, period=(None, None)
    )
    person.refresh_from_db()
    former.refresh_from_db()
    assert person.folded_name == former.folded_name == fold(f"{family} {given_name}")
    assert person.family_order == order_key(family, given_name)
    assert person.given_order == order_key(given_name, family)
    assert person.later_family_name == fold(family).partition(" ")[2]
    assert person.later_given_name == fold(given_name).partition(" ")[2]


@given(names)
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Čučnik   ŽIGA ", "cucnik ziga"),
        ("Novak-Kovač", "novak kovac"),
        ("Đorđević", "dordevic"),
        ("c\u030cas", "cas"),
        ("D’Angelo", "dangelo"),
        ("NGUYỄN", "nguyen"),
        ("İpek Işık", "ipek isik"),
    ],
)
def test_a_search_key_has_neither_case_nor_diacritics(typed, folded):
    assert fold(typed) == folded


def test_slovenian_order_puts_each_letter_after_its_plain_one():
    assert sorted(ALPHABET, key=order_key) == list(ALPHABET)
    assert sorted(["Žan", "Zver", "Šuc", "Suz", "Ćus", "Čus", "Cuz", "Đon", "Duz"], key=order_key) == (
        ["Cuz", "Čus", "Ćus", "Duz", "Đon", "Suz", "Šuc", "Zver", "Žan"]
    )


def test_everybody_of_a_plain_family_name_comes_before_the_double_one():
    people = [("Novak Kovač", "Ana"), ("Novaković", "Ana"), ("Novak", "Zala"), ("Novak", "Ana")]
    assert sorted(people, key=lambda name: order_key(*name)) == [
        ("Novak", "Ana"),
        ("Novak", "Zala"),
        ("Novak Kovač", "Ana"),
        ("Novaković", "Ana"),
    ]


@given(st.sampled_from(ALPHABET))
def test_the_variants_of_a_letter_are_those_that_fold_to_it(letter):
    assert order_key(letter) in order_variants(fold(letter))


def test_the_order_of_names_is_stored_so_that_the_database_sorts_alike(db):
    for name in ["Žan", "Čas", "Cvet", "Ćosić", "Zver"]:
        PersonFactory(family_name=name)
    in_order = Person.objects.order_by("family_order").values_list("family_name", flat=True)
    assert list(in_order) == ["Cvet", "Čas", "Ćosić", "Zver", "Žan"]
