"""Notes and contacts on their pages: one click to a form that knows who and when, one press to save."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, NoteFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.audit.models import LogEntry
from opora.cases.models import Draft, Note, NoteKind, TimeSpent
from opora.cases.notes import change_note

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    """A case of a task with steps, in the hands of a professional worker."""
    worker = WorkerFactory(unit=scene.unit, professional_worker=True)
    case = CaseFactory(
        unit=scene.unit, assigned_to=worker, task="opinion_on_eviction", classification="12310"
    )
    PartyFactory(case=case, person=scene.mother, role="debtor")
    PartyFactory(case=case, person=scene.father, role="family_member")
    return case


@pytest.fixture
def client(case, sign_in):
    return sign_in(case.assigned_to)


def page_of(client, case, **query):
    return client.get(reverse("write_note", args=[case.public_id]), query).content.decode()


def contact(case, **changes):
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "kind": "phone",
        "writing": str(uuid4()),
        "persons": [str(case.parties.first().person_id)],
        "day": yesterday.isoformat(),
        "hour": "9.30",
        "minutes": "20",
        "text": "Klical je zaradi roka za izselitev.",
    } | changes


@pytest.mark.covers("004b/R-12")
@pytest.mark.parametrize("kind", ["phone", "mail", "in_person", "on_place", "minutes"])
def test_a_contact_is_one_click_from_its_case_with_person_and_time_filled_in(case, client, kind):
    overview = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert f'href="{reverse("write_note", args=[case.public_id])}?kind={kind}"' in overview
    page = page_of(client, case, kind=kind)
    first = case.parties.first().person
    assert re.search(rf'name="persons" value="{first.pk}"[^>]*checked', page)
    assert re.search(r'name="hour" value="\d{2}\.\d{2}"', page)
    assert re.search(r'name="day" value="[^"]+"', page)


@pytest.mark.covers("004b/R-12")
def test_one_press_saves_the_contact_with_its_minutes(case, client):
    answer = client.post(reverse("write_note", args=[case.public_id]), contact(case))
    assert answer.status_code == 302
    note, spent = case.notes.get(), TimeSpent.objects.get(case=case)
    assert (note.kind, list(note.persons.all())) == (NoteKind.PHONE, [case.parties.first().person])
    assert (timezone.localtime(note.happened_at).hour, note.text) == (
        9,
        "Klical je zaradi roka za izselitev.",
    )
    assert (spent.minutes, spent.worker, spent.on) == (
        20,
        case.assigned_to,
        timezone.localdate(note.happened_at),
    )


def test_a_contact_sent_twice_is_saved_once_with_its_minutes(case, client):
    sent = contact(case)
    for _time in range(2):
        assert client.post(reverse("write_note", args=[case.public_id]), sent).status_code == 302
    assert (case.notes.count(), case.times.count()) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"hour": "25.00"},
        {"minutes": "9999"},
        {"day": "2199-01-01"},
        {"step": "no_such_step"},
        {"persons": ["999999"]},
    ],
)
def test_what_is_wrong_about_a_contact_is_said_and_neither_note_nor_minutes_are_saved(case, client, wrong):
    answer = client.post(reverse("write_note", args=[case.public_id]), contact(case, **wrong))
    assert answer.status_code == 422
    if "text" not in wrong:
        assert "Klical je zaradi roka za izselitev.</textarea>" in answer.content.decode()
    assert (case.notes.count(), case.times.count()) == (0, 0)


def test_somebody_else_signed_in_meanwhile_saves_nothing_under_their_name(case, scene, sign_in):
    other = sign_in(scene.clerk)
    sent = contact(case, kind="note", typed_by=str(case.assigned_to_id))
    answer = other.post(reverse("write_note", args=[case.public_id]), sent)
    assert answer.status_code == 422
    assert not case.notes.exists()
    again = sent | {"typed_by": re.search(r'name="typed_by" value="(\d+)"', answer.content.decode())[1]}
    assert other.post(reverse("write_note", args=[case.public_id]), again).status_code == 302
    assert case.notes.get().by == scene.clerk


def test_what_was_begun_stands_in_the_form_and_on_the_page_of_the_case(case, client, scene, sign_in):
    keep(client, case, text="Klical je", title="Rok", hour="8.15", minutes="5")
    page = page_of(client, case, kind="phone")
    for part in ("Klical je</textarea>", 'value="Rok"', 'value="8.15"', 'data-turn="1"'):
        assert part in page
    assert "Klical je</textarea>" not in page_of(client, case, kind="phone", anew="")
    assert "Klical je</textarea>" not in page_of(client, case, kind="mail"), "another kind is another note"
    assert "Začeto in ne shranjeno" in client.get(reverse("case", args=[case.public_id])).content.decode()
    colleague = sign_in(scene.clerk)
    assert "Klical je</textarea>" not in page_of(colleague, case, kind="phone")


def test_the_draft_of_somebody_who_signed_out_is_not_kept_under_another_name(case, scene, sign_in, client):
    answer = keep(sign_in(scene.clerk), case, text="Klical je", typed_by=str(case.assigned_to_id))
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_draft_that_went_on_elsewhere_comes_back_with_the_other_text(case, client):
    writing = str(uuid4())
    keep(client, case, text="Klical je.", writing=writing)
    answer = keep(client, case, text="Klical je brat.", writing=writing)
    assert answer.status_code == 409
    assert (answer.json()["text"], answer.json()["turn"]) == ("Klical je.", 1)


def test_a_draft_is_thrown_away_by_a_press(case, client):
    keep(client, case, text="Klical je.")
    draft = Draft.objects.get()
    client.post(reverse("discard_draft", args=[case.public_id]), {"writing": str(draft.writing)})
    assert not Draft.objects.exists()


def test_the_key_is_handed_to_its_worker_alone_and_stands_on_no_page(case, client, scene, sign_in):
    own, others = (each.post(reverse("local_key")) for each in (client, sign_in(scene.clerk)))
    assert own.json()["key"] != others.json()["key"]
    assert own.json()["key"] == client.post(reverse("local_key")).json()["key"]
    assert "no-store" in own["Cache-Control"]
    assert own.json()["key"] not in page_of(client, case, kind="minutes")
    assert sign_in(scene.auditor).post(reverse("local_key")).status_code == 403


def test_a_note_changed_meanwhile_comes_back_with_both_texts_and_is_saved_once_they_are_put_together(
    case, client, scene
):
    note = NoteFactory(case=case, text="Prišla je.", kind=NoteKind.MINUTES)
    change_note(note, title="", text="Prišla je.\nSama.", version=1, by=scene.clerk, at=timezone.now())
    where = reverse("change_note", args=[note.public_id])
    sent = {"title": "", "text": "Prišla je.\nZ otrokom.", "version": "1", "writing": str(uuid4())}
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<mark>Sama.</mark>" in page
    assert "<mark>Z otrokom.</mark>" in page
    assert "Prišla je.\nSama.\nZ otrokom.</textarea>" in page
    assert 'name="version" value="2"' in page
    together = sent | {"text": "Prišla je.\nSama.\nZ otrokom.", "version": "2"}
    assert client.post(where, together).status_code == 302
    note.refresh_from_db()
    assert (note.version, note.text) == (3, "Prišla je.\nSama.\nZ otrokom.")


def test_earlier_versions_of_a_note_can_be_read(case, client, scene):
    note = NoteFactory(case=case, text="Prišla je.", title="Prvi pogovor")
    change_note(note, title="Pogovor", text="Ni prišla.", version=1, by=scene.clerk, at=timezone.now())
    page = client.get(reverse("note", args=[note.public_id])).content.decode()
    for part in ("Ni prišla.", "Prišla je.", "Prvi pogovor", "Različica 1"):
        assert part in page


def test_a_note_is_found_by_its_words_within_its_case_only(case, client):
    NoteFactory(case=case, text="Čaka na stanovanje pri sestri v Žužemberku.")
    NoteFactory(case=case, text="Nič novega.")
    NoteFactory(case=CaseFactory(unit=case.unit), text="Žužemberk je drugje.")
    page = client.post(reverse("notes", args=[case.public_id]), {"text": "zuzemberk"}).content.decode()
    assert "Čaka na stanovanje" in page
    assert "Nič novega." not in page
    assert "drugje" not in page
    assert "v 1 zaznamku" in page
    entry = LogEntry.objects.filter(what="notes").latest("pk")
    assert (entry.deed, entry.detail) == ("searched", {}), "what was typed is nobody's business"


@pytest.mark.parametrize("more", [0, 20])
def test_the_list_of_notes_and_the_form_cost_no_more_in_a_case_with_many(
    case, client, more, django_assert_max_num_queries
):
    for _number in range(more):
        NoteFactory(case=case)
    for where in (reverse("notes", args=[case.public_id]), reverse("write_note", args=[case.public_id])):
        client.get(where)
        with django_assert_max_num_queries(12):
            client.get(where, {"kind": "phone"})


def test_the_quick_note_of_the_case_stays_on_its_page(case, client):
    sent = {"inline": "1", "text": "Prinesla je potrdilo."}
    page = client.post(reverse("write_note", args=[case.public_id]), sent, headers=FRAGMENT).content.decode()
    assert 'id="timeline"' in page
    assert "Prinesla je potrdilo.</blockquote>" in page
    assert Note.objects.get(case=case).kind == NoteKind.NOTE


def keep(client, case, **typed):
    sent = {
        "kind": "phone",
        "writing": str(uuid4()),
        "turn": "0",
        "typed_by": str(case.assigned_to_id),
    } | typed
    return client.post(reverse("keep_draft", args=[case.public_id]), sent)


def test_the_list_of_notes_tells_its_writer_alone_what_was_begun_and_not_saved(case, scene, client, sign_in):
    told = {"worker": case.assigned_to, "kind": NoteKind.PHONE, "saved_at": timezone.now()}
    draft = Draft.objects.create(case=case, text="Klicala je", **told)
    notes = reverse("notes", args=[case.public_id])
    page = client.get(notes).content.decode()
    assert "Začeto in ne shranjeno" in page
    assert str(draft.writing) in page
    colleague = WorkerFactory(professional_worker=True, unit=scene.unit)
    assert str(draft.writing) not in sign_in(colleague).get(notes).content.decode()
