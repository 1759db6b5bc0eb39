"""The report on an intervention: with both main offices by ten in the morning, and taken over by the unit.

The case of the report goes to the competent unit with what it must do; the clerks of the seat, where the
report was written, keep reading it for a time. Whether it came in time is told from the case's own deadline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.handovers import hand_over, take_over
from opora.cases.letting_in import LONGEST_STAY
from opora.cases.models import Access, Case, CaseRecord, Deadline, Handover, StepState
from opora.cases.records import add_record, change_record, records_of
from opora.cases.steps import do_step
from opora.duty.bands import A_MINUTE
from opora.organisation.access import require
from opora.organisation.models import Role, Unit, Worker
from opora.organisation.refusal import Refused

REPORT, DUE = "intervention_report", "report_by_ten"
SEAT, UNIT = "seat_of_service", "competent_unit"


@dataclass(frozen=True)
class Report:
    """How far one report has come. `late` are minutes after its hour: of the sending, or by now."""

    case: Case
    due_at: datetime | None
    deliveries: tuple[CaseRecord, ...]
    late: int
    handover: Handover | None

    @property
    def sent_at(self) -> datetime | None:
        return _moment(self.deliveries[0].content["sent_at"]) if self.deliveries else None

    @property
    def is_taken(self) -> bool:
        return self.handover is not None and self.handover.taken_at is not None


@transaction.atomic
def send_report(case: Case, *, to: Unit, reason: str = "", by: Worker, at: datetime) -> list[CaseRecord]:
    """Send a written report to the main offices of the seat and of the unit that goes on with it.

    Refused before the report is written, a second time, and after its hour without the reason.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
    sheet = records_of(case, "report_sheet").last()
    if case.task != REPORT or sheet is None:
        raise Refused(_("The report is not written yet. Fill in the record “Report” of the case first."))
    if records_of(case, "delivery").exists():
        raise Refused(_("This report was sent already. What is added goes into a note of the case."))
    late = _late(_due_at(_deadlines([case]).get(case.pk)), at)
    if late and not reason.strip():
        raise Refused(
            _("The report is late by %(minutes)s minutes. Write why.") % {"minutes": late}, field="reason"
        )
    seat = case.unit
    told: dict[str, Any] = {"sent_at": at, "by_ten": not late}
    if late:
        told["delay_reason"] = reason.strip()
    sent = [add_record(case, "delivery", {**told, "office": office}, by=by, at=at) for office in (SEAT, UNIT)]
    _do(case, "send", by, at)
    hand_over(case, to=to, message=sheet.content["open_for_unit"], by=by, at=at)
    if seat.pk != to.pk:
        _let_seat_in(case, seat, by, at)
    return sent


@transaction.atomic
def receive_report(case: Case, *, by: Worker, at: datetime) -> CaseRecord:
    """Say that the report has come to one's main office: the unit's, or the seat's. Refused twice."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    office = UNIT if by.unit_id == case.unit_id else SEAT
    delivery = next((each for each in records_of(case, "delivery") if each.content["office"] == office), None)
    if delivery is None or delivery.content.get("received_at"):
        raise Refused(_("This report waits for nothing from your office: it has come, or was not sent."))
    told = {**delivery.content, "received_at": at}
    return change_record(delivery, told, version=delivery.version, by=by, at=at)


@transaction.atomic
def accept_report(case: Case, *, by: Worker, at: datetime) -> Handover:
    """Take the report over in the competent unit: the taker has the case. Refused as `take_over` tells."""
    require(by, "take_over_case", on=timezone.localdate(at))
    handover = case.handovers.filter(taken_at__isnull=True).last()
    if handover is None:
        raise Refused(_("Nothing of this report waits to be taken over."))
    taken = take_over(handover, by=by, at=at)
    told = {
        "unit": str(taken.to_unit),
        "taken_over_at": at,
        "case_holder": by.pk,
        "field": taken.case.title,
        "case": taken.case.pk,
    }
    add_record(taken.case, "takeover", told, by=by, at=at)
    _do(taken.case, "take_over", by, at)
    return taken


def reports_of(worker: Worker, *, at: datetime) -> list[Report]:
    """Reports the worker may read that are not both received and taken over, the one due first in front."""
    cases = list(
        Case.objects.visible_to(worker).filter(task=REPORT).open().select_related("unit").order_by("-pk")[:50]
    )
    due = _deadlines(cases)
    deliveries: dict[int, list[CaseRecord]] = {}
    for each in CaseRecord.objects.filter(case__in=cases, key="delivery", struck_at=None).order_by("pk"):
        deliveries.setdefault(each.case_id or 0, []).append(each)
    handed = {
        each.case_id: each
        for each in Handover.objects.filter(case__in=cases)
        .select_related("to_unit", "taken_by")
        .order_by("pk")
    }
    found = [
        _report(case, due.get(case.pk), tuple(deliveries.get(case.pk, ())), handed.get(case.pk), at)
        for case in cases
    ]
    return sorted(found, key=lambda report: report.due_at or at)


def _report(
    case: Case,
    deadline: Deadline | None,
    deliveries: tuple[CaseRecord, ...],
    handover: Handover | None,
    at: datetime,
) -> Report:
    due_at = _due_at(deadline)
    sent_at = _moment(deliveries[0].content["sent_at"]) if deliveries else at
    return Report(case, due_at, deliveries, _late(due_at, sent_at), handover)


def _deadlines(cases: Iterable[Case]) -> dict[int, Deadline]:
    """The newest deadline of each report, met or not: a report that came late stays late."""
    found = Deadline.objects.filter(case__in=list(cases), key=DUE).exclude(state="cancelled")
    return {each.case_id: each for each in found.order_by("pk")}


def _due_at(deadline: Deadline | None) -> datetime | None:
    if deadline is None:
        return None
    hour = deadline.at or time.max
    return datetime.combine(deadline.day, hour, timezone.get_default_timezone())


def _late(due_at: datetime | None, at: datetime) -> int:
    """Whole minutes after the hour; a part of one counts."""
    return 0 if due_at is None or at <= due_at else -((due_at - at) // A_MINUTE)


def _do(case: Case, step: str, by: Worker, at: datetime) -> None:
    """The step that is done with it, unless somebody ticked it off before."""
    if not case.steps.filter(key=step, state=StepState.DONE).exists():
        do_step(case, step, on=timezone.localdate(at), by=by, at=at)


def _let_seat_in(case: Case, seat: Unit, by: Worker, at: datetime) -> None:
    for clerk in Worker.objects.in_role(Role.CLERK, timezone.localdate(at), seat):
        access = Access.objects.create(
            case=case,
            worker=clerk,
            reason=_("Report on an intervention, for the main office of the seat"),
            given_by=by,
            from_at=at,
            until_at=at + min(LONGEST_STAY, timedelta(days=30)),
        )
        record(
            by, Deed.CHANGED, "let_in", persons=case.person_ids(), case_id=case.pk,
            detail={"access": access.pk}, at=at,
        )  # fmt: skip


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
