"""The files of services in a browser: accessible, light, dark, on a phone, open to the keyboard alone."""

import re

import pytest
from django.urls import reverse
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all
from tests.web.test_service_files import kept, talked
from tests.web.test_service_files import opened as opened_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    return set_scene()


def files(scene):
    """A whole cycle with gaps of every kind, and a talk without its minutes."""
    worker = WorkerFactory(professional_worker=True, unit=scene.unit)
    case = opened_case("personal_help", worker)
    kept(case, "cycle", ended_on="2026-04-20")
    kept(case, "meeting", group_session=True)
    return worker, case, talked(worker)


def test_the_pages_of_files_are_accessible_and_fit_their_screen(scene, opened, violations, picture):
    worker, case, talk = files(scene)
    visits = [
        ("service_files_of_head", scene.head, reverse("service_files")),
        ("service_files_whole", scene.head, f"{reverse('service_files')}?show=all&task=family_help"),
        ("service_file_of_case", worker, reverse("case", args=[case.public_id])),
        ("service_file_of_talk", worker, reverse("case", args=[talk.public_id])),
    ]
    assert not visit_all(visits, opened, violations, picture)


def test_a_gap_is_found_and_filled_by_the_keyboard_alone(scene, opened):
    worker, _case, talk = files(scene)
    page = opened(worker)
    page.goto(f"{reverse('service_files')}?task=first_social_aid")
    page.get_by_role("link", name=talk.number).press("Enter")
    page.wait_for_url("**#contents")
    page.locator("#contents").get_by_role(
        "link", name=re.compile("^Vpiši.*Zapisnik prve socialne pomoči$")
    ).press("Enter")
    page.wait_for_url(f"**{reverse('add_record', args=[talk.public_id, 'confidential_record'])}")
    assert page.get_by_role("heading", name="Zapisnik prve socialne pomoči").count()
