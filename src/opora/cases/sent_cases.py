"""Whoever has the case in which a sent one goes on reads what was sent, and writes nothing into it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from opora.cases.letting_in import TEAM_STAY
from opora.cases.models import Access, Case, Transfer
from opora.cases.timeline import add_event
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


def let_read_what_was_sent(case: Case, *, to: Worker, by: Worker, at: datetime) -> None:
    """Open the earlier cases to who has this one now, and close them to who had it before."""
    for transfer in Transfer.objects.filter(continued_in=case).select_related("case"):
        earlier = transfer.case
        open_now = Access.objects.filter(case=earlier, only_reads=True, until_at__gt=at)
        open_now.filter(worker__centre=case.centre_id).exclude(worker=to).update(until_at=at)
        if open_now.filter(worker=to).exists():
            continue
        reason = _("The case goes on at their centre.")
        Access.objects.create(
            case=earlier,
            worker=to,
            reason=reason,
            only_reads=True,
            given_by=by,
            from_at=at,
            until_at=at + TEAM_STAY,
        )
        add_event(earlier, "worker_let_in", by=by, at=at, worker=to.pk, who=str(to), reason=reason)


def end_transfer(case: Case, *, at: datetime) -> None:
    """Taken up again by its sender, a case waits at no other centre. Refused once one has taken it over."""
    sent = Transfer.objects.filter(case=case, withdrawn_at=None)
    taken = sent.filter(taken_at__isnull=False).select_related("to_unit__centre").first()
    if taken is not None and taken.to_unit is not None:
        raise Refused(
            _("%(centre)s, %(unit)s has taken this case over; it goes on there. A new matter is a new case.")
            % {"centre": taken.to_unit.centre, "unit": taken.to_unit}
        )
    sent.waiting().update(withdrawn_at=at)
