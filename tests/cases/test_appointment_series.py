"""Meetings that come again every so many weeks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory

from opora.cases.appointment_series import (
    MONTHLY,
    cancel_following,
    change_following,
    following,
    make_series,
    work_free_turns,
)
from opora.cases.appointments import Plan, cancel_appointment
from opora.cases.calendars import feed_of
from opora.cases.models import Appointment, Room
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)
BEFORE = timezone.make_aware(datetime(2026, 9, 1, 8))


@pytest.fixture
def case():
    return CaseFactory(task="family_help", assigned=True)


def on(*days):
    return [date.fromisoformat(day) for day in days]


def days_of(appointments):
    return [each.date() for each in starts(appointments)]


def at(day, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def agreed(case, until, *, every_weeks=1, day=MONDAY, **plan):
    return make_series(
        Plan(case.assigned_to, at(day), 60, **plan),
        every_weeks=every_weeks,
        until=until,
        subject="Srečanje",
        case=case,
        by=case.assigned_to,
        at=BEFORE,
    )


def starts(appointments):
    return [timezone.localtime(each.starts_at) for each in appointments]


def test_a_meeting_comes_again_every_so_many_weeks_up_to_the_last_day_itself(case):
    made = agreed(case, MONDAY + timedelta(weeks=6), every_weeks=2)
    assert [each.date() for each in starts(made)] == [MONDAY + timedelta(weeks=n) for n in (0, 2, 4, 6)]
    assert len({each.series for each in made}) == 1


def test_a_meeting_comes_again_every_week(case):
    made = agreed(case, date(2026, 9, 28))
    assert days_of(made) == on("2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28")


def test_a_meeting_comes_again_every_fortnight_and_not_after_the_last_day(case):
    made = agreed(case, date(2026, 10, 18), every_weeks=2)
    assert days_of(made) == on("2026-09-07", "2026-09-21", "2026-10-05")


def test_a_meeting_comes_again_every_month_on_the_same_weekday_of_it(case):
    made = agreed(case, date(2027, 1, 31), every_weeks=MONTHLY, day=date(2026, 9, 8))  # the second Tuesday
    assert days_of(made) == on("2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08", "2027-01-12")


def test_a_fifth_weekday_is_the_last_one_of_a_month_that_has_four(case):
    made = agreed(case, date(2026, 12, 31), every_weeks=MONTHLY, day=date(2026, 9, 30))
    assert days_of(made) == on("2026-09-30", "2026-10-28", "2026-11-25", "2026-12-30")


@pytest.mark.parametrize("last", ["2026-11-16", "2027-04-05"])
@pytest.mark.parametrize("every_weeks", [1, 2, MONTHLY])
def test_the_hour_of_the_clock_stays_when_the_clock_is_put_back_and_forward(case, last, every_weeks):
    made = agreed(case, date.fromisoformat(last), every_weeks=every_weeks)
    assert {each.time() for each in starts(made)} == {time(10)}
    assert len({each.starts_at.astimezone(UTC).hour for each in made}) == 2


def test_work_free_days_are_passed_over_and_told(case):
    friday = date(2026, 12, 18)
    until = date(2027, 1, 8)
    made = agreed(case, until, day=friday)
    assert days_of(made) == on("2026-12-18", "2027-01-08")
    assert work_free_turns(at(friday), every_weeks=1, until=until) == on("2026-12-25", "2027-01-01")


def test_a_series_that_begins_on_a_work_free_day_is_meant_for_such_days_too(case):
    made = agreed(case, date(2027, 1, 1), day=date(2026, 12, 25))
    assert days_of(made) == on("2026-12-25", "2027-01-01")


def test_a_series_with_its_last_day_at_its_first_is_one_meeting(case):
    [only] = agreed(case, MONDAY)
    assert only.series is None


def test_every_term_that_is_taken_is_told_at_once_and_none_is_agreed_on(case):
    for weeks in (1, 3):
        AppointmentFactory(worker=case.assigned_to, case=None, starts_at=at(MONDAY + timedelta(weeks=weeks)))
    before = Appointment.objects.count()
    with pytest.raises(Refused) as refused:
        agreed(case, MONDAY + timedelta(weeks=4))
    for weeks in (1, 3):
        day = MONDAY + timedelta(weeks=weeks)
        assert f"{day.day}. " in refused.value.message
    assert Appointment.objects.count() == before


def test_the_room_is_looked_at_for_each_term_too(case):
    room = Room.objects.create(unit=case.unit, name="Soba 12")
    AppointmentFactory(case=None, room=room, starts_at=at(MONDAY + timedelta(weeks=2)))
    with pytest.raises(Refused, match="Soba 12"):
        agreed(case, MONDAY + timedelta(weeks=4), room=room)


@pytest.mark.parametrize("until", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=400)])
def test_a_repetition_ends_after_it_begins_and_within_a_year(case, until):
    with pytest.raises(Refused) as refused:
        agreed(case, until)
    assert refused.value.field == "until"


def test_one_is_called_off_alone_or_with_all_that_follow(case):
    first, second, third, fourth = agreed(case, MONDAY + timedelta(weeks=3))
    told = {"called_off_by": "cancelled_by_centre", "reason": "Dopust.", "by": case.assigned_to, "at": BEFORE}
    cancel_appointment(second, **told)
    assert list(Appointment.objects.standing().filter(series=first.series)) == [first, third, fourth]
    cancel_following(third, **told)
    assert list(Appointment.objects.standing().filter(series=first.series)) == [first]


def test_a_series_moves_by_a_week_although_each_takes_the_time_of_the_next(case):
    first, second, third = agreed(case, MONDAY + timedelta(weeks=2))
    plan = Plan(case.assigned_to, at(MONDAY + timedelta(weeks=2), 11), 60)
    moved = change_following(
        second, plan, subject="Srečanje", reason="Dopust.", by=case.assigned_to, at=BEFORE
    )
    assert starts(moved) == [at(MONDAY + timedelta(weeks=2), 11), at(MONDAY + timedelta(weeks=3), 11)]
    first.refresh_from_db()
    assert starts([first]) == [at(MONDAY)]
    assert following(first) == moved
    assert third.pk == moved[1].pk


def test_a_series_is_not_moved_onto_another_meeting(case):
    _first, second, _third = agreed(case, MONDAY + timedelta(weeks=2))
    AppointmentFactory(worker=case.assigned_to, case=None, starts_at=at(MONDAY + timedelta(weeks=2), 14))
    plan = Plan(case.assigned_to, at(MONDAY + timedelta(weeks=1), 14), 60)
    with pytest.raises(Refused):
        change_following(second, plan, subject="Srečanje", reason="Dopust.", by=case.assigned_to, at=BEFORE)
    second.refresh_from_db()
    assert starts([second]) == [at(MONDAY + timedelta(weeks=1))]


def test_the_calendar_on_the_phone_reads_every_one_of_them(case):
    made = agreed(case, MONDAY + timedelta(weeks=3))
    told = feed_of(case.assigned_to, at=BEFORE).decode()
    assert all(str(each.public_id) in told for each in made)
