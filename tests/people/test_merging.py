"""Two records of one person are merged, and can be parted again."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.people.conftest import TODAY
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    FormerNameFactory,
    PersonFactory,
    RelationFactory,
    ResidenceFactory,
)

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.people import need_to_know
from opora.people.merging import ids_of_same_person, merge_persons, part_persons
from opora.people.models import Person, Residence
from opora.people.registering import correct_person

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def merge(kept, absorbed, head, reason="entered twice"):
    return merge_persons(kept=kept, absorbed=absorbed, reason=reason, by=head, at=NOW)


@pytest.fixture
def pair(db):
    """A record with an EMŠO, and one of the same woman entered without."""
    return PersonFactory(with_emso=True, phone=""), PersonFactory(phone="041 000 000")


def pointers_to(person):
    """Every row of every table that holds a foreign key to this person, read from the database itself."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confrelid = 'people_person'::regclass
            """
        )
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT id FROM {table} WHERE {column} = %s", [person.pk])
            found |= {(table, column, pk) for (pk,) in cursor.fetchall()}
    return {row for row in found if row[0] != "people_merge"}


def test_everything_that_points_to_the_absorbed_record_moves_and_can_be_moved_back(pair, head):
    kept, absorbed = pair
    AddressFactory(person=absorbed)
    FormerNameFactory(person=absorbed)
    RelationFactory(person=absorbed)
    RelationFactory(other=absorbed, kind="parent")
    ResidenceFactory(person=absorbed)
    before = pointers_to(absorbed)
    assert len(before) == 5

    record = merge(kept, absorbed, head)
    assert pointers_to(absorbed) == set()
    assert pointers_to(kept) == before | {("people_person", "merged_into_id", absorbed.pk)}

    part_persons(record, by=head, at=LATER)
    assert pointers_to(absorbed) == before
    assert pointers_to(kept) == set()


def test_what_only_the_absorbed_record_knows_completes_the_kept_one_until_they_part(pair, head):
    kept, absorbed = pair
    record = merge(kept, absorbed, head)
    kept.refresh_from_db()
    assert kept.phone == "041 000 000"
    part_persons(record, by=head, at=LATER)
    kept.refresh_from_db()
    assert kept.phone == ""


def test_a_completion_corrected_since_stays_when_they_part(pair, head):
    kept, absorbed = pair
    record = merge(kept, absorbed, head)
    correct_person(kept, by=head, on=TODAY, phone="041 111 111")
    part_persons(record, by=head, at=LATER)
    kept.refresh_from_db()
    assert kept.phone == "041 111 111"


def test_the_emso_of_the_absorbed_record_goes_over_and_back(head):
    kept, absorbed = PersonFactory(), PersonFactory(with_emso=True)
    record = merge(kept, absorbed, head)
    kept.refresh_from_db()
    assert kept.emso == absorbed.emso
    part_persons(record, by=head, at=LATER)
    kept.refresh_from_db()
    assert kept.emso is None


def test_protection_of_either_address_protects_both_and_stays(pair, head):
    kept, _absorbed = pair
    absorbed = PersonFactory(protected=True)
    record = merge(kept, absorbed, head)
    kept.refresh_from_db()
    assert kept.is_protected
    part_persons(record, by=head, at=LATER)
    kept.refresh_from_db()
    assert kept.is_protected


def test_a_residence_that_overlaps_stays_with_the_absorbed_record_and_is_named(pair, head):
    kept, absorbed = pair
    ResidenceFactory(person=kept, dwelling=DwellingFactory())
    overlapping = ResidenceFactory(person=absorbed, dwelling=DwellingFactory())
    earlier = ResidenceFactory(person=absorbed, period=DateRange(date(2010, 1, 1), date(2012, 1, 1)))
    record = merge(kept, absorbed, head)
    assert record.moved["left"] == {"people.residence.person": [overlapping.pk]}
    assert Residence.objects.get(pk=earlier.pk).person == kept
    part_persons(record, by=head, at=LATER)
    assert Residence.objects.filter(person=absorbed).count() == 2


def test_what_was_moved_on_since_stays_where_it_is_when_they_part(pair, head):
    kept, absorbed = pair
    address = AddressFactory(person=absorbed)
    record = merge(kept, absorbed, head)
    somebody_else = PersonFactory()
    address.person = somebody_else
    address.save()
    part_persons(record, by=head, at=LATER)
    address.refresh_from_db()
    assert address.person == somebody_else


def test_a_merged_record_is_remembered_under_both_ids(pair, head):
    kept, absorbed = pair
    earlier = PersonFactory()
    merge(absorbed, earlier, head)
    merge(kept, absorbed, head)
    assert ids_of_same_person(kept) == sorted([kept.pk, absorbed.pk, earlier.pk])


@pytest.mark.parametrize(
    ("other", "differ_in"),
    [({"with_emso": True}, "EMŠO"), ({"born": date(1990, 1, 1)}, "birth date"), ({"sex": "male"}, "sex")],
)
def test_records_that_contradict_each_other_are_not_merged(pair, head, other, differ_in):
    with pytest.raises(Refused, match=f"differ in {differ_in}"):
        merge(pair[0], PersonFactory(**other), head)


def test_a_record_is_not_merged_with_itself_nor_without_a_reason_nor_twice(pair, head):
    kept, absorbed = pair
    with pytest.raises(Refused, match="one and the same record"):
        merge(kept, kept, head)
    with pytest.raises(Refused, match="Say why"):
        merge(kept, absorbed, head, reason="  ")
    merge(kept, absorbed, head)
    with pytest.raises(Refused, match="already been merged"):
        merge(PersonFactory(), absorbed, head)


def test_relatives_are_not_merged(head):
    relation = RelationFactory()
    with pytest.raises(Refused, match="related to each other"):
        merge(relation.person, relation.other, head)
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_records_part_once_and_in_the_reverse_order_of_merging(pair, head):
    kept, absorbed = pair
    earlier = PersonFactory()
    first = merge(absorbed, earlier, head)
    second = merge(kept, absorbed, head)
    with pytest.raises(Refused, match="Part those two first"):
        part_persons(first, by=head, at=LATER)
    part_persons(second, by=head, at=LATER)
    part_persons(first, by=head, at=LATER)
    with pytest.raises(Refused, match="already been parted"):
        part_persons(first, by=head, at=LATER)


def test_records_that_share_nothing_sure_are_not_merged(db, head):
    empty = PersonFactory(born=None, given_name="Ana", family_name="Izmišljena")
    with pytest.raises(Refused, match="share no EMŠO"):
        merge(PersonFactory(with_emso=True), empty, head)
    assert Person.objects.get(pk=empty.pk).merged_into is None


@pytest.fixture
def only_of_a_case(monkeypatch):
    """Only the named persons have a case; the head reaches the cases of the first of them."""

    def reached(first, *others):
        def persons(*some):
            return lambda *_asked: Person.objects.filter(pk__in=[each.pk for each in some]).values("pk")

        monkeypatch.setattr(need_to_know, "_reached_for_steps", [persons(first)])
        monkeypatch.setattr(need_to_know, "_persons_of_cases", [persons(first, *others)])

    return reached


def test_a_record_of_no_case_is_merged_where_name_birth_and_sex_agree_and_parted_again(head, only_of_a_case):
    known = PersonFactory(family_name="Kos", with_emso=True)
    other = PersonFactory(family_name="KOS")
    only_of_a_case(known)
    merged = merge(known, other, head)
    entry = LogEntry.objects.get(what="merge_persons")
    assert (entry.worker, entry.persons) == (head, sorted([known.pk, other.pk]))
    part_persons(merged, by=head, at=LATER)
    assert Person.objects.unmerged().filter(pk=other.pk).exists()


@pytest.mark.parametrize("differs", [{"sex": ""}, {"given_name": "Anica"}])
def test_a_record_of_no_case_that_is_only_alike_is_not_merged(head, only_of_a_case, differs):
    known = PersonFactory(family_name="Kos")
    other = PersonFactory(**({"family_name": "Kos"} | differs))
    only_of_a_case(known)
    with pytest.raises(Refused, match="name, birth date and sex agree"):
        merge(known, other, head)


def test_a_record_of_another_units_case_is_not_merged(head, only_of_a_case):
    known, other = PersonFactory(family_name="Kos"), PersonFactory(family_name="Kos")
    only_of_a_case(known, other)
    with pytest.raises(Refused, match="no case of this person"):
        merge(known, other, head)
