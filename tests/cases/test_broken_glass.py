"""Who watches over broken glass is told of it until they have looked."""

from datetime import timedelta

import pytest
from tests.cases.factories import MORNING, AccessFactory, CaseFactory, EventFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.broken_glass import done_under, look_at_glass, not_looked_at, under_broken_glass
from opora.cases.models import Event
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def access():
    return AccessFactory(case=CaseFactory(sealed=True), broke_glass=True)


@pytest.fixture
def head(access):
    return WorkerFactory(head_of_unit=True, unit=access.case.unit)


def test_the_head_of_the_unit_the_director_and_the_auditor_are_told_even_of_a_sealed_case(access, head):
    for worker in (head, WorkerFactory(director=True), WorkerFactory(auditor=True, whole_centre=True)):
        assert list(not_looked_at(worker)) == [access]


def test_nobody_else_is_told(access):
    strangers = [
        WorkerFactory(head_of_unit=True, unit=UnitFactory()),
        WorkerFactory(director=True, unit=UnitFactory(centre=CentreFactory(code="OTHER"))),
        WorkerFactory(professional_worker=True, unit=access.case.unit),
    ]
    assert not any(not_looked_at(worker).exists() for worker in strangers)


def test_being_let_in_is_no_broken_glass(head):
    let_in = AccessFactory(case=CaseFactory(unit=head.unit))
    assert let_in not in not_looked_at(head)


def test_once_a_head_has_looked_the_heads_are_told_no_more_but_the_auditor_still_is(access, head):
    auditor = WorkerFactory(auditor=True, whole_centre=True)
    look_at_glass(access, by=head, at=MORNING)
    assert not not_looked_at(head).exists()
    assert not not_looked_at(WorkerFactory(director=True)).exists()
    assert list(not_looked_at(auditor)) == [access]
    entry = LogEntry.objects.get(what="look_at_glass")
    assert (entry.worker, entry.deed, entry.case_id) == (head, Deed.VIEWED, access.case_id)


def test_nobody_looks_at_their_own_or_twice(access, head):
    own = AccessFactory(case=CaseFactory(unit=head.unit), worker=head, broke_glass=True)
    assert own not in not_looked_at(head)
    look_at_glass(access, by=head, at=MORNING)
    for each in (own, access):
        with pytest.raises(Refused):
            look_at_glass(each, by=head, at=MORNING)


def test_what_was_done_under_a_broken_glass_belongs_to_what_is_looked_at(access):
    """Also what was given out afterwards; nothing of before, nothing others did, nor the breaking itself."""
    case, breaker = access.case, access.worker
    EventFactory(case=case, by=breaker, key="glass_broken", at=access.from_at)
    meanwhile = EventFactory(case=case, by=breaker, key="case_assigned", at=access.from_at)
    note = EventFactory(
        case=case, by=breaker, key="document_received", at=access.from_at + timedelta(minutes=1)
    )
    EventFactory(case=case, by=breaker, key="document_received", at=access.from_at - timedelta(minutes=1))
    EventFactory(case=case, by=breaker, key="document_received", at=access.until_at)
    EventFactory(case=case, key="document_received", at=access.from_at)
    later = EventFactory(case=case, by=breaker, key="worker_let_in", at=access.until_at)
    assert done_under([access]) == {access.pk: [meanwhile, note, later]}
    marked = Event.objects.filter(under_broken_glass()).order_by("pk")
    assert list(marked) == [meanwhile, note]
