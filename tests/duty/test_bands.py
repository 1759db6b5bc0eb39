"""Intervals of duty fall into the six columns of the ministry's table, to the minute."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from opora.catalogue import catalogue
from opora.duty import counting as counting_room
from opora.duty.bands import Interval, by_band, rounded, split, united
from opora.duty.counting import counting_on, forms_in, shipped_forms

HERE = ZoneInfo("Europe/Ljubljana")
FORM = shipped_forms()[0]
TEXT = (Path(counting_room.__file__).parent / "data" / "counting.yaml").read_text("utf-8")
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2026, 12, 31)).map(
    lambda found: found.replace(second=0, microsecond=0, tzinfo=UTC)
)
LENGTHS = st.integers(0, 6 * 24 * 60).map(lambda number: timedelta(minutes=number))
A_MINUTE = timedelta(minutes=1)


def at(written: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=HERE, fold=fold)


def bands(began: datetime, ended: datetime, form=FORM) -> dict[str, int]:
    found = by_band(split(Interval(began, ended), form, zone=HERE), form)
    return {key: minutes for key, minutes in found.items() if minutes}


@cache
def form_with(**rules: str):
    """The shipped form with other answers to what is printed nowhere."""
    written = yaml.load(TEXT, Loader=yaml.BaseLoader)
    for name, value in rules.items():
        written["forms"][0]["rules"][name]["is"] = value
    return forms_in(yaml.safe_dump(written))[0]


@pytest.mark.covers("004b/R-58")
def test_a_night_from_friday_to_saturday_falls_into_day_and_night():
    found = split(Interval(at("2026-11-20 21:17"), at("2026-11-21 06:08")), FORM, zone=HERE)
    assert [(piece.day, piece.band, piece.minutes) for piece in found] == [
        (date(2026, 11, 20), "mon_sat_day", 103),
        (date(2026, 11, 20), "mon_sat_night", 60),
        (date(2026, 11, 21), "mon_sat_night", 360),
        (date(2026, 11, 21), "mon_sat_day", 8),
    ]


@pytest.mark.covers("004b/R-58")
def test_a_night_into_sunday_and_into_a_holiday_changes_its_column_at_midnight():
    assert bands(at("2026-11-21 22:30"), at("2026-11-22 01:00")) == {
        "mon_sat_day": 30,
        "mon_sat_night": 60,
        "sunday_night": 60,
    }
    assert bands(at("2025-12-24 23:30"), at("2025-12-25 07:00")) == {
        "mon_sat_night": 30,
        "holiday_night": 360,
        "holiday_day": 60,
    }


@pytest.mark.covers("004b/R-58")
def test_in_the_night_of_the_clocks_the_minutes_that_passed_are_counted():
    spring = bands(at("2026-03-29 00:00"), at("2026-03-29 06:00"))
    autumn = bands(at("2026-10-25 00:00"), at("2026-10-25 06:00"))
    assert (spring, autumn) == ({"sunday_night": 300}, {"sunday_night": 420})
    second_time = bands(at("2026-10-25 02:30", fold=1), at("2026-10-25 03:00"))
    assert second_time == {"sunday_night": 30}


@pytest.mark.covers("004b/R-58")
@settings(deadline=None)
@given(began=MOMENTS, length=LENGTHS)
@example(began=datetime(2026, 3, 28, 20, 13, tzinfo=UTC), length=timedelta(hours=31))
@example(began=datetime(2026, 10, 24, 20, 13, tzinfo=UTC), length=timedelta(hours=31))
def test_the_columns_add_up_to_the_length(began, length):
    pieces = split(Interval(began, began + length), FORM, zone=HERE)
    assert sum(piece.minutes for piece in pieces) == length // A_MINUTE
    assert sum(by_band(pieces, FORM).values()) == length // A_MINUTE


@pytest.mark.covers("004b/R-58")
@pytest.mark.parametrize("rule", ["own_day", "evening_before"])
@settings(deadline=None)
@given(began=MOMENTS, length=LENGTHS, share=st.floats(0, 1))
def test_an_interval_may_be_cut_anywhere_and_falls_into_the_same_columns(rule, began, length, share):
    form = form_with(after_midnight=rule)
    middle = began + int(length // A_MINUTE * share) * A_MINUTE
    whole, halves = Counter(), Counter()
    for piece in split(Interval(began, began + length), form, zone=HERE):
        whole[piece.day, piece.band] += piece.minutes
    for interval in (Interval(began, middle), Interval(middle, began + length)):
        for piece in split(interval, form, zone=HERE):
            halves[piece.day, piece.band] += piece.minutes
    assert whole == halves


@settings(deadline=None)
@given(st.lists(st.tuples(MOMENTS, LENGTHS), max_size=6))
def test_united_time_counts_each_minute_once(drawn):
    intervals = [Interval(began, began + length) for began, length in drawn]
    found = united(intervals)
    assert all(first.ended < second.began for first, second in pairwise(found))
    assert sum(each.minutes for each in found) <= sum(each.minutes for each in intervals)
    assert all(any(one.began <= each.began and each.ended <= one.ended for one in found)
               for each in intervals if each.minutes)  # fmt: skip


@pytest.mark.covers("004b/R-59")
def test_columns_and_day_types_are_those_of_the_code_lists_and_have_their_source():
    lists = catalogue().code_lists
    for form in shipped_forms():
        assert {band.key for band in form.bands} == {
            entry.key for entry in lists["intervention_hour_bands"].entries
        }
        assert set(form.day_types.values()) == {
            entry.key for entry in lists["intervention_day_types"].entries
        }
        assert form.source
        assert all(getattr(form.rules, name).source for name in type(form.rules).model_fields)


@pytest.mark.covers("004b/R-59")
def test_a_new_form_of_the_ministry_is_a_new_entry_and_earlier_months_keep_theirs():
    split_saturday = TEXT.split("forms:")[1].replace("2021-01-01", "2027-01-01")
    split_saturday = split_saturday.replace("saturday: mon_sat", "saturday: sunday").replace("23:00", "22:00")
    forms = forms_in(TEXT + split_saturday)
    saturday_evening = Interval(at("2026-11-21 22:00"), at("2026-11-21 22:40"))
    before = split(saturday_evening, counting_on(date(2026, 11, 1), forms), zone=HERE)
    after = split(saturday_evening, counting_on(date(2027, 1, 1), forms), zone=HERE)
    assert [piece.band for piece in before] == ["mon_sat_day"]
    assert [piece.band for piece in after] == ["sunday_night"]
    with pytest.raises(LookupError, match="the first holds from 2021-01-01"):
        counting_on(date(2020, 12, 31), forms)


@pytest.mark.covers("004b/R-59")
def test_a_form_that_leaves_an_hour_without_a_column_is_refused_with_the_hour():
    with pytest.raises(ValidationError, match="At 05:00 of a day of type"):
        forms_in(TEXT.replace('day_type: sunday, begins: "23:00", ends: "06:00"',
                              'day_type: sunday, begins: "23:00", ends: "05:00"'))  # fmt: skip


@pytest.mark.covers("004b/R-60")
def test_hours_after_midnight_count_by_their_own_day_or_by_the_evening():
    began, ended = at("2026-11-21 23:00"), at("2026-11-22 07:00")
    assert bands(began, ended) == {"mon_sat_night": 60, "sunday_night": 360, "sunday_day": 60}
    by_evening = bands(began, ended, form_with(after_midnight="evening_before"))
    assert by_evening == {"mon_sat_night": 420, "sunday_day": 60}


@pytest.mark.covers("004b/R-60")
def test_a_holiday_on_a_sunday_counts_as_the_setting_says():
    began, ended = at("2026-11-01 10:00"), at("2026-11-01 11:00")
    assert began.weekday() == 6
    assert bands(began, ended) == {"holiday_day": 60}
    assert bands(began, ended, form_with(sunday_that_is_holiday="sunday")) == {"sunday_day": 60}


@pytest.mark.covers("004b/R-60")
@settings(deadline=None)
@given(began=MOMENTS, length=LENGTHS, to=st.sampled_from([1, 5, 15]))
def test_rounded_ends_lie_at_most_half_a_step_away(began, length, to):
    interval = Interval(began, began + length)
    found = rounded(interval, to)
    for exact, near in ((interval.began, found.began), (interval.ended, found.ended)):
        assert near.minute % to == 0
        assert abs(near - exact) <= timedelta(minutes=to) / 2
