"""Sealed cases to be given out: what the head may know of them, and where one is after opening.

Whoever assigns must find such a case again without having written its number down, also when the only one who
could tell it is away. The number, the task, the
day and the urgency are told to them, never the persons; more they read with a reason (`letting_in`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.sealing import BY_ACT
from opora.cases.unit_load import OPEN
from opora.organisation.access import reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Unit, Worker
from opora.web.catalogue_sheet import reading

SHOWN = 25


@dataclass(frozen=True)
class SealedFree:
    """A sealed case, as it is told to who assigns it."""

    case: Case
    task: str


def sealed_of_nobody(worker: Worker, unit: Unit) -> list[SealedFree]:
    """Those of a unit that the worker does not see, the urgent first, then in the order they came."""
    return list(_told(_sealed_of_nobody(worker, unit)))


def sealed_of(holder: Worker, worker: Worker, unit: Unit) -> list[SealedFree]:
    """Those that somebody has and the worker does not see: they are given on when the holder is away.

    Not those sealed by an act: they may be sealed against whoever looks.
    """
    return list(_told(_sealed_of(holder, worker, unit)))


@kept
def _sealed_of(holder: Worker, worker: Worker, unit: Unit) -> QuerySet[Case]:
    own = Case.objects.filter(state__in=OPEN, assigned_to=holder, unit=unit).exclude(seal__in=["", BY_ACT])
    seen = Case.objects.reached_for("assign_case", worker).filter(unit=unit)
    return own.exclude(pk__in=seen.values("pk")).order_by("-is_urgent", "opened_on", "pk")[:SHOWN]


@kept
def _sealed_of_nobody(worker: Worker, unit: Unit) -> QuerySet[Case]:
    free = Case.objects.open().unassigned().filter(unit=unit).exclude(seal="")
    seen = Case.objects.reached_for("assign_case", worker).filter(unit=unit)
    return free.exclude(pk__in=seen.values("pk")).order_by("-is_urgent", "opened_on", "pk")[:SHOWN]


def _told(cases: Iterable[Case]) -> Iterator[SealedFree]:
    for case in cases:
        yield SealedFree(case, task_of(case).name(reading()))


def after_opening(case: Case, worker: Worker) -> tuple[str, str]:
    """Where whoever opened a case goes, and what they are told: they may not see it any more themselves."""
    words = {"number": case.number, "unit": case.unit.name}
    if Case.objects.visible_to(worker).filter(pk=case.pk).exists():
        return reverse("case", args=[case.public_id]), _("The case %(number)s is open.") % words
    if reach(worker, "see_unit_overview").holds_in(case):
        told = _("The case %(number)s is open. It is sealed and nobody has it yet: assign it here.")
        return f"{reverse('unit_overview')}?unit={case.unit_id}#unassigned", told % words
    told = _(
        "The case %(number)s is open. It is sealed, so you do not see it any more: it waits for the head of "
        "%(unit)s, who assigns it."
    )
    return reverse("cases"), told % words
