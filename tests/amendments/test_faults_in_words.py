"""What is wrong with a proposed definition is told in the reader's language, with line, field and cure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override
from tests.catalogue.writing import NAMES, TASK

import opora
from opora.amendments.proposing import catalogue_with
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
HOLDS = TASK.replace("clerk", "professional_worker_69")
STEP = f"{{key: talk, {NAMES}, origin: ours, kind: obligatory}}"
RECORD = f"records: [{{key: visit, {NAMES}, origin: ours, many: true, fields: [{{key: how, {NAMES}, "
WORDS = Path(opora.__file__).parent / "catalogue" / "locale"


def told(text, language):
    with override(language), pytest.raises(Refused) as refusal:
        catalogue_with("street_work", text)
    return refusal.value.details


@pytest.mark.parametrize(
    ("text", "sl", "it"),
    [
        (
            HOLDS.replace("it: Compito\n", ""),
            "vrstica 1, it: ta ključ manjka; dopišite ga.",
            "riga 1, it: questa chiave manca; aggiungerla.",
        ),
        (
            HOLDS + "colour: red\n",
            "vrstica 14, colour: takega ključa tu ni; preverite, ali je prav zapisan in prav zamaknjen, "
            "ali ga izpustite.",
            "riga 14, colour: qui non c'è una chiave simile; controllare come è scritta e quanto è "
            "rientrata, oppure ometterla.",
        ),
        (
            HOLDS + f"steps: [{STEP.replace('obligatory', 'needed')}]\n",
            "vrstica 14, steps.talk.kind: »needed« tu ne sme stati; vpišite eno od besed: "
            "obligatory, optional.",
            "riga 14, steps.talk.kind: «needed» qui non può stare; scrivere una di queste parole: "
            "obligatory, optional.",
        ),
        (
            HOLDS.replace("valid_from: null", "valid_from: 2027-02-30"),
            "vrstica 10, valid_from: vpišite datum, ki obstaja: najprej leto in brez narekovajev, na primer "
            "2027-01-31.",
            "riga 10, valid_from: scrivere una data esistente, prima l'anno e senza virgolette, per esempio "
            "2027-01-31.",
        ),
        (
            HOLDS + f"steps: [{STEP}, {STEP}]\n",
            "vrstica 1, celotna opredelitev: steps: ključ talk je naveden dvakrat; vsakemu delu "
            "dajte svoj ključ.",
            "riga 1, l'intera definizione: steps: la chiave talk compare due volte; dare a ognuno una sua "
            "chiave.",
        ),
        (
            HOLDS + RECORD + "type: choice, choices: nothing}]}]\n",
            "vrstica 14, records.visit.fields.how: šifranta »nothing« ni; navedite obstoječega ali "
            "ga izpustite.",
            "riga 14, records.visit.fields.how: non c'è un codice «nothing»; indicarne uno esistente o "
            "ometterlo.",
        ),
        (
            HOLDS + f"steps: [{STEP.replace('kind', 'record: visit, kind')}]\n",
            "vrstica 14, steps.talk.record: »visit« v tej nalogi ni opredeljeno. Navedite, kar "
            "obstaja, ali to "
            "dodajte.",
            "riga 14, steps.talk.record: «visit» in questo compito non è definito. Indicare ciò che c'è, "
            "oppure definirlo.",
        ),
        (
            HOLDS + "follows: [nowhere]\n",
            "vrstica 14, follows: nobena naloga nima ključa »nowhere«; navedite obstoječo ali jo "
            "najprej dodajte.",
            "riga 14, follows: nessun compito ha la chiave «nowhere»; indicarne uno esistente o "
            "prima aggiungerlo.",
        ),
        (
            HOLDS.replace("sl: Naloga", "sl: Naloga: pogovor"),
            "vrstica 2: od 11. znaka naprej zapis ni veljaven YAML; v besedilu stoji dvopičje ali "
            "pa je vrstica "
            "bolj zamaknjena od sosednjih: besedilo zapišite v narekovajih ali začnite vrstico pod drugimi.",
            "riga 2: dal carattere 11 in poi il testo non è YAML valido; nel testo ci sono due "
            "punti, oppure la "
            "riga è più rientrata delle vicine: mettere il testo tra virgolette o allineare la "
            "riga alle altre.",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_the_language_of_the_reader(text, sl, it):
    assert told(text, "sl") == (f"street_work.yaml (različica centra), {sl}",)
    assert told(text, "it") == (f"street_work.yaml (versione del centro), {it}",)


def test_several_faults_are_told_one_by_one():
    text = HOLDS.replace("en: Task\n", "").replace("sl: Naloga", "sl: 5") + "colour: red\n"
    assert [re.search(r"vrstica \d+, (\w+)", each)[1] for each in told(text, "sl")] == ["en", "sl", "colour"]


def test_where_a_value_may_be_of_two_kinds_one_fault_is_told():
    limit = "length: {unit: days, count: 3}, starts: filed, when: {field: record.visit.how, is: 7}"
    text = f"{HOLDS}{RECORD}type: yes_no}}]}}]\ndeadlines: [{{key: due, {NAMES}, {limit}, binds: centre}}]\n"
    [only] = told(text, "sl")
    assert "vrstica 15, deadlines.due.when.is: vpišite true ali false ali pa besedo šifranta" in only


@pytest.mark.parametrize("language", ["sl", "it"])
def test_a_translated_fault_has_the_values_of_the_english_one(language):
    with (WORDS / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        for entry in read_po(file):
            if entry.id:
                assert set(re.findall(r"%\(\w+\)s", entry.string)) == set(re.findall(r"%\(\w+\)s", entry.id))
