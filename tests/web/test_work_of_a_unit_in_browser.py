"""My day and the unit in a browser: seen by everybody, worked by keyboard alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.cases.factories import AppointmentFactory, CaseFactory, DeadlineFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseStep, Draft, Handover, StepState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def worker(scene):
    return WorkerFactory(professional_worker=True, unit=scene.unit)


def eviction(unit, worker, **told):
    case = CaseFactory(
        task="opinion_on_eviction",
        title="Mnenje v postopku deložacije",
        unit=unit,
        assigned_to=worker,
        **told,
    )
    PartyFactory(case=case)
    return case


@pytest.fixture
def busy(scene, worker):
    """Something of everything that a day may hold."""
    today, now = timezone.localdate(), timezone.now()
    case = eviction(scene.unit, worker)
    counselling = CaseFactory(
        task="preliminary_counselling", unit=scene.unit, assigned_to=worker, opened_on=today
    )
    refresh_deadlines(counselling, on=today)
    DeadlineFactory(case=case, day=today - timedelta(days=3))
    for key, day in (("talk_with_debtor", today), ("opinion", None)):
        CaseStep.objects.create(
            case=case, key=key, state=StepState.PLANNED, planned_on=day, planned_for=worker
        )
    for seal in ("", "violence"):
        handed = eviction(scene.unit, None, seal=seal)
        Handover.objects.create(
            case=handed, to_unit=scene.unit, message="Mati je v bolnišnici.", by=scene.clerk, at=now
        )
    Draft.objects.create(case=case, worker=worker, title="Obisk na domu", saved_at=now)
    AppointmentFactory(case=case, worker=worker, starts_at=now, subject="Pogovor z dolžnikom")
    return case


def test_my_day_and_the_unit_are_accessible_and_fit_their_screen(
    opened, violations, picture, scene, worker, busy
):
    director = WorkerFactory(director=True, unit=scene.unit, whole_centre=True)
    unit = reverse("unit_overview")
    pages = [
        ("a_full_day", worker, reverse("worklist")),
        ("unit", scene.head, unit),
        ("unit_give_on", scene.head, f"{unit}?worker={worker.pk}"),
        ("units_of_the_centre", director, unit),
    ]
    assert not visit_all(pages, opened, violations, picture)


def test_cases_are_given_on_by_keyboard_alone(opened, scene, worker, busy):
    other = WorkerFactory(professional_worker=True, unit=scene.unit, family_name="Aškerc")
    page = opened(scene.head)
    page.goto(reverse("worklist"))
    page.keyboard.press("g")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", level=1)).to_have_text(scene.unit.name)
    page.get_by_role("link", name=worker.full_name, exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=busy.number).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    while not page.get_by_label("Delavec").evaluate("each => each === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type(str(other))
    page.keyboard.press("Tab")
    page.keyboard.type("Delavka gre na porodniški dopust.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 zadeva je dodeljena")).to_be_visible()
    busy.refresh_from_db()
    assert busy.assigned_to == other
