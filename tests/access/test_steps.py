"""Every step × role × place × state, as the table says: generated, so a new row is tried too."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.organisation.access import STEPS, may, obstacle, reach, require
from opora.organisation.access_table import Scope
from opora.organisation.models import Role
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db

PLACES = ("assigned", "own_unit", "other_unit", "other_centre")
REACHED = {
    Scope.ASSIGNED: {"assigned"},
    Scope.OWN_CASE: {"assigned"},
    Scope.OWN_UNIT: {"assigned", "own_unit"},
    Scope.CENTRE: {"assigned", "own_unit", "other_unit"},
}


class Accesses:
    """Stands in for `case.accesses`: workers let in, or who broke the glass."""

    def __init__(self, rows=()):
        self.rows = list(rows)

    def filter(self, worker=None, broke_glass=None, only_reads=None, from_at__lte=None, until_at__gt=None):
        kept = [
            row
            for row in self.rows
            if (worker is None or row["worker"] == worker)
            and (broke_glass is None or row["broke_glass"] == broke_glass)
            and (only_reads is None or row.get("only_reads", False) == only_reads)
            and (from_at__lte is None or row["from_at"] <= from_at__lte)
            and (until_at__gt is None or row["until_at"] > until_at__gt)
        ]
        return Accesses(kept)

    def exists(self):
        return bool(self.rows)


def case_at(place, worker, *, seal="", state="open", accesses=(), task="public_funds_application"):
    other = UnitFactory(centre=CentreFactory(code="ANOTHER") if place == "other_centre" else worker.centre)
    unit = worker.unit if place == "own_unit" else other
    assigned_to = worker if place == "assigned" else WorkerFactory(unit=unit)
    return SimpleNamespace(
        pk=1,
        task=task,
        unit_id=unit.pk,
        centre_id=unit.centre_id,
        assigned_to_id=assigned_to.pk,
        state=state,
        seal=seal,
        accesses=Accesses(accesses),
        bars=lambda _worker: None,
    )


def let_in(worker, *, broke_glass=False, ended=False):
    now = timezone.now()
    until = now - timedelta(minutes=1) if ended else now + timedelta(hours=1)
    begun = now - timedelta(hours=2)
    return [{"worker": worker, "broke_glass": broke_glass, "from_at": begun, "until_at": until}]


def possible(case, step):
    """The case in a state in which the step is possible."""
    case.state = next(iter(STEPS[step].case), "open")
    return case


@pytest.mark.parametrize("role", Role)
def test_each_step_reaches_as_far_as_its_row_says(role):
    worker = WorkerFactory(roles=[role])
    cases = {place: case_at(place, worker) for place in PLACES}
    for step, rule in STEPS.items():
        scope = rule.who.get(role)
        allowed = {place for place, case in cases.items() if may(worker, step, case=possible(case, step))}
        assert allowed == (REACHED[scope] if scope else set()), step
        assert may(worker, step) == bool(scope), step


@pytest.mark.parametrize("role", Role)
def test_a_sealed_case_is_reached_only_by_those_assigned_or_let_in(role):
    worker, stranger = WorkerFactory(roles=[role]), WorkerFactory()
    assigned = case_at("assigned", worker, seal="violence")
    near = case_at("own_unit", worker, seal="violence")

    def opens(step, case, accesses=()):
        case.accesses = Accesses(accesses)
        return may(worker, step, case=possible(case, step))

    for step, rule in STEPS.items():
        entitled = role in rule.who
        assert opens(step, assigned) == entitled, step
        assert not opens(step, near), step
        assert opens(step, near, let_in(worker)) == (entitled and rule.reaches_let_in), step
        assert not opens(step, near, let_in(worker, ended=True)), step
        assert not opens(step, near, let_in(stranger)), step


@pytest.mark.parametrize("role", Role)
def test_a_broken_glass_opens_the_steps_marked_for_it_and_no_other(role):
    worker = WorkerFactory(roles=[role])
    glass = let_in(worker, broke_glass=True)
    case = case_at("own_unit", worker, seal="violence", accesses=glass)
    opened = {step for step in STEPS if may(worker, step, case=possible(case, step))}
    assert opened == {step for step, rule in STEPS.items() if role in rule.who and rule.glass}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_possible_only_in_its_states(step):
    rule = STEPS[step]
    worker = WorkerFactory(roles=[next(iter(rule.who))])
    for state in ("open", "awaiting_party", "decided", "closed"):
        possible = not rule.case or state in rule.case
        assert may(worker, step, case=case_at("assigned", worker, state=state)) == possible
    for state in ("draft", "submitted", "returned", "issued", "served", "final", "appealed"):
        decision = SimpleNamespace(state=state, drafted_by_id=None)
        assert may(worker, step, decision=decision) == (not rule.decision or state in rule.decision)


@pytest.mark.parametrize("step", [key for key, rule in STEPS.items() if rule.four_eyes])
def test_the_drafter_does_not_do_the_second_persons_step(step):
    rule = STEPS[step]
    worker = WorkerFactory(roles=list(rule.who))
    decision = SimpleNamespace(state=next(iter(rule.decision)), drafted_by_id=worker.pk)
    with pytest.raises(Refused):
        require(worker, step, decision=decision)
    decision.drafted_by_id = worker.pk + 1
    require(worker, step, decision=decision)


@pytest.mark.parametrize("role", Role)
def test_reach_for_lists_agrees_with_what_may_be_done(role):
    worker = WorkerFactory(roles=[role])
    cases = {place: case_at(place, worker) for place in PLACES}
    for step in STEPS:
        found = reach(worker, step)
        for place, case in cases.items():
            listed = (
                case.unit_id in found.units
                or (found.centre is not None and case.centre_id == found.centre)
                or (found.own_case and case.assigned_to_id == worker.pk)
            )
            assert listed == may(worker, step, case=possible(case, step)), (step, place)


def test_a_role_for_the_whole_centre_reaches_every_unit_of_it_and_no_other_centre():
    worker = WorkerFactory(decision_maker=True, whole_centre=True)
    assert may(worker, "see_case", case=case_at("other_unit", worker))
    assert not may(worker, "see_case", case=case_at("other_centre", worker))


def test_a_role_that_has_ended_reaches_nothing():
    worker = WorkerFactory(clerk=True)
    worker.grants.update(period=(None, timezone.localdate()))
    assert not may(worker, "see_case")


@pytest.mark.parametrize("place", ["own_unit", "other_unit"])
def test_a_refusal_says_what_stands_in_the_way(place):
    worker = WorkerFactory(clerk=True)
    sealed = obstacle(worker, "see_case", case=case_at(place, worker, seal="adoption", state="open"))
    closed = obstacle(worker, "write_note", case=case_at("assigned", worker, state="closed"))
    nobody = obstacle(worker, "see_log")
    assert len({sealed, closed, nobody}) == 3
    assert all(sentence.endswith(".") for sentence in (sealed, closed, nobody))
