"""Fixtures that every room's tests share. The database server starts in `settings_test`."""

import pytest
from django.utils import timezone

from tests.browsing import browser, opened, picture, sign_in

__all__ = ["browser", "opened", "picture", "sign_in"]


def pytest_collection_modifyitems(items):
    """Mark what drives the browser: it runs in a process of its own.

    Playwright keeps an event loop running in its process, and signing a letter wants to start one.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The catalogue is kept once for all tests: each opening of a case would store three megabytes anew."""
    from opora.cases.catalogue_versions import keep_version

    with django_db_blocker.unblock():
        keep_version(timezone.now())
