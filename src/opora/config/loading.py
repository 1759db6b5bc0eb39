"""The steps of setting up a database, in order. Each may run again without harm."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from opora.audit.grants import lock_log
from opora.config.database_setup import create_application_role, grant_application_rights
from opora.organisation.network import load_network


def migrate() -> None:
    """Create or change the tables, as their owner."""
    call_command("migrate", verbosity=0, interactive=False)


def grant_rights() -> None:
    """Give the application's role what it needs, and seal the log against it."""
    with connection.cursor() as cursor:
        raw = cursor.connection
        create_application_role(raw)
        grant_application_rights(raw)
        lock_log(raw)


def gather_static_files() -> None:
    """Collect style sheets and scripts, compressed and named by their content."""
    call_command("collectstatic", verbosity=0, interactive=False)


STEPS: list[tuple[str, Callable[[], None]]] = [
    ("tables", migrate),
    ("rights of the application", grant_rights),
    ("centres, units and municipalities", load_network),
    ("style sheets and scripts", gather_static_files),
]
