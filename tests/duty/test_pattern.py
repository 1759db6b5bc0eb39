"""Last month's shifts fill what nobody has yet: by weekday, seen before, and never whom they may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.duty.registers import at, coordinator
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register
from opora.duty.pattern import enter_pattern, pattern_of
from opora.duty.rosters import roster_of
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
NOW = at("2026-11-20 09:00")
LISTED = ["list_of_intervention_workers"]


@pytest.fixture
def worker():
    return coordinator(licences=LISTED)


@pytest.fixture
def other(worker):
    return WorkerFactory(professional_worker=True, unit=worker.unit, licences=LISTED)


def held(worker, began, ended, position="standby_1"):
    told = {"position": position, "worker": worker.pk, "from": at(began), "until": at(ended)}
    told |= {"phone": f"041 000 {worker.pk:03}"}
    return add_to_register("intervention_duty_roster", "shift", told, unit=worker.unit, by=worker, at=NOW)


def proposed(worker):
    return [each for each in pattern_of(worker.centre, DECEMBER).proposed if not each.why_not]


def left_out(worker):
    return [each.why_not for each in pattern_of(worker.centre, DECEMBER).proposed if each.why_not]


def test_a_night_comes_back_whole_on_the_same_weekday_with_its_worker_and_telephone(worker):
    held(worker, "2026-11-05 15:30", "2026-11-06 06:00")  # the hours of duty are the month's own
    [again] = proposed(worker)
    assert (again.shift.position, again.shift.worker) == ("standby_1", worker.pk)
    assert again.shift.interval.began == at("2026-12-03 15:00")
    assert again.shift.interval.ended == at("2026-12-04 07:00")
    assert again.phone == f"041 000 {worker.pk:03}"


def test_the_fifth_of_a_weekday_takes_after_the_last_one_of_the_month_before(worker):
    held(worker, "2026-11-24 15:30", "2026-11-25 07:00")
    assert [each.shift.interval.began.date().day for each in proposed(worker)] == [22, 29]


def test_each_part_of_a_night_stays_with_who_held_it(worker, other):
    held(worker, "2026-11-03 15:30", "2026-11-03 23:00")
    held(other, "2026-11-03 23:00", "2026-11-04 07:00")
    first = [each for each in proposed(worker) if each.shift.interval.began.date() == DECEMBER]
    parts = [(each.shift.worker, each.shift.interval.ended) for each in first]
    assert parts == [(worker.pk, at("2026-12-01 23:00")), (other.pk, at("2026-12-02 07:00"))]


def test_the_days_before_holidays_are_held_as_a_whole_however_short_they_are(worker, other):
    for duty in roster_of(worker.centre, date(2026, 11, 1)).duty:
        written = [f"{timezone.localtime(each):%Y-%m-%d %H:%M}" for each in (duty.began, duty.ended)]
        held(worker, *written)
        held(other, *written, position="standby_2")
    chosen = [each.key for each in proposed(worker)]
    enter_pattern(DECEMBER, chosen, unit=worker.unit, by=worker, at=NOW)
    after = roster_of(worker.centre, DECEMBER)
    assert after.faults == []
    assert len(chosen) == 2 * len(after.duty)
    christmas = [each for each in after.shifts if each.interval.began == at("2026-12-24 13:00")]
    assert {(each.worker, each.interval.ended) for each in christmas} == {
        (worker.pk, at("2026-12-28 07:00")),
        (other.pk, at("2026-12-28 07:00")),
    }


def test_the_night_into_the_month_stays_with_who_began_it(worker, other):
    held(other, "2026-11-02 15:30", "2026-11-03 07:00")
    held(worker, "2026-11-30 15:30", "2026-12-01 00:00")
    first = proposed(worker)[0].shift
    assert (first.worker, first.interval.ended) == (worker.pk, at("2026-12-01 07:00"))


def test_where_no_duty_began_on_that_day_the_nearest_week_is_taken(worker):
    held(worker, "2026-12-18 13:00", "2026-12-21 07:00")  # the next Friday is Christmas
    january = pattern_of(worker.centre, date(2027, 1, 1)).proposed
    assert [each.shift.interval.began.date().day for each in january] == [15, 22, 29]


def test_of_a_time_held_in_part_the_rest_is_filled(worker, other):
    held(worker, "2026-11-26 15:30", "2026-11-27 07:00")
    held(other, "2026-12-24 13:00", "2026-12-25 08:00")
    [rest] = [each.shift.interval for each in proposed(worker) if each.shift.interval.began.day == 25]
    assert (rest.began, rest.ended) == (at("2026-12-25 08:00"), at("2026-12-28 07:00"))


def test_who_may_not_stand_by_is_left_out_with_the_reason(worker, other):
    gone = WorkerFactory(professional_worker=True, unit=worker.unit, licences=LISTED)
    held(gone, "2026-11-03 15:30", "2026-11-04 07:00")
    held(other, "2026-11-04 15:30", "2026-11-05 07:00")
    held(worker, "2026-11-05 15:30", "2026-11-06 07:00")
    held(worker, "2026-12-03 15:30", "2026-12-04 07:00", position="standby_2")
    away = {"worker": other.pk, "kind": "annual_leave", "from": date(2026, 12, 1), "until": date(2026, 12, 5)}
    director = WorkerFactory(director=True, whole_centre=True, unit=worker.unit)
    add_to_register("staff_presence", "day", away, unit=worker.unit, by=director, at=NOW)
    gone.is_active = False
    gone.save()
    assert left_out(worker)[:3] == [
        "does not work here any more",
        "is away at that time",
        "stands by in the other position at that time",
    ]
    gone.is_active = True
    gone.save()
    gone.competences.all().delete()
    assert left_out(worker)[0] == "is not on the list of intervention workers on that day"


def test_what_is_chosen_is_entered_together_and_a_second_time_nothing(worker):
    held(worker, "2026-11-03 15:30", "2026-11-04 07:00")
    held(worker, "2026-11-05 15:30", "2026-11-06 07:00")
    chosen = [each.key for each in proposed(worker)]
    told = {"unit": worker.unit, "by": worker, "at": NOW}
    assert enter_pattern(DECEMBER, chosen, **told) == len(chosen)
    gaps = [fault for fault in roster_of(worker.centre, DECEMBER).faults if fault.kind == "gap"]
    assert at("2026-12-01 15:00") not in {
        fault.interval.began for fault in gaps if fault.position == "standby_1"
    }
    assert [fault.kind for fault in roster_of(worker.centre, DECEMBER).faults if fault.kind != "gap"] == []
    before = CaseRecord.objects.count()
    with pytest.raises(Refused, match="has changed since"):
        enter_pattern(DECEMBER, chosen, **told)
    with pytest.raises(Refused, match="at least one"):
        enter_pattern(DECEMBER, [], **told)
    assert CaseRecord.objects.count() == before


def test_the_page_shows_the_pattern_ticked_and_leads_back_to_the_month(worker, sign_in):
    held(worker, "2026-11-03 15:30", "2026-11-04 07:00")
    client = sign_in(worker)
    month, way = (reverse(name, args=["2026-12"]) for name in ("duty_roster", "duty_pattern"))
    page = client.get(month).content.decode()
    assert way in page
    assert page.index('id="duty"') < page.index('id="faults"')  # the table first, what is wrong behind it
    shown = client.get(way)
    keys = [row["key"] for row in shown.context["fit"]]
    assert keys
    assert all(row["is_ticked"] for row in shown.context["fit"])
    assert client.post(way).status_code == 422
    answer = client.post(way, {"shift": keys[:1]}, follow=True)
    assert answer.redirect_chain[-1][0] == month
    began = [shift.interval.began for shift in roster_of(worker.centre, DECEMBER).shifts]
    assert began == [at("2026-12-01 15:00")]
    assert client.post(way, {"shift": keys[:1]}).status_code == 422
    assert timedelta(0) < roster_of(worker.centre, DECEMBER).shifts[0].interval.ended - began[0]
