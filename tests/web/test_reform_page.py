"""Whoever tries a change of the law moves parameters on a page and sees what a generated population says."""

from __future__ import annotations

import html
import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader
from tests.organisation.factories import WorkerFactory

from opora.law import rulebook
from opora.law.country import PopulationFolder
from opora.law.country.partition import Way
from opora.law.reform import effect_of, read_reform_text
from opora.reports.reform import effect_tables
from opora.reports.simulation import Answer, Holder, Question, ask_simulation

pytestmark = pytest.mark.django_db

AMOUNT = "large_family_supplement"
MAY = "5. 2026"
RAISED = {"title": "Višji dodatek", "month": MAY, "key": AMOUNT, "way": "times", "text": "1,1", "at": ""}


@pytest.fixture
def client(sign_in, simulation):
    return sign_in(WorkerFactory(analyst=True))


def test_an_analyst_is_led_to_the_page_and_finds_the_law_beside_it(client):
    response = client.get(reverse("home"), follow=True)
    text = response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("reform")
    assert reverse("law") in text
    assert reverse("cases") not in text
    assert "ne povedo ničesar o Sloveniji" in text


def test_the_list_names_value_range_article_and_source_of_every_parameter(client):
    text = html.unescape(client.get(reverse("reform")).content.decode())
    entry = re.search(rf'value="{AMOUNT}">.*?</label>', text, re.S)[0]
    assert "510,35 EUR – 620,16 EUR" in entry
    assert "0 EUR – 3.000 EUR" in entry or "0,00 EUR – 3.000,00 EUR" in entry
    assert "ZSDP-1" in entry
    assert "podatki ministrstva" in entry


def test_the_page_shows_the_figures_of_the_command_for_the_same_reform(client, reform_population):
    text = html.unescape(client.post(reverse("reform"), RAISED).content.decode())
    reform = read_reform_text(f"parameters:\n  {AMOUNT}: {{times: 1.1}}\n", "reform.yaml")
    effect = effect_of(
        reform,
        PopulationFolder(reform_population),
        rulebook().graph,
        month=date(2026, 5, 1),
        rights=[AMOUNT],
        way=Way(with_machine_code=False),
    )
    assert effect.whole.winners > 0
    together, by_right = effect_tables(effect, rulebook().graph, "sl")[:2]
    for table in (together, by_right):
        for row in table.rows:
            shown = "".join(
                f'data-label="{column}">{cell}</td>'
                for column, cell in zip(table.columns[1:], row[1:], strict=True)
            )
            assert shown in re.sub(r'<td class="at-end number" ', "", text)
    assert text.count("<svg") >= 3


def test_what_is_ticked_is_taken_in_also_by_the_button_that_shows_the_effect(client):
    shown = client.post(reverse("reform"), {"month": MAY, "take": [AMOUNT]})
    assert [row.row.key for row in shown.context["rows"]] == [AMOUNT]
    moved = client.post(
        reverse("reform"),
        RAISED | {"take": ["birth_grant"]},
        headers={"HX-Request": "true", "HX-Target": "effect"},
    )
    assert [row.row.key for row in moved.context["rows"]] == [AMOUNT], "a slider shows no new row"


def test_parameters_are_taken_in_and_left_out(client):
    taken = client.post(reverse("reform"), {"month": MAY, "step": "take", "take": [AMOUNT, "birth_grant"]})
    text = taken.content.decode()
    assert text.count('name="key"') == 2
    typed = {
        "month": MAY,
        "key": [AMOUNT, "birth_grant"],
        "way": ["times", "value"],
        "text": ["1", "500"],
        "at": ["", ""],
    }
    left = client.post(reverse("reform"), typed | {"step": "remove:0"}).content.decode()
    assert f'name="key" value="{AMOUNT}"' not in left
    assert 'name="key" value="birth_grant"' in left
    assert 'value="500"' in left


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"way": "value", "text": "9000", "at": "three"}, "zunaj obsega od 0 do 3000"),
        ({"way": "value", "text": "veliko", "at": "three"}, "»veliko« ni število"),
        ({"way": "times", "text": "dvakrat"}, "»dvakrat« ni število"),
        (
            {"key": "larg_family_supplement"},
            "Parametra »larg_family_supplement« ni. Ste mislili »large_family_supplement«?",
        ),
        ({"way": "value", "text": "10"}, "ima več vrednosti (2)"),
        ({"way": "same_as", "text": AMOUNT}, "izhaja sam iz sebe"),
    ],
)
def test_what_is_wrong_is_said_at_its_change_and_nothing_typed_is_lost(client, typed, told):
    response = client.post(reverse("reform"), RAISED | typed)
    text = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert told in text
    assert f'value="{(RAISED | typed)["text"]}"' in text
    assert "Višji dodatek" in text


