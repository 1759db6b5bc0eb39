"""Every page, light and dark and on a phone: no accessibility violation, nothing that scrolls sideways."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.web.scene import Scene, set_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [
    pytest.param({}, id="light"),
    pytest.param({"dark": True}, id="dark"),
    pytest.param({"phone": True}, id="phone"),
]


def pages_of(scene: Scene) -> list[tuple[str, object, str]]:
    """Every page with the worker who opens it."""
    person, case = [scene.mother.public_id], [scene.case.public_id]
    return [
        ("login", None, reverse("account_login")),
        ("components", scene.clerk, reverse("components")),
        ("worklist", scene.clerk, reverse("worklist")),
        ("search", scene.clerk, reverse("search")),
        ("register_person", scene.clerk, reverse("register_person")),
        ("person", scene.clerk, reverse("person", args=person)),
        ("household", scene.clerk, reverse("household", args=person)),
        ("merge", scene.head, reverse("merge_persons", args=person)),
        ("cases", scene.clerk, reverse("cases")),
        ("case", scene.clerk, reverse("case", args=case)),
        ("documents", scene.clerk, reverse("documents", args=case)),
        ("deliveries", scene.clerk, reverse("deliveries", args=case)),
        ("decisions", scene.clerk, reverse("decisions", args=case)),
        ("new_application", scene.clerk, reverse("new_application")),
        ("approvals", scene.decision_maker, reverse("approvals")),
        ("payments", scene.head, reverse("payments")),
        ("log", scene.auditor, reverse("log")),
        ("second_factor", scene.clerk, reverse("mfa_index")),
        ("not_found", scene.clerk, "/nothing-here/"),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_fits_its_screen(look, request, opened, violations, picture):
    scene = set_scene()
    tabs: dict[object, Page] = {}
    problems = []
    for name, worker, address in pages_of(scene):
        if worker not in tabs:
            tabs[worker] = opened(worker, **look)
        page = tabs[worker]
        page.goto(address)
        picture(page, f"{name}-{request.node.callspec.id}")
        problems += [f"{name}: {told}" for told in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            problems.append(f"{name} scrolls sideways")
    assert not problems, "\n".join(problems)
