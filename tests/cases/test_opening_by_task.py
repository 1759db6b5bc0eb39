"""Opening a case of any task: who takes part, how it came, out of which case it grew, whose it is."""

from datetime import date

import pytest
from django.utils import translation
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import TerritoryFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.links import family_of, link_cases, unlink_cases
from opora.cases.models import Body, Case, CaseLink, LinkKind
from opora.cases.opening import open_case, parties_offered, task_to_open
from opora.cases.steps import do_step, steps_of
from opora.catalogue import catalogue, shipped_catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
REMOVED = "community_work_sentence"


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def open_for(worker):
    def opened(parties, **changes):
        wish = {
            "task": "domestic_violence_case",
            "unit": worker.unit,
            "title": "",
            "parties": parties,
            "opened_by": worker,
            "opened_on": TODAY,
            "at": MORNING,
        }
        return open_case(**wish | changes)

    return opened


def police():
    return Body.objects.create(kind="police", name="PP Koper")


def test_persons_and_bodies_take_part_each_in_a_role_of_the_task(open_for):
    victim, station = PersonFactory(), police()
    case = open_for([(victim, "victim"), (station, "police")], opened_how="police", is_urgent=True)
    assert {(party.person or party.body, party.role) for party in case.parties.all()} == {
        (victim, "victim"),
        (station, "police"),
    }
    assert (case.opened_how, case.is_urgent, case.seal) == ("police", True, "violence")


@pytest.mark.parametrize(
    "parties",
    [
        list,
        lambda: [(PersonFactory(), "perpetrator")],
        lambda: [(PersonFactory(), "victim"), (PersonFactory(), "police")],
        lambda: [(PersonFactory(), "victim"), (police(), "witness_child")],
        lambda: [(PersonFactory(), "victim"), (PersonFactory(), "gossip")],
        lambda: [
            (PersonFactory(), "victim"),
            (police(), "police"),
            (Body.objects.create(name="x"), "police"),
        ],
    ],
    ids=["nobody", "no victim", "person as body", "body as person", "unknown role", "two of one"],
)
def test_parties_that_do_not_fit_the_roles_are_refused_with_nothing_saved(open_for, parties):
    with pytest.raises(Refused) as refusal:
        open_for(parties())
    assert refusal.value.field == "parties"
    assert not Case.objects.exists()


@pytest.mark.covers("000_002/41")
def test_a_case_is_opened_in_a_way_its_task_knows(open_for):
    with pytest.raises(Refused) as refusal:
        open_for([(PersonFactory(), "victim")], opened_how="ministry")
    assert refusal.value.field == "opened_how"
    assert open_for([(PersonFactory(), "victim")], opened_how="own_request").opened_how == "own_request"


def test_a_case_begins_in_the_first_stage_of_its_task(open_for):
    case = open_for([(PersonFactory(), "victim")])
    stages = catalogue().task("domestic_violence_case", on=TODAY).stages
    assert (case.stage, case.state) == (stages[0].key, "open")


def test_a_case_that_begins_by_waiting_for_somebody_waits_from_its_first_day(open_for):
    report = open_for(
        [(PersonFactory(), "guardian"), (PersonFactory(), "ward")],
        task="guardian_report",
        opened_how="ex_officio",
    )
    assert (report.stage, report.state) == ("awaited", "awaiting_party")


def test_the_residence_of_the_first_required_person_decides_where_the_task_has_no_applicant(open_for):
    right = TerritoryFactory()
    victim = AddressFactory(municipality=right.municipality).person
    with pytest.raises(Refused, match=right.unit.name):
        open_for([(victim, "victim")])
    assert open_for([(victim, "victim")], unit_reason="Umaknjena k sestri v Koper.").pk
    perpetrator = AddressFactory(municipality=right.municipality).person
    assert open_for([(PersonFactory(), "victim"), (perpetrator, "perpetrator")]).pk


