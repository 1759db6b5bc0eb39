"""Who watches over broken glass is told of it until they have looked: a head of the unit, and the auditor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Access, Event, GlassLook
from opora.organisation.access import reach, require
from opora.organisation.models import Role, Worker
from opora.organisation.refusal import Refused

BREAKING = "glass_broken"
GIVEN_OUT = ("case_assigned", "worker_let_in", "access_ended")


def broken_glass(worker: Worker) -> QuerySet[Access]:
    """What this worker watches over, sealed cases too: who opened a case with a reason, never themselves."""
    found = reach(worker, "see_broken_glass")
    by_place = Q(case__unit__in=found.units)
    if found.centre is not None:
        by_place |= Q(case__centre=found.centre)
    watched = Access.objects.filter(by_place, broke_glass=True).exclude(worker=worker)
    return watched.select_related("worker", "case__unit")


def under_broken_glass() -> Q:
    """For a query of events: whether whoever did it had the case open with a reason then."""
    opened = Access.objects.filter(
        case=OuterRef("case"),
        worker=OuterRef("by"),
        broke_glass=True,
        from_at__lte=OuterRef("at"),
        until_at__gt=OuterRef("at"),
    )
    return Q(Exists(opened)) & ~Q(key=BREAKING)


def done_under(accesses: Collection[Access]) -> dict[int, list[Event]]:
    """What those who broke the glass did in that case meanwhile, and what they gave out since.

    Both belong to what is looked at: opening a case with a reason is for reading.
    """
    events = Event.objects.filter(
        Q(key__in=GIVEN_OUT) | under_broken_glass(),
        case__in={access.case_id for access in accesses},
        by__in={access.worker_id for access in accesses},
    ).order_by("at", "pk")
    found: dict[int, list[Event]] = {access.pk: [] for access in accesses}
    for event in events if accesses else ():
        for access in accesses:
            if (event.case_id, event.by_id) == (access.case_id, access.worker_id) and _follows(event, access):
                found[access.pk].append(event)
    return found


def _follows(event: Event, access: Access) -> bool:
    last = event.key in GIVEN_OUT or event.at < access.until_at
    return event.at >= access.from_at and last


def not_looked_at(worker: Worker) -> QuerySet[Access]:
    """What nobody on this worker's side has looked at yet."""
    looks = GlassLook.objects.filter(access=OuterRef("pk"), as_auditor=is_auditor(worker))
    return broken_glass(worker).filter(~Exists(looks))


def is_auditor(worker: Worker) -> bool:
    """On which side a worker watches: an auditor holds no other role."""
    return Role.AUDITOR in worker.roles_on(timezone.localdate())


@transaction.atomic
def look_at_glass(access: Access, *, by: Worker, at: datetime) -> GlassLook:
    """Note that the reason was read. Refused for one's own, and where one's side has looked already."""
    require(by, "see_broken_glass")
    if not broken_glass(by).filter(pk=access.pk).exists():
        raise Refused(_("You do not watch over this one: it is your own, or another unit's."))
    try:
        with transaction.atomic():
            look = GlassLook.objects.create(access=access, by=by, as_auditor=is_auditor(by), at=at)
    except IntegrityError:
        raise Refused(_("Somebody has looked at it already. Look at the page again.")) from None
    record(by, Deed.VIEWED, "look_at_glass", case_id=access.case_id, detail={"access": access.pk}, at=at)
    return look
