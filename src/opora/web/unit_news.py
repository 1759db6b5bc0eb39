"""What a head reads in their day of the work of others: how much of it is overdue in their units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.organisation.access import may, reach
from opora.organisation.models import Worker
from opora.web.overdue import overdue_deadlines, overdue_steps
from opora.web.waiting_items import Item


def overdue_of_units(worker: Worker, today: date) -> Iterator[Item]:
    """One line for all that is overdue with others, in cases and plans; one's own stands by itself."""
    if not may(worker, "see_unit_overview"):
        return
    in_units = reach(worker, "see_unit_overview").by_place(of="case__")
    deadlines = overdue_deadlines(today).filter(in_units, ~Q(case__assigned_to=worker))
    steps = overdue_steps(today).filter(in_units, ~Q(planned_for=worker))
    count = deadlines.count() + steps.count()
    if not count:
        return
    yield Item(
        "overdue",
        _("Overdue"),
        _("Overdue with others"),
        ngettext(
            "%(count)d deadline or planned step is overdue in the work you give out.",
            "%(count)d deadlines and planned steps are overdue in the work you give out.",
            count,
        )
        % {"count": count},
        f"{reverse('unit_overview')}#overdue",
        None,
    )
