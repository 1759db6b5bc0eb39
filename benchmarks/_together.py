"""A page asked for by several workers at once, of the web server as `opora run` starts it.

The workers ask one behind the other without a pause, so the server is never idle. They are threads of this
process, which takes processor time from the server on the same machine.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.timing import WARMING_UP, median_and_p95

if TYPE_CHECKING:
    from opora.organisation.models import Worker

PROCESSES, THREADS = 2, 4
READY_AFTER = 60.0


def asked_together(path: str, workers: Sequence[Worker], *, each: int) -> tuple[float, float, float]:
    """Median and 95th percentile in milliseconds, and answers a second, of a page all ask for at once."""
    with _web_server() as port, ThreadPoolExecutor(len(workers)) as pool:
        cookies = [_signed_in(worker) for worker in workers]
        list(pool.map(lambda cookie: _ask(port, path, cookie, WARMING_UP), cookies))
        began = time.perf_counter()
        times = [one for asked in pool.map(lambda c: _ask(port, path, c, each), cookies) for one in asked]
        took = time.perf_counter() - began
    return *median_and_p95(times), len(times) / took


@contextmanager
def _web_server() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "opora.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(PROCESSES), "--threads", str(THREADS), "--log-level", "warning"]
    with subprocess.Popen(command, env=os.environ | {"OPORA_DATABASE_URL": _address()}) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _address() -> str:
    """The database this process is connected to."""
    from urllib.parse import quote

    from django.db import connection

    told = connection.settings_dict
    return f"postgresql://{told['USER']}:{quote(told['PASSWORD'])}@/{told['NAME']}?host={told['HOST']}"


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_AFTER
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The web server did not answer within {READY_AFTER:.0f} s.")


def _signed_in(worker: Worker) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _ask(port: int, path: str, cookie: str, times: int) -> list[float]:
    connection = http.client.HTTPConnection("localhost", port)
    took = []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"The page {path} answered {answer.status}.")
    connection.close()
    return took
