"""Meetings of the coordinator: planned with agenda, mode and who is invited, and listed by year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.duty.registers import coordinator

pytestmark = pytest.mark.django_db


@pytest.mark.covers("004b/R-43")
def test_a_meeting_is_planned_ahead_with_its_agenda_and_stands_in_the_list_of_its_year(sign_in):
    client, ahead = sign_in(coordinator()), timezone.localdate() + timedelta(days=200)
    planned = {
        "of-planned_on": ahead.isoformat(),
        "of-kind": "victim_help_network",
        "of-mode": "online",
        "of-invited": "krizni centri, varna hiša, policija",
        "of-agenda": "1. Pregled leta\n2. Dogovori",
    }
    point = {"of-planned_for": ahead.isoformat(), "of-title": "Pregled leta"}
    for kind, typed in (("yearly_dates", planned), ("agenda_item", point)):
        done = client.post(reverse("add_register_record", args=["violence_meetings", kind]), typed)
        assert done.status_code == 302, kind
        address = f"{reverse('register', args=['violence_meetings'])}?kind={kind}"
        listed = client.get(f"{address}&year={ahead.year}").content.decode()
        assert ahead.isoformat() in listed
        assert ahead.isoformat() not in client.get(f"{address}&year={ahead.year + 1}").content.decode()
    page = client.get(
        f"{reverse('register', args=['violence_meetings'])}?kind=yearly_dates&year={ahead.year}"
    )
    assert "krizni centri, varna hiša, policija" in page.content.decode()
