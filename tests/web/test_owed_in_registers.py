"""What is owed in registers, which have no cases: it stands below the duties of cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.register_deadlines import owed_in_registers
from opora.catalogue import catalogue

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


def keep(worker, task, key, on, **content):
    return CaseRecord.objects.create(
        centre=worker.centre,
        unit=worker.unit,
        task=task,
        key=key,
        happened_on=date.fromisoformat(on),
        content=content,
        entered_by=worker,
        entered_at=datetime(2026, 1, 5, tzinfo=UTC),
    )


def owed(worker, task, on=TODAY):
    found = owed_in_registers({task: catalogue().task(task, on=TODAY)}, [worker.unit], on=on)
    return [(each.named.key, each.day, each.record) for each in found]


def car(worker, registered, insured):
    told = {"since": "2020-01-01", "registered_until": registered, "insured_until": insured}
    return keep(worker, "vehicles", "vehicle", "2020-01-01", model_and_year="Clio 2020", **told)


def test_what_ends_is_told_a_month_before_and_a_month_after(worker):
    soon = car(worker, "2026-05-20", "2026-09-01")
    ended = car(worker, "2026-04-20", "2026-01-15")
    assert owed(worker, "vehicles") == [
        ("registration_ends", date(2026, 4, 20), ended),
        ("registration_ends", date(2026, 5, 20), soon),
    ]


def test_a_meeting_held_sets_the_next_one_which_stays_owed(worker):
    keep(worker, "volunteers", "meeting", "2026-01-12", held_on="2026-01-12")
    keep(worker, "volunteers", "meeting", "2026-02-09", held_on="2026-02-09")
    assert owed(worker, "volunteers") == [("monthly_meeting", date(2026, 3, 9), None)]


def test_a_yearly_report_is_owed_for_each_year_since_the_register_was_begun(worker):
    task = "community_treatment_coordination"
    keep(worker, task, "event", "2024-03-01", held_on="2024-03-01")
    assert owed(worker, task) == [("yearly_report", date(2024, 12, 31), None)]
    keep(worker, task, "yearly_report", "2024-12-20", sent_on="2024-12-20")
    keep(worker, task, "yearly_report", "2025-12-20", sent_on="2025-12-20")
    assert owed(worker, task) == []


def test_a_monthly_table_is_owed_until_it_is_sent(worker):
    table = keep(
        worker, "crisis_centre_monthly_tables", "monthly_table", "2026-01-31", month_ends_on="2026-01-31"
    )
    assert owed(worker, "crisis_centre_monthly_tables") == [("to_ministry", date(2026, 2, 5), table)]
    table.content["to_ministry_on"] = "2026-02-04"
    table.save()
    assert owed(worker, "crisis_centre_monthly_tables") == []


def test_a_day_of_each_year_that_nothing_meets_comes_again(worker):
    keep(worker, "public_works", "programme", "2024-03-01", **{"from": "2024-03-01"})
    assert owed(worker, "public_works", on=date(2026, 12, 10)) == [
        ("contracts_end", date(2026, 12, 31), None)
    ]
    assert owed(worker, "public_works") == []


def test_the_page_of_what_is_owed_shows_it_to_who_keeps_the_register(sign_in, worker, unit):
    car(worker, "2026-05-20", "2026-09-01")
    text = sign_in(worker).get(reverse("owed")).content.decode()
    assert "Iztek registracije" in text
    assert "Clio 2020" in text
    elsewhere = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=unit.centre))
    assert "Clio 2020" not in sign_in(elsewhere).get(reverse("owed")).content.decode()
