"""From case to case everybody keeps their part, by whatever name the other task calls it."""

from datetime import date

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.people.factories import RelationFactory

from opora.cases.same_parts import same_part
from opora.cases.taking_part import parties_offered
from opora.catalogue import catalogue
from opora.people.models import RelationKind

TODAY = date(2026, 5, 4)
pytestmark = pytest.mark.django_db


def case_with(task, *roles):
    case = CaseFactory(task=task)
    return case, [PartyFactory(case=case, role=role).person for role in roles]


def offered(case, task):
    return parties_offered(case, catalogue().task(task, on=TODAY))


def test_from_a_case_of_violence_everybody_comes_into_the_restraining_order_in_their_part():
    case, (mother, father, child) = case_with(
        "domestic_violence_case", "victim", "perpetrator", "witness_child"
    )
    assert offered(case, "restraining_order") == [
        (mother, "protected_person"),
        (father, "offender"),
        (child, "child"),
    ]


def test_from_the_order_of_the_police_they_come_into_the_case_of_violence_again():
    case, (mother, father, child) = case_with("restraining_order", "protected_person", "offender", "child")
    assert offered(case, "domestic_violence_case") == [
        (mother, "victim"),
        (father, "perpetrator"),
        (child, "witness_child"),
    ]


def test_from_a_call_at_night_nobody_becomes_a_victim_because_their_role_is_unknown_there():
    case, (mother, child, father, aunt) = case_with(
        "intervention_call", "person", "child", "perpetrator", "guardian"
    )
    assert offered(case, "domestic_violence_case") == [
        (mother, "victim"),
        (child, "witness_child"),
        (father, "perpetrator"),
        (aunt, ""),
    ]


def test_who_told_of_violence_and_a_child_beside_the_victim_do_not_come_where_they_have_no_part():
    case, (mother, _child, _neighbour) = case_with(
        "domestic_violence_case", "victim", "witness_child", "notifier"
    )
    assert offered(case, "safety_plan") == [(mother, "victim")]
    assert offered(case, "endangerment_assessment") == [(mother, "assessed_person")]


def test_a_stay_of_the_child_knows_who_is_accused_of_violence():
    case, (_mother, father, child) = case_with(
        "domestic_violence_case", "victim", "perpetrator", "witness_child"
    )
    found = offered(case, "children_crisis_stay")
    assert (father, "accused_person") in found
    assert (child, "child") in found


def test_whose_data_are_kept_apart_come_into_no_role_in_which_they_lie_open():
    tasks = {key: versions[-1] for key, versions in catalogue().tasks.items()}
    for task in tasks.values():
        for role in task.roles:
            if role.apart:
                found = [same_part(other, role) for other in tasks.values()]
                assert all(each.apart for each in found if each is not None)


def test_the_mother_of_the_child_comes_into_the_case_of_the_child_as_a_parent():
    case, (mother, _father, child) = case_with(
        "domestic_violence_case", "victim", "perpetrator", "witness_child"
    )
    RelationFactory(person=mother, other=child, kind=RelationKind.PARENT)
    for task in ("children_crisis_stay", "notice_about_child", "endangered_child"):
        assert (mother, "parent") in offered(case, task)


def test_a_victim_comes_into_first_social_aid_though_whoever_calls_there_may_stay_unnamed():
    case, (mother, _father) = case_with("domestic_violence_case", "victim", "perpetrator")
    assert offered(case, "first_social_aid") == [(mother, "person")]


def test_both_parents_who_were_counselled_take_part_in_the_mediation():
    case, (mother, father, child) = case_with("preliminary_counselling", "proposer", "other_parent", "child")
    assert offered(case, "family_mediation") == [
        (mother, "participant"),
        (father, "participant"),
        (child, "child"),
    ]


def test_who_took_part_in_a_mediation_is_nobodys_other_parent_by_that():
    case, (mother, father) = case_with("family_mediation", "participant", "participant")
    assert offered(case, "preliminary_counselling") == [(mother, "proposer"), (father, "proposer")]
