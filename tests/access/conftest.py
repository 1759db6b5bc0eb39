"""The world of the generated tests, and sample pages with rows of their own beside the real ones."""

from dataclasses import replace
from types import ModuleType

import pytest
from django.conf import settings as real_settings
from django.db import transaction
from django.template.base import Template
from django.urls import clear_url_caches
from tests.access.world import build_world

from opora.organisation.access_table import table
from opora.web import access

REAL_ADDRESSES = real_settings.ROOT_URLCONF


@pytest.fixture
def more_pages(settings, monkeypatch):
    """Adds addresses, with their rows, to the real ones for the time of a test."""

    def add(routes, patterns):
        from importlib import import_module

        module = ModuleType("more_pages")
        module.urlpatterns = [*patterns, *import_module(REAL_ADDRESSES).urlpatterns]
        settings.ROOT_URLCONF = module
        present = replace(table(), routes=table().routes | routes)
        monkeypatch.setattr(access, "table", lambda: present)

    yield add
    clear_url_caches()


@pytest.fixture
def sample_pages(more_pages):
    from tests.access import pages

    more_pages(pages.ROUTES, pages.urlpatterns)
    return pages


@pytest.fixture(scope="module", autouse=True)
def templates_are_only_drawn():
    """Django's test client copies what each of them was given; here only the answer is read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for a module; each test works inside a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)
