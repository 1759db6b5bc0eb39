"""One run a month pays and consents for the wards whose guardian is the centre."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.cases.factories import CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory
from tests.wards.scene import ACCOUNT, FEE, MAY, NOW, POWER, TRIP, WARDS_ACCOUNT, Office

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import Case, CaseStep, Deadline, Event, TimeSpent
from opora.cases.records import add_record, change_record, strike_record
from opora.documents.models import Paper
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.wards.account_list import list_of
from opora.wards.bills import add_bill
from opora.wards.drawing import Choice, draw_run, withdraw_run
from opora.wards.models import WardRunRow
from opora.wards.stops import Stop

pytestmark = [pytest.mark.django_db, pytest.mark.covers("004a/R-93")]
JUNE = date(2026, 6, 1)


@pytest.fixture
def office():
    return Office()


def payments(case):
    return [each.content for each in case.records.filter(key="payment", struck_at=None).order_by("pk")]


def test_every_own_ward_of_the_unit_is_listed_with_what_is_due(office):
    one, other = office.ward(FEE, POWER), office.ward(TRIP)
    Office().ward(FEE)  # of another unit
    CaseFactory(unit=office.unit, task="guardianship_of_adult")
    wards = {ward.case: ward for ward in office.wards().reached}
    assert set(wards) == {one, other}
    assert [(due.told["purpose"], due.cents) for due in wards[one].dues] == [
        ("Oskrbnina", 81240),
        ("Elektrika", None),
    ]
    assert [due.told["matter"] for due in wards[other].dues] == ["Izlet v Postojno"]


def test_a_closed_case_has_nothing_due(office):
    case = office.ward(FEE)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=date(2026, 5, 11))
    assert office.dues() == []


def test_a_confirmed_run_stands_in_every_case_with_records_step_paper_and_a_line(office):
    one, other = office.ward(FEE), office.ward(FEE, TRIP)
    office.confirm(office.draw(minutes=50))
    assert payments(one) == [
        {
            "month": "2026-05-01", "kind": "care_fee", "payee": "Dom Obala", "amount": 81240,
            "paid_on": "2026-05-12", "purpose": "Oskrbnina", "account": ACCOUNT,
        }
    ]  # fmt: skip
    [consent] = other.records.filter(key="consent")
    assert consent.content["matter"] == "Izlet v Postojno"
    assert consent.content["ward_consulted"] is True
    draft = Paper.objects.get(case=other)
    assert (draft.key, draft.drafted_by) == ("consent", office.worker)
    assert draft.parts == {"content": "Izlet v Postojno"}
    done = CaseStep.objects.filter(state="done").values_list("case", "key", "by")
    assert set(done) == {
        (one.pk, "monthly_payments", office.worker.pk),
        (other.pk, "monthly_payments", office.worker.pk),
        (other.pk, "consents", office.worker.pk),
    }
    assert Event.objects.filter(key="ward_run_confirmed", by=office.colleague).count() == 2


def test_the_minutes_are_entered_once_and_shared(office):
    cases = [office.ward(FEE) for _each in range(3)]
    run = office.confirm(office.draw(minutes=45))
    [time] = TimeSpent.objects.all()
    assert (time.minutes, time.worker, time.session) == (45, office.worker, run.session)
    assert set(run.session.cases.all()) == set(cases)


def test_the_minutes_of_a_single_ward_are_its_own(office):
    case = office.ward(FEE)
    office.confirm(office.draw(minutes=10))
    assert TimeSpent.objects.get().case == case


def test_who_drew_a_run_up_does_not_confirm_it(office):
    office.ward(FEE)
    run = office.draw()
    with pytest.raises(Refused, match="drug delavec"):
        office.confirm(run, by=office.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(run).objects.filter(pk=run.pk).update(confirmed_by=office.worker, state="confirmed")


def test_a_second_run_takes_only_what_is_not_paid_yet(office):
    case = office.ward(FEE, POWER)
    office.confirm(office.draw())  # the bill for power has not come
    assert [due.told["purpose"] for due in office.dues()] == ["Elektrika"]
    office.confirm(office.draw(Elektrika=Choice(cents=4310)))
    assert [paid["amount"] for paid in payments(case)] == [81240, 4310]
    assert CaseStep.objects.filter(case=case, key="monthly_payments").count() == 1
    with pytest.raises(Refused):
        office.draw()
    assert [due.due_on for due in office.dues(JUNE)] == [date(2026, 6, 15), date(2026, 6, 20)]


def test_nothing_is_taken_twice_from_two_windows(office):
    office.ward(FEE)
    choices = {due.key: Choice() for due in office.dues()}
    run = draw_run(office.unit, MAY, choices=choices, by=office.worker, at=NOW)
    with pytest.raises(Refused):
        draw_run(office.unit, MAY, choices=choices, by=office.colleague, at=NOW)
    [row] = run.rows.all()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_run_is_confirmed_once(office):
    case = office.ward(FEE)
    run = office.draw()
    office.confirm(run)
    with pytest.raises(Refused):
        office.confirm(run)
    assert len(payments(case)) == 1


def test_a_run_is_withdrawn_before_it_is_confirmed_and_then_all_is_due_again(office):
    case = office.ward(FEE)
    run = withdraw_run(office.draw(), reason="Dom je poslal nov cenik.", by=office.worker, at=NOW)
    assert payments(case) == []
    assert len(office.dues()) == 1
    with pytest.raises(Refused):
        office.confirm(run)
    confirmed = office.confirm(office.draw())
    with pytest.raises(Refused):
        withdraw_run(confirmed, reason="Dom je poslal nov cenik.", by=office.worker, at=NOW)


def test_a_row_is_left_out_with_a_reason_and_waits(office):
    case = office.ward(FEE, POWER)
    reason = "Dom je znesek napačno obračunal."
    run = office.draw(Oskrbnina=Choice(left_out_because=reason), Elektrika=Choice(cents=4000))
    office.confirm(run)
    assert [paid["kind"] for paid in payments(case)] == ["running_costs"]
    assert run.rows.get(is_taken=False).left_out_because == reason
    assert [due.told["purpose"] for due in office.dues()] == ["Oskrbnina"]
    with pytest.raises(Refused):
        office.draw(Oskrbnina=Choice(left_out_because="ne"))


def test_a_due_the_worker_did_not_read_is_not_taken(office):
    office.ward(FEE, POWER)
    read = {due.key: Choice(cents=900) for due in office.dues() if due.asks_amount}
    run = draw_run(office.unit, MAY, choices=read, by=office.worker, at=NOW)
    assert [row.told["purpose"] for row in run.rows.all()] == ["Elektrika"]


@pytest.mark.parametrize(
    ("told", "stop"),
    [
        ({"regular": "no", "act": "renovation"}, Stop.PERMISSION_MISSING),
        ({"regular": "unknown"}, Stop.PERMISSION_UNKNOWN),
        ({"account": ""}, Stop.NO_ACCOUNT),
        ({"account": "SI56 1920 0123 4567 891"}, Stop.WRONG_ACCOUNT),
        ({"amount": ""}, Stop.NO_AMOUNT),
    ],
)
def test_a_due_that_may_not_be_paid_yet_says_why_and_stays_out(office, told, stop):
    office.ward(FEE | told)
    [due] = office.dues()
    assert due.stops == (stop,)
    with pytest.raises(Refused):
        office.draw()


def test_a_recorded_permission_lets_the_act_be_paid(office):
    office.ward(FEE | {"regular": "no", "act": "renovation", "permitted_on": "2026-05-05"})
    assert [row.cents for row in office.draw().rows.all()] == [81240]


def test_a_payment_that_was_typed_into_the_case_is_not_paid_again(office):
    case = office.ward(FEE)
    typed = {"month": "2026-05-01", "kind": "care_fee", "payee": "Dom Obala", "amount": "800"}
    office.keep(case, "payment", **typed)
    assert office.dues()[0].stops == (Stop.PAID_BY_HAND,)
    assert office.dues(JUNE)[0].stops == ()


def test_a_payment_struck_out_of_the_case_is_due_again(office):
    case = office.ward(FEE)
    office.confirm(office.draw())
    strike_record(case.records.get(key="payment"), reason="Banka je nalog vrnila.", by=office.worker, at=NOW)
    assert [due.stops for due in office.dues()] == [()]
    office.confirm(office.draw())
    assert len(payments(case)) == 1


def test_nothing_is_paid_for_a_ward_who_died(office):
    case = office.ward(FEE, person=PersonFactory(with_emso=True, died=date(2026, 5, 2)))
    assert office.dues()[0].stops == (Stop.WARD_DIED,)
    assert payments(case) == []


def test_a_run_is_not_confirmed_for_a_ward_who_died_meanwhile(office):
    ward = PersonFactory(with_emso=True)
    case = office.ward(FEE, person=ward)
    run = office.draw()
    Person.objects.filter(pk=ward.pk).update(died=date(2026, 5, 11))
    with pytest.raises(Refused, match=case.number):
        office.confirm(run)


def test_a_consent_waits_until_it_is_said_whether_the_ward_was_asked(office):
    case = office.ward(TRIP | {"ward_consulted": ""}, FEE)
    office.confirm(office.draw())
    assert not case.records.filter(key="consent").exists()
    office.confirm(office.draw(**{"Izlet v Postojno": Choice(ward_consulted=False)}))
    assert case.records.get(key="consent").content["ward_consulted"] is False


def test_a_bill_of_the_month_is_taken_once_and_not_entered_twice(office):
    case = office.ward(opened_on=date(2026, 4, 1))
    bill = {
        "kind": "clothing", "payee": "Obutev", "purpose": "Zimski čevlji", "account": ACCOUNT,
        "reference": "SI00 77-2026", "cents": 5990, "due_on": date(2026, 4, 28), "regular": "yes",
        "by": office.worker, "at": NOW,
    }  # fmt: skip
    add_bill(case, **bill)
    with pytest.raises(Refused) as refusal:
        add_bill(case, **bill)
    assert refusal.value.field == "reference"
    [due] = office.dues()  # of April, and still due
    assert (due.due_on, due.turn) == (date(2026, 4, 28), date(2026, 4, 1))
    office.confirm(office.draw())
    assert office.dues() == [] == office.dues(JUNE)
    assert payments(case)[0]["month"] == "2026-04-01"


@pytest.mark.parametrize("due_on", [date(1999, 1, 1), date(2026, 3, 1), date(2027, 5, 13)])
def test_a_bill_is_not_due_before_the_case_was_opened_nor_more_than_a_year_ahead(office, due_on):
    case = office.ward(opened_on=date(2026, 3, 2))
    bill = {
        "kind": "clothing", "payee": "Obutev", "purpose": "Zimski čevlji", "account": ACCOUNT,
        "reference": "", "cents": 5990, "regular": "yes", "by": office.worker, "at": NOW,
    }  # fmt: skip
    with pytest.raises(Refused) as refusal:
        add_bill(case, due_on=due_on, **bill)
    assert refusal.value.field == "due_on"
    for day in (date(2026, 3, 2), date(2027, 5, 12)):
        add_bill(case, due_on=day, **bill)
    assert case.records.filter(key="obligation").count() == 2


def test_the_balance_is_told_with_its_day_and_warns_when_it_does_not_cover(office):
    case = office.ward(FEE)
    assert office.only().known is None  # nothing is taken for nought
    office.keep(case, "account_state", stood_on="2026-05-02", amount="700,00", account=WARDS_ACCOUNT)
    office.keep(case, "receipt", kind="pension", amount="100,00", received_on="2026-05-08")
    office.keep(case, "receipt", kind="pension", amount="999,00", received_on="2026-05-01")
    ward = office.only()
    assert (ward.known.cents, ward.to_pay, ward.short_by) == (80000, 81240, 1240)
    office.draw()
    assert office.only(JUNE).known.cents == 80000 - 81240  # what waits is spent already


def test_the_accounts_desk_gets_every_payment_with_both_accounts(office):
    case = office.ward(FEE | {"payee": "=Dom"}, TRIP)
    office.keep(case, "account_state", stood_on="2026-05-02", amount="900", account=WARDS_ACCOUNT)
    run = office.confirm(office.draw())
    text = list_of(run).decode("utf-8-sig")
    [header, line] = csv.reader(io.StringIO(text), delimiter=";")
    assert len(header) == len(line)
    assert line[0] == "2026-05"
    assert line[3:] == [WARDS_ACCOUNT, "'=Dom", ACCOUNT, "Oskrbnina", "", "812,40", line[-1]]


def test_a_due_changed_after_the_run_was_drawn_up_sends_it_back(office):
    case = office.ward(FEE)
    run = office.draw()
    due = case.records.get(key="obligation")
    change_record(due, FEE | {"account": WARDS_ACCOUNT}, version=1, by=office.worker, at=NOW)
    with pytest.raises(Refused, match=case.number):
        office.confirm(run)
    assert payments(case) == []


def test_a_sealed_ward_is_in_the_run_of_those_alone_who_have_the_case(office):
    office.ward(FEE)
    sealed = office.ward(FEE, seal="violence")
    assert office.wards(by=office.colleague).withheld == 1
    run = office.draw()
    assert run.rows.filter(case=sealed).exists()
    with pytest.raises(Refused):
        office.confirm(run)
    assert payments(sealed) == []


def test_who_is_not_of_the_unit_draws_nothing_up(office):
    office.ward(FEE)
    stranger = WorkerFactory(unit=UnitFactory(centre=office.unit.centre), professional_worker=True)
    assert office.wards(by=stranger).reached == []
    with pytest.raises(Refused):
        office.draw(by=stranger)
    with pytest.raises(Refused):
        office.draw(by=WorkerFactory(unit=office.unit, clerk=True))


def test_what_the_month_before_left_is_told(office):
    case = office.ward(FEE)
    assert office.only(JUNE).left_over == 1
    office.confirm(office.draw())
    assert office.only(JUNE).left_over == 0
    assert case.records.filter(key="payment").count() == 1


def test_the_dues_of_a_month_cost_the_same_queries_however_many_wards(office):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            office.wards()
        return len(queries)

    office.ward(FEE, POWER, TRIP)
    few = cost()
    for _each in range(6):
        office.ward(FEE, POWER, TRIP)
    assert cost() == few <= 10


def test_the_deadlines_of_all_wards_are_refreshed_together(office):
    def cost(wards):
        for _each in range(wards):
            office.ward(FEE, TRIP)
        run = office.draw()
        with CaptureQueriesContext(connection) as queries:
            office.confirm(run)
        return sum('FROM "cases_deadline"' in query["sql"] for query in queries)

    assert cost(1) == cost(3)


def test_the_monthly_deadline_of_a_ward_is_met_by_the_run(office):
    case = office.ward(FEE)
    office.confirm(office.draw())
    due = Deadline.objects.filter(case=case, key="payments_due").order_by("day")
    assert due.exists()
    assert all(each.day > date(2026, 5, 12) for each in due.filter(state="running"))


def test_a_row_says_how_it_was_written(office):
    case = office.ward(FEE)
    office.confirm(office.draw())
    assert WardRunRow.objects.get().written == case.records.get(key="payment")


def monthly_steps(case):
    return CaseStep.objects.filter(case=case, key="monthly_payments", state="done").count()


def test_a_month_is_done_with_once_nothing_due_is_left(office):
    whole, half, asked = office.ward(FEE), office.ward(FEE, POWER), office.ward(FEE, TRIP)
    asking = asked.records.get(key="consent_asked")
    change_record(asking, TRIP | {"ward_consulted": ""}, version=1, by=office.worker, at=NOW)
    unpermitted = office.ward(FEE, FEE | {"payee": "Mojster", "regular": "no", "act": "renovation"})
    office.confirm(office.draw())
    assert [monthly_steps(case) for case in (whole, half, asked, unpermitted)] == [1, 0, 0, 0]
    said = {"Elektrika": Choice(cents=4310), "Izlet v Postojno": Choice(ward_consulted=True)}
    office.confirm(office.draw(**said))
    assert [monthly_steps(case) for case in (whole, half, asked, unpermitted)] == [1, 1, 1, 0]
    because = Choice(left_out_because="Sodišče o dovoljenju še odloča.")
    run = office.confirm(office.draw(Oskrbnina=because))
    assert not run.rows.filter(is_taken=True).exists()
    assert [monthly_steps(case) for case in (whole, half, asked, unpermitted)] == [1, 1, 1, 1]


def test_an_overdue_deadline_stays_while_an_earlier_month_is_in_no_run(office):
    case = office.ward(opened_on=date(2026, 1, 28))
    began = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    add_record(case, "obligation", FEE, by=office.worker, at=began)
    refresh_deadlines(case, on=date(2026, 5, 12))

    def runs_out():
        return Deadline.objects.get(case=case, key="payments_due", state="running").day

    overdue = runs_out()
    assert overdue < date(2026, 5, 12)
    office.confirm(office.draw())  # May; March and April are in no run
    office.confirm(office.draw(date(2026, 3, 1)))
    assert (runs_out(), monthly_steps(case)) == (overdue, 0)
    office.confirm(office.draw(date(2026, 4, 1)))
    assert runs_out() > date(2026, 5, 31)
    assert monthly_steps(case) == 2  # the months that had passed together, and May


def test_what_waits_in_a_run_nobody_confirmed_keeps_the_month_open(office):
    case = office.ward(FEE, POWER)
    only_power = {"Oskrbnina": Choice(left_out_because="Dom je napačno obračunal.")}
    first = {due.key: Choice() for due in office.dues() if due.cents}
    waiting = draw_run(office.unit, MAY, choices=first, by=office.worker, at=NOW)
    office.confirm(office.draw(Elektrika=Choice(cents=100), **only_power))
    assert monthly_steps(case) == 0
    office.confirm(waiting)
    assert monthly_steps(case) == 1


def test_a_bill_that_comes_when_the_month_is_done_with_does_no_step_again(office):
    case = office.ward(FEE)
    office.confirm(office.draw())
    office.due(case, POWER | {"rhythm": "once", "from": "2026-05-10", "due_day": ""})
    office.confirm(office.draw(Elektrika=Choice(cents=4310)))
    assert len(payments(case)) == 2
    assert monthly_steps(case) == 1
