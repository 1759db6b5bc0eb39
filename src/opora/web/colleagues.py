"""Who may be chosen for work on a case: whose role covers such work, those of one's own unit first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.organisation.access import STEPS
from opora.organisation.kept_queries import kept
from opora.organisation.models import RoleGrant, Worker
from opora.people.folding import order_key

WORK = "spend_time"
"""The step of the access table that is work on a case: whose role has it may be named beside the work."""


def workers_of(case: Case, worker: Worker, step: str = WORK) -> list[Worker]:
    """Those of the case's centre whose role covers a step of the access table, oneself first.

    Then the colleagues of one's unit, then the other units by name. An auditor, an analyst or an
    administrator does no work on cases, and stands in no such list.
    """
    roles = {role.value for role in STEPS[step].who}
    others = _in_roles(case.centre_id, roles, worker, timezone.localdate())
    return [worker, *unit_first(others, worker.unit_id)]


def unit_first(workers: Iterable[Worker], unit: int | None) -> list[Worker]:
    """The workers of a unit by name, then those of each other unit."""
    return sorted(
        workers,
        key=lambda one: (
            one.unit_id != unit,
            order_key(one.unit.name if one.unit else ""),
            one.unit_id or 0,
            order_key(one.family_name, one.given_name),
        ),
    )


def by_unit(workers: Iterable[Worker]) -> list[tuple[Any, Any]]:
    """Choices of workers, those of each unit under its name; where all are of one unit, without it."""
    groups = [list(of_it) for _unit, of_it in groupby(workers, key=lambda one: one.unit_id)]
    if len(groups) == 1:
        return _choices(groups[0])
    return [(_name_of_unit(of_it[-1]), _choices(of_it)) for of_it in groups]


def _choices(workers: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in workers]


def _name_of_unit(worker: Worker) -> str:
    return worker.unit.name if worker.unit else _("the whole centre")


@kept
def _in_roles(centre: int, roles: set[str], but: Worker, on: date) -> QuerySet[Worker]:
    held = RoleGrant.objects.on(on).filter(role__among=roles)
    found = Worker.objects.active().filter(centre=centre, pk__in=held.values("worker"))
    return found.exclude(pk=but.pk).select_related("unit")
