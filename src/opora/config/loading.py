"""The steps of setting up a database, in order. Each may run again without harm."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from opora.audit.grants import lock_log
from opora.config.database_setup import create_application_role, grant_application_rights
from opora.demo.applications import file_demo_applications
from opora.demo.centre import NotADemo, load_demo, write_accounts
from opora.demo.social_work.centre import tell_social_work
from opora.documents.development_authority import open_authority
from opora.organisation.network import load_network
from opora.rights.rulebooks import store_rulebook


def migrate() -> None:
    """Create or change the tables, as their owner."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


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


def store_law() -> None:
    """Keep today's rulebook under its hash, for ever."""
    store_rulebook()


def open_signing_authority() -> None:
    """Make the development certificate authority where there is none yet."""
    open_authority(Path(settings.OPORA_KEYS))


def load_demo_centre() -> None:
    """Workers and population of the demo, into a database that has none of its own."""
    if not settings.OPORA_DEMO:
        return
    try:
        load_demo(connection, say=say)
    except NotADemo as problem:
        sys.exit(f"\n{problem} To start Opora without the demo: OPORA_DEMO=0 make run")
    write_accounts()


def load_demo_applications() -> None:
    """Applications in every state, handled by the acts everybody uses, on as many processors as there are."""
    if settings.OPORA_DEMO:
        file_demo_applications(processes=os.cpu_count() or 1, say=say)


def load_demo_social_work() -> None:
    """Cases of every field of work, with the days to come, the mail and the on-call service."""
    if settings.OPORA_DEMO:
        tell_social_work(processes=os.cpu_count() or 1, say=say)


def say(words: str) -> None:
    """How far a long step is, on a line of its own: whoever looks on sees that it goes on."""
    print(f"\n      {words} …", end="", flush=True)


STEPS: list[tuple[str, Callable[[], None]]] = [
    ("tables", migrate),
    ("rights of the application", grant_rights),
    ("centres, units and municipalities", load_network),
    ("the law", store_law),
    ("development certificates", open_signing_authority),
    ("demo centre", load_demo_centre),
    ("applications of the demo centre", load_demo_applications),
    ("social work of the demo centre", load_demo_social_work),
    ("style sheets and scripts", gather_static_files),
]
