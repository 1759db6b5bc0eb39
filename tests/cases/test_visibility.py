"""Who sees which case."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.assigning import assign_case
from opora.cases.broken_glass import done_under
from opora.cases.letting_in import (
    GLASS_STAYS_BROKEN,
    LONGEST_STAY,
    break_glass,
    end_access,
    let_in,
    may_let_in,
)
from opora.cases.models import Case
from opora.organisation.models import Role
from opora.organisation.refusal import Refused
from opora.people.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def sees(worker, case, at=None):
    worker = type(worker).objects.get(pk=worker.pk)
    return Case.objects.visible_to(worker, at=at).filter(pk=case.pk).exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.PROFESSIONAL, Role.DECISION_MAKER, Role.HEAD_OF_UNIT])
def test_a_units_workers_see_its_cases_and_no_other_units(role):
    case = CaseFactory()
    assert sees(WorkerFactory(roles=[role], unit=case.unit), case)
    assert not sees(WorkerFactory(roles=[role]), case)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_whoever_watches_over_the_others_sees_no_cases(role):
    case = CaseFactory()
    assert not sees(WorkerFactory(roles=[role], unit=case.unit, whole_centre=True), case)


def test_a_director_sees_the_whole_centre_and_no_other_centre():
    case, elsewhere = CaseFactory(), CaseFactory(unit__centre=CentreFactory(code="OTHER"))
    director = WorkerFactory(director=True)
    assert sees(director, case)
    assert not sees(director, elsewhere)


def test_a_role_for_the_whole_centre_reaches_all_its_units():
    assert sees(WorkerFactory(clerk=True, whole_centre=True), CaseFactory())


def test_without_a_role_nothing_is_seen_not_even_what_is_assigned():
    worker = WorkerFactory()
    assert not sees(worker, CaseFactory(assigned_to=worker))


def test_a_sealed_case_is_seen_by_its_worker_alone():
    case = CaseFactory(sealed=True, assigned=True)
    assert sees(case.assigned_to, case)
    assert not sees(WorkerFactory(head_of_unit=True, unit=case.unit), case)
    assert not sees(WorkerFactory(director=True), case)


def test_whoever_is_let_in_sees_the_case_for_that_time():
    access = AccessFactory(case=CaseFactory(sealed=True), from_at=NOW)
    assert sees(access.worker, access.case, at=NOW)
    assert not sees(access.worker, access.case, at=NOW - timedelta(seconds=1))
    assert not sees(access.worker, access.case, at=access.until_at)


def test_letting_in_leaves_a_line_and_ends_by_itself():
    case, worker = CaseFactory(assigned=True), WorkerFactory(professional_worker=True)
    let_in(
        case,
        worker=worker,
        reason="Speaks the family's language.",
        by=case.assigned_to,
        from_at=NOW,
        until_at=NOW + timedelta(days=7),
    )
    assert sees(worker, case, at=NOW + timedelta(days=6))
    assert not sees(worker, case, at=NOW + timedelta(days=8))
    assert case.events.get().key == "worker_let_in"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"until_at": NOW}, "until_at"),
        ({"until_at": NOW + LONGEST_STAY + timedelta(minutes=1)}, "until_at"),
        ({"foreign": True}, "worker"),
    ],
)
def test_letting_in_needs_a_reason_a_time_and_a_worker_of_the_centre(changes, field):
    case = CaseFactory(assigned=True)
    foreign = WorkerFactory(unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    wish = {"reason": "Helps.", "until_at": NOW + timedelta(days=1)} | changes
    worker = foreign if wish.pop("foreign", False) else WorkerFactory()
    with pytest.raises(Refused) as refusal:
        let_in(case, worker=worker, by=case.assigned_to, from_at=NOW, **wish)
    assert refusal.value.field == field


def test_who_works_with_no_cases_or_has_this_one_is_not_let_in():
    case = CaseFactory(assigned=True)
    for worker in (WorkerFactory(auditor=True), case.assigned_to):
        with pytest.raises(Refused) as refusal:
            let_in(
                case,
                worker=worker,
                reason="Helps.",
                by=case.assigned_to,
                from_at=NOW,
                until_at=NOW + timedelta(days=1),
            )
        assert refusal.value.field == "worker"


def test_access_that_is_taken_back_ends_at_once_and_leaves_a_line():
    case = CaseFactory(sealed=True, assigned=True)
    access = AccessFactory(case=case, from_at=NOW)
    at = NOW + timedelta(hours=1)
    end_access(access, by=case.assigned_to, at=at)
    assert not sees(access.worker, case, at=at)
    assert case.events.get(key="access_ended").detail["who"] == str(access.worker)
    with pytest.raises(Refused):
        end_access(access, by=case.assigned_to, at=at)


def test_a_stranger_does_not_take_access_back():
    access = AccessFactory(case=CaseFactory(assigned=True), from_at=NOW)
    with pytest.raises(Refused):
        end_access(access, by=WorkerFactory(professional_worker=True), at=NOW)


def test_only_who_holds_the_case_lets_others_in():
    case = CaseFactory(assigned=True)
    stranger = WorkerFactory(professional_worker=True)
    wish = {"worker": stranger, "reason": "Helps.", "from_at": NOW, "until_at": NOW + timedelta(days=1)}
    with pytest.raises(Refused):
        let_in(case, by=stranger, **wish)
    assert not case.accesses.exists()


def test_nobody_lets_themselves_in_and_a_guest_lets_in_nobody():
    """Let in or with the glass broken, a case is there to be read for a time, not to be given on."""
    case = CaseFactory(assigned=True)
    guest = AccessFactory(case=case, from_at=NOW).worker
    other = WorkerFactory(professional_worker=True)
    glass = AccessFactory(case=case, from_at=NOW, broke_glass=True)
    wish = {"reason": "Helps this family.", "from_at": NOW, "until_at": NOW + timedelta(days=1)}
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    for by, worker in [(guest, other), (glass.worker, other), (glass.worker, glass.worker), (head, head)]:
        with pytest.raises(Refused):
            let_in(case, by=by, worker=worker, **wish)
    assert [may_let_in(by, case) for by in (guest, glass.worker, head, case.assigned_to)] == [
        False,
        False,
        True,
        True,
    ]
    for by in (guest, glass.worker):
        with pytest.raises(Refused):
            end_access(glass, by=by, at=NOW)
    assert case.accesses.count() == 2


def test_nobody_ends_their_own_broken_glass():
    case = CaseFactory()
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    glass = AccessFactory(case=case, worker=head, from_at=NOW, broke_glass=True)
    with pytest.raises(Refused):
        end_access(glass, by=head, at=NOW)
    other_head = WorkerFactory(head_of_unit=True, unit=case.unit)
    assert end_access(glass, by=other_head, at=NOW).until_at == NOW


def test_who_broke_the_glass_does_not_assign_the_case_to_themselves_and_what_they_give_out_is_told():
    case = CaseFactory(sealed=True)
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    glass = break_glass(case, by=head, reason="The assigned worker is away.", at=NOW)
    with pytest.raises(Refused) as refusal:
        assign_case(case, to=head, by=head, at=NOW)
    assert refusal.value.field == "to"
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    assign_case(case, to=colleague, by=head, at=NOW)
    assert [event.detail["who"] for event in done_under([glass])[glass.pk]] == [str(colleague)]


def test_breaking_the_glass_opens_a_sealed_case_for_some_hours_and_everybody_can_tell():
    case, worker = CaseFactory(sealed=True), WorkerFactory(professional_worker=True)
    PartyFactory(case=case)
    break_glass(case, by=worker, reason="Child in danger tonight.", at=NOW)
    assert sees(worker, case, at=NOW)
    assert not sees(worker, case, at=NOW + GLASS_STAYS_BROKEN)
    assert case.events.get().detail == {"reason": "Child in danger tonight."}
    entry = LogEntry.objects.get()
    assert (entry.deed, entry.purpose) == (Deed.BROKE_GLASS, "Child in danger tonight.")


def test_the_glass_is_not_broken_without_a_reason_a_role_or_in_another_centre():
    case = CaseFactory(sealed=True)
    for worker, reason in [
        (WorkerFactory(professional_worker=True), "because"),
        (WorkerFactory(professional_worker=True), "aaaaaaaaaa"),
        (WorkerFactory(professional_worker=True), "aaaaaa aaaaaa aaaaaa"),
        (WorkerFactory(clerk=True, unit=case.unit), "Child in danger tonight."),
        (
            WorkerFactory(director=True, unit=UnitFactory(centre=CentreFactory(code="OTHER"))),
            "Child in danger tonight.",
        ),
    ]:
        with pytest.raises(Refused):
            break_glass(case, by=worker, reason=reason, at=NOW)
    assert not case.accesses.exists()


def test_who_sees_a_case_may_open_its_people():
    party = PartyFactory()
    inside = WorkerFactory(clerk=True, unit=party.case.unit)
    outside = WorkerFactory(clerk=True)
    assert party.person in Person.objects.visible_to(inside)
    assert party.person not in Person.objects.visible_to(outside)
