"""The page of facts: contradictions settled side by side, and questions that come and go with the answers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.rights.factories import example, family, morning, office

from opora.rights.determining import questions
from opora.sources.evidence import record_evidence
from opora.sources.facts import facts_in_force
from opora.sources.models import Fact
from opora.web.forms.facts import field_name
from opora.web.open_questions import AT_ONCE

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Target": "result"}
WHY = "Plačilna lista je za drugega delodajalca; evidenca zajema oba."


@pytest.fixture
def place(monkeypatch):
    day = date.fromisoformat(example("couple_one_full_time")["dates"]["decided"])
    monkeypatch.setattr(timezone, "now", lambda: morning(day))
    return office()


@pytest.fixture
def client(sign_in, place):
    return sign_in(place.clerk)


def page_of(client, application, query="") -> str:
    address = reverse("facts", args=[application.case.public_id])
    return client.get(address + query).content.decode()


def answer(client, application, given: dict[str, str], *, shown: list[str], headers=FRAGMENT):
    """Answer as the open page does: every field it shows is sent, the others empty."""
    sent = dict.fromkeys(shown, "") | given | {"origin": "applicant", "note": ""}
    address = reverse("answer_questions", args=[application.case.public_id])
    return client.post(address, sent, headers=headers)


def fields(page: str) -> list[str]:
    return re.findall(r'id="id_(answer\.[^"]+)_asked" hx-post', page)


class TestContradiction:
    @pytest.fixture
    def application(self, place):
        return family("couple_one_full_time", at_office=place)

    @pytest.fixture
    def register(self, application):
        return Fact.objects.filter(case_id=application.case_id, key="wage").order_by("period").first()

    @pytest.fixture
    def evidence(self, application, register, place):
        return record_evidence(
            case_id=application.case_id,
            person=register.person,
            key="wage",
            period=f"{register.period.lower:%Y-%m}",
            value="100.00",
            note="Plačilna lista.",
            by=place.clerk,
            at=timezone.now(),
        )

    def test_both_stand_side_by_side_with_where_they_come_from(
        self, client, application, register, evidence, place
    ):
        panel = page_of(client, application).partition('id="conflicts"')[2].partition('id="sources"')[0]
        rivals = panel.split('class="rival"')[1:]
        assert len(rivals) == 2
        for words in ("100,00", place.clerk.full_name, "Plačilna lista."):
            assert words in rivals[0]
        assert "Davčna evidenca" in rivals[1]
        for fact in (evidence, register):
            assert reverse("settle_conflict", args=[fact.pk]) in panel

    def test_the_one_that_is_chosen_counts_and_the_page_says_why(
        self, client, application, register, evidence, place
    ):
        response = client.post(reverse("settle_conflict", args=[register.pk]), {"note": WHY}, follow=True)
        page = response.content.decode()
        assert 'class="rival"' not in page
        assert WHY in page
        assert register in facts_in_force(application.case_id)
        assert evidence not in facts_in_force(application.case_id)

    def test_while_it_is_open_nobody_is_told_that_nothing_is_missing(
        self, client, application, register, evidence
    ):
        page = page_of(client, application)
        assert "Nič ne manjka" not in page
        assert "Vsi podatki so zbrani, 1 podatek pa je v nasprotju." in page
        client.post(reverse("settle_conflict", args=[register.pk]), {"note": WHY})
        assert "Nič ne manjka" in page_of(client, application)

    def test_a_correction_is_of_a_month_in_words_and_shows_the_value_as_it_is_typed(
        self, client, application, register
    ):
        response = client.get(reverse("correct_fact", args=[register.pk]))
        page = response.content.decode()
        assert "Plača (neto), januar 2026</h2>" in page
        assert f'value="{register.value.replace(".", ",")}"' in page
        typed = response.context["form"]["value"].initial
        assert response.context["form"].fields["value"].clean(typed) == Decimal(register.value)

    def test_without_a_note_nothing_is_settled_and_the_field_says_so(
        self, client, application, register, evidence
    ):
        response = client.post(reverse("settle_conflict", args=[register.pk]), {"note": ""})
        assert response.status_code == 422
        assert "Zapišite, zakaj velja ta podatek" in response.content.decode()
        assert evidence in facts_in_force(application.case_id)

    def test_who_only_reads_sees_both_and_no_button(self, sign_in, application, register, evidence, place):
        page = page_of(sign_in(place.decision_maker), application)
        assert page.count('class="rival"') == 2
        assert reverse("settle_conflict", args=[register.pk]) not in page


class TestQuestions:
    @pytest.fixture
    def application(self, place):
        return family("couple_one_full_time", at_office=place, without_facts=True)

    def test_the_most_decisive_come_first_and_the_rest_on_demand(self, client, application):
        page = page_of(client, application)
        shown, every = fields(page), fields(page_of(client, application, "?all"))
        assert len(shown) == AT_ONCE < len(every)
        assert set(shown) < set(every)
        decisive = [field_name(each) for each in questions(application, on=timezone.localdate())]
        assert shown[0] == next(name for name in decisive if name in shown)
        assert f"Prikazanih je {AT_ONCE} vprašanj od {len(every)}" in page

    def test_they_stand_by_person(self, client, application):
        groups = page_of(client, application).split('class="question-group"')[1:]
        subjects = [{name.split(".")[1] for name in fields(group)} for group in groups]
        assert all(len(subject) == 1 for subject in subjects)
        assert len({each for subject in subjects for each in subject}) == len(groups)

    def test_what_no_longer_matters_disappears_after_an_answer_and_what_it_opens_comes(
        self, client, application
    ):
        shown = fields(page_of(client, application, "?all"))
        gate = next(name for name in shown if ".has_income." in name)
        closed = answer(client, application, {gate: "no"}, shown=shown).content.decode()
        left = fields(page_of(client, application, "?all"))
        gone = re.findall(r'id="id_(answer\.[^"]+)_asked" hx-swap-oob="delete"', closed)
        assert set(gone) == set(shown) - set(left) - {gate}
        opened = answer(client, application, {gate: "yes"}, shown=[*left, gate]).content.decode()
        came = {
            name
            for block in opened.split('hx-swap-oob="beforeend:')[1:]
            for name in fields(block.partition("hx-swap-oob")[0])
        }
        assert {name for name in came if ".wage." in name}

    def test_all_questions_stay_shown_after_the_answers_were_saved(self, client, application):
        shown = fields(page_of(client, application, "?all"))
        address = reverse("answer_questions", args=[application.case.public_id]) + "?all"
        response = client.post(address, {shown[0]: "yes", "origin": "applicant"})
        assert response["Location"].endswith("?all")

    def test_all_answers_saved_at_once_draw_the_page_without_anything_beside_it(self, client, application):
        shown = fields(page_of(client, application))
        headers = FRAGMENT | {"HX-Target": "facts"}
        page = answer(client, application, {shown[0]: "yes"}, shown=shown, headers=headers).content.decode()
        assert "hx-swap-oob" not in page
        assert "HX-Retarget" not in page

    def test_an_amount_that_cannot_be_is_said_at_its_question_and_nothing_is_saved(self, client, application):
        page = page_of(client, application, "?all")
        shown = fields(page)
        hours = next(name for name in shown if "work_activity_hours" in name)
        before = Fact.objects.count()
        for typed, words in (("5000", "zunaj mogočega"), ("veliko", "Ure zapišite s številkami")):
            response = answer(client, application, {hours: typed}, shown=shown)
            asked = response.content.decode().split(f'id="id_{hours}_asked"')[1].split('class="question"')[0]
            assert response.status_code == 422
            assert words in asked
        assert Fact.objects.count() == before

    def test_hours_are_taken_with_the_word_behind_them(self, client, application):
        shown = fields(page_of(client, application, "?all"))
        hours = next(name for name in shown if "work_activity_hours" in name)
        assert answer(client, application, {hours: "12,5 ur"}, shown=shown).status_code == 200
        assert Fact.objects.get(key="work_activity_hours", person__isnull=False).value in ("12.5", 12.5)

    def test_the_note_that_evidence_needs_is_not_called_optional(self, client, application):
        page = page_of(client, application)
        label = page.split('<label class="field-label" for="id_note">')[1].split("</label>")[0]
        assert "neobvezno" not in label
        assert "Obvezen pri podatku iz dokazila" in page
