"""The registers behind a sent sheet: its figures, the minutes by column, doubts explained, corrections.

They are filled from what was sent, so that the yearly report counts the same; the step that sends opens them,
also where they lie in another unit of the centre.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from opora.cases.checked_values import checked, day_of
from opora.cases.models import CaseRecord, RecordVersion
from opora.cases.records import Faulty
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record
from opora.duty.models import Recipient, SentSheet
from opora.duty.months import PARTICIPATIONS, Month
from opora.law.procedure.explained import plus_months
from opora.organisation.models import Worker

SHEETS = "intervention_monthly_sheet"
STATES = {Recipient.MAIN_OFFICE: "sent_to_main_office", Recipient.MINISTRY: "sent_to_ministry"}
DAYS = {Recipient.MAIN_OFFICE: "to_main_office_on", Recipient.MINISTRY: "to_ministry_on"}


def keep_sent(sent: SentSheet, month: Month, explained: str) -> None:
    """Bring the registers in line with a sheet that was just sent."""
    on = timezone.localdate(sent.sent_at)
    _keep_sheet(sent, on)
    if sent.to == Recipient.MINISTRY:
        for table in month.crisis:
            if table.record is not None:
                _change(table.record, {"state": STATES[Recipient.MINISTRY], "to_ministry_on": on.isoformat()},
                        sent.sent_by, sent.sent_at)  # fmt: skip
        return
    _keep_minutes(sent, month)
    ends = _last_day(sent.month)
    for doubt in month.doubts:
        told = {"found_on": on, "month_ends_on": ends, "reason": doubt, "explained_as": explained}
        _add(SHEETS, "plausibility", told, sent)
    if sent.turn > 1:
        told = {"corrected_on": on, "month_ends_on": ends, "what": sent.reason, "sent_again_on": on}
        _add(SHEETS, "sheet_correction", told, sent)


def task_of_sheets(on: date) -> Task:
    return _task(SHEETS, on)


def _keep_sheet(sent: SentSheet, on: date) -> None:
    figures = sent.content["figures"]
    ends = _last_day(sent.month)
    told = {
        "month_ends_on": ends.isoformat(),
        "interventions": figures["interventions"],
        "minutes_in_all": figures["minutes"],
        **figures["bands"],
        "state": STATES[Recipient(sent.to)] if sent.turn == 1 else "corrected",
        DAYS[Recipient(sent.to)]: on.isoformat(),
    }
    kept = CaseRecord.objects.filter(
        centre=sent.centre, task=SHEETS, key="sheet", happened_on=ends, struck_at__isnull=True
    ).first()
    if kept is None:
        _add(SHEETS, "sheet", told, sent)
    else:
        _change(kept, told, sent.sent_by, sent.sent_at)


def _keep_minutes(sent: SentSheet, month: Month) -> None:
    """Minutes by column anew: those entered with an earlier sheet of the month count no more."""
    earlier = [each.sent_at for each in month.sent if each.to == Recipient.MAIN_OFFICE]
    old = CaseRecord.objects.filter(
        centre=sent.centre, task=PARTICIPATIONS, key="band_minutes", struck_at__isnull=True,
        entered_at__in=earlier,
    )  # fmt: skip
    old.update(
        struck_at=sent.sent_at,
        struck_reason=sent.reason,
        changed_by=sent.sent_by,
        changed_at=sent.sent_at,
    )
    for work in month.sheet.work:
        for piece in work.pieces:
            told = {
                "intervention": work.intervention,
                "worker": work.worker or _first_worker(month, work.intervention),
                "day": piece.day.isoformat(),
                "band": piece.band,
                "minutes": piece.minutes,
            }
            _add(PARTICIPATIONS, "band_minutes", told, sent)


def _first_worker(month: Month, intervention: str) -> Any:
    """Where the time of both counts once, it is entered with the one who came first."""
    return next(
        each.content["worker"] for each in month.records if each.content["intervention"] == intervention
    )


def _add(task: str, key: str, told: Mapping[str, Any], sent: SentSheet) -> CaseRecord:
    definition = _definition(task, key, sent.sent_at)
    content = _checked(definition, told, sent)
    return CaseRecord.objects.create(
        centre=sent.centre,
        unit=sent.unit,
        task=task,
        key=key,
        happened_on=day_of(definition, content),
        content=content,
        entered_by=sent.sent_by,
        entered_at=sent.sent_at,
    )


def _change(kept: CaseRecord, told: Mapping[str, Any], by: Worker, at: datetime) -> None:
    """As it was before is kept, as with every record."""
    content = {**kept.content, **told}
    if content == kept.content:
        return
    RecordVersion.objects.create(
        record=kept,
        version=kept.version,
        content=kept.content,
        by=kept.changed_by or kept.entered_by,
        at=kept.changed_at or kept.entered_at,
    )
    kept.content, kept.version, kept.changed_by, kept.changed_at = content, kept.version + 1, by, at
    kept.save(update_fields=["content", "version", "changed_by", "changed_at"])


def _checked(definition: Record, told: Mapping[str, Any], sent: SentSheet) -> dict[str, Any]:
    content, faults = checked(definition, told, None, on=timezone.localdate(sent.sent_at), centre=sent.centre)
    if faults:
        raise Faulty(faults)
    return content


def _definition(task: str, key: str, at: datetime) -> Record:
    return next(each for each in _task(task, timezone.localdate(at)).records if each.key == key)


def _task(key: str, on: date) -> Task:
    task = catalogue().as_read.task(key, on=on)
    if task is None:
        raise LookupError(f"The catalogue has no register {key} on {on}.")
    return task


def _last_day(month: date) -> date:
    return plus_months(month, 1) - timedelta(days=1)
