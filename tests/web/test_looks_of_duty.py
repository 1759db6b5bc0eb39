"""The pages of the on-call service: accessible, light, dark, on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.duty.registers import OCTOBER, a_month, at, coordinator, crisis_table
from tests.web.test_looks import visit_all

from opora.cases.records import add_record, add_to_register
from opora.duty.models import Recipient
from opora.duty.rosters import ROSTERS
from opora.duty.sending import send_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker():
    found = coordinator(licences=["list_of_intervention_workers"])
    a_month(found)
    crisis_table(found, "victims")
    return found


@pytest.fixture
def report(worker):
    """A report that nobody sent, long after its hour."""
    case = CaseFactory(task="intervention_report", unit=worker.unit, assigned_to=worker)
    told = {
        "intervention": "1/2026",
        "form": "other_interventions",
        "written_by": worker.pk,
        "intervention_ended_on": "2026-10-10",
        "written_at": at("2026-10-10 08:30"),
        "summary": "Pogovor.",
        "open_for_unit": "Pokličite mater.",
    }
    add_record(case, "report_sheet", told, by=worker, at=timezone.now())
    return case


def test_the_pages_of_the_on_call_service_are_accessible_and_fit_their_screen(
    worker, report, opened, violations, picture
):
    sent = send_sheet(OCTOBER, to=Recipient.MAIN_OFFICE, by=worker, at=at("2026-11-03 09:00"))
    shift = {"position": "standby_1", "worker": worker.pk, "phone": "041 000 000"}
    shift |= {"from": at("2026-09-08 15:30"), "until": at("2026-09-09 07:00")}
    add_to_register(ROSTERS, "shift", shift, unit=worker.unit, by=worker, at=at("2026-09-01 09:00"))
    visits = [
        ("duty_year", worker, f"{reverse('duty')}?year=2026"),
        ("duty_month", worker, reverse("duty_month", args=["2026-10"])),
        ("duty_sent", worker, reverse("sent_duty_sheet", args=[sent.public_id])),
        ("duty_roster", worker, reverse("duty_roster", args=["2026-10"])),
        ("duty_pattern", worker, reverse("duty_pattern", args=["2026-10"])),
        ("duty_reports", worker, reverse("morning_reports")),
    ]
    assert not visit_all(visits, opened, violations, picture)
