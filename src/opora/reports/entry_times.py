"""How long each form takes to fill in, by version: read from counts by bands, so every figure is near.

What was entered fewer times than the limit is not told: of so few, one might be known.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opora.cases.entry_times import middle_of
from opora.cases.models import EntryTime
from opora.organisation.models import Centre


@dataclass(frozen=True)
class Edition:
    """A form as one version of task and program has it; figures are missing where they are hidden.

    `median` and `slow` are seconds: half of the entries took no longer, nine of ten no longer than the other.
    `more` is how much longer the median is than in the edition before.
    """

    since: str
    program: str
    first: date
    last: date
    entries: int | None = None
    median: int | None = None
    slow: int | None = None
    total: float = 0.0
    more: int | None = None

    @property
    def is_hidden(self) -> bool:
        return self.entries is None


@dataclass(frozen=True)
class FormTime:
    """A form with its editions, the newest first."""

    task: str
    key: str
    is_quick: bool
    editions: tuple[Edition, ...]

    @property
    def total(self) -> float:
        """Seconds spent on it in all, of what is not hidden."""
        return sum(each.total for each in self.editions)


def entry_times(centre: Centre, *, hidden_below: int, task: str | None = None) -> list[FormTime]:
    """Every form that was filled in, the one that took most time first; of one task, where it is named."""
    rows = EntryTime.objects.filter(centre=centre, entries__gt=0)
    if task is not None:
        rows = rows.filter(task=task)
    rows = rows.order_by("task", "form", "is_quick", "since", "program")
    forms = [
        FormTime(*form, editions=_editions(list(found), hidden_below))
        for form, found in itertools.groupby(rows, lambda row: (row.task, row.form, row.is_quick))
    ]
    return sorted(forms, key=lambda form: (-form.total, form.task, form.key))


def _editions(rows: list[EntryTime], hidden_below: int) -> tuple[Edition, ...]:
    """In the order in which they came, each beside the one before; handed out the newest first."""
    found: list[Edition] = []
    by_edition = itertools.groupby(sorted(rows, key=_age), _age)
    before: int | None = None
    for _order, of_edition in by_edition:
        edition = _edition(list(of_edition), hidden_below, before)
        found.append(edition)
        before = edition.median
    return tuple(reversed(found))


def _edition(rows: list[EntryTime], hidden_below: int, before: int | None) -> Edition:
    bands: Counter[int] = Counter()
    for row in rows:
        bands[row.band] += row.entries
    told = (rows[0].since, rows[0].program, min(row.month for row in rows), max(row.month for row in rows))
    if bands.total() < hidden_below:
        return Edition(*told)
    median = _within(bands, 0.5)
    return Edition(
        *told,
        entries=bands.total(),
        median=median,
        slow=_within(bands, 0.9),
        total=sum(middle_of(band) * entries for band, entries in bands.items()),
        more=None if before is None else median - before,
    )


def _within(bands: Mapping[int, int], share: float) -> int:
    """The longest time of the band in which that share of the entries is reached."""
    wanted = math.ceil(share * sum(bands.values()))
    reached = itertools.accumulate(bands[band] for band in sorted(bands))
    return next(band for band, entries in zip(sorted(bands), reached, strict=True) if entries >= wanted)


def _age(row: EntryTime) -> tuple[str, tuple[int, ...], str]:
    return row.since, tuple(_numbers(row.program.split("."))), row.program


def _numbers(parts: Iterable[str]) -> Iterable[int]:
    """So that 0.10 comes after 0.9."""
    return (int(part) if part.isdigit() else 0 for part in parts)
