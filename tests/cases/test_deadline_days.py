"""The last days of the catalogue's time limits, each with the reason why it falls there."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases.tasks import deadline

from opora.cases.deadline_days import Start, last_day, moves
from opora.law.procedure import StepKind, standard_law

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


def length(count, unit, **told):
    return {"length": {"count": count, "unit": unit}, "starts": "filed", **told}


def before(count, unit):
    return length(count, unit, before=True, starts="record.order.until_on")


def every(count, unit, **told):
    return {"every": {"count": count, "unit": unit}, "starts": "opened", **told}


EACH_FEBRUARY = {"on_day": "02-15", "starts": "each_year"}
ONCE_A_YEAR = every(1, "years", starts="each_year")
OF_AGE = {"at_age": {"role": "child", "years": 18}}

TABLE = [
    # what the definition says, the event, the turn, the last day, why
    (length(15, "days"), "2026-05-04", 1, "2026-05-19", "a Tuesday"),
    (length(15, "days"), "2026-05-08", 1, "2026-05-25", "23 May is a Saturday"),
    (length(15, "days"), "2026-12-10", 1, "2026-12-28", "Christmas is a Friday, the 26th work-free too"),
    (length(2, "weeks"), "2026-04-17", 1, "2026-05-04", "1 and 2 May are work-free, the 3rd a Sunday"),
    (length(1, "months"), "2026-01-31", 1, "2026-03-02", "28 February is a Saturday"),
    (length(1, "years"), "2025-04-27", 1, "2026-04-28", "27 April is work-free"),
    (length(1, "working_days"), "2026-04-30", 1, "2026-05-04", "over the first of May and a Sunday"),
    (length(21, "days", lasts=True), "2026-05-03", 1, "2026-05-24", "a stay ends on a Sunday too"),
    (length(9, "months", lasts=True), "2026-03-25", 1, "2026-12-25", "an order ends at Christmas too"),
    (length(8, "weeks", at_latest=False), "2026-05-03", 1, "2026-06-28", "a least time is not lengthened"),
    (every(1, "months"), "2026-01-31", 1, "2026-03-02", "the 28th is a Saturday"),
    (every(1, "months"), "2026-01-31", 2, "2026-03-31", "counted from the anchor, not from the last one"),
    (every(1, "weeks"), "2026-05-04", 3, "2026-05-25", "the third Monday"),
    (every(1, "months") | length(5, "days"), "2026-05-31", 2, "2026-07-06", "5 July is a Sunday"),
    (EACH_FEBRUARY, "2026-05-04", 1, "2027-02-15", "a Monday"),
    (EACH_FEBRUARY, "2026-02-15", 1, "2027-02-15", "not the day it was opened on"),
    (EACH_FEBRUARY, "2026-01-10", 1, "2026-02-16", "the 15th is a Sunday"),
    (EACH_FEBRUARY | {"on_day": "02-29"}, "2026-05-04", 2, "2028-02-29", "a leap year"),
    (ONCE_A_YEAR, "2026-05-04", 1, "2026-12-31", "once in the year"),
    (ONCE_A_YEAR, "2022-05-04", 1, "2022-12-31", "a Saturday, but the next day is another year"),
    ({"on_day_of_month": 31, "starts": "each_month"}, "2026-05-31", 1, "2026-06-30", "June has no 31st"),
    ({"on_day_of_month": 5, "starts": "each_month"}, "2026-06-20", 1, "2026-07-06", "5 July is a Sunday"),
    ({"falls_on": "record.order.until_on"}, "2026-05-02", 1, "2026-05-02", "a day a field holds stays"),
    (OF_AGE, "2008-02-29", 1, "2026-03-01", "born on 29 February, of age on 1 March"),
    (OF_AGE, "2008-05-03", 1, "2026-05-03", "of age on a Sunday"),
    (before(8, "days"), "2026-05-10", 1, "2026-04-30", "2 May is a Saturday, and 1 May work-free"),
    (before(1, "months"), "2026-07-19", 1, "2026-06-19", "a Friday"),
    (before(2, "working_days"), "2026-05-05", 1, "2026-04-30", "back over the first of May"),
]


@pytest.mark.parametrize(("told", "event", "turn", "expected", "_why"), TABLE)
def test_the_last_day_falls_where_the_law_puts_it(told, event, turn, expected, _why):
    found = last_day(deadline(**told), Start(date.fromisoformat(event), "event"), turn=turn)
    assert found.day == date.fromisoformat(expected)
    assert found.explained.recomputed() == found.day


def test_the_explanation_names_the_event_and_every_day_that_was_not_worked():
    limit = deadline(**length(15, "days"), basis={"act": "DZ", "article": "204(1)"})
    explained = last_day(limit, Start(date(2026, 12, 10), "filed")).explained
    assert [step.kind for step in explained.steps] == [
        StepKind.STARTS,
        StepKind.ADDS_DAYS,
        StepKind.SKIPS,
        StepKind.SKIPS,
        StepKind.SKIPS,
    ]
    assert [step.values["reason"] for step in explained.skipped] == [
        "work_free_day",
        "work_free_day",
        "sunday",
    ]
    assert explained.skipped[0].values["sl"] == "božič"
    assert (explained.article, explained.article_confirmed, explained.regime) == ("DZ 204(1)", True, "new")


def test_a_day_before_zup_i_is_of_the_old_regime():
    explained = last_day(deadline(**length(15, "days")), Start(date(2025, 3, 3), "filed")).explained
    assert explained.regime == "old"


@pytest.mark.parametrize(
    ("hours", "removed_at", "day", "hour"),
    [
        (12, "2026-05-02T22:15", "2026-05-03", "10:15"),
        (24, "2026-12-24T09:00", "2026-12-25", "09:00"),
        (48, "2026-05-01T23:30", "2026-05-03", "23:30"),
        (24, "2026-03-28T12:00", "2026-03-29", "13:00"),  # summer time begins in that night
        (24, "2026-10-24T12:00", "2026-10-25", "11:00"),  # and ends in this one
    ],
)
def test_hours_run_by_the_clock_over_any_day(hours, removed_at, day, hour):
    limit = deadline(length={"unit": "hours", "count": hours}, starts="record.order.met_at")
    moment = datetime.fromisoformat(removed_at).replace(tzinfo=LJUBLJANA)
    found = last_day(limit, Start(moment.date(), "removed", moment))
    assert (found.day, found.hour) == (date.fromisoformat(day), time.fromisoformat(hour))
    assert found.explained.recomputed() == found.day


def test_hours_from_a_day_without_an_hour_count_from_its_beginning():
    limit = deadline(length={"unit": "hours", "count": 24}, starts="record.order.from_on")
    found = last_day(limit, Start(date(2026, 5, 4), "noticed"))
    assert (found.day, found.hour) == (date(2026, 5, 5), time(0, 0))


def test_the_report_of_the_night_is_due_by_ten_of_the_next_working_day():
    limit = deadline(length={"unit": "working_days", "count": 1}, at_hour="10:00", starts="opened")
    found = last_day(limit, Start(date(2026, 5, 1), "ended"))
    assert (found.day, found.hour) == (date(2026, 5, 4), time(10, 0))


def test_what_ended_before_the_calendar_is_known_stays_where_it_fell():
    found = last_day(deadline(**length(15, "days")), Start(date(2016, 5, 1), "filed"))
    assert found.day == date(2016, 5, 16)


@given(
    event=st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    days=st.integers(1, 400),
    paused_after=st.integers(0, 300),
    lasted=st.integers(0, 120),
)
def test_a_pause_moves_by_its_calendar_days_and_then_to_a_working_day(event, days, paused_after, lasted):
    limit = deadline(length={"unit": "days", "count": days}, starts="filed")
    office, start = standard_law().office, Start(event, "filed")
    first = date.fromordinal(event.toordinal() + min(paused_after, days))
    pause = (first, date.fromordinal(first.toordinal() + lasted))
    unmoved = date.fromordinal(event.toordinal() + days + lasted)
    assert last_day(limit, start, pauses=[pause]).day == office.next_working_day(unmoved)


@given(
    event=st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    count=st.integers(1, 40),
    unit=st.sampled_from(["days", "weeks", "months", "working_days"]),
)
def test_the_last_day_of_an_act_is_always_worked(event, count, unit):
    limit = deadline(**length(count, unit))
    assert moves(limit)
    assert standard_law().office.works_on(last_day(limit, Start(event, "filed")).day)
