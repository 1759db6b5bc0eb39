"""Relations that cannot be are refused."""

from datetime import date

import pytest
from tests.people.conftest import TODAY
from tests.people.factories import PersonFactory, RelationFactory

from opora.organisation.refusal import Refused
from opora.people.models import Relation, RelationKind
from opora.people.relating import end_relation, relate, relations_among, relations_of

pytestmark = pytest.mark.usefixtures("everybody_has_a_case_here")


def test_a_parent_is_one_from_the_childs_birth_on(worker):
    child = PersonFactory(child=True)
    relation = relate(PersonFactory(), RelationKind.PARENT, child, by=worker)
    assert relation.period.lower == child.born


def test_nobody_is_their_own_partner(worker):
    person = PersonFactory()
    with pytest.raises(Refused, match="related to themselves"):
        relate(person, RelationKind.PARTNER, person, by=worker)


@pytest.mark.parametrize(
    ("born", "explained"),
    [(date(2019, 1, 1), "is older than"), (date(2018, 5, 4), "have the same birth date")],
)
def test_a_child_is_not_older_than_its_parent(worker, born, explained):
    with pytest.raises(Refused, match=explained):
        relate(PersonFactory(born=born), RelationKind.PARENT, PersonFactory(child=True), by=worker)
    assert not Relation.objects.exists()


@pytest.mark.parametrize("kind", [RelationKind.SPOUSE, RelationKind.PARTNER])
def test_there_is_one_spouse_or_partner_at_a_time(worker, kind):
    ana, bor = PersonFactory(), PersonFactory(given_name="Bor", family_name="Kralj")
    RelationFactory(person=bor, other=ana)
    with pytest.raises(Refused, match="Bor Kralj, since 1 January 2015"):
        relate(ana, kind, PersonFactory(), by=worker, from_day=TODAY)
    with pytest.raises(Refused, match="already has a spouse or partner"):
        relate(PersonFactory(), kind, bor, by=worker, from_day=TODAY)


def test_after_the_end_of_one_partnership_another_may_begin(worker):
    relation = RelationFactory()
    end_relation(relation, by=worker, on=TODAY)
    relate(relation.person, RelationKind.SPOUSE, PersonFactory(), by=worker, from_day=TODAY)
    assert [relation.kind for relation in relations_of(relation.person, TODAY)] == ["spouse"]


def test_a_relation_is_recorded_once(worker):
    parent, child = PersonFactory(), PersonFactory(child=True)
    relate(parent, RelationKind.PARENT, child, by=worker)
    with pytest.raises(Refused, match="already recorded"):
        relate(parent, RelationKind.PARENT, child, by=worker)


def test_two_persons_are_not_each_others_parent(worker):
    one, other = PersonFactory(born=None), PersonFactory(born=None)
    relate(one, RelationKind.PARENT, other, by=worker)
    with pytest.raises(Refused, match="the other way round"):
        relate(other, RelationKind.PARENT, one, by=worker)


def test_a_relation_does_not_end_before_it_begins_nor_twice(worker):
    relation = RelationFactory()
    with pytest.raises(Refused, match="before it begins"):
        end_relation(relation, by=worker, on=date(2014, 1, 1))
    end_relation(relation, by=worker, on=TODAY)
    with pytest.raises(Refused, match="already ended on 10 March 2026"):
        end_relation(relation, by=worker, on=date(2026, 5, 1))


def test_relations_among_persons_leave_out_everybody_else(db):
    inside = RelationFactory()
    RelationFactory(person=inside.person, other=PersonFactory(), kind=RelationKind.PARENT)
    assert list(relations_among([inside.person, inside.other], TODAY)) == [inside]
