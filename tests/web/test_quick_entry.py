"""A contact of first social aid taken down at once: by a plain client, and by keys alone in the browser."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.scene import set_scene

from opora.cases.models import Case, CaseRecord, CaseStep, TimeSpent
from opora.cases.quick_entries import quick_entries, record_of
from opora.people.models import Person

pytestmark = pytest.mark.django_db
MOST_KEYS = 12
MOST_SECONDS = 60
TASK = "first_social_aid"


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def send(scene, sign_in):
    client = sign_in(scene.clerk)

    def sent(**fields):
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
        } | {name.replace("__", "-"): value for name, value in fields.items()}
        answer = client.post(reverse("quick_entry"), form)
        answer.page = re.sub(r"\s+", " ", answer.content.decode())
        return answer

    return sent


@pytest.mark.covers("004a/R-22")
def test_one_page_writes_the_case_its_records_its_steps_and_the_minutes(scene, send):
    send(person=str(scene.mother.public_id), who="Čučnik")
    case = Case.objects.get(task=TASK)
    assert [party.person for party in case.parties.all()] == [scene.mother]
    contact = CaseRecord.objects.get(case=case, key="contact")
    assert contact.content["situation"] == "debts"
    assert contact.content["channel"] == "office"
    assert contact.content["result"] == "advice_was_enough"
    assert contact.content["held_on"].startswith(timezone.localdate().isoformat())
    assert contact.happened_on is not None
    text = CaseRecord.objects.get(case=case, key="confidential_record")
    assert text.content["findings"] == "Gospa ne more plačati položnic."
    assert TimeSpent.objects.get(case=case).minutes == 25
    entry = quick_entries()["first_contact"]
    assert {step.key for step in CaseStep.objects.filter(case=case, state="done")} == set(entry.steps)


def test_whoever_does_not_say_who_they_are_stays_unnamed(send):
    assert send().status_code == 302
    case = Case.objects.get(task=TASK)
    assert not case.parties.exists()


def test_a_name_is_looked_up_before_anything_is_saved(scene, send):
    answer = send(who="Šprohar Žiga")
    assert answer.status_code == 422
    assert str(scene.father.public_id) in answer.page
    assert ", roj. 1987" in answer.page
    assert "Ulica Osvobodilne fronte slovenskega naroda, " in answer.page
    assert "101 a" not in answer.page
    assert "Gospa ne more plačati položnic." in answer.page
    assert not Case.objects.filter(task=TASK).exists()


def test_where_a_protected_person_and_their_family_live_is_told_to_nobody(scene, send):
    Person.objects.filter(pk=scene.mother.pk).update(is_protected=True)
    answer = send(who="Šprohar Žiga")
    assert str(scene.father.public_id) in answer.page
    assert "Osvobodilne" not in answer.page


def test_without_scripts_a_button_looks_up_and_loses_nothing(scene, send):
    answer = send(who="Šprohar Žiga", find="1", contact__minutes="")
    assert answer.status_code == 200
    assert str(scene.father.public_id) in answer.page
    assert "Gospa ne more plačati položnic." in answer.page
    assert "data-summary" not in answer.page


def test_a_number_nobody_on_record_has_is_no_name(send):
    answer = send(who="0101990500019", person="new")
    assert answer.status_code == 422
    assert not Person.objects.filter(family_name__startswith="0101").exists()
    assert not Case.objects.filter(task=TASK).exists()


@pytest.mark.covers("004a/R-22")
def test_a_talk_of_an_earlier_day_is_kept_on_its_day_and_hour(scene, send):
    day = timezone.localtime() - timedelta(days=2)
    assert send(contact__held_on=f"{day:%-d. %-m. %Y} 9.30").status_code == 302
    case = Case.objects.get(task=TASK)
    assert case.opened_on == day.date()
    contact = CaseRecord.objects.get(case=case, key="contact")
    assert contact.content["held_on"].startswith(f"{day:%Y-%m-%d}T09:30")
    text = CaseRecord.objects.get(case=case, key="confidential_record")
    assert text.content["made_on"] == day.date().isoformat()
    assert set(case.steps.values_list("ended_on", flat=True)) == {day.date()}
    assert TimeSpent.objects.get(case=case).on == day.date()


def test_a_talk_still_to_come_is_refused_at_its_field(send):
    ahead = timezone.localtime() + timedelta(days=1)
    answer = send(contact__held_on=f"{ahead:%-d. %-m. %Y} 9.30")
    assert answer.status_code == 422
    assert 'id="id_contact-held_on_error"' in answer.page
    assert not Case.objects.filter(task=TASK).exists()


def test_all_that_is_to_be_corrected_is_told_by_name(send):
    answer = send(confidential_record__findings="", contact__situation="")
    summary = answer.page.partition("data-summary")[2].partition("</ul>")[0]
    assert "Ugotovitve: " in summary
    assert "Situacija: " in summary


def test_somebody_of_no_record_is_entered_by_name(send):
    send(who="Neznana Oseba", person="new")
    case = Case.objects.get(task=TASK)
    assert case.parties.get().person.family_name == "Oseba"


def test_a_fault_saves_nothing_and_keeps_what_was_typed(send):
    before = Person.objects.count()
    answer = send(who="Nova Oseba", person="new", contact__minutes="pol ure", contact__situation="")
    assert answer.status_code == 422
    for place in ("contact-minutes", "contact-situation"):
        assert f'id="id_{place}_error"' in answer.page
    assert "pol ure" in answer.page
    assert Person.objects.count() == before
    assert not Case.objects.filter(task=TASK).exists()


def test_every_short_page_asks_what_its_records_require():
    for entry in quick_entries().values():
        task = entry.definition(timezone.localdate())
        for each in entry.records:
            definition = record_of(task, each.key)
            required = {told.key for told in definition.fields if told.required} - {definition.happens_on}
            assert required <= {*each.asks, *each.presumed}
        assert set(entry.steps) <= {step.key for step in task.steps}
        assert entry.how in task.opened_by


class Keys:
    """Presses keys and counts those that are no letters of the text."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)

    def text(self, words):
        self.page.keyboard.type(words)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_contact_is_taken_down_within_a_minute_and_twelve_keys(opened, violations, scene):
    page = opened(scene.clerk)
    page.goto(reverse("worklist"))
    began, keys = time.monotonic(), Keys(page)
    keys.press("+")
    expect(page.get_by_label("Kdo je prišel")).to_be_focused()
    keys.text("Šprohar Žiga")
    expect(page.get_by_label("Žiga Šprohar")).to_be_visible()
    keys.press("ArrowDown")
    expect(page.get_by_label("Žiga Šprohar")).to_be_checked()
    keys.press("Tab")
    expect(page.get_by_label("Ugotovitve")).to_be_focused()
    keys.text("Gospod ne more plačati položnic.")
    keys.press("Tab")
    keys.text("Prinese obvestila o dolgu.")
    keys.press("Tab", "d", "Tab", "z", "Tab", "2", "5", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prva socialna pomoč")
    assert keys.pressed <= MOST_KEYS
    assert time.monotonic() - began < MOST_SECONDS
    contact = CaseRecord.objects.get(key="contact")
    assert contact.content["result"] == "advice_was_enough"
    assert contact.case.parties.get().person == scene.father
    page.goto(reverse("quick_entry"))
    page.get_by_label("Kdo je prišel").fill("Šprohar")
    expect(page.get_by_role("radio").first).to_be_visible()
    assert not violations(page)
