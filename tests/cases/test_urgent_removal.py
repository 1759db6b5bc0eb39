"""The person from whom a child is removed is never the child."""

from datetime import UTC, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.catalogue_versions import task_of
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
        "children": [children.pk],
        "children_count": 1,
        "taken_from": taken_from.pk,
        "place": "Koper",
        "legal_article": "DZ 167",
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


def test_the_form_offers_only_who_has_the_role(case):
    definition = next(record for record in task_of(case).records if record.key == "removal")
    offered = at_hand(case, definition, case.assigned_to).in_roles
    assert {role: [key for key, _name in choices] for role, choices in offered.items()} == {
        role: [str(party(case, role).pk)] for role in ("child", "taken_from")
    }
