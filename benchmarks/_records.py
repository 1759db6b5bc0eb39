"""Databases of generated persons and cases to measure against, made once for each version of the tables.

They live on a server of their own without fsync, which is the embedded one; `records(2_100_000)` is the
country. Making that one takes some minutes, using it again none. With `OPORA_BENCH_REUSE=1` one that was made
for an earlier version of the tables is migrated and used, instead of made anew.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from benchmarks._cases import FILL, fill_cases_of_every_task, number_on
from opora.config.embedded_postgres import OWNER_ROLE, EmbeddedPostgres, embedded_home
from opora.config.environment import PROJECT, switched_on

CENTRE = 120_000
COUNTRY = 2_100_000
SEED = 2018
PERSONS_PER_CASE = 7  # a case for every seventh person, each with two parties
OPEN_CASES = CENTRE // PERSONS_PER_CASE // 3  # some 230 a worker; a country has more workers, not busier ones

PACKAGE = PROJECT / "src" / "opora"
POPULATION = ("population", "structure", "shapes", "names", "addresses", "identifiers", "loading", "workers")
MADE_FROM = (
    "**/migrations/*.py",
    "organisation/network.yaml",
    *(f"demo/{name}.{kind}" for name in POPULATION for kind in ("py", "yaml")),
)

FILL_CASES = """
INSERT INTO cases_case (public_id, centre_id, unit_id, classification, sequence, year, number, task,
    catalogue_version, title, state, seal, opened_on, opened_by_id, assigned_to_id)
SELECT gen_random_uuid(), u.centre_id, u.id, '1232', n, 2026, '1232-' || n || '/2026', 'measured',
    '', 'measured', CASE WHEN n %% %(of)s = 0 THEN 'open' ELSE 'closed' END, '', DATE '2026-01-01' + n %% 60,
    w.id, w.id
FROM generate_series(1, %(cases)s) n
JOIN (SELECT id, centre_id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS units
      FROM organisation_unit WHERE centre_id = %(centre)s) u ON u.place = n %% u.units
JOIN LATERAL (SELECT id FROM organisation_worker WHERE unit_id = u.id ORDER BY (id + n) %% 5, id LIMIT 1) w ON
TRUE;
INSERT INTO cases_party (case_id, person_id, role)
SELECT id, 1 + (sequence * %(step)s + part) %% %(persons)s, CASE part WHEN 0 THEN 'applicant' ELSE 'member'
END
FROM cases_case, generate_series(0, 1) part;
INSERT INTO cases_deadline (case_id, key, day, explanation, rests_on, state, set_on)
SELECT id, 'decide', opened_on + 60, '{}', '{}', 'running', opened_on FROM cases_case WHERE state = 'open';
INSERT INTO cases_event (case_id, at, by_id, key, detail)
SELECT id, opened_on + part * INTERVAL '1 day', opened_by_id, 'case_opened', '{}'
FROM cases_case, generate_series(0, 4) part;
"""


@contextmanager
def records(persons: int, *, cases: int = 0) -> Iterator[None]:
    """Django connected to a database with so many persons of the demo centre and cases of some of them.

    With `cases`, as many of every task of the catalogue lie in the centres of the country instead, each with
    its steps, notes, minutes, records and deadlines.
    """
    server = EmbeddedPostgres(embedded_home(PROJECT) / "benchmark-postgres", durable=False)
    with server.in_use():
        name = f"measured_{persons}{f'_{cases}' if cases else ''}_{_version()}"
        if switched_on("OPORA_BENCH_REUSE"):
            _reuse(server, name)
        if not _is_made(server, name):
            _make(server, persons, cases, name)
        _connect_django(server, name)
        yield
        _disconnect_django()


def _reuse(server: EmbeddedPostgres, name: str) -> None:
    """Bring a database of the same size up to date, whatever version of the tables it was made for."""
    size = name.rpartition("_")[0]
    with _administrator(server) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'measured%'")
        same = [row[0] for row in found.fetchall() if row[0].rpartition("_")[0] == size]
        if not same or name in same:
            return
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(same[0]), sql.Identifier(name)))
    _connect_django(server, name)
    _migrate()
    _number_on()
    _disconnect_django()


def _number_on() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        number_on(cursor)


def _make(server: EmbeddedPostgres, persons: int, cases: int, name: str) -> None:
    """Under another name first: what was broken off is never taken for whole."""
    unfinished = "unfinished_" + name
    with _administrator(server) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    _connect_django(server, unfinished)
    _fill(persons, cases, name)
    _disconnect_django()
    with _administrator(server) as connection:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _administrator(server: EmbeddedPostgres) -> psycopg.Connection:
    return psycopg.connect(server.url(OWNER_ROLE, "postgres"), autocommit=True)


def _version() -> str:
    """Short hash of everything the contents of a database follow from."""
    paths = sorted({path for pattern in MADE_FROM for path in PACKAGE.glob(pattern)})
    contents = [
        FILL_CASES.encode(),
        *(each.encode() for each in FILL),
        *(path.read_bytes() for path in paths),
    ]
    return hashlib.sha256(b"".join(contents)).hexdigest()[:8]


def _is_made(server: EmbeddedPostgres, name: str) -> bool:
    """Whether the database stands; those of other versions are dropped, unless they may be wanted again."""
    version = name.rpartition("_")[2]
    with _administrator(server) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'measured%'")
        known = {row[0] for row in found.fetchall()}
        for other in known:
            if not other.endswith(version) and not switched_on("OPORA_BENCH_REUSE"):
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(other)))
    return name in known


def _connect_django(server: EmbeddedPostgres, name: str) -> None:
    import django
    from django.apps import apps
    from django.db import connection

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
        os.environ["OPORA_DATABASE_URL"] = server.url(OWNER_ROLE, name)
        os.environ["OPORA_DEMO_SECOND_FACTOR"] = "1"
        django.setup()
    connection.close()
    connection.settings_dict["NAME"] = name


def _disconnect_django() -> None:
    from django.db import connection

    connection.close()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _fill(persons: int, cases: int, name: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    from opora.demo.centre import load_demo
    from opora.organisation.models import Centre
    from opora.organisation.network import load_network

    began = time.perf_counter()
    call_command("migrate", verbosity=0, interactive=False)
    load_network()
    loading = time.perf_counter()
    if persons > CENTRE:
        # Comparing each residence of a country with all others takes ten minutes, and no page reads the
        # index.
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_residence DROP CONSTRAINT one_dwelling_at_a_time")
    load_demo(connection, persons=persons, seed=SEED)
    print(f"{persons:,} persons generated and loaded in {time.perf_counter() - loading:.1f} s.", flush=True)
    centre = Centre.objects.get(code="JUZNA_PRIMORSKA").pk
    with connection.cursor() as cursor:
        if cases:
            fill_cases_of_every_task(cursor, cases, persons)
        else:
            of = persons // PERSONS_PER_CASE
            counts = {"cases": of, "of": of // OPEN_CASES, "step": PERSONS_PER_CASE, "persons": persons}
            cursor.execute(FILL_CASES, counts | {"centre": centre})
        cursor.execute("VACUUM (ANALYZE)")
    print(f"The database {name} was made in {time.perf_counter() - began:.1f} s.", flush=True)
