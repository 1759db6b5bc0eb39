"""Cases, persons, children, families, guardianships, decisions: each is counted as what it is."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import CaseFactory
from tests.counting.history import a_case, a_record, about, an_entry, behind, by, counted, number
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseLink, LinkKind
from opora.counting.figures import Unknown
from opora.counting.period import Period
from opora.people.models import Dwelling, Residence

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.mark.covers("004a/R-71")
def test_a_case_of_a_measure_for_five_children_is_one_case_and_five_children(unit):
    for children in (3, 2):
        case = a_case("child_protection_measures", unit, MAY)
        for _ in range(children):
            child = about(case, "child", child=True)
            party = case.parties.get(person=child)
            a_record(case, "measure", MAY, decided_on="2026-05-04", kind="instructions", children=party.pk)
    assert number("child_protection_measures", "cases_of_measures", unit) == 2
    assert number("child_protection_measures", "children_in_measures", unit) == 5
    assert number("child_protection_measures", "measures", unit) == 5


@pytest.mark.covers("004a/R-81")
def test_children_are_one_count_and_families_another(unit):
    first = a_case("difficulties_in_growing_up", unit, MAY)
    second = a_case("difficulties_in_growing_up", unit, MAY)
    third = a_case("difficulties_in_growing_up", unit, MAY)
    about(first, "child", child=True)
    about(first, "child", child=True)
    about(second, "child", child=True)
    about(third, "child", child=True)
    CaseLink.objects.create(
        case=first,
        other=second,
        kind=LinkKind.SAME_FAMILY,
        made_by=first.opened_by,
        made_at="2026-05-04T08:00Z",
    )
    assert number("difficulties_in_growing_up", "children", unit) == 4
    assert number("difficulties_in_growing_up", "families", unit) == 2


def test_a_child_in_two_cases_is_one_child_also_where_two_entries_of_it_were_joined(unit):
    child = PersonFactory(child=True)
    for somebody in (child, child, PersonFactory(child=True, merged_into=child)):
        about(a_case("difficulties_in_growing_up", unit, MAY), "child", somebody)
    assert number("difficulties_in_growing_up", "children", unit) == 1
    assert number("difficulties_in_growing_up", "families", unit) == 1


@pytest.mark.covers("004c/R-107")
def test_two_users_who_live_together_are_two_persons_and_one_household(unit):
    home = Dwelling.objects.create()
    for lives_in in (home, home, None):
        case = a_case("field_support", unit, MAY)
        user = about(case, "user")
        a_record(case, "inclusion", MAY, **{"from": "2026-05-04"})
        if lives_in:
            Residence.objects.create(person=user, dwelling=lives_in, period=(date(2020, 1, 1), None))
    assert number("field_support", "persons", unit) == 3
    assert number("field_support", "households", unit) == 2


@pytest.mark.covers("004a/R-88")
def test_a_ward_with_two_guardianships_is_one_person_and_two_guardianships(unit):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    ward, other = PersonFactory(), PersonFactory()
    for somebody in (ward, ward, other):
        an_entry(
            "guardianships", "guardianship", worker, MAY,
            ward=str(somebody.public_id), kind="adult", guardian_kind="unit", **{"from": "2026-05-04"},
        )  # fmt: skip
    assert number("guardianships", "persons", unit) == 2
    assert number("guardianships", "guardianships", unit) == 3


@pytest.mark.covers("004a/R-98")
def test_guardianships_of_the_unit_itself_are_told_with_their_growth_and_the_wards_of_each_worker(unit):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    for start, guardian in ((2024, "unit"), (2025, "unit"), (2026, "unit"), (2026, "unit"), (2026, "parent")):
        an_entry(
            "guardianships", "guardianship", worker, date(start, 3, 1),
            ward=str(PersonFactory().public_id), guardian_kind=guardian, **{"from": f"{start}-03-01"},
        )  # fmt: skip
    found = counted("guardianships", "direct", unit)
    assert (found.stock.at_start, found.stock.came, found.stock.at_end) == (2, 2, 4)
    assert number("guardianships", "direct", unit, period=Period.year(2025)) == 2
    for _ in range(3):
        case = a_case("guardianship_by_centre", unit, MAY)
        about(case, "ward")
        a_record(case, "authorisation", MAY, **{"from": "2026-05-04", "worker": worker.pk})
    load = counted("guardianship_by_centre", "load", unit)
    assert by(load, "authorisation.worker") == {str(worker.pk): 3}


@pytest.mark.covers("004a/R-111")
def test_beneficiaries_of_exemption_are_persons_and_their_decisions_are_decisions(unit):
    for decisions in (3, 1):
        case = a_case("exemption_from_payment", unit, date(2025, 5, 4))
        about(case, "beneficiary")
        party = case.parties.get()
        for month in range(decisions):
            day = date(2026, 2 + month, 1)
            a_record(
                case, "decision_on_exemption", day, beneficiary=party.pk, service="institutional_care",
                initiation="ex_officio" if month else "new",
            )  # fmt: skip
    assert number("exemption_from_payment", "acts", unit) == 4
    assert number("exemption_from_payment", "beneficiaries", unit) == 2
    assert number("exemption_from_payment", "share_ex_officio", unit) == 50


@pytest.mark.covers("004a/R-82")
def test_claims_of_the_care_supplement_are_counted_by_unit_from_ones_own_cases(unit):
    other = UnitFactory(centre=unit.centre)
    for where, claims in ((unit, 2), (other, 1)):
        for _ in range(claims):
            case = a_case("child_care_supplement_opinion", where, MAY)
            a_record(case, "application", MAY, right=["supplement"])
    found = counted("child_care_supplement_opinion", "applications", unit, other)
    assert found.whole.value == 3
    assert {key: figure.value for key, figure in found.by_unit.items()} == {unit.pk: 2, other.pk: 1}


@pytest.mark.covers("004b/R-36")
def test_meetings_of_teams_are_one_number_and_cases_that_had_one_another(unit):
    cases = [a_case("multidisciplinary_team", unit, MAY) for _ in range(4)]
    for case, held in ((cases[0], True), (cases[0], True), (cases[1], True), (cases[2], False)):
        a_record(case, "team_meeting", MAY, held=held, form="in_person")
    assert number("multidisciplinary_team", "meetings", unit) == 3
    assert number("multidisciplinary_team", "cases_with_team", unit) == 2
    assert number("multidisciplinary_team", "share_with_team", unit) == 50
    assert number("multidisciplinary_team", "not_held", unit) == 1


@pytest.mark.covers("004a/R-19")
def test_first_aid_contacts_are_ranked_by_their_cause(unit):
    case = a_case("first_social_aid", unit, MAY)
    for situation, contacts in (("housing", 1), ("violence", 3), ("debts", 2)):
        for _ in range(contacts):
            a_record(case, "contact", MAY, situation=situation)
    found = counted("first_social_aid", "situations", unit)
    [split] = [each for each in found.splits if each.by == "contact.situation"]
    assert list(split.ranked()) == ["violence", "debts", "housing"]


@pytest.mark.covers("004a/R-64")
def test_services_during_first_aid_duty_stand_apart_from_those_on_a_field(unit):
    case = a_case("first_social_aid", unit, MAY)
    for on_duty in (True, True, False, None):
        told = {} if on_duty is None else {"on_first_aid_duty": on_duty}
        a_record(case, "contact", MAY, **told)
    found = counted("first_social_aid", "on_duty", unit)
    assert by(found, "contact.on_first_aid_duty") == {"true": 2, "false": 1, None: 1}


@pytest.mark.covers("004a/R-67")
def test_the_terms_of_the_court_run_as_deadlines_and_work_outside_hours_for_them_is_counted(unit):
    case = a_case("child_protection_measures", unit, MAY)
    for day, outside in ((5, True), (6, True), (7, False)):
        a_record(case, "court_term", MAY, outside_hours=outside, due_on=f"2026-05-0{day}T12:00+02:00")
    refresh_deadlines(case, on=MAY)
    running = case.deadlines.running().filter(key="court_term_due").order_by("day")
    assert [deadline.day.day for deadline in running] == [5, 6, 7]
    assert number("child_protection_measures", "work_outside_hours", unit) == 2


def test_persons_are_told_for_each_coordinator(unit):
    coordinators = [WorkerFactory(unit=unit, professional_worker=True) for _ in range(2)]
    for number_, worker in enumerate((coordinators[0], coordinators[0], coordinators[1])):
        case = a_case("community_treatment", unit, MAY, assigned_to=worker)
        a_record(case, "treatment", date(2026, 5, 4 + number_))
    assert number("community_treatment", "per_coordinator", unit) == pytest.approx(1.5)


@pytest.mark.covers("004c/R-26")
def test_the_share_of_goals_reached_is_that_of_the_goals_set(unit):
    case = a_case("day_centre_for_children", unit, MAY)
    for state in ("reached", "reached", "reached", "under_way"):
        a_record(case, "goal", MAY, state=state)
    assert number("day_centre_for_children", "goals", unit) == 75


def test_what_nobody_recorded_is_unknown_and_what_did_not_happen_is_zero(unit):
    assert counted("endangered_child", "talks_with_children", unit).whole.value == 0
    case = a_case("endangered_child", unit, MAY)
    assert counted("endangered_child", "talks_with_children", unit).unknown is Unknown.NOT_RECORDED
    a_record(case, "child_talk", date(2025, 1, 1))
    assert counted("endangered_child", "talks_with_children", unit).whole.value == 0


def test_a_register_that_nobody_keeps_is_unknown(unit):
    assert counted("vehicles", "kilometres", unit).unknown is Unknown.NOT_RECORDED


def test_an_amount_that_some_records_lack_is_told_with_how_many_lack_it(unit):
    case = a_case("first_social_aid", unit, MAY)
    a_record(case, "contact", MAY, seekers=2)
    a_record(case, "contact", MAY)
    found = counted("first_social_aid", "seekers", unit)
    assert (found.whole.value, found.whole.rows, found.whole.without) == (2, 2, 1)


def test_records_struck_out_and_those_of_another_unit_or_centre_do_not_count(unit):
    a_record(a_case("first_social_aid", unit, MAY), "contact", MAY)
    struck = a_record(a_case("first_social_aid", unit, MAY), "contact", MAY, seekers=1)
    struck.struck_at = "2026-05-05T08:00Z"
    struck.save()
    a_record(a_case("first_social_aid", UnitFactory(centre=unit.centre), MAY), "contact", MAY)
    a_record(a_case("first_social_aid", UnitFactory(centre=CentreFactory(code="OTHER")), MAY), "contact", MAY)
    assert number("first_social_aid", "services", unit) == 1


def test_a_person_is_counted_by_sex_and_age_and_a_protected_home_names_no_municipality(unit):
    for sex, born in (("female", date(1950, 1, 1)), ("male", date(1990, 1, 1)), ("", None)):
        about(a_case("adult_in_difficulty", unit, MAY), "person", sex=sex, born=born)
    found = counted("adult_in_difficulty", "persons", unit)
    assert by(found, "sex") == {"female": 1, "male": 1, None: 1}
    assert by(found, "age_band") == {"from_65_to_79": 1, "from_26_to_39": 1, None: 1}


def test_a_number_names_the_cases_behind_it_and_behind_each_word(unit):
    one, two = (a_case("first_social_aid", unit, MAY) for _ in range(2))
    a_record(one, "contact", MAY, situation="housing")
    a_record(two, "contact", MAY, situation="debts")
    a_record(two, "contact", MAY, situation="debts")
    found = counted("first_social_aid", "situations", unit)
    assert behind(found, unit) == [one.pk, two.pk]
    assert behind(found, unit, by="contact.situation", word="debts") == [two.pk]
    assert behind(found, unit, by="contact.situation", word=None) == []


def test_sealed_cases_count_as_any_other(unit):
    CaseFactory(task="endangered_child", unit=unit, opened_on=MAY, sealed=True)
    assert number("endangered_child", "new_cases", unit) == 1
