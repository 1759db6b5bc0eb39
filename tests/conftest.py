"""Fixtures that every room's tests share. The database server starts in `settings_test`."""

import gc
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings

from tests.browsing import browser, opened, picture, sign_in
from tests.emptied_database import empty_database
from tests.migrated_database import migrated_database

__all__ = ["browser", "opened", "picture", "sign_in"]


# How fast a machine draws examples is nothing the system promises.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

TESTS = Path(__file__).parent
WITHOUT_PAGES = {TESTS / room for room in ("catalogue", "law", "norms")}


def pytest_ignore_collect(collection_path, config):
    """The run of the browser does not read thousands of tests of rooms that have no pages."""
    return True if config.option.markexpr == "browser" and collection_path in WITHOUT_PAGES else None


def pytest_collection_modifyitems(items):
    """Mark what drives the browser: it runs in a process of its own.

    Playwright keeps an event loop running in its process, and signing a letter wants to start one.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if WITHOUT_PAGES & set(item.path.parents):
                raise pytest.UsageError(f"{item.nodeid} would never run: see WITHOUT_PAGES in {__file__}.")


def pytest_collection_finish():
    """What stands by now stays to the end: it is not looked through again and again for what may go."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_keepdb, django_db_createdb, django_db_blocker
):
    """A new database is a copy of the migrated one; one that is used again (`--reuse-db`) is migrated on."""
    with ExitStack() as until_copied:
        if django_db_createdb or not django_db_keepdb:
            with django_db_blocker.unblock():
                template = until_copied.enter_context(migrated_database())
            connection.settings_dict["TEST"] |= {"TEMPLATE": template, "MIGRATE": False}
        yield until_copied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """The catalogue is kept once for all tests: each opening of a case would store three megabytes anew."""
    from opora.cases.catalogue_versions import keep_version

    django_db_modify_db_settings.close()
    with django_db_blocker.unblock():
        keep_version(timezone.now())


@pytest.fixture(scope="session", autouse=True)
def emptied_after_a_test_that_commits():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_database)
        yield
