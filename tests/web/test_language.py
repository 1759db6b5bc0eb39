"""The pages speak Slovenian, and another language only to who chose it."""

import pytest
from django.urls import reverse
from tests.organisation.factories import WorkerFactory

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
