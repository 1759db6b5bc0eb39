"""An administrator changes a task row by row; the director finds the proposal, reads it and decides."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from tests.organisation.factories import WorkerFactory

from opora.amendments.models import Proposal, ProposalState
from opora.amendments.proposing import withdraw
from opora.cases.opening import task_to_open
from opora.catalogue import put_in_force, shipped_catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TASK = "first_social_aid"
GAZETTE = "Uradni list RS, št. 99/2026, str. 12"
CHANGE = reverse("propose_changes", args=[TASK])


@pytest.fixture(autouse=True)
def shipped_again():
    yield
    put_in_force(shipped_catalogue())


@pytest.fixture
def administrator():
    return WorkerFactory(administrator=True, whole_centre=True)


@pytest.fixture
def director():
    return WorkerFactory(director=True, whole_centre=True)


def words(response):
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def filled_in(page, **changed):
    """What the form holds when it is drawn, with what somebody types over it."""
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    return typed | {"valid_from": "1. 1. 2027", "reason": "Center je spremenil potek."} | changed


def test_a_version_is_proposed_without_writing_its_definition(client, administrator):
    client.force_login(administrator)
    sent = filled_in(
        client.get(CHANGE), step_introduction_minutes="60", norm_minutes="60", printed_in=GAZETTE
    )
    response = client.post(CHANGE, sent)
    proposal = Proposal.objects.get()
    assert response["Location"] == reverse("catalogue_proposal", args=[proposal.public_id])
    assert "minutes: 60" in proposal.text


def test_the_preview_tells_what_changes_in_words_and_keeps_nothing(client, administrator):
    client.force_login(administrator)
    why = {"explanation_sl": "Uvod ni obvezen.", "explanation_it": "Non obbligatoria."}
    sent = filled_in(client.get(CHANGE), step_introduction_kind="optional", **why)
    page = words(client.post(CHANGE, sent | {"preview": "1"}))
    assert "Korak »Predstavitev institucije in delavca, pripoved osebe«, vrsta obvezno neobvezno" in page
    assert "velja od 24. 2. 2024 1. 1. 2027" in page
    assert not Proposal.objects.exists()


def test_a_step_that_others_rest_on_is_not_left_out_and_all_that_was_typed_stays(client, administrator):
    client.force_login(administrator)
    sent = filled_in(client.get(CHANGE), step_introduction_out="on", sl="Prva pomoč v stiski")
    response = client.post(CHANGE, sent)
    assert response.status_code == 422
    assert "na izpuščeno ali spremenjeno se sklicuje drug del opredelitve" in words(response)
    assert response.context["form"]["sl"].value() == "Prva pomoč v stiski"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_from": "1. 1. 2019"}, "Zdajšnja različica velja od 24. 2. 2024. Vpišite poznejši dan."),
        ({"valid_from": "1. 1. 3027"}, "To je več kot deset let vnaprej. Preverite leto."),
        ({"new_1_sl": "Obisk na domu"}, "Novi korak poimenujte v vseh treh jezikih."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, administrator, typed, sentence):
    client.force_login(administrator)
    response = client.post(CHANGE, filled_in(client.get(CHANGE), **typed))
    assert response.status_code == 422
    assert sentence in words(response)


def test_a_task_does_not_end_before_its_version_began(client, administrator):
    client.force_login(administrator)
    sent = {"ends_on": "1. 1. 2019", "reason": "Storitve ni več."}
    response = client.post(reverse("propose_ending", args=[TASK]), sent)
    assert "Zdajšnja različica velja od 24. 2. 2024." in words(response)


def test_a_task_whose_first_day_nobody_printed_does_not_end_long_ago_by_a_slip_of_the_hand(
    client, administrator
):
    client.force_login(administrator)
    sent = {"ends_on": "1. 1. 2015", "reason": "Storitve ni več."}
    response = client.post(reverse("propose_ending", args=["supervised_contacts"]), sent)
    assert "To je več kot leto nazaj" in words(response)
    assert not Proposal.objects.exists()


def test_the_director_finds_the_proposal_in_her_day_by_the_name_of_its_task(client, administrator, director):
    client.force_login(administrator)
    client.post(CHANGE, filled_in(client.get(CHANGE), sl="Prva pomoč v stiski"))
    client.force_login(director)
    page = words(client.get(reverse("worklist")))
    assert "Prva socialna pomoč" in page
    assert "Predlagana je sprememba kataloga: Center je spremenil potek." in page
    assert "Prva socialna pomoč" in words(client.get(reverse("catalogue_proposals")))


def test_who_approves_what_was_withdrawn_meanwhile_is_told_so(client, administrator, director):
    client.force_login(administrator)
    client.post(CHANGE, filled_in(client.get(CHANGE), sl="Prva pomoč v stiski"))
    proposal = Proposal.objects.get()
    withdraw(proposal, by=administrator, at=timezone.now())
    client.force_login(director)
    response = client.post(reverse("approve_proposal", args=[proposal.public_id]))
    assert response.status_code == 422
    assert "Predlog ne čaka več" in words(response)
    assert Proposal.objects.get().state == ProposalState.WITHDRAWN


def test_a_new_task_begins_with_a_definition_that_holds_together(client, administrator):
    client.force_login(administrator)
    text = client.get(reverse("propose_task")).context["form"]["text"].value()
    sent = {"task": "street_work", "text": text, "reason": "Delo na terenu.", "preview": "1"}
    response = client.post(reverse("propose_task"), sent)
    assert response.status_code == 200
    assert response.context["preview"]["forms"]


def test_the_shape_of_definitions_is_had_as_a_file(client, administrator):
    client.force_login(administrator)
    assert "$defs" in client.get(reverse("catalogue_schema")).json()


def test_what_is_wrong_with_a_definition_is_a_list_in_the_language_of_the_reader(client, administrator):
    client.force_login(administrator)
    page = reverse("propose_version", args=[TASK])
    text = client.get(page).context["form"]["text"].value()
    wrong = text.replace("kind: service", "kind: mandate") + "colour: red\n"
    response = client.post(page, {"text": wrong, "reason": "Nova barva."})
    assert response.status_code == 422
    html = unescape(response.content.decode())
    assert "Opredelitve v tej obliki ni mogoče uporabiti. Popravite, kar je navedeno pri njej." in html
    assert "kind: »mandate« tu ne sme stati; vpišite eno od besed: public_mandate," in html
    assert ", colour: takega ključa tu ni; preverite" in html
    assert html.count("(različica centra), vrstica") == 2
    assert html.count("<li>first_social_aid.yaml") == 2
    assert response.context["form"]["text"].value() == wrong
    assert response.context["form"]["reason"].value() == "Nova barva."
    assert not Proposal.objects.exists()


def test_changed_figures_name_the_source_that_prints_them(client, administrator):
    client.force_login(administrator)
    sent = filled_in(client.get(CHANGE), step_introduction_minutes="61", norm_minutes="61")
    refused = client.post(CHANGE, sent)
    assert refused.status_code == 422
    assert "Navedite vir, ki jih natisne" in words(refused)
    page = words(client.post(CHANGE, sent | {"printed_in": GAZETTE, "preview": "1"}))
    assert f"Natisnjeni normativ 61 min {GAZETTE}" in page
    assert f"61 min natisnjeno v viru {GAZETTE}" in page


def test_figures_of_a_new_source_say_when_it_was_published(client, administrator):
    client.force_login(administrator)
    page = client.get(CHANGE)
    assert page.context["form"]["published"].value() is not None
    sent = filled_in(page, step_introduction_minutes="61", norm_minutes="61", printed_in=GAZETTE)
    assert "Vpišite dan objave tega vira." in words(client.post(CHANGE, sent | {"published": ""}))


def test_what_the_centre_adds_is_said_to_be_its_own(client, administrator):
    client.force_login(administrator)
    step = {"new_1_sl": "Klic", "new_1_it": "Telefonata", "new_1_en": "Call", "new_1_kind": "optional"}
    page = words(client.post(CHANGE, filled_in(client.get(CHANGE), **step) | {"preview": "1"}))
    assert "Klic ne – dodal center Center je spremenil potek, " in page
    assert "Klic ne – dodala Opora" not in page


def test_a_norm_that_differs_from_its_steps_is_explained_before_it_is_proposed(
    client, administrator, director
):
    client.force_login(administrator)
    sent = filled_in(client.get(CHANGE), norm_minutes="60", printed_in=GAZETTE)
    refused = client.post(CHANGE, sent)
    assert refused.status_code == 422
    assert "Normativ je 60 min, obvezni koraki pa dajo 45; razlika je +15." in words(refused)
    why = {"explanation_sl": "Priprava je zunaj korakov.", "explanation_it": "La preparazione è a parte."}
    client.post(CHANGE, sent | why)
    client.force_login(director)
    page = words(client.get(reverse("catalogue_proposal", args=[Proposal.objects.get().public_id])))
    assert "Obvezni koraki skupaj: 45 min; razlika: +15 min. Priprava je zunaj korakov." in page


def test_a_definition_with_an_unexplained_norm_is_shown_and_not_proposed(client, administrator, director):
    """Whoever edits the text itself keeps to the same rule."""
    client.force_login(administrator)
    page = reverse("propose_version", args=[TASK])
    text = client.get(page).context["form"]["text"].value()
    text = text.replace("valid_from: 2024-02-24", "valid_from: 2027-01-01")
    text = re.sub(r"norm:\n  minutes: 45", "norm:\n  minutes: 60", text)
    sent = {"text": text, "reason": "Nov normativ."}
    preview = words(client.post(page, sent | {"preview": "1"}))
    assert "To razliko je treba pojasniti." in preview
    assert "natisne 45 in ne 60" in preview
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert not Proposal.objects.exists()
    proposal = Proposal.objects.create(
        task=TASK, text=text, reason="Nov.", proposed_by=administrator, proposed_at=timezone.now()
    )
    client.force_login(director)
    assert client.post(reverse("approve_proposal", args=[proposal.public_id])).status_code == 422
    assert Proposal.objects.get().state == ProposalState.PROPOSED


UNDATED = "opinion_on_eviction"
FIRST_DAY = reverse("propose_first_day", args=[UNDATED])


@pytest.mark.covers("000_002/5", "000_002/6")
def test_an_administrator_enters_the_first_day_that_was_never_printed(
    client, administrator, director, django_capture_on_commit_callbacks
):
    client.force_login(administrator)
    task_page = reverse("catalogue_task", args=[UNDATED])
    assert FIRST_DAY in client.get(task_page).content.decode()
    early = {"begins_on": "1. 1. 2018", "source": GAZETTE, "reason": "Zakon velja."}
    assert "Objavljeno je bilo 28. 9. 2018." in words(client.post(FIRST_DAY, early))
    client.post(FIRST_DAY, early | {"begins_on": "1. 1. 2019"})
    proposal = Proposal.objects.get()
    client.force_login(director)
    address = reverse("catalogue_proposal", args=[proposal.public_id])
    assert "velja od – 1. 1. 2019" in words(client.get(address))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("approve_proposal", args=[proposal.public_id]))
    with pytest.raises(Refused):
        task_to_open(UNDATED, date(2018, 12, 31))
    assert task_to_open(UNDATED, date(2019, 1, 1)).norm.minutes == 195
    client.force_login(administrator)
    assert FIRST_DAY not in client.get(task_page).content.decode()
    assert client.get(FIRST_DAY).status_code == 404
