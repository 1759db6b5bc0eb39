"""Runs for the wards of a unit that a colleague drew up and nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.wards.models import RunState, WardRun, WardRunRow
from opora.web.templatetags.page import month as written_month
from opora.web.waiting_items import LONGEST, Item, local_day


def runs_to_confirm(worker: Worker) -> Iterator[Item]:
    """A line for each run with a case they reach that waits for a second person; the oldest first."""
    if not may(worker, "confirm_ward_run"):
        return
    for run in _drawn_by_others(worker):
        yield Item(
            "today",
            _("To be confirmed"),
            _("Run for the wards of the unit"),
            _("%(unit)s, %(month)s: %(worker)s drew it up. Read it and confirm it.")
            % {"unit": run.unit.name, "month": written_month(run.month), "worker": run.drawn_by.full_name},
            reverse("ward_run", args=[run.pk]),
            local_day(run.drawn_at),
        )


@kept
def _drawn_by_others(worker: Worker) -> QuerySet[WardRun]:
    cases = Case.objects.reached_for("confirm_ward_run", worker)
    reached = WardRunRow.objects.filter(case__in=cases, run__state=RunState.DRAWN)
    runs = WardRun.objects.filter(state=RunState.DRAWN, pk__in=reached.values("run"))
    return runs.exclude(drawn_by=worker).select_related("unit", "drawn_by").order_by("pk")[:LONGEST]
