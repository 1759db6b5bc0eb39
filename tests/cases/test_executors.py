"""Who may do a task: qualification, years, licence; and who may not, being tied to a party."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.cases.factories import MORNING, AccessFactory, CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory, RelationFactory

from opora.cases.assigning import assign_case
from opora.cases.exclusions import declare_tie, exclude, ground_of, lift_exclusion
from opora.cases.executors import fit_workers, refuse_unfit
from opora.cases.models import Case, Tie
from opora.cases.records import add_record
from opora.cases.steps import do_step
from opora.cases.teams import join, leave
from opora.catalogue import catalogue
from opora.organisation.competences import give_competence
from opora.organisation.refusal import Refused
from opora.people.models import RelationKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
COORDINATOR = {"qualifications": ["disability_coordinator"], "licences": ["disability_coordinator_training"]}
BECAUSE = "Stranka je njegova sestrična."


@pytest.fixture
def case():
    return CaseFactory(task="opinion_on_eviction")


@pytest.fixture
def head(case):
    return WorkerFactory(head_of_unit=True, unit=case.unit, family_name="Vodja")


def in_unit(case, **more):
    return WorkerFactory(professional_worker=True, unit=case.unit, **more)


@pytest.mark.covers("000_002/15")
def test_a_case_is_given_to_nobody_without_the_qualification_and_the_sentence_names_who_is_fit(case, head):
    able, unable = in_unit(case), in_unit(case, unqualified=True)
    with pytest.raises(Refused) as refusal:
        assign_case(case, to=unable, by=head, at=MORNING)
    assert refusal.value.field == "to"
    assert "69. členu" in refusal.value.message or "69" in refusal.value.message
    assert str(able) in refusal.value.message
    assert assign_case(case, to=able, by=head, at=MORNING).assigned_to == able


def test_where_nobody_of_the_unit_is_fit_the_sentence_says_what_to_do():
    case = CaseFactory(task="personal_assistance")
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    with pytest.raises(Refused, match="drugo enoto"):
        assign_case(case, to=in_unit(case), by=head, at=MORNING)


@pytest.mark.covers("000_002/16")
def test_a_disability_task_asks_for_the_coordinator_and_the_training():
    case = CaseFactory(task="personal_assistance")
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    untrained = in_unit(case, qualifications=["disability_coordinator"])
    with pytest.raises(Refused, match="Neizpolnjeni pogoji"):
        assign_case(case, to=untrained, by=head, at=MORNING)
    trained = in_unit(case, **COORDINATOR)
    assert assign_case(case, to=trained, by=head, at=MORNING).assigned_to == trained
    assert fit_workers(case, on=TODAY) == [trained]


def test_years_of_experience_count_from_the_qualification_or_from_work_elsewhere():
    case = CaseFactory(task="first_social_aid")
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    young = in_unit(case, unqualified=True)
    held = give_competence(young, "qualification", "professional_worker_69", from_day=date(2022, 5, 5))
    with pytest.raises(Refused, match="5 let"):
        assign_case(case, to=young, by=head, at=MORNING)
    held.experience_since = date(2021, 5, 4)
    held.save()
    assert assign_case(case, to=young, by=head, at=MORNING).assigned_to == young


def test_a_licence_that_has_run_out_counts_no_more():
    case = CaseFactory(task="personal_assistance")
    worker = in_unit(case, **COORDINATOR)
    worker.competences.filter(kind="licence").update(period=DateRange(date(2015, 1, 1), TODAY))
    assert fit_workers(case, on=date(2026, 5, 3)) == [worker]
    assert fit_workers(case, on=TODAY) == []


def test_a_clerk_keeps_a_case_of_public_funds_and_no_other(head):
    clerk = WorkerFactory(clerk=True, unit=head.unit)
    funds = CaseFactory(unit=head.unit)
    assert assign_case(funds, to=clerk, by=head, at=MORNING).assigned_to == clerk
    with pytest.raises(Refused):
        assign_case(CaseFactory(task="opinion_on_eviction", unit=head.unit), to=clerk, by=head, at=MORNING)


@pytest.mark.parametrize("workers", [1, 9])
def test_finding_who_is_fit_costs_five_queries_however_many_work_there(
    case, workers, django_assert_num_queries
):
    able = [in_unit(case) for _each in range(workers)]
    with django_assert_num_queries(5):
        assert set(fit_workers(case, on=TODAY)) == set(able)


def test_whoever_is_excluded_has_the_case_no_more_and_gets_it_back_only_when_the_ground_falls(case, head):
    worker, colleague = in_unit(case), in_unit(case)
    case = assign_case(case, to=worker, by=head, at=MORNING)
    for reason, ground in (("", "kin"), (BECAUSE, "gossip")):
        with pytest.raises(Refused):
            exclude(case, worker, ground=ground, reason=reason, by=worker, at=MORNING)
    excluded = exclude(case, worker, ground="kin", reason=BECAUSE, by=worker, at=MORNING)
    case.refresh_from_db()
    assert case.assigned_to is None
    with pytest.raises(Refused, match="krvno sorodstvo"):
        assign_case(case, to=worker, by=head, at=MORNING)
    with pytest.raises(Refused, match="krvno sorodstvo"):
        do_step(case, "study_request", on=TODAY, by=worker, at=MORNING)
    assert worker not in fit_workers(case, on=TODAY)
    assert assign_case(case, to=colleague, by=head, at=MORNING).assigned_to == colleague
    lift_exclusion(excluded, reason="Sorodstvo je petega kolena.", by=head, at=MORNING)
    assert ground_of(worker, case) is None


def test_nobody_lifts_their_own_exclusion(case, head):
    excluded = exclude(case, head, ground="doubt", reason="Znanca že od šole.", by=head, at=MORNING)
    with pytest.raises(Refused):
        lift_exclusion(excluded, reason="Nisva si več blizu.", by=head, at=MORNING)


@pytest.mark.parametrize(
    ("way", "is_tied"),
    [
        ("own_case", True),
        ("parent", True),
        ("grandparent", True),
        ("sibling", True),
        ("cousin", True),
        ("second_cousin", False),
        ("spouse", True),
        ("brother_in_law", True),
        ("guardian", True),
        ("stranger", False),
    ],
)
def test_a_tie_that_the_relations_tell_excludes_without_anybody_declaring_it(case, way, is_tied):
    worker, self_ = in_unit(case), PersonFactory(born=date(1980, 1, 1))
    PartyFactory(case=case, person=party_by(way, self_))
    declare_tie(worker, self_, Tie.THEMSELVES, by=worker, at=MORNING)
    assert bool(ground_of(worker, case)) == is_tied
    assert (worker in fit_workers(case, on=TODAY)) != is_tied


def party_by(way, self_):
    """The party, related to the worker in this way."""

    def child_of(parent):
        child = PersonFactory()
        RelationFactory(person=parent, other=child, kind=RelationKind.PARENT)
        return child

    def parent_of(child):
        parent = PersonFactory()
        RelationFactory(person=parent, other=child, kind=RelationKind.PARENT)
        return parent

    def beside(person, kind):
        other = PersonFactory()
        RelationFactory(person=other, other=person, kind=kind)
        return other

    if way in ("own_case", "stranger"):
        return self_ if way == "own_case" else PersonFactory()
    if way in ("spouse", "brother_in_law", "guardian"):
        kind = RelationKind.GUARDIAN if way == "guardian" else RelationKind.SPOUSE
        near = beside(self_, kind)
        return child_of(parent_of(near)) if way == "brother_in_law" else near
    generations = {"parent": 1, "grandparent": 2, "sibling": 1, "cousin": 2, "second_cousin": 3}[way]
    ancestor = self_
    for _each in range(generations):
        ancestor = parent_of(ancestor)
    down = generations if way not in ("parent", "grandparent") else 0
    for _each in range(down):
        ancestor = child_of(ancestor)
    return ancestor


def test_a_tie_is_declared_by_the_worker_alone(case, head):
    with pytest.raises(Refused):
        declare_tie(in_unit(case), PersonFactory(), "kin", by=head, at=MORNING)


@pytest.mark.covers("004a/R-66")
def test_two_work_on_a_case_together_and_the_second_sees_even_a_sealed_one():
    case = CaseFactory(task="domestic_violence_case", assigned=True, sealed=True)
    second = in_unit(case)
    assert case not in Case.objects.visible_to(second, at=MORNING)
    join(case, second, "second_worker", by=case.assigned_to, at=MORNING)
    assert case in Case.objects.visible_to(second, at=MORNING)
    assert case.team.get().role == "second_worker"
    leave(case, second, by=case.assigned_to, at=MORNING)
    assert case not in Case.objects.visible_to(second, at=MORNING)
    assert [event.key for event in case.events.order_by("pk")] == ["teammate_joined", "teammate_left"]


def test_a_team_takes_in_only_who_is_fit_free_and_of_this_centre():
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    by = case.assigned_to
    mate = in_unit(case)
    join(case, mate, "second_worker", by=by, at=MORNING)
    refused = [
        (mate, "second_worker", "worker"),
        (by, "second_worker", "worker"),
        (in_unit(case), "drummer", "role"),
        (in_unit(case, unqualified=True), "second_worker", "worker"),
        (WorkerFactory(unit=case.unit), "second_worker", "worker"),
        (
            WorkerFactory(professional_worker=True, unit=UnitFactory(centre__code="ELSEWHERE")),
            "lead",
            "worker",
        ),
    ]
    for worker, role, field in refused:
        with pytest.raises(Refused) as refusal:
            join(case, worker, role, by=by, at=MORNING)
        assert refusal.value.field == field
    with pytest.raises(Refused):
        leave(case, in_unit(case), by=by, at=MORNING)
    assert leave(case, mate, by=mate, at=MORNING).until == TODAY


def test_what_let_somebody_in_by_hand_ends_with_their_part_in_the_team():
    case = CaseFactory(task="domestic_violence_case", assigned=True, sealed=True)
    mate = in_unit(case)
    AccessFactory(case=case, worker=mate, from_at=MORNING)
    join(case, mate, "second_worker", by=case.assigned_to, at=MORNING)
    exclude(case, mate, ground="kin", reason="Mati je teta sodelavca.", by=case.assigned_to, at=MORNING)
    assert case not in Case.objects.visible_to(mate, at=MORNING)
    assert not case.team.filter(until=None).exists()


@pytest.mark.covers("000_002/57")
@pytest.mark.parametrize(
    ("task", "role", "qualification", "years"),
    [
        ("first_social_aid", "lead", "professional_worker_69", 5),  # 001:62
        ("personal_help", "lead", "professional_worker_69", 5),  # 001:109
        ("victim_support", "lead", "professional_worker_69", 5),  # 001:144
        ("family_help", "lead", "professional_worker_69", 3),  # 001:182
        ("family_help", "co_provider_associate", "professional_associate_70", 3),  # 001:183
    ],
)
def test_each_service_asks_for_the_years_that_the_rulebook_prints(task, role, qualification, years):
    since = TODAY.replace(year=TODAY.year - years)
    experienced, green = WorkerFactory(), WorkerFactory()
    give_competence(experienced, "qualification", qualification, from_day=since)
    give_competence(green, "qualification", qualification, from_day=since + timedelta(days=1))
    asked = catalogue().task(task, on=TODAY)
    refuse_unfit(experienced, asked, role, TODAY)
    with pytest.raises(Refused, match=f"{years} "):
        refuse_unfit(green, asked, role, TODAY)


def test_nobody_keeps_a_record_of_steps_they_may_not_do_and_reads_who_may():
    case = CaseFactory(task="family_mediation", assigned=True)
    able = in_unit(case, qualifications=["mediator"], licences=["list_of_mediators"], family_name="Mediator")
    told = {"held_on": "2026-05-04T08:00:00+02:00", "kept": "kept"}
    with pytest.raises(Refused, match="Neizpolnjeni pogoji") as refusal:
        add_record(case, "session", told, by=case.assigned_to, at=MORNING)
    assert str(able) in refusal.value.message
    assert not case.records.exists()
    assert case.assigned_to not in [step.by for step in case.steps.all()]
