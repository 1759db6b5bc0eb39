"""Every page, light and dark and on a phone: no accessibility violation, nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from tests.browsing import DESKTOP, PHONE
from tests.cases.factories import AccessFactory, CaseFactory, DeadlineFactory
from tests.documents.factories import DeliveryFactory, DocumentFactory
from tests.sources.factories import FactFactory, LookUpFactory
from tests.web.scene import Scene, answer_everything, draft, set_scene, take_in_application

from opora.cases.models import CaseState
from opora.decisions.drafting import submit_for_approval
from opora.organisation.models import Worker
from opora.rights.models import Application
from opora.sources.evidence import record_evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A calculation has hundreds of figures, all drawn alike: its first ones are enough to look at.
UNFOLD = (
    "for (const each of document.querySelectorAll('details:not(.figure .figure .figure)')) each.open = true"
)
FOLD = "for (const each of document.querySelectorAll('details')) each.open = false"
FORGEABLE = "form[method=post]:not(:has([name=csrfmiddlewaretoken]))"
Visit = tuple[str, Worker | None, str]


def plain_pages(scene: Scene) -> Iterator[Visit]:
    """Pages that need no application: name, who opens it, address."""
    person, case = [scene.mother.public_id], [scene.case.public_id]
    yield from (
        ("login", None, reverse("account_login")),
        ("components", scene.clerk, reverse("components")),
        ("worklist", scene.clerk, reverse("worklist")),
        ("search", scene.clerk, reverse("search")),
        ("register_person", scene.clerk, reverse("register_person")),
        ("person", scene.clerk, reverse("person", args=person)),
        ("person_for_head", scene.head, reverse("person", args=person)),
        ("correct_person", scene.clerk, reverse("correct_person", args=person)),
        ("new_address", scene.clerk, reverse("move_person", args=person)),
        ("household", scene.clerk, reverse("household", args=person)),
        ("merge", scene.head, reverse("merge_persons", args=person)),
        ("cases", scene.clerk, reverse("cases")),
        ("case", scene.clerk, reverse("case", args=case)),
        ("case_access", scene.head, reverse("case_access", args=case)),
        ("broken_glass", scene.head, reverse("broken_glass")),
        ("sealed_by_act", scene.head, reverse("sealed_by_act")),
        ("worklist_of_the_head", scene.head, reverse("worklist")),
        ("worklist_of_the_auditor", scene.auditor, reverse("worklist")),
        ("new_application", scene.clerk, reverse("new_application")),
        ("open_with_reason", scene.head, reverse("open_with_reason")),
        ("approvals_empty", scene.decision_maker, reverse("approvals")),
        ("payments", scene.head, reverse("payments")),
        ("log", scene.auditor, reverse("log")),
        ("second_factor", scene.clerk, reverse("mfa_index")),
        ("authenticator", scene.clerk, reverse("mfa_activate_totp")),
        ("password", scene.clerk, reverse("account_change_password")),
        ("not_found", scene.clerk, "/nothing-here/"),
    )


def pages_of_application(scene: Scene, application: Application) -> Iterator[Visit]:
    """Pages of an application on its way; each visit finds it one step further."""
    case = [application.case.public_id]
    yield "facts_open", scene.clerk, reverse("facts", args=case)
    contradict(application, scene)
    yield "facts_in_conflict", scene.clerk, reverse("facts", args=case)
    yield "calculation_open", scene.clerk, reverse("calculation", args=case)
    answer_everything(application, scene.clerk)
    yield "facts", scene.clerk, reverse("facts", args=case)
    yield "calculation", scene.clerk, reverse("calculation", args=case)
    yield "decisions_empty", scene.clerk, reverse("decisions", args=case)
    decision = draft(application, scene.clerk)
    yield "decision_draft", scene.clerk, reverse("decision", args=[decision.public_id])
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    yield "approvals", scene.decision_maker, reverse("approvals")
    yield "decision_submitted", scene.decision_maker, reverse("decision", args=[decision.public_id])
    yield "decisions", scene.clerk, reverse("decisions", args=case)
    yield "documents", scene.clerk, reverse("documents", args=case)
    yield "deliveries", scene.clerk, reverse("deliveries", args=case)
    yield "case_of_application", scene.clerk, reverse("case", args=case)


def contradict(application: Application, scene: Scene) -> None:
    """The hours the father works: what a register says, and what evidence says."""
    said = {"case_id": application.case_id, "person": scene.father, "key": "work_activity_hours"}
    FactFactory(**said, source="employment", value="87", recorded_at=timezone.now())
    note = "Pogodba o zaposlitvi z dne 2. 3. 2026, predložena na okencu."
    record_evidence(**said, value="128", note=note, by=scene.clerk, at=timezone.now())


def something_waits(scene: Scene) -> None:
    """What came back and what ran out, and a glass that was broken."""
    today = timezone.localdate()
    case = CaseFactory(unit=scene.unit, assigned_to=scene.clerk, state=CaseState.AWAITING_PARTY)
    DeadlineFactory(case=case, key="supplement", day=today - timedelta(days=2))
    LookUpFactory(case_id=scene.case.pk, person=scene.father, failed=True)
    DeliveryFactory(document=DocumentFactory(case=scene.case), addressee=scene.mother, returned=True)
    for broke in (True, False):
        AccessFactory(case=scene.case, worker=scene.decision_maker, given_by=scene.clerk, broke_glass=broke)


def test_plain_pages_are_accessible_and_fit_their_screen(opened, violations, picture):
    scene = set_scene()
    something_waits(scene)
    assert not visit_all(plain_pages(scene), opened, violations, picture)


def test_the_sheets_of_the_law_are_accessible_and_fit_their_screen(opened, violations, picture):
    clerk = set_scene().clerk
    sheets = [
        (right, clerk, reverse("law_sheet", args=[right])) for right in ("first_social_aid", "birth_grant")
    ]
    assert not visit_all([("law", clerk, reverse("law")), *sheets], opened, violations, picture)


def test_pages_of_an_application_are_accessible_and_fit_their_screen(
    opened, violations, picture, tmp_path, settings
):
    settings.OPORA_DOCUMENTS = tmp_path
    scene = set_scene()
    pages = pages_of_application(scene, take_in_application(scene))
    assert not visit_all(pages, opened, violations, picture)


def visit_all(pages, opened, violations, picture) -> list[str]:
    """What is wrong with any of these pages, light, dark or on a phone."""
    tabs: dict[Worker | None, Page] = {}
    problems: list[str] = []
    for name, worker, address in pages:
        if worker not in tabs:
            tabs[worker] = opened(worker)
        problems += look_at(tabs[worker], name, address, violations, picture)
    return problems


def look_at(page: Page, name: str, address: str, violations, picture) -> list[str]:
    page.goto(address)
    picture(page, f"{name}-light")
    page.evaluate(UNFOLD)
    problems = [f"{name}, light: {told}" for told in violations(page)]
    if page.locator(FORGEABLE).count():
        problems.append(f"{name} has a form without its protection against forgery")
    page.emulate_media(color_scheme="dark")
    problems += [f"{name}, dark: {told}" for told in violations(page, rules=["color-contrast"])]
    page.evaluate(FOLD)
    picture(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-phone")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        problems.append(f"{name} scrolls sideways on a phone")
    page.set_viewport_size(DESKTOP)
    return problems
