"""After a test that commits, only what was entered is taken out again.

Django empties every table there is and enters anew what belongs to its models: seconds for each such test.
Of two hundred tables a test writes into some twenty.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

OF_THE_MODELS = {"django_content_type", "auth_permission"}
"""What stands in these came with the tables, and no test writes into them."""

_empty_every_table = TransactionTestCase._fixture_teardown


def empty_database(case: TransactionTestCase) -> None:
    """Delete all rows of every table that has any, with keys and triggers held back."""
    if not _may_hold_back():
        _empty_every_table(case)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_which_have_rows())
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


@cache
def _may_hold_back() -> bool:
    """On the tests' own server; a server that was given may refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return bool(cursor.fetchone()[0] == "on")


@cache
def _which_have_rows() -> str:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})"
        for table in sorted(set(tables) - OF_THE_MODELS)
    )
