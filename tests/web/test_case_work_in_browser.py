"""The pages of a case's work in the browser: accessible, fitting a phone, and worked by keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.web.scene import Scene, set_scene
from tests.web.test_looks import visit_all
from tests.web.work_scene import TASK, eviction_case, talk

from opora.cases.exclusions import declare_tie, exclude
from opora.cases.links import link_cases
from opora.cases.models import Case, CaseState, CaseStep, TimeSpent
from opora.cases.records import strike_record
from opora.cases.steps import do_step, waive_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def worked_case(scene: Scene) -> Case:
    """A case with steps done, left out and planned, minutes, two records of which one is struck out."""
    case, now = eviction_case(scene, is_urgent=True), timezone.now()
    by = {"by": scene.clerk, "at": now}
    do_step(case, "study_request", on=timezone.localdate(), minutes=20, travel_minutes=5, **by)
    waive_step(case, "talk_with_family", reason="Dolžnica živi sama in nima družinskih članov.", **by)
    talk(case, scene)
    strike_record(talk(case, scene), reason="Vpisano v napačno zadevo.", **by)
    return case


def closed_case(scene: Scene) -> Case:
    """A case that may be opened again, linked with another."""
    case, now = eviction_case(scene), timezone.now()
    link_cases(case, eviction_case(scene), by=scene.clerk, at=now)
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED)
    return case


def pages(scene: Scene) -> Iterator[tuple[str, object, str]]:
    case = worked_case(scene)
    record = case.records.filter(struck_at=None).get()
    told = {"reason": "Dolžnica je moja soseda iz bloka.", "at": timezone.now()}
    exclude(case, scene.clerk, ground="doubt", by=scene.clerk, **told)
    exclude(case, scene.decision_maker, ground="kin", by=scene.head, **told)
    declare_tie(scene.clerk, scene.father, "kin", by=scene.clerk, at=timezone.now())
    here = [case.public_id]
    grown = f"?from={case.public_id}"
    yield from (
        ("work_case", scene.clerk, reverse("case", args=here)),
        ("work_step", scene.clerk, reverse("case_step", args=[*here, "talk_with_debtor"])),
        ("work_record", scene.clerk, reverse("record", args=[record.public_id])),
        ("work_new_record", scene.clerk, reverse("add_record", args=[*here, "enforcement"])),
        ("work_add_party", scene.clerk, reverse("add_party", args=here)),
        ("work_choose_task", scene.clerk, reverse("open_case") + "?q=deložac"),
        ("work_new_case", scene.clerk, reverse("new_case", args=[TASK]) + grown),
        ("work_session", scene.clerk, reverse("hold_session", args=here)),
        ("my_ties", scene.clerk, reverse("my_ties")),
        ("case_access_with_exclusions", scene.head, reverse("case_access", args=here)),
        ("closed_case", scene.clerk, reverse("case", args=[closed_case(scene).public_id])),
        ("work_task_closed", scene.clerk, reverse("new_case", args=["community_work_sentence"])),
    )


def test_the_pages_of_the_work_are_accessible_and_fit_their_screen(opened, violations, picture):
    assert not visit_all(pages(set_scene()), opened, violations, picture)


def test_a_step_is_done_in_its_place_by_keys_alone_and_the_page_equals_a_fresh_load(opened, violations):
    scene = set_scene()
    case = eviction_case(scene)
    page = opened(scene.clerk)
    page.goto(reverse("case", args=[case.public_id]))
    page.locator("#step-study_request").get_by_role("link").focus()
    page.keyboard.press("Enter")
    minutes = page.locator("#at-study_request").get_by_label("Minute")
    expect(minutes).to_have_value("")  # the norm stands in the list; nobody has worked it yet
    assert not violations(page)
    minutes.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("25")
    page.keyboard.press("Enter")
    expect(page.locator("#step-study_request")).to_be_focused()
    assert CaseStep.objects.get(case=case).state == "done"
    assert TimeSpent.objects.get(case=case).minutes == 25
    expect(page.locator("#time")).to_contain_text("25 min")
    swapped = page.locator("#time").inner_text()
    page.reload()
    assert page.locator("#time").inner_text() == swapped


def test_a_refused_record_moves_the_focus_to_everything_that_is_wrong(opened, violations):
    scene = set_scene()
    case = eviction_case(scene)
    page = opened(scene.clerk)
    page.goto(reverse("add_record", args=[case.public_id, "enforcement"]))
    page.get_by_label("Zaprosilo prejeto dne").fill("31. 2. 2026")
    page.get_by_role("button", name="Shrani").click()
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Zaprosilo prejeto dne")).to_have_value("31. 2. 2026")
    assert not violations(page)
    summary.get_by_role("link").last.click()
    expect(page.get_by_label("Zaprosilo prejeto dne")).to_be_focused()


def test_a_task_is_found_while_it_is_typed(opened):
    page = opened(set_scene().clerk)
    page.goto(reverse("open_case"))
    page.keyboard.type("delož")
    link = page.get_by_role("link", name="Mnenje sodišču v postopku deložacije")
    expect(link).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("1 naloga")
