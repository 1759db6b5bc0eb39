"""The pages speak Slovenian, and another language only to who chose it."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.work_scene import TASK, eviction_case

from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wish", ["en-GB,en;q=0.9", "it", "de", "*"])
def test_pages_are_slovenian_whatever_the_browser_would_like(wish, client):
    response = client.get(reverse("account_login"), headers={"Accept-Language": wish})
    assert '<html lang="sl"' in response.content.decode()
    assert response["Content-Language"] == "sl"
    assert "Accept-Language" not in response["Vary"]


def test_a_worker_reads_the_language_they_chose_until_they_choose_another(sign_in):
    client = sign_in(WorkerFactory(clerk=True))
    for language in ("it", "en", "sl"):
        client.post(reverse("set_language"), {"language": language, "next": "/day/"})
        response = client.get(reverse("worklist"), headers={"Accept-Language": "de"})
        assert f'<html lang="{language}"' in response.content.decode()


def test_a_language_nobody_speaks_here_changes_nothing(sign_in):
    client = sign_in(WorkerFactory(clerk=True))
    client.cookies["django_language"] = "xx"
    assert '<html lang="sl"' in client.get(reverse("worklist")).content.decode()


def test_a_case_without_a_title_of_its_own_is_called_by_its_task_in_the_language_of_the_page(sign_in):
    scene = set_scene()
    task = catalogue().as_read.tasks[TASK][-1]
    case = eviction_case(scene, title="")
    client = sign_in(scene.clerk)
    for language in ("sl", "it", "en"):
        client.post(reverse("set_language"), {"language": language, "next": "/day/"})
        name = escape(task.name(language))
        assert f"<h1>{name}</h1>" in client.get(reverse("case", args=[case.public_id])).content.decode()
        assert name in client.get(reverse("worklist")).content.decode()
