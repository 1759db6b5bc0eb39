"""The test run's own PostgreSQL: real, embedded, one for all processes of the run."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack

from opora.config.embedded_postgres import OWNER_ROLE, EmbeddedPostgres, embedded_home
from opora.config.environment import PROJECT


def use_test_server() -> None:
    """Point this process and its children to a running test server.

    The first process of a run starts it and stops it at the end, unless another run still uses it.
    A server given by `OPORA_DATABASE_URL` is used as it is.
    """
    os.environ.setdefault("OPORA_HOME", str(embedded_home(PROJECT) / "test"))
    if "OPORA_DATABASE_URL" in os.environ:
        return
    server = EmbeddedPostgres(embedded_home(PROJECT) / "test-postgres", durable=False)
    while_testing = ExitStack()
    while_testing.enter_context(server.in_use())
    atexit.register(while_testing.close)
    os.environ["OPORA_DATABASE_URL"] = server.url(OWNER_ROLE, database="postgres")
