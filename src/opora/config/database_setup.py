"""Roles, database and rights: what must stand before the first table, and after the last."""

from __future__ import annotations

import psycopg
from psycopg import sql

from opora.config.embedded_postgres import APPLICATION_ROLE, OWNER_ROLE, EmbeddedPostgres


def create_database(server: EmbeddedPostgres, name: str = "opora") -> None:
    """Create the application's role and the database on an embedded server, where absent."""
    password = server.url(APPLICATION_ROLE).split(":")[2].split("@")[0]
    with psycopg.connect(server.url(OWNER_ROLE, "postgres"), autocommit=True) as connection:
        create_application_role(connection)
        connection.execute(
            sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(APPLICATION_ROLE), sql.Literal(password)
            )
        )
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def create_application_role(connection: psycopg.Connection) -> None:
    """The role the pages and jobs work as: it owns no table."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE]).fetchone()
    if not known:
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(APPLICATION_ROLE)))


def grant_application_rights(connection: psycopg.Connection) -> None:
    """Let the application's role read and write records, and nothing else."""
    role = sql.Identifier(APPLICATION_ROLE)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
    ):
        connection.execute(sql.SQL(statement).format(role))
