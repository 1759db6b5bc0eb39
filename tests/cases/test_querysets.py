"""Cases and deadlines in the words of the field, and paging by key."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import AppointmentFactory, CaseFactory, DeadlineFactory, EventFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import Appointment, Case, CaseState, Deadline, DeadlineState
from opora.cases.timeline import timeline

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 7)


def test_open_cases_are_those_with_something_left_to_do():
    CaseFactory(decided=True)
    CaseFactory(closed=True)
    waiting, running = CaseFactory(awaiting_party=True), CaseFactory()
    assert set(Case.objects.open()) == {waiting, running}
    assert list(Case.objects.awaiting_party()) == [waiting]


def test_a_case_is_overdue_once_the_last_day_of_a_running_deadline_has_passed():
    late = DeadlineFactory(day=TODAY - timedelta(days=1))
    DeadlineFactory(case=late.case, key="fetch_records", day=TODAY - timedelta(days=9))
    DeadlineFactory(day=TODAY)
    DeadlineFactory(day=TODAY - timedelta(days=1), paused=True)
    DeadlineFactory(day=TODAY - timedelta(days=1), state=DeadlineState.MET)
    assert list(Case.objects.overdue(TODAY)) == [late.case]
    assert Deadline.objects.overdue(TODAY).count() == 2
    assert late.is_overdue(TODAY)


def test_cases_are_found_by_the_beginning_of_their_number():
    found = CaseFactory(number="1232-15/2026")
    CaseFactory(number="4001-15/2026")
    assert list(Case.objects.numbered(" 1232-15")) == [found]


@pytest.mark.parametrize("typed", ["227", "227/2026", "1232-227/2026", " 1232 – 227"])
def test_a_case_is_found_by_its_running_number_alone_with_its_year_or_by_the_whole_sign(typed):
    found = CaseFactory(number="1232-227/2026", classification="1232", sequence=227, year=2026)
    CaseFactory(number="1232-228/2026", classification="1232", sequence=228, year=2026)
    assert list(Case.objects.numbered(typed)) == [found]


def test_a_whole_running_number_comes_before_the_beginning_of_another_and_ones_own_before_others():
    mine = CaseFactory(number="123-12/2025", sequence=12, year=2025, assigned=True)
    whole = CaseFactory(number="123-12/2026", sequence=12, year=2026)
    beginning = CaseFactory(number="1232-3/2026", sequence=3, year=2026)
    assert list(Case.objects.most_meant_first("12", mine.assigned_to)) == [mine, whole, beginning]


def test_assigned_and_unassigned_cases_are_told_apart():
    free, taken = CaseFactory(), CaseFactory(assigned=True)
    assert list(Case.objects.unassigned()) == [free]
    assert list(Case.objects.assigned(taken.assigned_to)) == [taken]


def test_pages_by_key_miss_no_case_and_show_none_twice():
    expected = [case.pk for case in CaseFactory.create_batch(7)][::-1]
    first = list(Case.objects.newest_first()[:3])
    CaseFactory()  # somebody opens a case between two pages
    rest = list(Case.objects.newest_first(after=first[-1].pk))
    assert [case.pk for case in first + rest] == expected


def test_deadlines_of_one_day_are_paged_by_their_key():
    expected = [*DeadlineFactory.create_batch(3, day=TODAY), DeadlineFactory(day=TODAY + timedelta(days=1))]
    first = list(Deadline.objects.most_urgent_first()[:2])
    rest = list(Deadline.objects.most_urgent_first(after=(first[-1].day, first[-1].pk)))
    assert first + rest == expected


def test_the_timeline_is_paged_backwards_in_time():
    case = CaseFactory()
    events = [EventFactory(case=case, by=WorkerFactory()) for _ in range(4)][::-1]
    first = list(timeline(case)[:2])
    rest = list(timeline(case).newest_first(after=(first[-1].at, first[-1].pk)))
    assert first + rest == events


def test_the_appointments_of_a_day_are_those_of_our_clocks():
    late = AppointmentFactory(starts_at=datetime(2026, 7, 7, 21, 30, tzinfo=UTC))  # 23.30 in Ljubljana
    AppointmentFactory(starts_at=datetime(2026, 7, 7, 22, 30, tzinfo=UTC))
    assert list(Appointment.objects.on(date(2026, 7, 7))) == [late]


def test_the_deadlines_of_a_worker_are_those_of_their_cases():
    mine = DeadlineFactory(case__assigned=True)
    DeadlineFactory(case__assigned=True)
    assert list(Deadline.objects.of(mine.case.assigned_to)) == [mine]


def test_every_state_is_either_open_or_not():
    assert {state for state in CaseState if CaseFactory(state=state) in Case.objects.open()} == {
        CaseState.OPEN,
        CaseState.AWAITING_PARTY,
    }
