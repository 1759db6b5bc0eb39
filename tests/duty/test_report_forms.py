"""The two forms of the report and its attachments, filled in from the call."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.duty.registers import at, participation
from tests.organisation.factories import WorkerFactory

from opora.cases.models import Case
from opora.cases.records import add_record, records_of
from opora.documents.models import Paper
from opora.documents.papers.drafting import parts_of
from opora.duty.report_forms import open_report, prefilled, report_of
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NIGHT, MORNING = at("2026-11-17 01:10"), at("2026-11-17 08:30")


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True, licences=["list_of_intervention_workers"])


def a_call(worker, **changed):
    call = CaseFactory(task="intervention_call", unit=worker.unit, assigned_to=worker)
    PartyFactory(case=call, role="person")
    told = {
        "number": "7/2026",
        "received_at": at("2026-11-16 23:20"),
        "caller": "police",
        "answered_by": worker.pk,
        "task": "domestic_violence",
        "in_scope": True,
        "place": "Koper",
        "competent_unit": "Enota Piran",
        "what_happened": "Spor v stanovanju.",
    }
    add_record(call, "call", told | changed, by=worker, at=NIGHT)
    aid = {"taken_at": NIGHT, "measure": "first_social_aid", "content": "Pogovor z materjo."}
    add_record(call, "measure", aid, by=worker, at=NIGHT)
    participation(worker, "7/2026", "2026-11-16 23:20", "2026-11-17 01:05", entered=NIGHT)
    return call


@pytest.mark.covers("004b/R-66")
@pytest.mark.parametrize(
    ("subtask", "form", "paper"),
    [
        ("other_domestic_violence", "other_interventions", "report"),
        ("restraining_order", "restraining_order", "report_restraining_order"),
    ],
)
def test_the_form_follows_from_the_call_and_is_filled_in_with_its_attachments(worker, subtask, form, paper):
    call = a_call(worker, subtask=subtask)
    told = prefilled(call, by=worker, at=MORNING)
    assert (told["form"], told["intervention"]) == (form, "7/2026")
    assert told["intervention_ended_on"] == "2026-11-17"
    assert "Pogovor z materjo." in told["summary"]
    assert told["attachments"] == ["general_minutes"]
    report = open_report(call, told | {"open_for_unit": "Pokličite mater."}, by=worker, at=MORNING)
    assert records_of(report, "report_sheet").get().content["open_for_unit"] == "Pokličite mater."
    begun = Paper.objects.get(case=report)
    assert begun.key == paper
    assert "Pogovor z materjo." in str([part.blocks for part in parts_of(begun, MORNING.date())])
    assert Paper.objects.get(case=call).key == "general_minutes"
    assert report_of(call) == report
    with pytest.raises(Refused, match="has its report already"):
        open_report(call, told | {"open_for_unit": "Še enkrat."}, by=worker, at=MORNING)


@pytest.mark.covers("004b/R-66")
def test_the_report_is_written_on_its_page(worker, sign_in):
    call = a_call(worker)
    client, address = sign_in(worker), reverse("write_morning_report", args=[call.public_id])
    assert call.number in client.get(reverse("morning_reports")).content.decode()
    page = client.get(address)
    assert "Pogovor z materjo." in page.content.decode()
    empty = client.post(address, {"of-form": "other_interventions"})
    assert empty.status_code == 422
    assert not Case.objects.filter(task="intervention_report").exists()
    typed = {
        "of-intervention": "7/2026", "of-form": "other_interventions", "of-written_by": worker.pk,
        "of-intervention_ended_on": "2026-11-17", "of-written_at": "17. 11. 2026 8.30",
        "of-attachments": ["general_minutes"], "of-summary": "Pogovor.",
        "of-open_for_unit": "Pokličite mater.",
    }  # fmt: skip
    done = client.post(address, typed)
    assert done.status_code == 302
    assert report_of(call) is not None
