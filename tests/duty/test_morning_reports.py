"""The report on an intervention is with both offices by ten; lateness shows; the unit takes it over."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.duty.registers import at
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.models import Case, CaseLink
from opora.cases.records import add_record, definition_of, records_of
from opora.cases.shown_values import names_in, shown
from opora.duty.morning_reports import accept_report, receive_report, reports_of, send_report
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
IN_TIME, LATE = at("2026-11-17 09:40"), at("2026-11-17 10:25")


@pytest.fixture
def reporter():
    return WorkerFactory(professional_worker=True, licences=["list_of_intervention_workers"])


@pytest.fixture
def unit(reporter):
    return UnitFactory(centre=reporter.centre)


@pytest.fixture
def case(reporter):
    found = CaseFactory(
        task="intervention_report", unit=reporter.unit, assigned_to=reporter, stage="being_written"
    )
    told = {
        "intervention": "7/2026",
        "form": "other_interventions",
        "written_by": reporter.pk,
        "intervention_ended_on": "2026-11-16",
        "written_at": at("2026-11-17 08:30"),
        "summary": "Prva socialna pomoč.",
        "open_for_unit": "Pokličite mater še dopoldne.",
    }
    add_record(found, "report_sheet", told, by=reporter, at=at("2026-11-17 08:30"))
    return found


@pytest.mark.covers("004b/R-67")
def test_a_report_reaches_both_offices_and_says_whether_it_came_by_ten(case, reporter, unit):
    seat, clerk = (WorkerFactory(clerk=True, unit=each) for each in (reporter.unit, unit))
    send_report(case, to=unit, by=reporter, at=IN_TIME)
    sent = {each.content["office"]: each.content for each in records_of(case, "delivery")}
    assert set(sent) == {"seat_of_service", "competent_unit"}
    assert all(each["by_ten"] for each in sent.values())
    for office, worker in (("seat_of_service", seat), ("competent_unit", clerk)):
        assert Case.objects.visible_to(worker).filter(pk=case.pk).exists(), office
        receive_report(case, by=worker, at=at("2026-11-17 09:50"))
        with pytest.raises(Refused, match="waits for nothing"):
            receive_report(case, by=worker, at=at("2026-11-17 09:55"))
    assert all(each.content["received_at"] for each in records_of(case, "delivery"))
    with pytest.raises(Refused, match="sent already"):
        send_report(case, to=unit, by=reporter, at=LATE)


@pytest.mark.covers("004b/R-67")
def test_a_late_report_needs_its_reason_and_stays_late(case, reporter, unit):
    [waiting] = reports_of(reporter, at=LATE)
    assert (waiting.due_at, waiting.late) == (at("2026-11-17 10:00"), 25)
    with pytest.raises(Refused, match="late by 25 minutes"):
        send_report(case, to=unit, by=reporter, at=LATE)
    send_report(case, to=unit, reason="Intervencija do jutra.", by=reporter, at=LATE)
    content = records_of(case, "delivery").first().content
    assert (content["by_ten"], content["delay_reason"]) == (False, "Intervencija do jutra.")
    [sent] = reports_of(reporter, at=at("2026-11-18 12:00"))
    assert sent.late == 25


@pytest.mark.covers("004b/R-67")
def test_the_unit_takes_the_report_over_and_has_the_case(case, reporter, unit):
    taker = WorkerFactory(professional_worker=True, unit=unit)
    send_report(case, to=unit, by=reporter, at=IN_TIME)
    with pytest.raises(Refused):
        accept_report(case, by=reporter, at=IN_TIME)
    PartyFactory(case=case, role="person")
    accept_report(case, by=taker, at=LATE)
    case.refresh_from_db()
    assert case.assigned_to == taker
    kept = records_of(case, "takeover").get()
    assert kept.content["case_holder"] == taker.pk
    names = names_in(definition_of(kept), [kept], "en", taker)
    assert shown(definition_of(kept).field("case"), kept.content["case"], "en", names) == case.number
    assert not CaseLink.objects.exists()
    [report] = reports_of(taker, at=LATE)
    assert report.is_taken


@pytest.mark.covers("004b/R-67")
def test_the_page_shows_what_is_late_and_leads_through_to_the_unit(case, reporter, unit, sign_in):
    client, address = sign_in(reporter), reverse("morning_reports")
    page = " ".join(client.get(address).content.decode().split())
    assert case.number in page
    assert "zamuda" in page
    refused = client.post(reverse("send_morning_report", args=[case.public_id]), {"to": unit.pk})
    assert refused.status_code == 422
    sent = client.post(
        reverse("send_morning_report", args=[case.public_id]), {"to": unit.pk, "reason": "Dolga noč."}
    )
    assert sent.status_code == 302
    taker = sign_in(WorkerFactory(professional_worker=True, unit=unit))
    assert "Pokličite mater" in " ".join(taker.get(reverse("worklist")).content.decode().split())
    taken = taker.post(reverse("accept_morning_report", args=[case.public_id]))
    assert taken.status_code == 302
    assert records_of(case, "takeover").exists()


def test_a_report_that_is_not_written_is_not_sent(reporter, unit):
    empty = CaseFactory(task="intervention_report", unit=reporter.unit, assigned_to=reporter)
    with pytest.raises(Refused, match="not written yet"):
        send_report(empty, to=unit, by=reporter, at=IN_TIME)
