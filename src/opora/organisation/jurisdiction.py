"""Which unit serves a municipality (krajevna pristojnost), by date."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.organisation.models import Municipality, Territory, Unit
from opora.organisation.refusal import Refused


def unit_for(municipality: Municipality, on: date) -> Unit:
    """The unit that serves a municipality on a day.

    Refused when no unit did: the network then began later, or the municipality is not entered.
    """
    territory = (
        Territory.objects.on(on).filter(municipality=municipality).select_related("unit__centre").first()
    )
    if territory is None:
        raise Refused(
            _(
                "No unit of any centre is recorded for %(municipality)s on %(day)s. "
                "Check the address and the date, or ask the administrator to enter the territory."
            )
            % {"municipality": municipality, "day": date_format(on)}
        )
    return territory.unit


@transaction.atomic
def move_municipality(municipality: Municipality, *, to: Unit, from_day: date) -> Territory:
    """Let another unit serve a municipality from a day on; the days before stay as they were.

    Refused when the present territory begins on that day or later, or is already that unit's.
    """
    present = Territory.objects.on(from_day).filter(municipality=municipality).select_for_update().first()
    if present is not None and present.unit_id == to.pk:
        raise Refused(
            _("%(unit)s already serves %(municipality)s.") % {"unit": to, "municipality": municipality}
        )
    later = Territory.objects.filter(municipality=municipality, period__startswith__gte=from_day)
    if later.exists():
        raise Refused(
            _(
                "A change of jurisdiction for %(municipality)s is already recorded for that day or later. "
                "Choose a later day."
            )
            % {"municipality": municipality}
        )
    if present is not None:
        present.period = DateRange(present.period.lower, from_day)
        present.save(update_fields=["period"])
    return Territory.objects.create(municipality=municipality, unit=to, period=DateRange(from_day, None))