def test_the_residence_of_the_child_decides_where_the_task_says_so(open_for):
    right = TerritoryFactory()
    child = AddressFactory(municipality=right.municipality).person
    task = next(
        key
        for key, versions in catalogue().tasks.items()
        if versions[0].unit_by == "residence_of_child"
        and [role.key for role in versions[0].roles if role.required] == ["child"]
        and versions[0].opens_cases
    )
    with pytest.raises(Refused, match=right.unit.name):
        open_for([(child, "child")], task=task)


def test_a_case_is_given_at_once_to_somebody_fit_and_to_nobody_else(open_for, worker):
    assert open_for([(PersonFactory(), "victim")], assigned_to=worker).assigned_to == worker
    unqualified = WorkerFactory(professional_worker=True, unit=worker.unit, unqualified=True)
    with pytest.raises(Refused) as refusal:
        open_for([(PersonFactory(), "victim")], assigned_to=unqualified)
    assert refusal.value.field == "to"
    assert Case.objects.count() == 1


def test_nobody_opens_cases_whose_role_does_not(open_for):
    with pytest.raises(Refused):
        open_for([(PersonFactory(), "victim")], opened_by=WorkerFactory(auditor=True))


def test_a_case_that_grew_out_of_another_is_linked_and_offers_its_parties(open_for, worker):
    talk = CaseFactory(task="first_social_aid", unit=worker.unit, assigned_to=worker)
    user = PartyFactory(case=talk, role="user")
    offered = parties_offered(talk, catalogue().task("domestic_violence_case", on=TODAY))
    assert offered == [(user.person, "victim")]
    case = open_for(offered, grew_out_of=talk)
    assert CaseLink.objects.get().kind == LinkKind.GREW_OUT_OF
    assert case.seal
    assert talk.events.get(key="case_grew").detail["number"] == ""  # it is sealed
    with pytest.raises(Refused):
        unlink_cases(CaseLink.objects.get(), reason="Povezani sta po pomoti.", by=worker, at=MORNING)
    stranger = CaseFactory(task="first_social_aid", sealed=True)
    with pytest.raises(Refused):
        open_for([(PersonFactory(), "victim")], grew_out_of=stranger)


@pytest.mark.covers("000_002/7", "000_002/8", "000_002/9")
def test_a_removed_task_refuses_new_cases_while_its_running_ones_go_on(open_for, worker):
    version = catalogue().tasks[REMOVED][0]
    parties = [
        (
            Body.objects.create(kind="court", name=f"Organ {role.key}") if role.is_body else PersonFactory(),
            role.key,
        )
        for role in version.roles
        if role.required
    ]
    with pytest.raises(Refused, match="nadaljujejo") as refusal:
        open_for(parties, task=REMOVED)
    assert refusal.value.field == "task"
    case = open_for(parties, task=REMOVED, opened_on=date(2018, 9, 27), assigned_to=worker)
    step = next(view for view in steps_of(case, on=TODAY) if view.is_open)
    assert do_step(case, step.key, on=TODAY, by=worker, at=MORNING, minutes=20).pk


@pytest.mark.covers("004a/R-46")
def test_cases_of_one_family_are_those_that_share_a_person_or_were_linked(worker):
    case, shared, linked, stranger = CaseFactory.create_batch(4, unit=worker.unit)
    mother = PartyFactory(case=case).person
    PartyFactory(case=shared, person=mother, role="member")
    PartyFactory(case=stranger)
    link = link_cases(case, linked, by=worker, at=MORNING)
    assert set(family_of(case)) == {shared, linked}
    assert set(family_of(linked)) == {case}
    for one, other in ((case, linked), (linked, case), (case, case)):
        with pytest.raises(Refused) as refusal:
            link_cases(one, other, by=worker, at=MORNING)
        assert refusal.value.field == "other"
    with pytest.raises(Refused) as refusal:
        unlink_cases(link, reason="Pomota.", by=worker, at=MORNING)
    assert refusal.value.field == "reason"
    unlink_cases(link, reason="Povezani sta po pomoti.", by=worker, at=MORNING)
    assert set(family_of(case)) == {shared}
    for each in (case, linked):
        assert each.events.get(key="cases_unlinked").detail["reason"] == "Povezani sta po pomoti."


