"""Taking over what another centre sent: the unit that became competent goes on in a case of its own.

Until then its head reads what was sent, by whom and about whom; of a sealed case only that it waits. From
then on whoever has the case there reads the earlier one, and writes nothing into it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.assigning import give
from opora.cases.links import number_told
from opora.cases.models import Case, CaseLink, CaseState, LinkKind, Party, SealByAct, Transfer
from opora.cases.opening import open_case, task_to_open
from opora.cases.querysets import CaseQuerySet
from opora.cases.sealing import BY_ACT
from opora.cases.sent_cases import let_read_what_was_sent
from opora.cases.taking_part import parties_offered
from opora.cases.timeline import add_event
from opora.cases.transfers import refuse_other_day
from opora.organisation.access import reach, require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

BY_TRANSFER = "other_centre"
"""How such a case was opened, where its task knows the way."""


def transfers_to_take(worker: Worker, at: datetime) -> QuerySet[Transfer]:
    """What other centres sent to the worker's units and nobody has taken over yet, the oldest first."""
    reached = reach(worker, "receive_transfer", timezone.localdate(at))
    if reached.is_empty:
        return Transfer.objects.none()
    placed = Q(to_unit__in=reached.units)
    if reached.centre is not None:
        placed |= Q(to_unit__centre=reached.centre)
    found = Transfer.objects.waiting().filter(placed, case__state=CaseState.CLOSED)
    beside = ("case__unit", "case__centre", "from_centre", "to_unit", "by")
    return found.select_related(*beside).order_by("sent_on", "pk")


def cases_to_go_on_in(transfer: Transfer, worker: Worker) -> CaseQuerySet:
    """Open cases of the unit about somebody of the sent one, in which it may go on."""
    persons = Party.objects.persons().filter(case=transfer.case_id).values("person")
    shared = Party.objects.filter(person__in=persons).values("case")
    found = Case.objects.visible_to(worker).filter(unit=transfer.to_unit_id, pk__in=shared)
    return found.open().order_by("-opened_on", "-pk")


@transaction.atomic
def take_over_transfer(
    transfer: Transfer,
    *,
    received_on: date,
    by: Worker,
    at: datetime,
    assigned_to: Worker | None = None,
    into: Case | None = None,
) -> Transfer:
    """Take a sent case over: it goes on in a new case of the unit, with its persons, or in one that runs.

    The new case has the task, title, persons and seal of the earlier one and grew out of it. Refused to whom
    the table does not name for that unit, twice, once the sender took the case up again, for a day before it
    was sent or still to come, for a case into which it does not fit, and as `open_case` tells.
    """
    transfer = _locked(transfer)
    earlier, unit = transfer.case, transfer.to_unit
    require(by, "receive_transfer", on=timezone.localdate(at))
    if unit is None or not reach(by, "receive_transfer", timezone.localdate(at)).holds_in(unit):
        raise Refused(_("This case was sent to another unit. Ask the head there to take it over."))
    _refuse_ended(transfer)
    refuse_other_day(transfer, received_on, at, field="received_on")
    if into is None:
        case = _opened(transfer, received_on, by, at)
    elif cases_to_go_on_in(transfer, by).filter(pk=into.pk).exists():
        case = into
    else:
        raise Refused(_("The sent case cannot go on in this one. Choose one from the list."), field="into")
    transfer.received_on, transfer.continued_in = received_on, case
    transfer.taken_by, transfer.taken_at = by, at
    transfer.save(update_fields=["received_on", "continued_in", "taken_by", "taken_at"])
    _link(case, earlier, by, at)
    if assigned_to is not None and assigned_to.pk != case.assigned_to_id:
        give(case, to=assigned_to, by=by, at=at)
    elif case.assigned_to is not None:
        let_read_what_was_sent(case, to=case.assigned_to, by=by, at=at)
    number = number_told(case)
    add_event(earlier, "transfer_received", by=by, at=at, on=received_on.isoformat(), who=_place(transfer),
              number=number)  # fmt: skip
    add_event(case, "came_by_transfer", by=by, at=at, who=str(transfer.from_centre),
              number=number_told(earlier), on=received_on.isoformat())  # fmt: skip
    for each in (earlier, case):
        record(by, Deed.CHANGED, "take_over_transfer", persons=each.person_ids(), case_id=each.pk, at=at)
    return transfer


def _opened(transfer: Transfer, on: date, by: Worker, at: datetime) -> Case:
    earlier, unit = transfer.case, transfer.to_unit
    assert unit is not None
    task = task_to_open(earlier.task, on)
    case = open_case(
        task=earlier.task,
        unit=unit,
        title=earlier.title,
        parties=[(who, role) for who, role in parties_offered(earlier, task) if role],
        opened_by=by,
        opened_on=on,
        opened_how=BY_TRANSFER if BY_TRANSFER in task.opened_by else "",
        is_urgent=earlier.is_urgent,
        seal=earlier.seal,
        unit_reason=_("Sent by %(centre)s. %(reason)s")
        % {"centre": transfer.from_centre, "reason": transfer.reason},
        at=at,
    )
    if case.seal == BY_ACT:
        _seal_as_before(case, earlier, by, at)
    return case


def _seal_as_before(case: Case, earlier: Case, by: Worker, at: datetime) -> None:
    """What was sealed by an act stays so, and may be lifted by who may lift such a seal here."""
    before = earlier.seals.filter(lifted_at=None).first()
    reason = before.reason if before else _("It came sealed from another centre.")
    SealByAct.objects.create(case=case, reason=reason, by=by, at=at)


def _link(case: Case, earlier: Case, by: Worker, at: datetime) -> None:
    link = {"case": case, "other": earlier, "kind": LinkKind.GREW_OUT_OF}
    CaseLink.objects.get_or_create(**link, defaults={"made_by": by, "made_at": at})


def _refuse_ended(transfer: Transfer) -> None:
    if transfer.taken_at is not None:
        raise Refused(_("%(worker)s has already taken this case over.") % {"worker": transfer.taken_by})
    if transfer.withdrawn_at is not None or transfer.case.state != CaseState.CLOSED:
        raise Refused(_("%(centre)s has taken the case up again.") % {"centre": transfer.from_centre})


def _place(transfer: Transfer) -> str:
    unit = transfer.to_unit
    return "" if unit is None else f"{unit.centre}, {unit}"


def _locked(transfer: Transfer) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",))
    beside = ("case__unit", "case__centre", "to_unit__centre", "from_centre", "taken_by")
    return found.select_related(*beside).get(pk=transfer.pk)
