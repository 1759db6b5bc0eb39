"""The roster of a month: covered without gap and overlap before anybody signs it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.duty.registers import HERE, at, coordinator
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register
from opora.duty.rosters import roster_of, sign_roster
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
NOW = at("2026-11-20 09:00")


def a_shift(worker, position, began, ended):
    told = {"position": position, "worker": worker.pk, "from": began, "until": ended, "phone": "041 000 000"}
    return add_to_register("intervention_duty_roster", "shift", told, unit=worker.unit, by=worker, at=NOW)


@pytest.fixture
def worker():
    return coordinator()


@pytest.fixture
def covered(worker):
    """A shift for each time of duty of December, in both positions."""
    other = WorkerFactory(professional_worker=True, unit=worker.unit)
    for period in roster_of(worker.centre, DECEMBER).duty:
        for position, who in (("standby_1", worker), ("standby_2", other)):
            told = {
                "position": position, "worker": who.pk, "phone": "041 000 000",
                "from": period.began, "until": period.ended,
            }  # fmt: skip
            add_to_register("intervention_duty_roster", "shift", told, unit=worker.unit, by=worker, at=NOW)


@pytest.mark.covers("004b/R-49")
def test_a_day_the_centre_entered_itself_is_duty(worker):
    before = len(roster_of(worker.centre, DECEMBER).duty)
    told = {"day": date(2026, 12, 2), "kind": "work_free_or_holiday"}
    add_to_register("intervention_duty_roster", "calendar_day", told, unit=worker.unit, by=worker, at=NOW)
    assert len(roster_of(worker.centre, DECEMBER).duty) == before - 1


@pytest.mark.covers("004b/R-51")
def test_a_roster_with_a_hole_is_signed_by_nobody_and_one_without_by_both(worker, covered):
    director = WorkerFactory(director=True, unit=worker.unit)
    shift = CaseRecord.objects.filter(key="shift").first()
    CaseRecord.objects.filter(pk=shift.pk).update(struck_at=NOW)
    with pytest.raises(Refused, match="nobody stands by"):
        sign_roster(DECEMBER, by=worker, at=NOW)
    CaseRecord.objects.filter(pk=shift.pk).update(struck_at=None)
    signed = sign_roster(DECEMBER, by=worker, at=NOW)
    assert (signed.content["state"], signed.content["version"]) == ("signed_by_coordinator", 1)
    with pytest.raises(Refused):
        sign_roster(DECEMBER, by=worker, at=NOW)
    signed = sign_roster(DECEMBER, by=director, at=NOW)
    assert signed.content["signed_by_director_on"] == "2026-11-20"
    assert sign_roster(DECEMBER, by=worker, at=NOW).content["version"] == 2


@pytest.mark.covers("004b/R-51")
def test_the_page_names_holes_and_who_stands_by_and_signs(worker, sign_in):
    a_shift(worker, "standby_1", at("2026-12-01 00:00"), at("2026-12-01 07:00"))
    client = sign_in(worker)
    page = " ".join(client.get(reverse("duty_roster", args=["2026-12"])).content.decode().split())
    assert worker.full_name in page
    assert "v pripravljenosti ni nikogar" in page
    refused = client.post(reverse("sign_duty_roster", args=["2026-12"]))
    assert refused.status_code == 422
    assert not CaseRecord.objects.filter(key="roster").exists()
    assert roster_of(worker.centre, DECEMBER).duty[0].began == at("2026-12-01 00:00").astimezone(HERE)
