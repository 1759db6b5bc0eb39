"""Work-free days are law data of ours; another list is only compared with them."""

from datetime import date, timedelta

import holidays
import pytest

from opora.law.procedure import OfficeCalendar, easter_sunday, work_free_days


@pytest.mark.parametrize("year", range(2018, 2028))
def test_every_other_list_names_the_same_days(year):
    # The other list leaves out the two Sundays among them: Easter Sunday and Whit Sunday.
    theirs = set(holidays.country_holidays("SI", years=year))
    ours = set(work_free_days(year))
    assert theirs <= ours
    assert ours - theirs == {easter_sunday(year), easter_sunday(year) + timedelta(days=49)} - theirs


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2018, date(2018, 4, 1)),
        (2023, date(2023, 4, 9)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
    ],
)
def test_easter_falls_on_its_sunday(year, day):
    assert easter_sunday(year) == day


def test_the_day_of_solidarity_was_free_once():
    assert date(2023, 8, 14) in work_free_days(2023)
    assert date(2024, 8, 14) not in work_free_days(2024)


def test_there_are_twelve_fixed_days_and_three_from_easter():
    assert len(work_free_days(2026)) == 15


def test_a_year_before_the_first_one_checked_is_refused():
    with pytest.raises(LookupError, match="known from 2018, not for 2017"):
        work_free_days(2017)


def test_every_work_free_day_has_a_name_in_three_languages():
    assert all(day.sl and day.it and day.en for day in work_free_days(2026).values())


def test_an_office_may_work_on_saturdays_and_close_on_a_day_of_its_own():
    saturday, inventory = date(2026, 11, 21), date(2026, 11, 24)
    office = OfficeCalendar(closed_weekdays=frozenset({6}), closed_on={inventory: "popis arhiva"})
    assert office.works_on(saturday)
    assert office.why_closed(inventory).name == {"sl": "popis arhiva"}
    assert not OfficeCalendar().works_on(saturday)


def test_a_holiday_on_a_saturday_is_called_a_holiday():
    assert OfficeCalendar().why_closed(date(2026, 10, 31)).reason == "work_free_day"
