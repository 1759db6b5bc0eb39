"""One migrated database for all processes of a run: each gets a copy instead of migrating by itself.

Migrating takes half a minute of a processor, copying less than a second. The copy is made from a database
whose name says from which code it was made; another code makes another one, and drops those before.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

import opora

BEGINNING = "migrated_"
UNFINISHED = "being_migrated"
CODE = Path(opora.__file__).parent
OF_WHAT_MIGRATES = ("*.py", "*.sql", "*.yaml")


@contextmanager
def migrated_database() -> Iterator[str]:
    """The name of the database to copy from: made by the first process that asks, while the others wait.

    Nobody drops it as long as the block runs.
    """
    name = BEGINNING + _mark_of_the_code()
    with _one_at_a_time(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [BEGINNING])
        present = {row[0] for row in cursor.fetchall()}
        if name not in present:
            _make(name, cursor)
        for other in present - {name}:
            cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
        yield name


def _make(name: str, cursor: CursorWrapper) -> None:
    """Under another name until it is whole: a run that was ended in the middle leaves nothing to copy."""
    before, wanted = settings.DATABASES["default"]["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = UNFINISHED
    gc.disable()  # of thousands of models on the way hardly one may go, yet all are looked through again
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=True)
    finally:
        gc.enable()
        connection.settings_dict["TEST"]["NAME"] = wanted
    cursor.execute(f'ALTER DATABASE "{UNFINISHED}" RENAME TO "{name}"')


def _mark_of_the_code() -> str:
    """Changes with everything that a migration may read."""
    mark = hashlib.sha256()
    for path in sorted(path for kind in OF_WHAT_MIGRATES for path in CODE.rglob(kind)):
        mark.update(path.relative_to(CODE).as_posix().encode())
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (settings.OPORA_HOME / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