def test_a_month_the_law_does_not_reach_is_refused_at_its_field(client):
    response = client.post(reverse("reform"), RAISED | {"month": "1. 1990"})
    assert response.status_code == 422
    assert "ne seže do tega meseca" in response.content.decode()


def test_a_reform_is_downloaded_and_opened_again(client):
    kept = client.post(reverse("reform_file"), RAISED)
    assert kept["Content-Disposition"] == 'attachment; filename="reform.yaml"'
    file = SimpleUploadedFile("reform.yaml", kept.content)
    text = client.post(reverse("reform"), {"month": MAY, "step": "open", "file": file}).content.decode()
    assert 'value="Višji dodatek"' in text
    assert f'name="key" value="{AMOUNT}"' in text
    assert 'value="1,1"' in text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"parameters: [1", "To ni pravilen zapis YAML"),
        (
            b"parameters:\n  birth_grnt: 1\n",
            "Vrstica 2: Parametra »birth_grnt« ni. Ste mislili »birth_grant«?",
        ),
        (b"\xff\xfe", "ni besedilo v zapisu UTF-8"),
        (b"builds_on: /etc/passwd\n", "Posamezna datoteka se ne more sklicevati na drugo"),
        (b"parameters:\n  birth_grant: {same_as: birth_grant}\n", "izhaja sam iz sebe"),
    ],
)
def test_a_malformed_file_is_refused_at_its_field_and_leaves_the_page_as_it_was(client, content, told):
    posted = RAISED | {"step": "open", "file": SimpleUploadedFile("reform.yaml", content)}
    response = client.post(reverse("reform"), posted)
    text = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert told in text
    assert f'name="key" value="{AMOUNT}"' in text


def test_the_paper_says_the_title_the_changes_and_the_figures(client):
    paper = client.post(reverse("reform_paper"), RAISED)
    assert paper["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "Višji dodatek" in text
    assert "pomnoženo z 1,1" in text
    assert "številke ne opisujejo Slovenije" in text


def test_where_nobody_answers_the_page_says_so_and_keeps_the_reform(client, settings, tmp_path):
    settings.OPORA_SIMULATION_SOCKET = tmp_path / "nobody.sock"
    text = client.post(reverse("reform"), RAISED).content.decode()
    assert "Preizkus se ne odziva" in text
    assert f'name="key" value="{AMOUNT}"' in text


def test_what_takes_long_is_told_and_asked_again(client, monkeypatch):
    from opora.web import reform

    monkeypatch.setattr(reform, "ask_simulation", lambda *_: Answer("preparing", doing="rules", seconds=3))
    text = client.post(reverse("reform"), RAISED).content.decode()
    assert "Učinek se pripravlja" in text
    assert 'hx-trigger="load delay' in text


def test_another_month_than_the_populations_is_refused(client):
    assert (
        "nima podatkov za ta mesec"
        in client.post(reverse("reform"), RAISED | {"month": "3. 2024"}).content.decode()
    )


def test_the_same_question_is_answered_without_reckoning_again(reform_population):
    holder = Holder(lambda _month: reform_population, way=Way(with_machine_code=False), patience=120)
    question = Question(f"parameters:\n  {AMOUNT}: {{times: 2}}\n", date(2026, 5, 1))
    assert holder.answer(question) is holder.answer(question)
    holder.close()


def test_who_must_wait_is_told_what_is_being_done(reform_population):
    holder = Holder(lambda _month: reform_population, way=Way(with_machine_code=False), patience=0)
    answer = holder.answer(Question(f"parameters:\n  {AMOUNT}: {{times: 3}}\n", date(2026, 5, 1)))
    assert answer.state == "preparing"
    holder.close()


def test_only_the_owner_of_the_socket_may_ask(simulation):
    assert simulation.stat().st_mode & 0o777 == 0o600
    assert ask_simulation(Question("title: Nothing\n", date(2026, 5, 1)), simulation).effect.rights == {}


def test_other_roles_do_not_open_the_page(sign_in):
    for role in ("clerk", "director", "administrator"):
        assert sign_in(WorkerFactory(**{role: True})).get(reverse("reform")).status_code == 403
