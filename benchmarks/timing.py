"""Wall-clock times of repeated calls."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
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


def server_time(name: str, ask: Callable[[int], HttpResponse]) -> tuple[str, str, int]:
    """Median and 95th percentile of a page's requests in milliseconds, as printed, and its queries.

    `ask` sends the request of a number. RuntimeError where the page answers with anything but 200.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for number in range(REQUESTS + WARMING_UP):
        began = time.perf_counter()
        answer = ask(number)
        times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"The page {name!r} answered {answer.status_code}.")
    with CaptureQueriesContext(connection) as captured:
        ask(0)
    median, p95 = median_and_p95(times[WARMING_UP:])
    return f"{median:.1f}", f"{p95:.1f}", len(captured)
