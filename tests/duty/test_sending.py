"""The monthly sheet goes to the main office and on to the ministry, and what was sent stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, transaction
from tests.duty.registers import OCTOBER, a_month, at, coordinator, crisis_table, participation, travel
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseRecord
from opora.cases.records import change_record
from opora.duty.models import Recipient, SentSheet
from opora.duty.months import month_of
from opora.duty.reminders import Reminder, reminders_of
from opora.duty.sending import send_sheet
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
THIRD, FIFTH = at("2026-11-03 09:00"), at("2026-11-05 09:00")


@pytest.fixture
def worker():
    return coordinator()


@pytest.fixture
def clerk(worker):
    return WorkerFactory(clerk=True, unit=worker.unit)


@pytest.fixture
def month(worker):
    a_month(worker)
    return month_of(worker.centre, OCTOBER)


def to_main_office(worker, **told):
    return send_sheet(OCTOBER, to=Recipient.MAIN_OFFICE, by=worker, at=told.pop("when", THIRD), **told)


def to_ministry(worker, **told):
    return send_sheet(OCTOBER, to=Recipient.MINISTRY, by=worker, at=told.pop("when", FIFTH), **told)


@pytest.mark.covers("004b/R-62")
def test_a_month_is_counted_from_the_participations(month):
    assert (month.sheet.interventions, month.sheet.minutes) == (3, 400)
    told = {band: minutes for band, minutes in month.sheet.bands.items() if minutes}
    assert told == {"mon_sat_day": 300, "mon_sat_night": 90, "sunday_night": 10}
    assert month.sheet.difference == 0


@pytest.mark.covers("004b/R-60")
def test_travel_that_is_entered_with_its_hours_waits_for_the_setting(worker, settings, tmp_path):
    participation(worker, "1/2026", "2026-10-09 20:00", "2026-10-09 21:00")
    travel(worker, "1/2026", "2026-10-09 19:30", "2026-10-09 20:00")
    assert month_of(worker.centre, OCTOBER).sheet.minutes == 60
    from tests.duty.test_bands import TEXT

    own = tmp_path / "counting.yaml"
    own.write_text(TEXT.replace("{is: left_out", "{is: counted"), "utf-8")
    settings.OPORA_DUTY_COUNTING = str(own)
    assert month_of(worker.centre, OCTOBER).sheet.minutes == 90


@pytest.mark.covers("004b/R-62")
def test_the_sheet_that_was_sent_stands_in_the_register_and_its_minutes_add_up(worker, month):
    sent = to_main_office(worker)
    kept = CaseRecord.objects.get(task="intervention_monthly_sheet", key="sheet")
    assert kept.happened_on == date(2026, 10, 31)
    assert kept.content["minutes_in_all"] == sum(sent.content["figures"]["bands"].values()) == 400
    assert (kept.content["state"], kept.content["to_main_office_on"]) == ("sent_to_main_office", "2026-11-03")
    pieces = CaseRecord.objects.filter(key="band_minutes", struck_at=None)
    assert sum(each.content["minutes"] for each in pieces) == 400
    assert len(sent.content["records"]) == 3


@pytest.mark.covers("004b/R-63")
def test_what_was_sent_stays_when_records_change_and_the_correction_says_why(worker, month):
    sent = to_main_office(worker)
    record = CaseRecord.objects.filter(key="participation").first()
    later = {**record.content, "ended_at": at("2026-10-10 01:00")}
    change_record(record, {key: value for key, value in later.items() if key != "interval_minutes"},
                  version=1, by=worker, at=FIFTH)  # fmt: skip
    found = month_of(worker.centre, OCTOBER)
    assert found.differs_from(found.sent[0])
    with pytest.raises(Refused, match="what the correction corrects"):
        to_main_office(worker, when=FIFTH)
    corrected = to_main_office(worker, when=FIFTH, reason="Konec je bil ob enih.")
    sent.refresh_from_db()
    assert (sent.content["figures"]["minutes"], corrected.content["figures"]["minutes"]) == (400, 460)
    assert (sent.turn, corrected.turn) == (1, 2)
    kept = CaseRecord.objects.get(key="sheet")
    assert (kept.content["minutes_in_all"], kept.content["state"], kept.version) == (460, "corrected", 2)
    assert CaseRecord.objects.get(key="sheet_correction").content["what"] == "Konec je bil ob enih."
    pieces = CaseRecord.objects.filter(key="band_minutes", struck_at=None)
    assert sum(each.content["minutes"] for each in pieces) == 460
    with pytest.raises(Refused, match="nothing in it has changed"):
        to_main_office(worker, when=FIFTH, reason="Še enkrat.")


@pytest.mark.covers("004b/R-63")
def test_the_database_refuses_to_change_or_delete_what_was_sent(worker, month):
    sent = to_main_office(worker)
    for act in (
        lambda: SentSheet.objects.filter(pk=sent.pk).update(reason="Drugače."),
        lambda: SentSheet.objects.filter(pk=sent.pk).delete(),
    ):
        with pytest.raises(Error, match="stays as it was sent"), transaction.atomic():
            act()
    assert SentSheet.objects.get().content == sent.content


@pytest.mark.covers("004b/R-63")
def test_the_coordinator_is_reminded_first_and_then_the_main_office_of_the_seat(worker, clerk, month):
    first, fourth = date(2026, 11, 1), date(2026, 11, 4)
    elsewhere = WorkerFactory(clerk=True, centre=worker.centre)
    assert reminders_of(worker, first) == [Reminder(OCTOBER, Recipient.MAIN_OFFICE, fourth)]
    assert reminders_of(clerk, first) == []
    to_main_office(worker)
    assert reminders_of(worker, fourth) == []
    assert reminders_of(clerk, fourth) == [Reminder(OCTOBER, Recipient.MINISTRY, date(2026, 11, 5))]
    assert reminders_of(elsewhere, fourth) == []
    to_ministry(clerk, explained="Centra nimata tabel.")
    assert reminders_of(clerk, fourth) == []


@pytest.mark.covers("004b/R-64")
def test_the_tables_of_both_crisis_centres_go_to_the_ministry_with_the_sheet(worker, clerk, month):
    to_main_office(worker)
    victims = crisis_table(worker, "victims")
    with pytest.raises(Refused, match="missing: crisis centre for children and adolescents"):
        to_ministry(clerk)
    children = crisis_table(worker, "children")
    sent = to_ministry(clerk)
    assert [each["centre"] for each in sent.content["crisis_tables"]] == ["victims", "children"]
    assert {each["content"]["nights"] for each in sent.content["crisis_tables"]} == {61}
    assert sent.content["figures"] == SentSheet.objects.get(to=Recipient.MAIN_OFFICE).content["figures"]
    for table in (victims, children):
        table.refresh_from_db()
        assert (table.content["state"], table.content["to_ministry_on"]) == ("sent_to_ministry", "2026-11-05")


def test_nothing_goes_to_the_ministry_that_the_main_office_was_not_sent(worker, clerk, month):
    with pytest.raises(Refused, match="not sent this sheet to the main office"):
        to_ministry(clerk, explained="Brez tabel.")
    to_main_office(worker)
    participation(worker, "3/2026", "2026-10-30 20:00", "2026-10-30 21:00")
    with pytest.raises(Refused, match="other figures than those the main office was sent"):
        to_ministry(clerk, explained="Brez tabel.")


def test_only_who_the_register_names_sends_a_month_and_only_when_it_is_over(worker, clerk, month):
    with pytest.raises(Refused, match="Not met"):
        to_main_office(WorkerFactory(professional_worker=True, unit=worker.unit))
    with pytest.raises(Refused, match="not over"):
        to_main_office(worker, when=at("2026-10-31 23:00"))
    assert not SentSheet.objects.exists()


@pytest.mark.covers("004b/R-72")
def test_a_month_that_raises_questions_is_sent_with_an_explanation_that_stays(worker):
    participation(worker, "1/2026", "2026-10-11 08:00", "2026-10-11 20:00")
    with pytest.raises(Refused, match="raises questions"):
        to_main_office(worker)
    to_main_office(worker, explained="Ena sama dolga intervencija.")
    asked = CaseRecord.objects.filter(task="intervention_monthly_sheet", key="plausibility")
    assert {each.content["reason"] for each in asked} == {"zero_weekday_day_hours", "hours_per_intervention"}
    assert {each.content["explained_as"] for each in asked} == {"Ena sama dolga intervencija."}
