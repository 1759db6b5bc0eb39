"""Forms of records ask for nothing that is known, take nothing for granted, and tell early who may."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.models import Body
from opora.cases.records import add_record
from opora.cases.step_views import open_obligatory
from opora.cases.steps import waive_step
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def opened(sign_in):
    """A case of a task, and the client of the worker who has it."""

    def made(task):
        case = CaseFactory(task=task, assigned=True)
        return case, sign_in(case.assigned_to)

    return made


def form_of(client, case, kind):
    return words_of(client.get(reverse("add_record", args=[case.public_id, kind])))


def words_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def field(page, name):
    """The element of a field, with what stands in it."""
    found = re.search(rf'<input[^>]*name="of-{name}"[^>]*>|<select[^>]*name="of-{name}".*?</select>', page)
    return found.group(0)


def a_word(code_list):
    return catalogue().code_lists[code_list].entries[0].key


def test_today_stands_in_no_field_of_a_day_that_has_passed(opened):
    case, client = opened("domestic_violence_case")
    assert "value=" not in field(form_of(client, case, "violence_relation"), "since")
    assert "value=" in field(form_of(client, case, "notice"), "received_at")


def test_the_field_of_a_carer_offers_the_carer_alone(opened):
    case, client = opened("foster_placement")
    child, carer = (PartyFactory(case=case, role=role) for role in ("child", "foster_carer"))
    court = PartyFactory(
        case=case, role="court", person=None, body=Body.objects.create(name="Sodišče v Kopru")
    )
    offered = field(form_of(client, case, "placement"), "foster_carer")
    assert str(carer) in offered
    assert str(child) not in offered
    assert str(court) not in offered
    carer.delete()
    assert "V tej vlogi v zadevi še ni nikogar" in form_of(client, case, "placement")


def test_attendance_offers_the_days_of_meetings_and_begins_with_the_last(opened):
    case, client = opened("multidisciplinary_team")
    assert "selected" not in field(form_of(client, case, "attendance"), "meeting_on").replace(
        'value="" selected', ""
    )
    for day in ("2026-03-02", "2026-05-04"):
        values = {"held_at": f"{day}T09:00", "form": a_word("mdt_forms"), "held": True}
        add_record(
            case, "team_meeting", values | {"led_by": case.assigned_to_id}, by=case.assigned_to, at=NOON
        )
    days = field(form_of(client, case, "attendance"), "meeting_on")
    assert '<option value="2026-05-04" selected>' in days
    assert '<option value="2026-03-02">' in days


def test_a_difference_in_a_guardians_account_is_told_when_the_report_is_entered(opened):
    case, client = opened("guardian_report")
    typed = {
        "reason": a_word("why_report_is_given"),
        "period_from": "1. 1. 2025",
        "period_to": "31. 12. 2025",
    }
    typed |= {"opening_balance": "100", "income": "50", "expenses": "30", "final_balance": "119,99"}
    address = reverse("add_record", args=[case.public_id, "report"])
    answer = client.post(address, {f"of-{key}": value for key, value in typed.items()}, follow=True)
    assert "Razlika med končnim in izračunanim stanjem: -0,01 €" in words_of(answer)
    assert case.records.count() == 1


def test_the_form_of_the_review_shows_by_how_much_the_account_does_not_come_out(opened):
    case, client = opened("guardian_report")
    sums = {"opening_balance": 100_00, "income": 50_00, "expenses": 30_00}
    values = {"reason": "yearly", "period_from": "2025-01-01", "period_to": "2025-12-31"} | sums
    add_record(case, "report", values | {"final_balance": 120_00}, by=case.assigned_to, at=NOON)
    assert "ne izide" not in form_of(client, case, "review")
    add_record(case, "report", values | {"final_balance": 119_99}, by=case.assigned_to, at=NOON)
    page = form_of(client, case, "review")
    assert page.count("se ne izide za -0,01 €") == 1
    assert "ne izide" not in form_of(client, case, "report")


def test_who_may_do_a_step_is_told_before_it_or_its_record_is_filled_in(opened):
    case, client = opened("community_treatment")
    record = form_of(client, case, "plan")
    step = words_of(client.get(reverse("case_step", args=[case.public_id, "plan"])))
    for page in (record, step):
        assert "Neizpolnjeni pogoji" in page
    assert 'name="do-on"' not in step
    assert 'name="plan-on"' in step


def test_the_outcome_of_a_closing_stands_there_as_the_record_tells_it(opened):
    case, client = opened("preliminary_counselling")
    values = {"ended_on": "2026-05-04", "result": "no_agreement"}
    add_record(case, "result", values, by=case.assigned_to, at=NOON)
    for view in open_obligatory(case, on=timezone.localdate()):
        waive_step(
            case, view.key, reason="Opravljeno pred vpisom zadeve.", by=case.assigned_to, at=timezone.now()
        )
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert '<option value="no_agreement" selected>' in page
    answer = client.post(
        reverse("close_case", args=[case.public_id]), {"outcome": "agreement", "saw_open_ends": "on"}
    )
    assert answer.status_code == 422
    assert "ne more končati z izidom" in words_of(answer)
