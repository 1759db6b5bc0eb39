"""The roster of a month: covered without gap and overlap before anybody signs it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.duty.registers import HERE, at, coordinator
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.records import add_to_register
from opora.catalogue import catalogue
from opora.duty.rosters import roster_of, sign_roster
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
NOW = at("2026-11-20 09:00")
LISTED = ["list_of_intervention_workers"]


def a_shift(worker, position, began, ended):
    told = {"position": position, "worker": worker.pk, "from": began, "until": ended, "phone": "041 000 000"}
    return add_to_register("intervention_duty_roster", "shift", told, unit=worker.unit, by=worker, at=NOW)


@pytest.fixture
def worker():
    return coordinator(licences=LISTED)


@pytest.fixture
def covered(worker):
    """A shift for each time of duty of December, in both positions."""
    other = WorkerFactory(professional_worker=True, unit=worker.unit, licences=LISTED)
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


def typed(worker, **told):
    """A shift as it is typed into the form of the register."""
    fields = {
        "position": "standby_1",
        "worker": worker.pk,
        "from": "1. 12. 2026 15.30",
        "until": "2. 12. 2026 7.00",
        "phone": "041 000 000",
    } | told
    return {f"of-{key}": value for key, value in fields.items()}


def test_who_is_not_on_the_list_is_a_fault_of_the_roster(worker):
    analyst = WorkerFactory(professional_worker=True, unit=worker.unit)
    a_shift(analyst, "standby_1", at("2026-12-01 00:00"), at("2026-12-01 07:00"))
    kinds = [fault.kind for fault in roster_of(worker.centre, DECEMBER).faults]
    assert kinds.count("unlisted") == 1
    told = {
        "worker": analyst.pk, "centre_and_unit": "CSD", "years_of_experience": 6, "from": date(2026, 12, 1),
        "knowledge": ["violence"], "standby": ["standby_1"],
    }  # fmt: skip
    words = {
        field.key: catalogue().code_lists[field.choices].entries[0].key
        for field in definition("intervention_workers_list", "entry").fields
        if field.choices and field.required
    }
    told |= {key: [word] for key, word in words.items()}
    add_to_register("intervention_workers_list", "entry", told, unit=worker.unit, by=worker, at=NOW)
    assert "unlisted" not in [fault.kind for fault in roster_of(worker.centre, DECEMBER).faults]


def definition(register, kind):
    (task,) = catalogue().as_read.tasks[register]
    return next(each for each in task.records if each.key == kind)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("until", "1. 12. 2126 7.00", "največ 7 dni"),
        ("until", "1. 12. 2026 7.00", "končala, preden se začne"),
        ("phone", "5" * 80, "ni telefonska številka"),
        ("phone", "pokličite me", "ni telefonska številka"),
    ],
)
def test_a_shift_that_cannot_be_is_told_at_its_field(worker, sign_in, field, value, sentence):
    way = reverse("add_register_record", args=["intervention_duty_roster", "shift"])
    answer = sign_in(worker).post(way, typed(worker, **{field: value}))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert not CaseRecord.objects.filter(key="shift").exists()


def test_only_who_is_on_the_list_is_offered_and_taken(worker, sign_in):
    analyst = WorkerFactory(analyst=True, unit=worker.unit)
    client = sign_in(worker)
    way = reverse("add_register_record", args=["intervention_duty_roster", "shift"])
    offered = client.get(way).context["form"].fields["worker"].widget.choices
    assert [key for key, _name in offered if key] == [str(worker.pk)]
    answer = client.post(way, typed(analyst))
    assert answer.status_code == 422
    assert not CaseRecord.objects.filter(key="shift").exists()


def test_an_empty_cell_of_the_month_begins_its_shift_and_the_month_comes_back(worker, sign_in):
    client = sign_in(worker)
    month = reverse("duty_roster", args=["2026-12"])
    row = client.get(month).context["rows"][0]
    (_position, held, ((way, began, ended),)) = row["held"][1]
    assert held == []
    form = client.get(way).context["form"]
    with translation.override("sl"):
        shown = {key: form[key].value() for key in ("position", "from", "until")}
    assert shown == {"position": "standby_2", "from": "1. 12. 2026 0.00", "until": "1. 12. 2026 7.00"}
    answer = client.post(way, typed(worker, **shown))
    assert answer.url == month
    (kept,) = roster_of(worker.centre, DECEMBER).shifts
    assert (kept.position, kept.interval.began, kept.interval.ended) == ("standby_2", began, ended)


def test_a_new_record_begins_with_a_moment_that_can_be_kept(worker, sign_in):
    way = reverse("add_register_record", args=["intervention_duty_roster", "shift"])
    form = sign_in(worker).get(way).context["form"]
    today = timezone.localdate()
    with translation.override("sl"):
        assert form["from"].value().startswith(f"{today.day}. {today.month}. {today.year} ")
    crafted = sign_in(worker).get(way, {"from": "9999-12-31T23:59:59+00:00", "until": "x", "month": "12"})
    assert crafted.status_code == 200
