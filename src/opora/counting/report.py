"""A task counted whole: its indicators as lines, each beside the same days of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opora.counting.counted import count, task_at
from opora.counting.figures import Count
from opora.counting.period import Period
from opora.counting.publishing import Published, for_publication
from opora.counting.table import Line, lines_of
from opora.organisation.models import Unit


def task_lines(
    key: str,
    period: Period,
    *,
    units: Sequence[Unit],
    on: date,
    language: str,
    hidden_below: int | None = None,
) -> list[Line]:
    """Every indicator of a task, by unit and in all; numbers below a limit are hidden where one is told.

    KeyError for no such task.
    """
    task = task_at(key, period)
    lines: list[Line] = []
    for indicator in task.indicators:
        now, before = (
            _published(count(key, task, indicator, each, units=units, on=on), hidden_below)
            for each in (period, period.year_before)
        )
        name = indicator.name(language)
        lines += lines_of(indicator.key, name, now, units=units, language=language, before=before)
    return lines


def _published(counted: Count, hidden_below: int | None) -> Published:
    return Published(counted) if hidden_below is None else for_publication(counted, hidden_below)
