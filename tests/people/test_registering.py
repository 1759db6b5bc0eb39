"""Entering persons, identifying them later, and correcting them."""

from datetime import date

import pytest
from tests.people.conftest import TODAY
from tests.people.factories import PersonFactory, RelationFactory, generated_emso

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.registering import add_identifiers, correct_person, register_person

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")

BORN = date(1988, 3, 2)


def test_a_person_may_be_entered_with_nothing_known(worker):
    caller = register_person(by=worker, on=TODAY)
    assert caller.full_name == "Unknown person"
    assert caller.emso is None


def test_a_newborn_has_a_family_name_only(worker):
    newborn = register_person(by=worker, on=TODAY, family_name="Novak", born=TODAY)
    assert newborn.full_name == "Novak"


def test_birth_date_and_sex_are_read_from_the_emso(worker):
    person = register_person(
        by=worker, on=TODAY, given_name="Ana", family_name="Novak", emso=generated_emso(BORN, "female")
    )
    assert (person.born, person.sex) == (BORN, "female")


def test_names_are_kept_composed_and_with_single_spaces(worker):
    person = register_person(by=worker, on=TODAY, given_name="  Ana  Marija ", family_name="C\u030cas")
    assert person.full_name == "Ana Marija Čas"


def test_entering_a_person_leaves_one_entry_in_the_log(worker):
    person = register_person(by=worker, on=TODAY, family_name="Novak")
    entry = LogEntry.objects.get()
    assert (entry.worker, entry.deed, entry.persons) == (worker, "created", [person.pk])


