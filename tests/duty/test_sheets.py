"""The monthly sheet: counted from the participations, and its columns add up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from opora.catalogue import catalogue
from opora.duty import counting as counting_room
from opora.duty.bands import Interval
from opora.duty.counting import forms_in, shipped_forms
from opora.duty.sheets import Sheet, Stint, doubts_about, sheet_of

HERE = ZoneInfo("Europe/Ljubljana")
FORM = shipped_forms()[0]
TEXT = (Path(counting_room.__file__).parent / "data" / "counting.yaml").read_text("utf-8")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2026, 12, 10)).map(
    lambda found: found.replace(second=0, microsecond=0, tzinfo=UTC)
)
STINTS = st.lists(
    st.builds(
        lambda number, worker, began, length, is_travel: Stint(
            str(number), worker, Interval(began, began + timedelta(minutes=length)), is_travel
        ),
        st.integers(1, 3),
        st.integers(1, 2),
        MOMENTS,
        st.integers(0, 3000),
        st.booleans(),
    ),
    max_size=6,
)
ANSWERS = st.fixed_dictionaries(
    {
        "after_midnight": st.sampled_from(["own_day", "evening_before"]),
        "sunday_that_is_holiday": st.sampled_from(["sunday", "holiday"]),
        "month": st.sampled_from(["cut_at_midnight", "by_beginning"]),
        "travel": st.sampled_from(["counted", "left_out"]),
        "both_workers": st.sampled_from(["each", "once"]),
        "rounded_to": st.sampled_from(["1", "5", "15"]),
    }
)


@cache
def form_with(**rules: str):
    written = yaml.load(TEXT, Loader=yaml.BaseLoader)
    for name, value in rules.items():
        written["forms"][0]["rules"][name]["is"] = value
    return forms_in(yaml.safe_dump(written))[0]


def stint(began: str, ended: str, *, worker=1, intervention="1", is_travel=False) -> Stint:
    first, last = (datetime.fromisoformat(each).replace(tzinfo=HERE) for each in (began, ended))
    return Stint(intervention, worker, Interval(first, last), is_travel)


def count(of: date, *stints: Stint, **rules: str) -> Sheet:
    return sheet_of(stints, of, form_with(**rules), zone=HERE)


@pytest.mark.covers("004b/R-62")
@settings(deadline=None)
@given(stints=STINTS, answers=ANSWERS)
def test_the_columns_of_a_sheet_add_up_to_its_total_whatever_the_rules(stints, answers):
    sheet = sheet_of(stints, NOVEMBER, form_with(**answers), zone=HERE)
    assert sheet.difference == 0
    assert list(sheet.bands) == [band.key for band in FORM.bands]
    assert 0 <= sheet.interventions <= len(sheet.work)


@pytest.mark.covers("004b/R-60")
def test_a_night_over_the_end_of_the_month_is_cut_at_midnight_or_counts_where_it_began():
    night = stint("2026-11-30 22:00", "2026-12-01 01:30")
    cut = [count(month, night) for month in (NOVEMBER, DECEMBER)]
    assert [(sheet.interventions, sheet.minutes) for sheet in cut] == [(1, 120), (0, 90)]
    whole = [count(month, night, month="by_beginning") for month in (NOVEMBER, DECEMBER)]
    assert [(sheet.interventions, sheet.minutes) for sheet in whole] == [(1, 210), (0, 0)]


@pytest.mark.covers("004b/R-60")
def test_travel_counts_where_the_setting_says_so_and_no_minute_twice():
    work = stint("2026-11-10 20:00", "2026-11-10 21:00")
    way = stint("2026-11-10 19:30", "2026-11-10 20:10", is_travel=True)
    assert count(NOVEMBER, work, way).minutes == 60
    assert count(NOVEMBER, work, way, travel="counted").minutes == 90


@pytest.mark.covers("004b/R-60")
def test_the_time_of_both_workers_counts_each_or_once():
    both = (
        stint("2026-11-10 20:00", "2026-11-10 22:00"),
        stint("2026-11-10 21:00", "2026-11-10 23:00", worker=2),
    )
    each, once = count(NOVEMBER, *both), count(NOVEMBER, *both, both_workers="once")
    assert (each.interventions, each.minutes) == (2, 240)
    assert (once.interventions, once.minutes) == (1, 180)


@pytest.mark.covers("004b/R-60")
def test_minutes_are_exact_or_rounded_at_both_ends():
    work = stint("2026-11-10 20:07", "2026-11-10 21:21")
    assert count(NOVEMBER, work).minutes == 74
    assert count(NOVEMBER, work, rounded_to="15").minutes == 75


@pytest.mark.covers("004b/R-72")
def test_a_month_is_questioned_for_each_reason_of_the_list():
    right = dict.fromkeys((band.key for band in FORM.bands), 0) | {"mon_sat_day": 600}
    asked = {
        "": Sheet(NOVEMBER, 5, 600, right),
        "band_sum_differs": Sheet(NOVEMBER, 5, 580, right),
        "zero_weekday_day_hours": Sheet(NOVEMBER, 5, 600, right | {"mon_sat_day": 0, "sunday_day": 600}),
        "hours_per_intervention": Sheet(NOVEMBER, 1, 600, right),
        "holiday_hours": Sheet(date(2026, 9, 1), 5, 660, right | {"holiday_day": 60}),
    }
    for reason, sheet in asked.items():
        assert doubts_about(sheet, FORM) == ([reason] if reason else []), reason
    known = {entry.key for entry in catalogue().code_lists["implausible_month_reasons"].entries}
    assert set(asked) - {""} == known