def test_a_case_is_linked_only_with_one_that_may_be_seen(worker):
    secret = CaseFactory(unit=worker.unit, sealed=True)
    with pytest.raises(Refused):
        link_cases(CaseFactory(unit=worker.unit), secret, by=worker, at=MORNING)


@pytest.mark.parametrize("cases", [1, 9])
def test_the_cases_of_a_family_cost_two_queries_however_many(cases, django_assert_num_queries):
    case = CaseFactory()
    mother = PartyFactory(case=case).person
    for _each in range(cases):
        PartyFactory(person=mother, role="member")
    with django_assert_num_queries(2):
        assert len(family_of(case)) == cases


def test_what_a_year_carries_over_is_asked_and_never_copied():
    before = CaseFactory(opened_on=date(2024, 11, 4))
    ended = CaseFactory(opened_on=date(2024, 11, 4), state="closed", closed_on=date(2024, 12, 31))
    later = CaseFactory(opened_on=date(2024, 11, 4), state="closed", closed_on=date(2025, 1, 1))
    new = CaseFactory(opened_on=date(2025, 1, 1))
    assert set(Case.objects.carried_over(2025)) == {before, later}
    assert set(Case.objects.opened_in(2024)) == {before, ended, later}
    assert set(Case.objects.opened_in(2025)) == {new}
    assert set(Case.objects.closed_in(2025)) == {later}
    assert set(Case.objects.carried_over(2026)) == {before, new}


def test_every_centre_opens_and_counts_its_own_cases(open_for):
    other = WorkerFactory(professional_worker=True, unit=UnitFactory(centre__code="ELSEWHERE"))
    here = open_for([(PersonFactory(), "victim")])
    with pytest.raises(Refused) as refusal:
        open_for([(PersonFactory(), "victim")], unit=other.unit)
    assert refusal.value.field == "unit"
    there = open_for([(PersonFactory(), "victim")], unit=other.unit, opened_by=other)
    assert here.number == there.number


def test_a_role_for_one_is_offered_to_one_and_the_others_are_asked_for_theirs():
    removal = CaseFactory(task="urgent_removal")
    child = PartyFactory(case=removal, role="child").person
    mother = PartyFactory(case=removal, role="taken_from").person
    offered = parties_offered(removal, catalogue().task("children_crisis_stay", on=TODAY))
    assert offered == [(child, "child"), (mother, "")]


def test_who_was_violent_does_not_come_into_the_safety_plan_of_whom_they_hurt(open_for):
    victim, perpetrator = PersonFactory(), PersonFactory()
    violence = open_for([(victim, "victim"), (perpetrator, "perpetrator")])
    assert parties_offered(violence, catalogue().task("safety_plan", on=TODAY)) == [(victim, "victim")]
    team = parties_offered(violence, catalogue().task("multidisciplinary_team", on=TODAY))
    assert (perpetrator, "perpetrator") in team


@pytest.mark.covers("000_002/6")
@pytest.mark.parametrize("key", ["opinion_on_eviction", "personal_assistance", "communication_supplement"])
def test_an_added_task_opens_no_case_before_the_day_it_was_published(key):
    with translation.override("en"), pytest.raises(Refused, match="was published on") as refusal:
        task_to_open(key, date(2015, 1, 1))
    assert refusal.value.field == "opened_on"
    assert task_to_open(key, date(2018, 9, 28)).published == date(2018, 9, 28)


@pytest.mark.covers("000_002/5", "000_002/6")
def test_a_first_day_that_the_centre_entered_counts_instead_of_the_publication(monkeypatch):
    text = "begins_on: 2019-01-01\nwhy: Zakon velja.\n"
    known = shipped_catalogue().with_local([("opinion_on_eviction", text)])
    monkeypatch.setattr("opora.cases.opening.catalogue", lambda: known)
    with pytest.raises(Refused):
        task_to_open("opinion_on_eviction", date(2018, 12, 31))
    assert task_to_open("opinion_on_eviction", date(2019, 1, 1)).valid_from == date(2019, 1, 1)
