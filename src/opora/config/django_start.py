"""Starts Django for a subcommand called by hand, on the database that `make run` has set up."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack

from opora.config import environment
from opora.config.database_setup import create_database
from opora.config.embedded_postgres import OWNER_ROLE, EmbeddedPostgres


def start_django() -> None:
    """Set Django up; without `OPORA_DATABASE_URL`, on the embedded database, started if need be."""
    if not os.environ.get("OPORA_DATABASE_URL"):
        _use_embedded_database()
    import django

    django.setup()


def _use_embedded_database() -> None:
    server = EmbeddedPostgres(environment.home() / "postgres")
    while_needed = ExitStack()
    while_needed.enter_context(server.in_use())
    atexit.register(while_needed.close)
    create_database(server)
    os.environ["OPORA_DATABASE_URL"] = server.url(OWNER_ROLE)
