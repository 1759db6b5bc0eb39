"""The application's database role may add to the log and read it, nothing more."""

from __future__ import annotations

import psycopg
from psycopg import sql

from opora.audit.models import LogEntry, Seal

APPLICATION_ROLE = "opora_app"


def lock_log(connection: psycopg.Connection, role: str = APPLICATION_ROLE) -> None:
    """Leave the application's role INSERT and SELECT on the log and its seals.

    Run as the owner after every general grant on all tables: a later one would open the log again.
    """
    with connection.cursor() as cursor:
        for model in (LogEntry, Seal):
            table = sql.Identifier(model._meta.db_table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM PUBLIC, {}").format(table, sql.Identifier(role)))
            cursor.execute(sql.SQL("GRANT SELECT, INSERT ON {} TO {}").format(table, sql.Identifier(role)))
