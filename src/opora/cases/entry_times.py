"""How long it takes to fill a form in: measured for the form, never for whoever fills it in.

A new version of a form, of the catalogue or of the program is to be seen to cost or to save time. For that a
count by bands of seconds is enough, and nothing else is kept (`models.EntryTime`).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from opora import __version__
from opora.cases.models import EntryTime
from opora.catalogue import Task
from opora.organisation.models import Centre

# All of these are ours. A pause is no work: somebody came in, the telephone rang.
PAUSE = 60
"""Seconds without a key or a click after which the time until the next one is not counted."""
LONGEST = 3600
"""More than an hour of work on one form is an interrupted one, and no measure of it."""
LONGEST_UNWATCHED = 900
"""Without scripts nobody sees the pauses: of the time from drawing to saving, more than this is not taken."""
BANDS: tuple[int, ...] = (*range(5, 121, 5), *range(135, 601, 15), *range(660, LONGEST + 1, 60))
"""The longest time of each band, in seconds: the shorter, the finer."""


@dataclass(frozen=True)
class Form:
    """What is filled in: a record of a task, or a quick entry, as one version of the task has it."""

    task: str
    key: str
    since: str
    is_quick: bool = False

    @classmethod
    def of(cls, task_key: str, key: str, version: Task, *, is_quick: bool = False) -> Form:
        return cls(task_key, key, since_of(version), is_quick)


def since_of(version: Task) -> str:
    """The day that names a version of a task: its first, or the one it was published on."""
    day = version.valid_from or version.published
    return day.isoformat() if day else ""


def band_of(seconds: float) -> int:
    """The band a time falls into."""
    return BANDS[bisect_left(BANDS, seconds)]


def middle_of(band: int) -> float:
    """What an entry of a band is taken to have lasted, where times are added up."""
    place = BANDS.index(band)
    return (band + (BANDS[place - 1] if place else 0)) / 2


@transaction.atomic
def count_entry(form: Form, seconds: float, *, centre: Centre, at: datetime) -> None:
    """Add one entry to its band. A time too long to be one of work is let go."""
    if not 0 <= seconds <= LONGEST:
        return
    row, _is_new = EntryTime.objects.get_or_create(
        centre=centre,
        task=form.task,
        form=form.key,
        is_quick=form.is_quick,
        since=form.since,
        program=__version__,
        month=timezone.localdate(at).replace(day=1),
        band=band_of(seconds),
    )
    EntryTime.objects.filter(pk=row.pk).update(entries=F("entries") + 1)
