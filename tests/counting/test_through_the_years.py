"""Years: what is carried over, what comes and goes, and stays that cross the turn of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.counting.history import TODAY, a_case, a_record, about, behind, by, counted, number
from tests.organisation.factories import UnitFactory

from opora.cases.models import Case, Event
from opora.counting.period import Period

pytestmark = pytest.mark.django_db
BEFORE, IN, AFTER = date(2025, 6, 1), date(2026, 6, 1), date(2027, 2, 1)
DAYS = st.dates(date(2024, 1, 1), date(2027, 3, 1))


@pytest.fixture
def unit():
    return UnitFactory()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lives=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 900)), max_size=12),
    period=st.tuples(DAYS, DAYS),
)
def test_open_at_the_start_and_opened_less_closed_is_open_at_the_end(unit, lives, period):
    Case.objects.all().delete()
    for opened, days in lives:
        a_case("imprisonment_help", unit, opened, None if days is None else opened + timedelta(days))
    chosen = Period(*sorted(period))
    stock = counted("imprisonment_help", "conducted", unit, period=chosen).stock
    assert stock.adds_up
    assert stock.came == number("imprisonment_help", "new", unit, period=chosen)
    assert stock.went == number("imprisonment_help", "completed", unit, period=chosen)
    after = Period(chosen.last + timedelta(days=1), chosen.last + timedelta(days=400))
    assert counted("imprisonment_help", "conducted", unit, period=after).stock.at_start == stock.at_end


@pytest.mark.covers("004a/R-112")
def test_help_in_prison_is_told_as_new_completed_conducted_and_that_of_the_year_before(unit):
    for opened, closed in ((BEFORE, None), (BEFORE, IN), (BEFORE, date(2025, 9, 1)), (IN, None), (IN, IN)):
        a_case("imprisonment_help", unit, opened, closed)
    told = {
        key: (
            number("imprisonment_help", key, unit),
            number("imprisonment_help", key, unit, period=Period.year(2025)),
        )
        for key in ("new", "completed", "conducted")
    }
    assert told == {"new": (2, 3), "completed": (2, 1), "conducted": (4, 3)}
    case = a_case("help_after_release", unit, IN)
    a_record(case, "need", IN, kind="lodging", met="not_met")
    a_record(case, "need", IN, kind="work", met="met")
    needs = counted("help_after_release", "needs", unit)
    assert needs.whole.value == 2
    assert {word: int(each.value) for word, each in needs.crossed.items()} == {
        ("lodging", "not_met"): 1,
        ("work", "met"): 1,
    }


@pytest.mark.covers("004a/R-63")
@pytest.mark.parametrize("task", ["endangered_child", "domestic_violence_case"])
def test_new_cases_stand_beside_those_carried_over(unit, task):
    for opened, closed in (
        (BEFORE, None),
        (BEFORE, IN),
        (BEFORE, date(2025, 12, 31)),
        (IN, None),
        (AFTER, None),
    ):
        a_case(task, unit, opened, closed)
    assert number(task, "new_cases", unit) == 1
    assert number(task, "carried_over", unit) == 2


@pytest.mark.covers("004a/R-141")
def test_stays_carried_over_from_the_year_before_and_those_that_go_on_at_its_end_are_marked(unit):
    over = a_case("children_crisis_stay", unit, date(2025, 12, 20), date(2026, 1, 14))
    within = a_case("children_crisis_stay", unit, IN, date(2026, 6, 10))
    goes_on = a_case("children_crisis_stay", unit, date(2026, 12, 20))
    carried, running = (
        counted("children_crisis_stay", key, unit) for key in ("carried_over", "still_running")
    )
    assert (behind(carried, unit), behind(running, unit)) == ([over.pk], [goes_on.pk])
    for case in (over, within, goes_on):
        told = {"departed_at": f"{case.closed_on}T12:00+01:00"} if case.closed_on else {}
        a_record(case, "crisis_stay", case.opened_on, **told)
    stock = counted("children_crisis_stay", "stays", unit).stock
    assert (stock.at_start, stock.came, stock.went, stock.at_end) == (1, 2, 2, 1)


@pytest.mark.covers("004a/R-150")
def test_children_who_stay_longer_than_21_days_are_found_and_so_are_the_reasons(unit):
    cases = {}
    for days in (1, 21, 22, None):
        case = a_case("children_crisis_stay", unit, IN)
        told = {} if days is None else {"departed_at": f"{IN + timedelta(days - 1)}T12:00+02:00"}
        a_record(case, "crisis_stay", IN, **told)
        cases[days] = case
    found = counted("children_crisis_stay", "by_length", unit)
    assert by(found, "length") == {"one_day": 1, "from_15_to_21_days": 1, "over_21_days": 2}
    long = behind(found, unit, by="length", word="over_21_days")
    assert long == [cases[22].pk, cases[None].pk]
    a_record(cases[22], "stay_extension", date(2026, 6, 20), reasons=["no_place", "school"])
    reasons = counted("children_crisis_stay", "past_day_21", unit)
    assert by(reasons, "stay_extension.reasons") == {"no_place": 1, "school": 1}
    assert behind(reasons, unit, by="stay_extension.reasons", word="school") == [cases[22].pk]


@pytest.mark.covers("004b/R-83")
def test_the_duration_of_treatments_and_their_stock_come_from_their_days(unit):
    for opened, closed in (
        ("2022-05-01", ""),
        ("2024-05-01", "2026-02-01"),
        ("2026-11-01", ""),
        ("2026-02-01", ""),
    ):
        case = a_case("community_treatment", unit, date.fromisoformat(opened))
        about(case, "user")
        told = {"closed_on": closed} if closed else {}
        a_record(case, "treatment", date.fromisoformat(opened), opened_on=opened, **told)
    durations = counted("community_treatment", "duration", unit)
    assert by(durations, "length") == {
        "up_to_3_months": 1, "up_to_1_year": 1, "from_1_to_3_years": 1, "over_3_years": 1,
    }  # fmt: skip
    stock = counted("community_treatment", "stock", unit).stock
    assert (stock.at_start, stock.came, stock.went, stock.at_end) == (2, 2, 1, 3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stays=st.lists(st.tuples(DAYS, st.integers(0, 500)), min_size=1, max_size=8))
def test_nights_of_a_stay_that_crosses_years_count_in_each_and_together_are_all_of_them(unit, stays):
    Case.objects.all().delete()
    nights = 0
    for start, length in stays:
        case = a_case("homeless_person", unit, start)
        end = min(start + timedelta(length), TODAY)
        a_record(case, "stay", start, to=end.isoformat(), **{"from": start.isoformat()})
        nights += (end - start).days
    years = [
        counted("homeless_person", "nights", unit, period=Period.year(year)) for year in range(2024, 2028)
    ]
    assert sum(int(year.whole.value or 0) for year in years) == nights
    for year in years:
        assert sum(by(year, "month").values()) == int(year.whole.value or 0)


def test_a_stay_that_goes_on_counts_its_days_until_today_and_not_beyond(unit):
    case = a_case("homeless_person", unit, IN)
    a_record(case, "stay", date(2026, 12, 30), **{"from": "2026-12-30"})
    assert number("homeless_person", "nights", unit) == 2
    assert number("homeless_person", "nights", unit, on=date(2026, 12, 30)) == 1


def test_the_stage_of_a_case_is_that_of_the_periods_last_day(unit):
    case = a_case("guardianship_of_adult", unit, BEFORE, stage="under_guardianship")
    about(case, "person")
    for at, stage in (("2025-09-01T08:00Z", "at_court"), ("2026-03-01T08:00Z", "under_guardianship")):
        Event.objects.create(
            case=case, at=at, key="stage_reached", detail={"stage": stage}, by=case.opened_by
        )
    told = {
        year: tuple(
            number("guardianship_of_adult", key, unit, period=Period.year(year))
            for key in ("pending", "adults")
        )
        for year in (2025, 2026)
    }
    assert told == {2025: (1, 0), 2026: (0, 1)}
