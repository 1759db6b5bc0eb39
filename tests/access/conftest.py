"""Sample pages with rows of their own, beside the real ones."""

from dataclasses import replace

import pytest

from opora.organisation.access_table import table
from opora.web import access


@pytest.fixture
def sample_pages(settings, monkeypatch):
    from tests.access import pages

    settings.ROOT_URLCONF = "tests.access.pages"
    present = replace(table(), routes=table().routes | pages.ROUTES)
    monkeypatch.setattr(access, "table", lambda: present)
    return pages