@pytest.mark.parametrize(
    ("entered", "explained"),
    [
        ({"born": date(2026, 3, 11)}, "lies in the future"),
        ({"born": date(1880, 1, 1)}, "more than 130 years ago"),
        ({"family_name": "Novak 2"}, "letters, not digits"),
        ({"emso": generated_emso(BORN, "female"), "born": date(1988, 2, 3)}, "EMŠO says the birth date"),
        ({"emso": generated_emso(BORN, "female"), "sex": "male"}, "belongs to a woman"),
        ({"tax_number": "50223055"}, "check digit of this tax number"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(worker, entered, explained):
    with pytest.raises(Refused, match=explained):
        register_person(by=worker, on=TODAY, **entered)
    assert not Person.objects.exists()
    assert not LogEntry.objects.exists()


def test_an_emso_of_somebody_on_record_is_refused_by_name(worker):
    PersonFactory(family_name="Novak", born=BORN, emso=generated_emso(BORN, "female"))
    with pytest.raises(Refused, match="Ana Novak is already in the records with this EMŠO"):
        register_person(by=worker, on=TODAY, emso=generated_emso(BORN, "female"))


def test_identifiers_may_come_later(worker):
    newborn = PersonFactory(born=None, sex="")
    person = add_identifiers(
        newborn,
        by=worker,
        emso=generated_emso(BORN, "female"),
        tax_number="50223054",
        iban="SI56191000000123438",
    )
    assert (person.born, person.tax_number, person.iban) == (BORN, "50223054", "SI56191000000123438")


def test_identifying_with_no_number_is_refused_and_leaves_no_entry_in_the_log(worker):
    with pytest.raises(Refused, match="at least one of the numbers"):
        add_identifiers(PersonFactory(), by=worker, emso="  ")
    assert not LogEntry.objects.exists()


def test_another_emso_is_not_added_to_one_that_is_there(worker):
    person = PersonFactory(born=BORN, emso=generated_emso(BORN, "female", 0))
    with pytest.raises(Refused, match="already has another EMŠO"):
        add_identifiers(person, by=worker, emso=generated_emso(BORN, "female", 7))


def test_a_wrong_emso_is_replaced_by_correcting_it(worker):
    person = PersonFactory(born=BORN, emso=generated_emso(BORN, "female", 0))
    right = generated_emso(BORN, "female", 7)
    assert correct_person(person, by=worker, on=TODAY, emso=right).emso == right


def test_an_emso_of_another_birth_date_is_replaced_together_with_that_date(worker):
    person = PersonFactory(born=BORN, emso=generated_emso(BORN, "female"))
    birth = date(1988, 2, 3)
    right = generated_emso(birth, "female")
    with pytest.raises(Refused, match="EMŠO says the birth date"):
        correct_person(person, by=worker, on=TODAY, emso=right)
    corrected = correct_person(person, by=worker, on=TODAY, emso=right, born=birth)
    assert (corrected.emso, corrected.born) == (right, birth)


def test_an_emso_that_was_somebody_elses_is_forgotten(worker):
    person = PersonFactory(with_emso=True)
    correct_person(person, by=worker, on=TODAY, emso="", born=date(1988, 2, 3))
    person.refresh_from_db()
    assert (person.emso, person.born) == (None, date(1988, 2, 3))


def test_a_birth_date_that_makes_a_child_of_somebody_younger_is_refused(worker):
    mother, child = PersonFactory(given_name="Vera", born=BORN), PersonFactory(born=None)
    RelationFactory(person=mother, other=child, kind="parent")
    with pytest.raises(Refused, match="cannot be the child") as refusal:
        correct_person(child, by=worker, on=TODAY, born=date(1980, 1, 1))
    assert refusal.value.field == "born"
    with pytest.raises(Refused, match="cannot be the child"):
        add_identifiers(child, by=worker, emso=generated_emso(date(1980, 1, 1), "female"))
    child.refresh_from_db()
    assert (child.born, child.emso) == (None, None)


def test_a_name_given_up_is_kept_with_its_days(worker):
    person = PersonFactory(family_name="Dekliška", born=BORN)
    correct_person(person, by=worker, on=TODAY, family_name="Novak", name_since=date(2015, 6, 1))
    correct_person(person, by=worker, on=TODAY, family_name="Novak Kovač", name_since=date(2020, 1, 1))
    former = person.former_names.order_by("period")
    assert [(name.family_name, name.period.lower, name.period.upper) for name in former] == [
        ("Dekliška", BORN, date(2015, 6, 1)),
        ("Novak", date(2015, 6, 1), date(2020, 1, 1)),
    ]


def test_a_mistyped_name_is_no_former_name(worker):
    person = PersonFactory(family_name="Nvoak")
    assert correct_person(person, by=worker, on=TODAY, family_name="Novak").family_name == "Novak"
    assert not person.former_names.exists()


def test_the_first_name_of_a_newborn_leaves_no_former_name(worker):
    newborn = PersonFactory(given_name="", family_name="", born=TODAY)
    correct_person(newborn, by=worker, on=TODAY, given_name="Zala", family_name="Novak", name_since=TODAY)
    assert not newborn.former_names.exists()


def test_a_correction_that_contradicts_the_emso_is_refused(worker):
    person = PersonFactory(born=BORN, emso=generated_emso(BORN, "female"))
    with pytest.raises(Refused, match="EMŠO says the birth date"):
        correct_person(person, by=worker, on=TODAY, born=date(1988, 3, 3))
    person.refresh_from_db()
    assert person.born == BORN


@pytest.mark.parametrize(
    ("died", "explained"), [(date(2026, 3, 11), "in the future"), (date(1988, 3, 1), "before the birth")]
)
def test_an_impossible_day_of_death_is_refused(worker, died, explained):
    with pytest.raises(Refused, match=explained):
        correct_person(PersonFactory(born=BORN), by=worker, on=TODAY, died=died)


def test_a_correction_that_changes_nothing_is_no_act(worker):
    person = PersonFactory(given_name="Ana")
    correct_person(person, by=worker, on=TODAY, given_name="Ana")
    assert not LogEntry.objects.exists()


def test_the_log_names_the_corrected_fields_and_never_their_content(worker):
    correct_person(PersonFactory(), by=worker, on=TODAY, phone="041 000 000")
    assert LogEntry.objects.get().detail == {"fields": ["phone"]}
