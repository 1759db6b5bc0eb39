"""The monthly run for a unit's own wards on its pages."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.wards.scene import ACCOUNT, FEE, POWER, TRIP, WARDS_ACCOUNT, Office
from tests.web.test_looks import visit_all

from opora.cases.models import CaseRecord, TimeSpent
from opora.cases.records import add_record
from opora.wards.confirming import confirm_run
from opora.wards.drawing import Choice, draw_run
from opora.wards.dues import wards_of
from opora.wards.models import RunState, WardRun

pytestmark = [pytest.mark.django_db, pytest.mark.covers("004a/R-93")]


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def office():
    return Office()


def month():
    return timezone.localdate().replace(day=1)


def choices_of(office, **said):
    found = wards_of(office.unit, month(), worker=office.worker, at=timezone.now()).reached
    return {due.key: said.get(due.told.get("purpose", ""), Choice()) for ward in found for due in ward.dues}


def drawn(office, **said) -> WardRun:
    choices = choices_of(office, **said)
    return draw_run(office.unit, month(), choices=choices, by=office.worker, at=timezone.now())


def posted(office, **more):
    return {"unit": office.unit.pk, "month": f"{month():%Y-%m}"} | more


def test_a_worker_draws_the_run_up_and_a_colleague_confirms_it(office, sign_in):
    case = office.ward(FEE, POWER)
    client = sign_in(office.worker)
    page = client.get(reverse("prepare_ward_run")).content.decode()
    assert case.number in page
    fee, power = choices_of(office)
    rows = {f"out-{fee}": "", f"out-{power}": "", f"amount-{power}": "43,10", "minutes": "30"}
    sent = client.post(reverse("prepare_ward_run"), posted(office, **rows), follow=True)
    run = WardRun.objects.get()
    assert sent.redirect_chain[-1][0] == reverse("ward_run", args=[run.pk])
    assert reverse("confirm_ward_run", args=[run.pk]) not in sent.content.decode()
    assert client.post(reverse("confirm_ward_run", args=[run.pk])).status_code == 422
    other = sign_in(office.colleague)
    assert (
        reverse("confirm_ward_run", args=[run.pk])
        in other.get(reverse("ward_run", args=[run.pk])).content.decode()
    )
    other.post(reverse("confirm_ward_run", args=[run.pk]))
    amounts = [each.content["amount"] for each in CaseRecord.objects.filter(key="payment").order_by("pk")]
    assert amounts == [81240, 4310]
    assert TimeSpent.objects.get().minutes == 30
    listed = other.get(reverse("ward_run_list", args=[run.pk]))
    assert "placila-za-varovance" in listed["Content-Disposition"]
    assert "43,10" in listed.content.decode("utf-8-sig")


def test_nothing_typed_is_lost_where_an_amount_cannot_be_read(office, sign_in):
    office.ward(FEE, POWER)
    fee, power = choices_of(office)
    rows = {f"out-{fee}": "Dom je napačno obračunal.", f"out-{power}": "", f"amount-{power}": "4x"}
    answer = sign_in(office.worker).post(reverse("prepare_ward_run"), posted(office, **rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="4x"' in page
    assert "Dom je napačno obračunal." in page
    assert not WardRun.objects.exists()


def test_the_page_says_why_a_row_stays_out_and_what_is_known_of_the_money(office, sign_in):
    office.ward(FEE | {"regular": "no", "act": "renovation"})
    short = office.ward(FEE)
    office.keep(short, "account_state", stood_on="2026-05-02", amount="10,00", account=WARDS_ACCOUNT)
    page = sign_in(office.worker).get(reverse("prepare_ward_run")).content.decode()
    assert "247. in 248. člen DZ" in page
    assert "ni znano" in page
    assert "802,40" in page


def test_a_bill_of_the_month_is_entered_from_the_page(office, sign_in):
    case = office.ward()
    bill = {
        "ward": str(case.public_id), "kind": "clothing", "payee": "Obutev", "account": ACCOUNT,
        "purpose": "Čevlji", "reference": "", "amount": "59,90",
        "due_on": f"{timezone.localdate():%d.%m.%Y}", "regular": "yes",
    }  # fmt: skip
    client = sign_in(office.worker)
    assert client.post(reverse("add_ward_bill"), bill | {"account": "SI56 1"}).status_code == 422
    too_early = client.post(reverse("add_ward_bill"), bill | {"due_on": "1. 1. 1999"})
    assert too_early.status_code == 422
    assert "Vpišite dan zapadlosti" in too_early.content.decode()
    answer = client.post(reverse("add_ward_bill"), bill, follow=True)
    assert "Čevlji" in answer.content.decode()
    assert client.post(reverse("add_ward_bill"), bill).status_code == 422
    assert case.records.filter(key="obligation").count() == 1


def test_a_run_says_what_is_not_in_it_and_why(office, sign_in):
    new = {"from": month().isoformat()}
    renovation = FEE | new | {"purpose": "Prenova", "regular": "no", "act": "renovation"}
    case = office.ward(FEE | new, POWER | new, TRIP | {"ward_consulted": ""}, renovation)
    earlier = datetime.combine(month() - timedelta(days=1), time(9), tzinfo=UTC)
    old = FEE | {"purpose": "Najemnina", "payee": "Občina"}
    add_record(case, "obligation", old, by=office.worker, at=earlier)
    fee = next(key for key in choices_of(office))
    client = sign_in(office.worker)
    rows = {f"out-{key}": "" for key in choices_of(office)} | {f"out-{fee}": "Dom je napačno obračunal."}
    sent = client.post(reverse("prepare_ward_run"), posted(office, **rows), follow=True)
    page = sent.content.decode()
    assert "V njem ni 5 obveznosti" in page
    run = WardRun.objects.get()
    confirm_run(run, by=office.colleague, at=timezone.now())
    for told in (page, client.get(reverse("ward_run", args=[run.pk])).content.decode()):
        assert "Ni v obračunu" in told
        listed = told[told.index('id="not-taken"') :]
        for words in (
            "Najemnina", "Elektrika", "Prenova", "Izlet v Postojno", "Dom je napačno obračunal.",
            "Znesek na računu manjka", "247. in 248. člen DZ", "Ni še odgovora", "iz prejšnjih mesecev",
        ):  # fmt: skip
            assert words in listed, words


def test_a_run_that_took_everything_lists_nothing_beside_it(office, sign_in):
    office.ward(FEE | {"from": month().isoformat()})
    run = drawn(office)
    assert (
        'id="not-taken"'
        not in sign_in(office.worker).get(reverse("ward_run", args=[run.pk])).content.decode()
    )


def test_a_sealed_ward_is_not_told_among_what_is_not_in_the_run(office, sign_in):
    office.ward(FEE, POWER)
    sealed = office.ward(POWER | {"purpose": "Skrita hiša"}, seal="violence")
    page = sign_in(office.colleague).get(reverse("ward_run", args=[drawn(office).pk])).content.decode()
    assert "Elektrika" in page
    assert "Skrita hiša" not in page
    assert sealed.number not in page


def test_a_run_is_withdrawn_on_its_page(office, sign_in):
    office.ward(FEE)
    run = drawn(office)
    client, address = sign_in(office.worker), reverse("withdraw_ward_run", args=[run.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Dom je poslal nov cenik."})
    run.refresh_from_db()
    assert run.state == RunState.WITHDRAWN


def test_the_list_is_there_only_once_the_run_is_confirmed(office, sign_in):
    office.ward(FEE)
    run = drawn(office)
    assert sign_in(office.worker).get(reverse("ward_run_list", args=[run.pk])).status_code == 422


def test_a_sealed_ward_is_withheld_on_the_run_and_keeps_the_list_closed(office, sign_in):
    office.ward(FEE)
    sealed = office.ward(FEE | {"purpose": "Skrita hiša"}, seal="violence")
    run = drawn(office)
    client = sign_in(office.colleague)
    page = client.get(reverse("ward_run", args=[run.pk])).content.decode()
    assert "Skrita hiša" not in page
    assert sealed.number not in page
    assert client.get(reverse("ward_run_list", args=[run.pk])).status_code == 422
    assert client.post(reverse("confirm_ward_run", args=[run.pk])).status_code == 422


def test_the_pages_are_in_the_menu_of_those_who_work_with_wards(office, sign_in):
    address = reverse("ward_runs")
    for role in ("professional_worker", "head_of_unit", "director"):
        worker = WorkerFactory(unit=office.unit, **{role: True}, whole_centre=role == "director")
        assert address in sign_in(worker).get(reverse("catalogue")).content.decode()
    clerk = WorkerFactory(unit=office.unit, clerk=True)
    assert address not in sign_in(clerk).get(reverse("catalogue")).content.decode()


def test_a_colleague_reads_in_their_day_that_a_run_waits_and_who_drew_it_up_does_not(office, sign_in):
    office.ward(FEE)
    address = reverse("ward_run", args=[drawn(office).pk])
    assert address in sign_in(office.colleague).get(reverse("worklist")).content.decode()
    assert address not in sign_in(office.worker).get(reverse("worklist")).content.decode()


def test_the_pages_cost_the_same_queries_however_many_wards(office, sign_in):
    client = sign_in(office.worker)

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    for _each in range(2):
        office.ward(FEE, TRIP)
    run, few = drawn(office), []
    office.ward(FEE, POWER)
    addresses = [reverse("prepare_ward_run"), reverse("ward_runs"), reverse("ward_run", args=[run.pk])]
    few = [cost(address) for address in addresses]
    for _each in range(5):
        office.ward(FEE, POWER)
    drawn_again = drawn(office, Elektrika=Choice(cents=100))
    addresses[2] = reverse("ward_run", args=[drawn_again.pk])
    for _each in range(4):
        office.ward(FEE, POWER)
    assert [cost(address) for address in addresses] == few
    assert max(few) <= 18


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_runs_are_accessible_and_fit_their_screen(opened, violations, picture):
    office = Office()
    office.ward(FEE | {"regular": "unknown"}, POWER, TRIP | {"ward_consulted": ""})
    short = office.ward(FEE)
    office.keep(short, "account_state", stood_on="2026-05-02", amount="10,00", account=WARDS_ACCOUNT)
    run = drawn(office)
    confirmed = confirm_run(run, by=office.colleague, at=timezone.now())
    office.ward(FEE)
    waits = drawn(office)
    worker = office.colleague
    visits = [
        ("ward_runs", worker, reverse("ward_runs")),
        ("prepare_ward_run", worker, reverse("prepare_ward_run")),
        ("add_ward_bill", worker, reverse("add_ward_bill")),
        ("ward_run", worker, reverse("ward_run", args=[waits.pk])),
        ("ward_run_confirmed", worker, reverse("ward_run", args=[confirmed.pk])),
    ]
    assert visit_all(visits, opened, violations, picture) == []
