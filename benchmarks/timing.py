"""Times of repeated calls on the clock, and of processors where other work runs beside them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse

REQUESTS = 100
WARMING_UP = 5


def seconds_of(act: Callable[[], object], *, repeats: int) -> list[float]:
    """Seconds of each of `repeats` calls, after one call that is not counted."""
    act()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return times


def median_and_p95(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile, in the unit given."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def server_time(name: str, ask: Callable[[int], HttpResponse]) -> tuple[str, str, str, int]:
    """Median, 95th percentile and mean of processor time of a page's requests in milliseconds, as printed,
    and its queries.

    `ask` sends the request of a number. RuntimeError where the page answers with anything but 200.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for number in range(REQUESTS + WARMING_UP):
        if number == WARMING_UP:
            busy = processor_seconds()
        began = time.perf_counter()
        answer = ask(number)
        times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"The page {name!r} answered {answer.status_code}.")
    busy = (processor_seconds() - busy) / REQUESTS * 1000
    with CaptureQueriesContext(connection) as captured:
        ask(0)
    median, p95 = median_and_p95(times[WARMING_UP:])
    return f"{median:.1f}", f"{p95:.1f}", f"{busy:.1f}", len(captured)


def processor_seconds() -> float:
    """Processor time so far of this process and, where the system tells it, of the database's behind it."""
    from django.db import connection

    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():
        return time.process_time()
    user, system = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
