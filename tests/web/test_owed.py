"""Duties owed: reports, visits and interviews of all cases, by kind and unit, the oldest first."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseRecord, CaseStep, StepState

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def on_a_working_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 5, 4, 8, tzinfo=UTC))


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def seen(sign_in):
    def read(worker, /, **asked):
        response = sign_in(worker).get(reverse("owed"), asked)
        assert response.status_code == 200
        return response

    return read


def opened(task, unit, on, **told):
    case = CaseFactory(task=task, unit=unit, opened_on=on, **told)
    PartyFactory(case=case)
    refresh_deadlines(case, on=on)
    return case


def done(case, step, on):
    CaseStep.objects.create(case=case, key=step, turn=1, state=StepState.DONE, ended_on=on, by=case.opened_by)
    refresh_deadlines(case, on=on)


def rows_of(page):
    return [(row.read.case, row.read.day, row.read.state) for row in page.context["rows"]]


@pytest.mark.covers("004a/R-92", "000_002/88")
def test_guardians_reports_that_are_late_are_listed_oldest_first_with_the_way_to_remind(seen, unit, worker):
    late = opened("guardian_report", unit, date(2026, 1, 10))
    older = opened("guardian_report", unit, date(2025, 1, 10))
    given = opened("guardian_report", unit, date(2026, 1, 12))
    done(given, "receive", date(2026, 2, 10))
    page = seen(worker, kind="guardian_report.report_due")
    assert rows_of(page) == [
        (older, date(2025, 2, 17), "overdue"),  # 15 and 16 February 2025 are a weekend
        (late, date(2026, 2, 16), "overdue"),
    ]
    text = page.content.decode()
    assert reverse("papers", args=[late.public_id]) in text
    done(older, "remind", date(2025, 2, 20))
    first, _second = seen(worker, kind="guardian_report.report_due").context["rows"]
    assert first.owed.reminded_on == date(2025, 2, 20)


@pytest.mark.covers("000_002/88")
def test_the_report_of_the_same_guardianship_is_owed_again_the_next_year(seen, unit, worker):
    case = opened("guardian_report", unit, date(2025, 1, 10))
    done(case, "receive", date(2025, 2, 3))
    page = seen(worker, kind="guardian_report.report_due")
    assert rows_of(page) == [(case, date(2026, 2, 16), "overdue")]
    assert page.context["rows"][0].owed.last_done_on == date(2025, 2, 3)


@pytest.mark.covers("004a/R-92")
def test_a_visit_owed_tells_the_days_since_the_last_one(seen, unit, worker):
    case = opened("ward_follow_up", unit, date(2024, 4, 1))
    done(case, "yearly_visit", date(2025, 3, 20))
    never = opened("ward_follow_up", unit, date(2025, 4, 20))
    page = seen(worker, kind="ward_follow_up.yearly_visit_due")
    told = [(row.read.case, row.days_since_done, row.waits) for row in page.context["rows"]]
    assert told == [(case, 410, None), (never, None, 379)]
    assert "pred 410 dnevi" in page.content.decode()


@pytest.mark.covers("004a/R-38", "004a/R-39")
def test_the_queue_for_a_first_talk_shows_the_days_waited_and_flags_what_is_beyond_three_months(
    seen, unit, worker
):
    waits = opened("preliminary_counselling", unit, date(2026, 3, 2))
    long = opened("preliminary_counselling", unit, date(2026, 1, 12))
    held = opened("preliminary_counselling", unit, date(2026, 1, 5))
    done(held, "first_interview", date(2026, 4, 1))
    page = seen(worker, kind="preliminary_counselling.first_interview_due", when="all")
    assert [(row.read.case, row.waits, row.read.state) for row in page.context["rows"]] == [
        (long, 112, "overdue"),
        (waits, 63, "ahead"),
    ]
    late = seen(worker, kind="preliminary_counselling.first_interview_due", when="late")
    assert [row.read.case for row in late.context["rows"]] == [long]


@pytest.mark.covers("003/A-7")
def test_the_yearly_checks_of_the_assisted_person_and_of_the_provider_are_owed(seen, unit, worker):
    case = CaseFactory(task="personal_assistance", unit=unit, opened_on=date(2025, 1, 2), state="decided")
    for key in ("entitlement", "exercise"):
        CaseRecord.objects.create(
            centre=case.centre,
            unit=unit,
            case=case,
            task=case.task,
            key=key,
            content={"starts_on": "2025-03-03"},
            entered_by=case.opened_by,
            entered_at=datetime(2025, 3, 3, tzinfo=UTC),
        )
    refresh_deadlines(case, on=TODAY)
    keys = {row.owed.deadline.key for row in seen(worker, when="late").context["rows"]}
    assert {"yearly_visit_due", "provider_report_due"} <= keys
    done(case, "yearly_visit", date(2026, 4, 1))
    done(case, "read_provider_report", date(2026, 4, 2))
    page = seen(worker, when="all", kind="personal_assistance.yearly_visit_due")
    assert [(row.read.day, row.owed.last_done_on) for row in page.context["rows"]] == [
        (date(2027, 3, 3), date(2026, 4, 1))
    ]


def test_what_is_sealed_and_what_is_of_another_unit_is_owed_elsewhere(seen, unit, worker):
    sealed = opened("ward_follow_up", unit, date(2025, 1, 10), seal="violence")
    elsewhere = opened("ward_follow_up", UnitFactory(), date(2025, 1, 10))
    closed = opened("ward_follow_up", unit, date(2025, 1, 10), state="closed")
    page = seen(worker)
    assert page.context["rows"] == []
    text = page.content.decode()
    assert all(case.number not in text for case in (sealed, elsewhere, closed))


def test_a_unit_of_the_centre_can_be_chosen(seen, unit):
    other = UnitFactory(centre=unit.centre)
    director = WorkerFactory(director=True, unit=unit, whole_centre=True)
    here = opened("ward_follow_up", unit, date(2025, 1, 10))
    opened("ward_follow_up", other, date(2025, 1, 10))
    assert len(seen(director).context["rows"]) == 2
    assert [row.read.case for row in seen(director, unit=unit.pk).context["rows"]] == [here]


def test_the_list_goes_on_behind_its_last_row(seen, unit, worker):
    for day in range(1, 29):
        opened("ward_follow_up", unit, date(2025, 2, day))
    first = seen(worker)
    second = seen(worker, after=first.context["page"].next)
    days = [row.read.day for page in (first, second) for row in page.context["rows"]]
    assert (len(days), days) == (28, sorted(days))
    assert len(seen(worker, after="drek").context["rows"]) == 25


@pytest.mark.parametrize("cases", [1, 12])
def test_the_list_costs_as_many_queries_however_long(cases, sign_in, unit, worker, django_assert_num_queries):
    for day in range(1, cases + 1):
        opened("guardian_report", unit, date(2025, 2, day))
    client = sign_in(worker)
    with django_assert_num_queries(14):
        client.get(reverse("owed"))
