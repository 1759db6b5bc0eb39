"""The person from whom a child is removed is never the child."""

from datetime import UTC, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.opening import open_case
from opora.cases.records import Faulty, add_record
from opora.web.at_hand import at_hand

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 7, 10, tzinfo=UTC)


@pytest.fixture
def case():
    case = CaseFactory(task="urgent_removal", assigned=True)
    for role in ("child", "taken_from", "parent"):
        PartyFactory(case=case, role=role)
    return case


def party(case, role):
    return case.parties.get(role=role)


def removal(case, children, taken_from):
    told = {
        "removed_at": "2026-07-07T09:00:00+02:00",
        "official": case.assigned_to.pk,
        "children": [each.pk for each in children] if isinstance(children, list) else [children.pk],
        "children_count": 2,
        "taken_from": taken_from.pk,
        "place": "Koper",
        "legal_article": "dz_167_1",
        "police_helped": False,
    }
    return add_record(case, "removal", told, by=case.assigned_to, at=NOON)


def test_a_child_is_not_removed_from_itself_nor_a_grown_up_removed(case):
    child, mother = party(case, "child"), party(case, "taken_from")
    with pytest.raises(Faulty) as refusal:
        removal(case, child, child)
    assert set(refusal.value.faults) == {"taken_from"}
    with pytest.raises(Faulty) as refusal:
        removal(case, mother, mother)
    assert set(refusal.value.faults) == {"children"}
    assert removal(case, child, mother).content["taken_from"] == mother.pk


def test_as_many_children_are_removed_as_are_ticked(case):
    """Nobody types the number: what was handed in for it counts for nothing."""
    child, mother = party(case, "child"), party(case, "taken_from")
    assert removal(case, child, mother).content["children_count"] == 1
    other = PartyFactory(case=CaseFactory(task="urgent_removal", assigned=True), role="child")
    further = PartyFactory(case=(second := other.case), role="child")
    taken_from = PartyFactory(case=second, role="taken_from")
    assert removal(second, [other, further], taken_from).content["children_count"] == 2


def test_the_article_is_one_of_the_list(case):
    child, mother = party(case, "child"), party(case, "taken_from")
    assert removal(case, child, mother).content["legal_article"] == "dz_167_1"


def test_a_removal_is_urgent_from_its_opening_whatever_was_ticked():
    unit = UnitFactory()
    by = WorkerFactory(professional_worker=True, unit=unit)
    case = open_case(
        task="urgent_removal",
        unit=unit,
        title="",
        parties=[(PersonFactory(), "child"), (PersonFactory(), "taken_from")],
        opened_by=by,
        opened_on=NOON.date(),
        opened_how="ex_officio",
        unit_reason="Otrok je tu na obisku.",
        at=NOON,
    )
    assert case.is_urgent


def test_the_form_offers_only_who_has_the_role(case):
    definition = next(record for record in task_of(case).records if record.key == "removal")
    offered = at_hand(case, definition, case.assigned_to).in_roles
    assert {role: [key for key, _name in choices] for role, choices in offered.items()} == {
        role: [str(party(case, role).pk)] for role in ("child", "taken_from")
    }
