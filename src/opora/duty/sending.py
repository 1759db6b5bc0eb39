"""Sending the monthly sheet: to the main office, and on to the ministry with the crisis tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.executors import refuse_unfit, word_of
from opora.duty.models import Recipient, SentSheet
from opora.duty.months import Month, figures_of, month_of
from opora.duty.sheet_records import keep_sent, task_of_sheets
from opora.law.procedure.explained import plus_months
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused

SENDERS = {Recipient.MAIN_OFFICE: "coordinator", Recipient.MINISTRY: "main_office"}
"""Who sends it where: roles of the register of monthly sheets."""
LONGEST = 300


@transaction.atomic
def send_sheet(
    month: date,
    *,
    to: Recipient,
    reason: str = "",
    explained: str = "",
    by: Worker,
    at: datetime,
) -> SentSheet:
    """Freeze the sheet of the sender's centre as it stands now and send it; a second time with a reason.

    Refused for a month that is not over, by whoever the catalogue does not name for it, where the columns
    differ from the total, and where the month raises questions, or a crisis centre's table is missing,
    without an explanation. What goes to the ministry is what the main office was sent.
    """
    on = timezone.localdate(at)
    require(by, "send_duty_sheet", on=on)
    centre, month = _locked(by), month.replace(day=1)
    refuse_unfit(by, task_of_sheets(on), SENDERS[to], on)
    if on < plus_months(month, 1):
        raise Refused(_("This month is not over. Send its sheet when it has ended."))
    found = month_of(centre, month)
    figures = _for_ministry(found) if to == Recipient.MINISTRY else _for_main_office(found, explained)
    content: dict[str, Any] = {
        "figures": figures,
        "form": found.counting.since.isoformat(),
        "records": [[str(each.public_id), each.version] for each in found.records],
        "explained": explained.strip(),
    }
    if to == Recipient.MINISTRY:
        content["crisis_tables"] = _crisis_tables(found, explained)
    sent = SentSheet.objects.create(
        centre=centre,
        unit=by.unit or centre.units.order_by("pk")[0],
        month=month,
        to=to,
        turn=_turn(found, to, content, reason),
        reason=reason.strip()[:LONGEST],
        content=content,
        sent_by=by,
        sent_at=at,
    )
    keep_sent(sent, found, explained.strip()[:LONGEST])
    record(by, Deed.CREATED, "send_duty_sheet", detail={"sheet": sent.pk, "month": f"{month:%Y-%m}"}, at=at)
    return sent


def _for_main_office(found: Month, explained: str) -> dict[str, Any]:
    if difference := found.sheet.difference:
        raise Refused(
            _("The columns differ from the total by %(minutes)s minutes. Tell who looks after the program.")
            % {"minutes": difference}
        )
    if found.doubts and not explained.strip():
        reasons = "; ".join(word_of("implausible_month_reasons", each) for each in found.doubts)
        raise Refused(
            _("The month raises questions: %(reasons)s. Correct the records, or write how it came about.")
            % {"reasons": reasons},
            field="explained",
        )
    return figures_of(found.sheet)


def _for_ministry(found: Month) -> dict[str, Any]:
    """The figures the main office was sent; refused without them, and where the records differ by now."""
    sent = found.last_sent(Recipient.MAIN_OFFICE)
    if sent is None:
        raise Refused(_("The coordinator has not sent this sheet to the main office yet. Ask for it."))
    if found.differs_from(sent):
        raise Refused(
            _(
                "The records give other figures than those the main office was sent. "
                "Ask the coordinator to send a correction first."
            )
        )
    figures: dict[str, Any] = sent.content["figures"]
    return figures


def _crisis_tables(found: Month, explained: str) -> list[dict[str, Any]]:
    """What both crisis centres report for the month, as it is now."""
    if found.missing_tables and not explained.strip():
        centres = ", ".join(word_of("crisis_centres", each) for each in found.missing_tables)
        raise Refused(
            _(
                "The table of the month is missing: %(centres)s. "
                "Ask for it, or write why it does not go along."
            )
            % {"centres": centres},
            field="explained",
        )
    return [
        {"centre": each.centre, "record": str(each.record.public_id), "content": each.record.content}
        for each in found.crisis
        if each.record is not None
    ]


def _turn(found: Month, to: Recipient, content: dict[str, Any], reason: str) -> int:
    last = found.last_sent(to)
    if last is None:
        return 1
    said = ("figures", "crisis_tables")
    if all(last.content.get(part) == content.get(part) for part in said):
        raise Refused(_("This sheet was sent already, and nothing in it has changed since."))
    if not reason.strip():
        raise Refused(_("This sheet was sent already. Write what the correction corrects."), field="reason")
    return last.turn + 1


def _locked(by: Worker) -> Centre:
    """One sends at a time: the turn of a correction is counted."""
    return Centre.objects.select_for_update().get(pk=by.centre_id)
