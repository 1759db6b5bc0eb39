"""Numbers without gaps: given by a counter row that stays locked until the transaction ends."""

from __future__ import annotations

from django.db import connection

from opora.cases.models import Counter

_TAKE = f"""
    INSERT INTO {Counter._meta.db_table} AS counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""  # noqa: S608 - the table's name is ours


def next_number(series: str) -> int:
    """The next number of a series, from 1.

    Only within a transaction: if that is rolled back, its number is given to the next one, so none is
    lost; if it is killed, the lock falls and the same holds. Take it as late as the act allows.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number is taken in the transaction that uses it: open one first.")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series])
        last: int = cursor.fetchone()[0]
    return last
