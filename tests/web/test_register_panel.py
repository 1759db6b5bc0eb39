"""The panel of sources against running registers: every state, an outage that holds up nobody, evidence."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.flow.running_registers import TOKEN, registers
from tests.web.scene import set_scene, take_in_application

from opora.sources import jobs
from opora.sources.client import HttpRegister
from opora.sources.facts import facts_in_force, knowledge
from opora.sources.models import LookUp, Origin
from opora.sources.registers import REGISTERS
from opora.web.forms.facts import field_name

__all__ = ["registers"]
pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
NOTE = "Plačilni listi za januar in februar, predloženi na okencu."


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def application(scene):
    return take_in_application(scene)


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.clerk)


@pytest.fixture
def work(registers, settings, monkeypatch):
    """Does what stands in the queue, as the worker process would."""
    at_once = HttpRegister(settings.OPORA_REGISTRY_URL, TOKEN, pause=lambda _seconds: None)
    monkeypatch.setattr(jobs, "registers", lambda: at_once)

    def work() -> None:
        for job in ProcrastinateJob.objects.filter(task_name=jobs.look_up.name):
            jobs.look_up(**job.args)

    return work


class Panel:
    """The panel as it is drawn: by person and register the state and what is said of it."""

    def __init__(self, client, application) -> None:
        self._client, self._application = client, application

    def ask(self, source: str = "", person=None):
        asked = {"source": source, "person": str(person.public_id)} if person else {}
        address = reverse("ask_registers", args=[self._application.case.public_id])
        return self._client.post(address, asked, headers=FRAGMENT)

    def page(self) -> str:
        address = reverse("facts", args=[self._application.case.public_id])
        return self._client.get(address).content.decode()

    @property
    def asks_for_news(self) -> bool:
        return "every 3s" in self.page()

    def row(self, person, source: str) -> str:
        of_person = self.page().partition('id="sources"')[2].split('class="group-head"')
        own = next(part for part in of_person if person.full_name in part.partition("</h3>")[0])
        rows = own.split('class="source-row"')[1:]
        return next(row for row in rows if REGISTERS[source].name("sl") in row)

    def state(self, person, source: str) -> str:
        return re.search(r'class="badge"[^>]*>([^<]+)<', self.row(person, source))[1]


@pytest.fixture
def panel(client, application):
    return Panel(client, application)


def test_each_register_stands_for_itself_from_the_first_question_to_an_answer_that_grew_old(
    panel, scene, registers, work
):
    father = scene.father
    for person in (scene.mother, father, scene.child):
        registers.know("bank", person, savings="120.00")
        registers.know("population", person, citizenship="SI", permanent_residence_in_slovenia=True)
    registers.fail("tax")
    assert {panel.state(father, source) for source in ("bank", "tax")} == {"ni poizvedbe"}
    assert not panel.asks_for_news

    assert panel.ask().status_code == 200
    assert {panel.state(father, source) for source in ("bank", "tax")} == {"v teku"}
    assert panel.asks_for_news

    work()
    assert panel.state(father, "bank") == "prejeto"
    assert "120,00" in panel.row(father, "bank")
    assert panel.state(father, "tax") == "neuspešno"
    assert "Evidenca trenutno ne odgovarja." in panel.row(father, "tax")
    assert not panel.asks_for_news

    old = timezone.now() - REGISTERS["bank"].fresh_for - timedelta(days=2)
    LookUp.objects.filter(person=father, source="bank").update(answered_at=old)
    assert panel.state(father, "bank") == "zastarelo"


NEWS = FRAGMENT | {"HX-Target": "sources"}


@pytest.mark.parametrize("unsent", [False, True])
def test_the_last_answer_redraws_the_questions_unless_something_typed_would_be_lost(
    panel, client, scene, application, registers, work, unsent
):
    address = reverse("facts", args=[application.case.public_id]) + "?all"
    headers = NEWS | ({"X-Unsent": "yes"} if unsent else {})
    panel.ask()
    waiting = client.get(address, headers=headers)
    assert "HX-Retarget" not in waiting, "registers still owe answers"
    assert f'hx-get="{address}"' in waiting.content.decode()
    work()
    response = client.get(address, headers=headers)
    page = response.content.decode()
    assert (response.get("HX-Retarget"), response.get("HX-Reselect")) == (
        (None, None) if unsent else ("#facts", "#facts")
    )
    assert ("Evidence so odgovorile. Osvežite vprašanja." in page) == unsent
    assert 'id="next-deadline"' in page
    assert "Osvežite vprašanja" not in panel.page(), "a page just opened is fresh"


def test_evidence_with_a_note_stands_in_for_a_silent_register_and_is_compared_once_it_answers(
    panel, client, scene, application, registers, work
):
    father, case = scene.father, application.case
    registers.know("employment", father, work_activity_hours="87")
    registers.fail("employment")
    panel.ask("employment", father)
    work()
    name = field_name({"subject": f"p{father.pk}", "fact": "work_activity_hours"})
    address = reverse("answer_questions", args=[case.public_id])
    without_note = client.post(address, {name: "128", "origin": "evidence", "note": ""}, headers=FRAGMENT)
    assert without_note.status_code == 422
    client.post(address, {name: "128", "origin": "evidence", "note": NOTE})
    [fact] = facts_in_force(case.pk)
    assert (fact.origin, fact.value, fact.note) == (Origin.EVIDENCE, "128", NOTE)
    assert NOTE in panel.page()
    assert panel.state(father, "employment") == "neuspešno", "evidence is no answer of the register"

    registers.heal("employment")
    panel.ask("employment", father)
    work()
    assert panel.state(father, "employment") == "prejeto"
    [known] = [piece for piece in knowledge(case.pk) if piece.fact.key == "work_activity_hours"]
    assert known.is_in_conflict
    assert panel.page().count('class="rival"') == 2


def test_a_person_without_a_number_is_not_asked_for_and_holds_up_nobody(panel, scene, registers, work):
    type(scene.child).objects.filter(pk=scene.child.pk).update(emso=None)
    registers.know("bank", scene.father, savings="0.00")
    panel.ask()
    work()
    assert panel.state(scene.father, "bank") == "prejeto"
    assert panel.state(scene.child, "bank") == "ni poizvedbe"
    assert "EMŠO" in panel.row(scene.child, "bank")
