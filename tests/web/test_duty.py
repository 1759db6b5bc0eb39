"""The pages of the on-call service: months in the columns of the ministry, sending, what was sent, files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.duty.registers import OCTOBER, a_month, at, coordinator, crisis_table
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.duty.models import Recipient, SentSheet
from opora.duty.sending import send_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    found = coordinator()
    a_month(found)
    return found


@pytest.fixture
def client(worker, sign_in):
    return sign_in(worker)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def sent_by(worker, to=Recipient.MAIN_OFFICE, **told) -> SentSheet:
    return send_sheet(OCTOBER, to=to, by=worker, at=at("2026-11-03 09:00"), **told)


@pytest.mark.covers("004b/R-62")
def test_the_year_and_the_month_show_count_total_columns_and_that_they_add_up(client):
    year = text_of(client.get(reverse("duty"), {"year": "2026"}))
    assert "oktober 2026" in year.lower()
    assert "6:40" in year
    month = text_of(client.get(reverse("duty_month", args=["2026-10"])))
    assert all(told in month for told in ("5:00", "1:30", "0:10", "6:40", "Vsota stolpcev je pravilna"))


def test_whoever_is_on_call_takes_down_a_new_call_from_the_page_of_the_service(client, worker, sign_in):
    address = reverse("new_case", args=["intervention_call"])
    assert "Nov klic" not in text_of(client.get(reverse("duty"))) or address in text_of(
        client.get(reverse("duty"))
    )
    on_call = sign_in(WorkerFactory(professional_worker=True, unit=worker.unit))
    shown = text_of(on_call.get(reverse("duty")))
    assert f'href="{address}"' in shown
    assert "Nov klic" in shown
    assert on_call.get(address).status_code == 200


@pytest.mark.covers("004b/R-62")
def test_the_file_holds_the_printed_columns_and_their_sum(client):
    rows = list(csv.reader(
        io.StringIO(client.get(reverse("duty_month_csv", args=["2026-10"])).content.decode("utf-8-sig")),
        delimiter=";",
    ))  # fmt: skip
    assert rows[1] == ["2026-10", "3", "6:40", "5:00", "1:30", "0:00", "0:10", "0:00", "0:00"]
    answer = client.get(reverse("duty_month_xlsx", args=["2026-10"]))
    book = load_workbook(io.BytesIO(answer.content))
    line = [cell.value for cell in book.worksheets[0][2]]
    assert line[1] == 3
    assert line[2] == line[-1] == timedelta(minutes=400)


def test_a_sheet_is_sent_from_its_page_and_read_as_it_was_sent(client, worker):
    address = reverse("send_duty_sheet", args=["2026-10"])
    answer = client.post(address, {"to": "main_office"}, follow=True)
    sent = SentSheet.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("sent_duty_sheet", args=[sent.public_id])
    assert "6:40" in text_of(answer)
    assert LogEntry.objects.filter(what="send_duty_sheet").count() == 1
    again = client.post(address, {"to": "main_office", "reason": "Še enkrat."})
    assert again.status_code == 422
    assert "od takrat ni spremenila" in text_of(again)
    assert "Še enkrat." in text_of(again)


@pytest.mark.covers("004b/R-64")
def test_the_copy_for_the_ministry_holds_the_tables_of_the_crisis_centres(client, worker, sign_in):
    crisis_table(worker, "victims")
    crisis_table(worker, "children")
    sent_by(worker)
    clerk = WorkerFactory(clerk=True, unit=worker.unit)
    sent = sent_by(clerk, Recipient.MINISTRY)
    page = text_of(client.get(reverse("sent_duty_sheet", args=[sent.public_id])))
    assert "KCŽN" in page
    assert "KCM" in page
    book = load_workbook(
        io.BytesIO(client.get(reverse("sent_duty_sheet_xlsx", args=[sent.public_id])).content)
    )
    nights = next(row for row in book.worksheets[1].iter_rows(values_only=True) if row[0] == "nočitve")
    assert nights[1:] == (61, 61)


@pytest.mark.covers("004b/R-63")
def test_who_has_to_send_the_sheet_reads_it_in_their_day(worker, sign_in, monkeypatch):
    clerk = WorkerFactory(clerk=True, unit=worker.unit)
    monkeypatch.setattr("opora.web.worklist.timezone.localtime", lambda *_: at("2026-11-03 09:00"))
    to_main_office, to_ministry = (
        "Pošljite mesečno tabelo glavni pisarni",
        "Pošljite mesečno tabelo ministrstvu",
    )
    address = reverse("worklist")
    assert to_main_office in text_of(sign_in(worker).get(address))
    assert to_ministry not in text_of(sign_in(clerk).get(address))
    sent_by(worker)
    assert to_main_office not in text_of(sign_in(worker).get(address))
    assert to_ministry in text_of(sign_in(clerk).get(address))


def test_another_centre_sees_nothing_of_it(worker, sign_in):
    sent = sent_by(worker)
    stranger = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    client = sign_in(stranger)
    assert client.get(reverse("sent_duty_sheet", args=[sent.public_id])).status_code == 404
    assert "6:40" not in text_of(client.get(reverse("duty_month", args=["2026-10"])))


@pytest.mark.parametrize("month", ["2020-12", "2126-01", "2026-13", "oktober"])
def test_a_month_without_a_form_or_still_to_come_is_not_there(client, month):
    assert client.get(reverse("duty_month", args=[month])).status_code == 404


@pytest.mark.parametrize("parts", [1, 12])
def test_a_year_costs_the_same_queries_however_much_was_worked(
    client, worker, parts, django_assert_max_num_queries
):
    for _ in range(parts):
        a_month(worker)
    with django_assert_max_num_queries(14):
        client.get(reverse("duty"), {"year": "2026"})
