"""Wall-clock times of repeated calls."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


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
