"""Who works on a case: giving it to a worker, and handing it to another unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.exclusions import refuse_excluded
from opora.cases.executors import refuse_unfit_to_lead
from opora.cases.models import Case, Event
from opora.cases.querysets import CaseQuerySet
from opora.cases.sent_cases import let_read_what_was_sent
from opora.cases.timeline import add_event
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words


@transaction.atomic
def assign_case(case: Case, *, to: Worker, by: Worker, at: datetime, reason: str = "") -> Case:
    """Give a case to a worker, who then sees it even if it is sealed; a reason stands in its timeline.

    Refused for a worker without a role in the case's unit: let them in instead, or transfer the case; for
    one who lacks what the task asks of whoever leads it; and for oneself while one has opened the case with
    a reason: that was for reading, not for taking it.
    """
    case = _locked(case)
    if reason:
        refuse_empty_words(reason)
    if to.pk == by.pk and case.accesses.filter(worker=by, broke_glass=True, until_at__gt=at).exists():
        raise Refused(
            _(
                "You opened this case with a reason, so you cannot give it to yourself. Choose another "
                "worker, or ask another head."
            ),
            field="to",
        )
    give(case, to=to, by=by, at=at, reason=reason.strip())
    _log(by, "assign_case", case, at)
    return case


def give(case: Case, *, to: Worker, by: Worker, at: datetime, reason: str = "") -> None:
    """Set who has the case, as a part of opening or assigning it; refused as `assign_case` tells."""
    on = timezone.localdate(at)
    reached = reach(to, "see_case", on)
    if not reached.holds_in(case):
        raise Refused(
            _(
                "%(worker)s does not work with cases of %(unit)s. Choose somebody who does, let them in "
                "for a time, or transfer the case to their unit."
            )
            % {"worker": to, "unit": case.unit},
            field="to",
        )
    refuse_excluded(to, case, field="to")
    refuse_unfit_to_lead(to, case, on)
    before = case.assigned_to
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    add_event(
        case,
        "case_assigned",
        by=by,
        at=at,
        to=to.pk,
        from_worker=before.pk if before else None,
        who=str(to),
        **({"reason": reason} if reason else {}),
    )
    let_read_what_was_sent(case, to=to, by=by, at=at)


@transaction.atomic
def transfer_case(case: Case, *, to: Unit, reason: str, by: Worker, at: datetime) -> Case:
    """Hand a case to another unit of the centre; who worked on it no longer does.

    Refused without a reason, for the unit it is in, and for another centre: to that one it is passed on
    (`passing_on`), and opened there under a number of its own.
    """
    case = _locked(case)
    require(by, "transfer_case", case=case, on=timezone.localdate(at))
    if not reason.strip():
        raise Refused(_("Write why the case goes to another unit."), field="reason")
    if to.pk == case.unit_id:
        raise Refused(_("The case is already in %(unit)s.") % {"unit": to}, field="unit")
    if to.centre_id != case.centre_id:
        raise Refused(
            _(
                "%(unit)s belongs to another centre, which numbers its own cases. Pass the case on to that "
                "centre."
            )
            % {"unit": to},
            field="unit",
        )
    before, case.unit, case.assigned_to = case.unit, to, None
    case.save(update_fields=["unit", "assigned_to"])
    add_event(
        case,
        "case_transferred",
        by=by,
        at=at,
        unit=to.pk,
        from_unit=before.pk,
        who=str(to),
        reason=reason.strip(),
    )
    _log(by, "transfer_case", case, at)
    return case


def cases_given_to(worker: Worker) -> CaseQuerySet:
    """Cases assigned to the worker by somebody else, or by themselves as the one who assigns in that unit.

    Whoever takes an application in has the case at once; that alone is no reason to learn what is protected.
    """
    assigned = Event.objects.filter(case=OuterRef("pk"), key="case_assigned").order_by("-pk")
    assigns = reach(worker, "assign_case")
    by_another = Q(assigned_by__isnull=True) | ~Q(assigned_by=worker.pk)
    own_to_assign = Q(unit__in=assigns.units)
    if assigns.centre is not None:
        own_to_assign |= Q(centre=assigns.centre)
    with_assigner = Case.objects.assigned(worker).annotate(assigned_by=Subquery(assigned.values("by")[:1]))
    return with_assigner.filter(by_another | own_to_assign)


def _locked(case: Case) -> Case:
    locked = Case.objects.select_for_update(of=("self",)).select_related("unit", "assigned_to")
    return locked.get(pk=case.pk)


def _log(by: Worker, what: str, case: Case, at: datetime) -> None:
    persons = case.person_ids()
    record(by, Deed.CHANGED, what, persons=persons, case_id=case.pk, at=at)
