"""The clock of a form, with scripts and without; the page of entry times; what a proposal would cost."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.web.scene import set_scene
from tests.web.work_scene import TASK, eviction_case

from opora.amendments.proposing import propose
from opora.cases.entry_times import Form, count_entry
from opora.cases.models import CaseRecord, EntryTime
from opora.catalogue import shipped_catalogue
from opora.catalogue.exporting import as_yaml
from opora.organisation.models import Role

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-05-04T09:00:00+02:00")


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    return eviction_case(scene)


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


def talk_about(case, **fields):
    held_on = timezone.localtime().strftime("%-d. %-m. %Y %-H.%M")
    told = {"held_on": held_on, "with": case.parties.get(role="debtor").pk, "note": "Najemnina ni plačana."}
    return {f"of-{name}": value for name, value in (told | fields).items()}


def begun(client, address, seconds_ago):
    """The stamp of a form that was drawn some time ago."""
    told = signing.loads(client.get(address).context["clock"].begun, salt="the clock of a form")
    return signing.dumps(told | {"at": told["at"] - seconds_ago}, salt="the clock of a form")


def bands():
    return [(row.form, row.band, row.entries) for row in EntryTime.objects.all()]


@pytest.mark.covers("004b/R-7")
def test_the_time_in_which_somebody_typed_is_counted_when_a_record_is_kept(client, case):
    address = reverse("add_record", args=[case.public_id, "talk"])
    clock = {"clock_begun": begun(client, address, 500), "clock_active": "42"}
    assert client.post(address, talk_about(case) | clock).status_code == 302
    [row] = EntryTime.objects.all()
    version = shipped_catalogue().tasks[TASK][-1]
    assert (row.task, row.form, row.since, row.band) == (TASK, "talk", version.published.isoformat(), 45)


def test_without_scripts_the_time_since_the_form_was_drawn_is_taken(client, case):
    address = reverse("add_record", args=[case.public_id, "talk"])
    client.post(address, talk_about(case) | {"clock_begun": begun(client, address, 100), "clock_active": ""})
    assert bands() == [("talk", 105, 1)]


def test_without_scripts_a_form_that_lay_open_is_kept_but_not_counted(client, case):
    address = reverse("add_record", args=[case.public_id, "talk"])
    client.post(address, talk_about(case) | {"clock_begun": begun(client, address, 1000), "clock_active": ""})
    assert CaseRecord.objects.filter(case=case, key="talk").exists()
    assert bands() == []


def of_another_form():
    """Rightly signed, and therefore another one in each second."""
    return signing.dumps({"of": "x.y", "at": 0}, salt="the clock of a form")


@pytest.mark.parametrize(
    "stamp", [str, lambda: "of nobody", of_another_form], ids=["none", "forged", "other"]
)
def test_a_stamp_that_is_missing_forged_or_of_another_form_counts_nothing_and_hinders_nobody(
    client, case, stamp
):
    address = reverse("add_record", args=[case.public_id, "talk"])
    clock = {"clock_begun": stamp(), "clock_active": "30"}
    assert client.post(address, talk_about(case) | clock).status_code == 302
    assert bands() == []


def test_nobody_has_worked_longer_on_a_form_than_it_is_open(client, case):
    address = reverse("add_record", args=[case.public_id, "talk"])
    clock = {"clock_begun": begun(client, address, 18), "clock_active": "3000"}
    client.post(address, talk_about(case) | clock)
    assert bands() == [("talk", 20, 1)]


def test_the_clock_goes_on_while_a_fault_is_corrected(client, case):
    address = reverse("add_record", args=[case.public_id, "talk"])
    clock = {"clock_begun": begun(client, address, 300), "clock_active": "20"}
    drawn_again = client.post(address, talk_about(case, held_on="včeraj popoldne") | clock)
    assert drawn_again.status_code == 422
    kept = drawn_again.context["clock"]
    assert (kept.begun, kept.active) == (clock["clock_begun"], "20")
    assert bands() == []


def test_an_entry_in_a_register_is_timed_too(sign_in):
    worker = WorkerFactory(professional_worker=True)
    client, address = sign_in(worker), reverse("add_register_record", args=["vehicles", "vehicle"])
    record = next(each for each in shipped_catalogue().tasks["vehicles"][-1].records if each.key == "vehicle")
    assert not {told.type for told in record.fields if told.required} & {"party", "body"}
    told = {f"of-{told.key}": _anything(told) for told in record.fields if told.required and not told.derived}
    answer = client.post(address, told | {"clock_begun": begun(client, address, 50), "clock_active": "12"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert bands() == [("vehicle", 15, 1)]


@pytest.mark.covers("004b/R-7")
def test_the_quick_entry_of_a_first_contact_is_timed_as_one_form(client, scene):
    address = reverse("quick_entry")
    form = {
        "of": "first_contact",
        "confidential_record-findings": "Gospa ne more plačati položnic.",
        "confidential_record-agreements": "Prinese obvestila o dolgu.",
        "contact-situation": "debts",
        "contact-result": "advice_was_enough",
        "contact-held_on": timezone.localtime().strftime("%-d. %-m. %Y %-H.%M"),
        "contact-minutes": "25",
        "contact-channel": "office",
        "contact-seekers": "1",
        "unit": scene.unit.pk,
    }
    clock = {"clock_begun": begun(client, address, 80), "clock_active": "55"}
    assert client.post(address, form | clock).status_code == 302
    [row] = EntryTime.objects.all()
    assert (row.task, row.form, row.is_quick, row.band) == ("first_social_aid", "first_contact", True, 55)


@pytest.fixture
def director():
    return WorkerFactory(unit=None, centre=UnitFactory().centre, roles=[Role.DIRECTOR], whole_centre=True)


def measured(centre, since, seconds, times):
    for _entry in range(times):
        count_entry(Form(TASK, "talk", since), seconds, centre=centre, at=NOW)


@pytest.mark.covers("004b/R-7")
def test_the_director_sees_whether_a_new_version_takes_more_time(director, sign_in):
    measured(director.centre, "2018-09-28", 60, 5)
    measured(director.centre, "2026-06-01", 95, 6)
    page = sign_in(director).get(reverse("entry_times"))
    text = " ".join(page.content.decode().split())
    assert "0:35 dlje kot prej" in text
    assert "1:35" in text
    assert "Meri obrazce, ne ljudi" in text
    [row] = page.context["rows"]
    assert [each.edition.entries for each in row.editions] == [6, 5]


def test_figures_of_fewer_than_five_entries_are_hidden_on_the_page_and_in_the_files(director, sign_in):
    measured(director.centre, "2018-09-28", 60, 4)
    client = sign_in(director)
    assert "manj kot 5: skrito" in client.get(reverse("entry_times")).content.decode()
    [_heading, line] = csv.reader(
        io.StringIO(client.get(reverse("entry_times_csv")).content.decode("utf-8-sig")), delimiter=";"
    )
    assert line[6:] == ["skrito", "", "", "", ""]


def test_the_same_goes_into_a_spreadsheet(director, sign_in):
    measured(director.centre, "2018-09-28", 60, 7)
    answer = sign_in(director).get(reverse("entry_times_xlsx"))
    numbers, ground = load_workbook(io.BytesIO(answer.content)).worksheets
    [_heading, line] = numbers.iter_rows(values_only=True)
    assert line[2:] == ("2018-09-28", "0.1.0", "2026-05", "2026-05", 7, 60, 60, 7, None)
    assert "premor" in " ".join(cell.value for cell in ground["A"])


def test_whoever_only_works_on_cases_has_no_such_page(sign_in, director):
    worker = WorkerFactory(unit=UnitFactory(centre=director.centre), professional_worker=True)
    assert sign_in(worker).get(reverse("entry_times")).status_code == 403


@pytest.mark.covers("004b/R-7")
def test_whoever_approves_a_version_reads_what_the_form_takes_today_and_what_more_it_would_ask(
    scene, sign_in
):
    director = WorkerFactory(unit=scene.unit, director=True, whole_centre=True)
    administrator = WorkerFactory(unit=scene.unit, administrator=True, whole_centre=True)
    measured(director.centre, "2018-09-28", 75, 6)
    present = shipped_catalogue().tasks[TASK][-1]
    proposal = propose(
        task=TASK,
        text=as_yaml([_asking_more(present).model_copy(update={"valid_from": date(2030, 1, 1)})]),
        reason="Sodišče želi več podatkov.",
        by=administrator,
        at=timezone.now(),
    )
    page = sign_in(director).get(reverse("catalogue_proposal", args=[proposal.public_id]))
    talk = next(each for each in page.context["preview"]["costs"] if each.median)
    assert (talk.median, talk.entries) == ("1:15", 6)
    assert talk.required_after == talk.required_before + 1
    assert talk.asks_more
    text = page.content.decode()
    assert f"{talk.required_before} → {talk.required_after}" in text
    assert "zahteva več kot danes" in text


def _asking_more(task):
    """The same task, whose talk requires one more of its fields."""
    talk = next(each for each in task.records if each.key == "talk")
    free = next(each for each in talk.fields if not each.required and not each.derived)
    fields = tuple(
        each.model_copy(update={"required": True}) if each is free else each for each in talk.fields
    )
    records = tuple(
        each.model_copy(update={"fields": fields}) if each is talk else each for each in task.records
    )
    return task.model_copy(update={"records": records})


def _anything(told):
    today = timezone.localdate()
    if told.type == "choice":
        return shipped_catalogue().code_lists[told.list].entries[0].key
    return {"date": f"{today - timedelta(days=1):%-d. %-m. %Y}", "count": "2", "worker": ""}.get(
        told.type, "LJ 12"
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_adds_up_the_time_between_two_keys_and_leaves_pauses_out(opened, scene, case):
    page = opened(scene.clerk)
    page.clock.install(time=NOW)
    page.goto(reverse("add_record", args=[case.public_id, "talk"]))
    page.clock.pause_at(NOW + timedelta(hours=1))
    active = page.locator("[data-clock]")
    note = page.get_by_label("Vsebina")
    note.press("N")
    page.clock.fast_forward(20_000)
    note.press("a")
    assert active.input_value() == "20"
    page.clock.fast_forward(300_000)
    note.press("j")
    assert active.input_value() == "20"
    page.clock.fast_forward(30_000)
    note.press("e")
    assert active.input_value() == "50"
