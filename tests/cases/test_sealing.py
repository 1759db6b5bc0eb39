"""A case of any kind sealed by an act: who may, what it closes, and who opens it again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cases.factories import AccessFactory, CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.exclusions import exclude
from opora.cases.models import Case, SealByAct
from opora.cases.newest import newest_visible_to
from opora.cases.sealing import BY_ACT, lift_seal, seal_along, seal_case, seals_to_lift
from opora.catalogue import catalogue
from opora.organisation.access import may
from opora.organisation.models import Role
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
WHY = "Na centru dela sestra vlagateljice."


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def case(unit):
    return CaseFactory(unit=unit, assigned_to=WorkerFactory(unit=unit, professional_worker=True))


@pytest.fixture
def head(unit):
    return WorkerFactory(unit=unit, head_of_unit=True)


@pytest.fixture
def director(unit):
    return WorkerFactory(unit=None, centre=unit.centre, roles=[Role.DIRECTOR], whole_centre=True)


def sealed(case, by):
    return seal_case(case, reason=WHY, by=by, at=NOW)


def sees(worker):
    """Asked in each way in which a page asks."""
    ways = [
        set(Case.objects.visible_to(worker)),
        set(newest_visible_to(worker, most=50)),
        {case for case in Case.objects.all() if may(worker, "see_case", case=case)},
    ]
    assert all(way == ways[0] for way in ways)
    return ways[0]


def test_a_case_sealed_by_the_head_is_read_by_who_has_it_and_who_was_let_in_alone(case, unit, head, director):
    guest = WorkerFactory(unit=unit, professional_worker=True)
    AccessFactory(case=case, worker=guest)
    colleague = WorkerFactory(unit=unit, professional_worker=True)
    assert all(sees(each) == {case} for each in (head, director, colleague, guest, case.assigned_to))
    sealed(case, head)
    assert all(sees(each) == {case} for each in (guest, case.assigned_to))
    assert all(sees(each) == set() for each in (head, director, colleague))


def test_lifting_the_seal_opens_the_case_to_its_unit_again(case, head):
    lift_seal(sealed(case, head), reason="Sestra ne dela več tu.", by=head, at=NOW)
    assert sees(head) == {case}
    assert Case.objects.get().seal == ""


def test_both_acts_stand_in_the_case_and_in_the_log_with_reason(case, head):
    lift_seal(sealed(case, head), reason="Sestra ne dela več tu.", by=head, at=NOW)
    told = dict(
        case.events.filter(key__in=["case_sealed", "seal_lifted"]).values_list("key", "detail__reason")
    )
    assert told == {"case_sealed": WHY, "seal_lifted": "Sestra ne dela več tu."}
    acts = LogEntry.objects.filter(deed=Deed.CHANGED, worker=head, case_id=case.pk)
    assert [entry.what for entry in acts.order_by("pk")] == ["seal_case", "lift_seal"]
    kept = SealByAct.objects.get()
    assert (kept.by, kept.reason, kept.lifted_by, kept.lifted_reason) == (
        head,
        WHY,
        head,
        "Sestra ne dela več tu.",
    )


@pytest.mark.parametrize("reason", ["", "sorodnik"])
def test_a_reason_is_more_than_a_word(case, head, reason):
    with pytest.raises(Refused) as refused:
        seal_case(case, reason=reason, by=head, at=NOW)
    assert refused.value.field == "reason"
    assert Case.objects.get().seal == ""


def test_a_case_that_is_sealed_is_not_sealed_again(case, unit, head, director):
    case.assigned_to = head
    case.save()
    sealed(case, head)
    with pytest.raises(Refused, match="že zapečatena"):
        sealed(case, head)
    by_kind = CaseFactory(unit=unit, seal="violence", assigned_to=head)
    with pytest.raises(Refused, match="že zapečatena"):
        sealed(by_kind, head)
    assert [seal.case for seal in seals_to_lift(head, on=NOW.date())] == [case]


def test_a_worker_a_head_elsewhere_and_one_who_was_let_in_seal_nothing(case, unit):
    elsewhere = WorkerFactory(unit=UnitFactory(centre=unit.centre), head_of_unit=True)
    for by in (case.assigned_to, elsewhere):
        with pytest.raises(Refused):
            sealed(case, by)
    AccessFactory(case=case, worker=elsewhere)
    with pytest.raises(Refused):
        sealed(case, elsewhere)
    assert not SealByAct.objects.exists()


def test_what_the_director_sealed_no_head_lifts(case, head, director):
    seal = sealed(case, director)
    assert seals_to_lift(head, on=NOW.date()) == []
    with pytest.raises(Refused, match="direktor"):
        lift_seal(seal, reason="Ne drži več, po mojem.", by=head, at=NOW)
    assert seals_to_lift(director, on=NOW.date()) == [seal]
    lift_seal(seal, reason="Vodja enote se je zamenjal.", by=director, at=NOW)


def test_the_director_lifts_what_a_head_sealed(case, head, director):
    seal = sealed(case, head)
    assert seals_to_lift(director, on=NOW.date()) == [seal]
    lift_seal(seal, reason="Sestra ne dela več tu.", by=director, at=NOW)
    with pytest.raises(Refused, match="medtem"):
        lift_seal(seal, reason="Sestra ne dela več tu.", by=director, at=NOW)


def test_whoever_is_excluded_from_the_case_neither_seals_nor_lifts(case, unit, head):
    relative = WorkerFactory(unit=unit, head_of_unit=True)
    exclude(case, relative, ground="kin", reason="Stranka je moja sestra.", by=relative, at=NOW)
    with pytest.raises(Refused):
        sealed(case, relative)
    seal = sealed(case, head)
    assert seals_to_lift(relative, on=NOW.date()) == []
    with pytest.raises(Refused):
        lift_seal(seal, reason="Ne drži več, po mojem.", by=relative, at=NOW)


def test_a_case_opened_with_the_seal_of_another_can_be_lifted_by_itself(case, unit, head):
    sealed(case, head)
    grown = CaseFactory(unit=unit, seal=BY_ACT)
    seal_along(grown, with_=case)
    assert {seal.case for seal in seals_to_lift(head, on=NOW.date())} == {case, grown}


def test_no_task_is_sealed_by_act_of_itself():
    assert BY_ACT in {kind.key for kind in catalogue().seals}
    assert not [key for key, versions in catalogue().tasks.items() if versions[-1].seal == BY_ACT]
