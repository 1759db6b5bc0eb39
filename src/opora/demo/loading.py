"""Copying a population into the tables of persons, with PostgreSQL's COPY.

Foreign keys, the exclusion of two dwellings at a time, and indices are taken off and put on again behind the
rows, where they are built in one go and check every row. This needs the role that owns the tables.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max, Model
from psycopg import sql
from pyarrow import csv

from opora.demo.population import Population
from opora.people.models import Address, Dwelling, FormerName, Person, Relation, Residence

# The tables in the order of loading, and which columns point to persons and to dwellings.
TABLES: list[tuple[str, type[Model]]] = [
    ("dwellings", Dwelling),
    ("persons", Person),
    ("former_names", FormerName),
    ("residences", Residence),
    ("addresses", Address),
    ("relations", Relation),
]
POINTERS: dict[str, type[Model]] = {"person": Person, "other": Person, "dwelling": Dwelling}


@transaction.atomic
def load_population(
    connection: BaseDatabaseWrapper, population: Population, *, municipality_ids: list[int]
) -> int:
    """Copy the rows behind what the tables hold; the id before the first person's.

    `municipality_ids` are the ids of the municipalities in the order they had when drawing.
    """
    last = {model: _last_id(model) for _name, model in TABLES}
    with bare_tables(connection, [model._meta.db_table for _name, model in TABLES]):
        for name, model in TABLES:
            table = _as_stored(getattr(population, name), model, last, municipality_ids)
            _copy(connection, model, table)
            _set_sequence(connection, model)
    return last[Person]


@contextmanager
def bare_tables(connection: BaseDatabaseWrapper, tables: list[str]) -> Iterator[None]:
    """The tables without foreign keys, exclusions and indices of their own while the block runs."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype IN ('f', 'x') AND conrelid = ANY (%s::regclass[]) ORDER BY contype DESC, conname",
            [tables],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY (%s::regclass[]) "
            "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1",
            [tables],
        )
        indices = cursor.fetchall()
        for table, name, _definition in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indices:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        for _name, definition in indices:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def settle_tables(connection: BaseDatabaseWrapper) -> None:
    """Let the planner know the new tables, and index-only scans trust them. Not inside a transaction."""
    with connection.cursor() as cursor:
        for _name, model in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")


def _as_stored(
    table: pa.Table, model: type[Model], last: dict[type[Model], int], municipality_ids: list[int]
) -> pa.Table:
    """Ids moved behind those of the table, pointers with them, municipalities by their id."""
    columns: dict[str, pa.ChunkedArray] = {}
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "id" not in table.column_names:
        table = table.add_column(0, "id", pa.array(range(1, table.num_rows + 1)))
    for name in table.column_names:
        column = table[name]
        if name == "id":
            column = pc.add(column, last[model])
        elif name in POINTERS:
            column = pc.add(column, last[POINTERS[name]])
        elif name == "municipality":
            column = pa.array(municipality_ids).take(pc.cast(column, pa.int64()).combine_chunks())
        columns[fields[name].attname] = column
    return pa.table(columns)


def _copy(connection: BaseDatabaseWrapper, model: type[Model], table: pa.Table) -> None:
    lines = io.BytesIO()
    csv.write_csv(table, lines, csv.WriteOptions(include_header=False))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(lines.getbuffer())


def _last_id(model: type[Model]) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _set_sequence(connection: BaseDatabaseWrapper, model: type[Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, _last_id(model) or 1])
