"""The payment list of a month: drawn once for each right, from decisions that are final or enforceable.

A list also pays earlier months that were not paid in their time, because the decision was not yet enforceable
or the account not known. No month of an entitlement is ever paid twice: the database holds that. What a
decision that was replaced paid for a month counts, and final debts are offset: `offsetting`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.decisions.introduction import right_name
from opora.decisions.phrases import month as written_month
from opora.documents.storage import read_stored, store
from opora.law import month_after
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused
from opora.rights.due import amount_of_month, given
from opora.rights.models import Entitlement, Payment, PaymentRun
from opora.rights.offsetting import Line, note_offsets, settled_lines
from opora.rights.prolonging import ground_of

MONTHS_BETWEEN = {"yearly": 12}
"""from one payment of a right to the next, where it is not a month"""
BOOKKEEPING = "sl"
"""the language of the list, whoever draws it"""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Due:
    """One month of one entitlement that is to be paid."""

    entitlement: Entitlement
    month: date

    @property
    def cents(self) -> int:
        """What the month gives, before what was paid for it already and what is offset."""
        return amount_of_month(self.entitlement, self.month)


@transaction.atomic
def draw_payments(*, month: date, right: str, by: Worker, at: datetime) -> PaymentRun:
    """Draw the list of the worker's centre for a month and a right, and store its CSV.

    Refused: for a month that has not begun, when the list was already drawn, and when nothing is due: a list
    is drawn once and for ever, so an empty one would keep the month from being paid.
    """
    require(by, "draw_payments")
    month = month.replace(day=1)
    if month > at.date():
        raise Refused(
            _("{month} has not begun. Choose an earlier month.").format(month=written_month(month)),
            field="month",
        )
    centre = Centre.objects.select_for_update().get(pk=by.centre_id)  # one list is drawn at a time
    if PaymentRun.objects.filter(centre=centre, month=month, right=right).exists():
        raise Refused(
            _("The payment list for {month} is already drawn. Open it in the list of payments.").format(
                month=written_month(month)
            ),
            field="month",
        )
    due = due_by(centre, month=month, right=right, on=at.date())
    if not due:
        raise Refused(
            _(
                "Nothing is to be paid for {month}, so no list is drawn. Check the month and the right."
            ).format(month=written_month(month)),
            field="month",
        )
    payable = settled_lines([each for each in due if each.entitlement.person.iban], right)
    run = PaymentRun.objects.create(
        centre=centre,
        month=month,
        right=right,
        drawn_at=at,
        drawn_by=by,
        sha256=store(_csv(payable), root=settings.OPORA_DOCUMENTS),
        left_out=sorted({each.entitlement.pk for each in due if not each.entitlement.person.iban}),
    )
    payments = Payment.objects.bulk_create(
        [
            Payment(run=run, entitlement=line.entitlement, for_month=line.month, cents=line.cents)
            for line in payable
        ]
    )
    note_offsets(zip(payable, payments, strict=True))
    record(
        by,
        Deed.CREATED,
        "draw_payments",
        persons=[each.entitlement.person for each in due],
        detail={"run": run.pk, "month": f"{month:%Y-%m}", "right": right},
    )
    return run


def payments_csv(run: PaymentRun) -> bytes:
    """The list as it was drawn: semicolons, decimal commas, UTF-8 with a byte-order mark for spreadsheets."""
    return read_stored(run.sha256, root=settings.OPORA_DOCUMENTS)


def reference(line: Line) -> str:
    """The payment reference (model SI00): the entitlement and the month."""
    return f"SI00 {line.entitlement.pk}-{line.month:%Y%m}"


def due_by(centre: Centre, *, month: date, right: str, on: date) -> list[Due]:
    """Every month up to and including `month` that may be paid on a day and was not paid yet."""
    entitlements = (
        Entitlement.objects.payable(on)
        .filter(
            unit__centre=centre, right=right, period__startswith__lt=month_after(month), monthly_cents__gt=0
        )
        .select_related("person", "prolongation__act")
        .prefetch_related("payments")
        .order_by("person__family_order", "pk")
    )
    return [
        Due(entitlement, each) for entitlement in entitlements for each in _unpaid_months(entitlement, month)
    ]


def _unpaid_months(entitlement: Entitlement, last: date) -> Iterable[date]:
    paid = {payment.for_month for payment in entitlement.payments.all()}
    ends = [day for day in (entitlement.period.upper, entitlement.revoked_from) if day]
    month = entitlement.period.lower.replace(day=1)
    step = MONTHS_BETWEEN.get(given(entitlement.right), 1)
    while month <= last and all(month < end for end in ends):
        if month not in paid:
            yield month
        month = month_after(month, step)


def _header() -> list[str]:
    return [
        pgettext("payment list", "Month"),
        pgettext("payment list", "Right"),
        pgettext("payment list", "IBAN"),
        pgettext("payment list", "Recipient"),
        pgettext("payment list", "Amount in EUR"),
        pgettext("payment list", "Reference"),
        pgettext("payment list", "Prolonged under"),
    ]


def _csv(lines: Iterable[Line]) -> bytes:
    with translation.override(BOOKKEEPING):
        return _written(line for line in lines if line.cents)


def _written(lines: Iterable[Line]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(_header())
    for each in lines:
        entitlement = each.entitlement
        amount = f"{Decimal(each.cents) / 100:.2f}".replace(".", ",")
        row = (
            f"{each.month:%Y-%m}",
            right_name(entitlement.right),
            entitlement.person.iban,
            entitlement.person.full_name,
            amount,
            reference(each),
            ground_of(entitlement),
        )
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
