"""The auditor finds by name and by days, and reads sentences."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory
from tests.web.scene import Scene, set_scene

import opora
from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access_table import table
from opora.web.log_sentences import ACTS, page_or_act
from opora.web.payments import RECIPIENT

ROOT = Path(opora.__file__).parent


@pytest.fixture
def scene(db) -> Scene:
    return set_scene()


@pytest.fixture
def look(scene, sign_in):
    def looked(status: int = 200, **sought: str) -> str:
        answer = sign_in(scene.auditor).post(reverse("log"), sought)
        assert answer.status_code == status
        return answer.content.decode()

    return looked


def at(day: int, *, second: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 5, day, 9, 30, second))


def test_a_person_is_found_by_name_and_stands_first_with_the_year_of_birth(scene, look):
    others = [PersonFactory(), PersonFactory()]
    last = PersonFactory(given_name="Zora", family_name="Zadnikar", born=date(1971, 2, 3))
    record(scene.clerk, Deed.VIEWED, "case", persons=[*others, scene.father, last])
    record(scene.clerk, Deed.VIEWED, "household", persons=others)
    page = look(person="zadnikar")
    assert "<summary>Zora Zadnikar (1971)" in page
    assert "Gospodinjstvo osebe" not in page


def test_a_name_that_nobody_or_too_many_have_is_answered_in_words(scene, look):
    assert "ni nikogar s tem imenom" in look(422, person="Neobstoj")
    for _number in range(26):
        PersonFactory(family_name="Množič")
    assert "ima preveč oseb" in look(422, person="Množič")


def test_a_worker_is_found_by_any_part_of_the_name(scene, look):
    other = WorkerFactory(unit=scene.unit, given_name="Jasna", family_name="Drugič", clerk=True)
    record(scene.clerk, Deed.VIEWED, "case", at=at(4))
    record(other, Deed.VIEWED, "household", at=at(4))
    page = look(worker="žagar anže")
    assert "Pregled zadeve" in page
    assert "Gospodinjstvo osebe" not in page
    assert "Noben delavec" in look(422, worker="Neobstoj")


def test_days_from_and_to_narrow_and_times_have_seconds(scene, look):
    record(scene.clerk, Deed.VIEWED, "case", at=at(4, second=7))
    record(scene.clerk, Deed.VIEWED, "household", at=at(6))
    page = look(since="3. 5. 2026", until="4. 5. 2026")
    assert "9:30:07" in page
    assert "Gospodinjstvo osebe" not in page
    assert "pred prvim" in look(422, since="4. 5. 2026", until="3. 5. 2026")


def test_entries_are_narrowed_by_what_was_done(scene, look):
    record(scene.clerk, Deed.VIEWED, "case", at=at(4))
    record(scene.clerk, Deed.CHANGED, "correct_person", detail={"fields": ["iban", "phone"]}, at=at(4))
    page = look(deed="changed")
    assert "Popravek podatkov o osebi" in page
    assert "Podatki: " in page
    assert "iban" not in page
    assert "Pregled zadeve" not in page


def test_an_export_tells_its_recipient_and_a_reason_is_read(scene, look):
    record(scene.head, Deed.DISCLOSED, "payment_csv", detail={"recipient": RECIPIENT})
    record(scene.head, Deed.CHANGED, "end_protection", purpose="nevarnosti ni več po sklepu")
    page = look(worker=scene.head.login)
    assert "Prejemnik: ministrstvo, plačilna služba" in page
    assert "nevarnosti ni več po sklepu" in page


def test_every_page_and_every_act_of_the_log_has_words_in_slovenian():
    with translation.override("sl"):
        coded = {name for name in written_acts() | pages() if page_or_act(name) == name}
    assert not coded
    assert len(written_acts()) > 30


def test_no_words_are_kept_for_an_act_that_nobody_writes():
    assert set(ACTS) <= written_acts() | set(table().routes)


def pages() -> set[str]:
    return {name for name, route in table().routes.items() if route.step}


def written_acts() -> set[str]:
    """The names that calls of `record`, and of what stands before it, are given in the source."""
    written = set()
    for module in ROOT.rglob("*.py"):
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            place = {"record": 2, "_log": 1}.get(name)
            if place and len(call.args) > place and isinstance(call.args[place], ast.Constant):
                written.add(call.args[place].value)
            if name == "_set":
                written |= {
                    word.value.value
                    for word in call.keywords
                    if word.arg == "act" and isinstance(word.value, ast.Constant)
                }
    return written
