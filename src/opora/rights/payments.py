"""The payment list of a month: drawn once for each right, from decisions that are final or enforceable.

A list also pays earlier months that were not paid in their time, because the decision was not yet enforceable
or the account not known. No month of an entitlement is ever paid twice: the database holds that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

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
from opora.law import month_after, rulebook
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused
from opora.rights.models import Entitlement, Payment, PaymentRun

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
        """What is paid: of a monthly right that begins or ends within the month, the part of its days.

        A choice: no source found says how a part of a month is paid, so its calendar days count.
        """
        full, period = self.entitlement.monthly_cents, self.entitlement.period
        if _given(self.entitlement.right) != "monthly":
            return full
        after = month_after(self.month)
        days = (min(period.upper or after, after) - max(period.lower, self.month)).days
        share = Decimal(full * days) / (after - self.month).days
        return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def reference(self) -> str:
        """The payment reference (model SI00): the entitlement and the month."""
        return f"SI00 {self.entitlement.pk}-{self.month:%Y%m}"


@transaction.atomic
def draw_payments(*, month: date, right: str, by: Worker, at: datetime) -> PaymentRun:
    """Draw the list of the worker's centre for a month and a right, and store its CSV.

    Refused: for a month that has not begun, and when the list was already drawn.
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
    payable = [each for each in due if each.entitlement.person.iban]
    run = PaymentRun.objects.create(
        centre=centre,
        month=month,
        right=right,
        drawn_at=at,
        drawn_by=by,
        sha256=store(_csv(payable), root=settings.OPORA_DOCUMENTS),
        left_out=sorted({each.entitlement.pk for each in due if not each.entitlement.person.iban}),
    )
    Payment.objects.bulk_create(
        [
            Payment(
                run=run,
                entitlement=each.entitlement,
                for_month=each.month,
                cents=each.cents,
            )
            for each in payable
        ]
    )
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


def due_by(centre: Centre, *, month: date, right: str, on: date) -> list[Due]:
    """Every month up to and including `month` that may be paid on a day and was not paid yet."""
    entitlements = (
        Entitlement.objects.payable(on)
        .filter(
            unit__centre=centre, right=right, period__startswith__lt=month_after(month), monthly_cents__gt=0
        )
        .select_related("person")
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
    step = MONTHS_BETWEEN.get(_given(entitlement.right), 1)
    while month <= last and all(month < end for end in ends):
        if month not in paid:
            yield month
        month = month_after(month, step)


def _given(right: str) -> str:
    """Monthly, yearly or once, as the law gives it."""
    return rulebook().graph.rights[right].given


def _header() -> list[str]:
    return [
        pgettext("payment list", "Month"),
        pgettext("payment list", "Right"),
        pgettext("payment list", "IBAN"),
        pgettext("payment list", "Recipient"),
        pgettext("payment list", "Amount in EUR"),
        pgettext("payment list", "Reference"),
    ]


def _csv(due: Iterable[Due]) -> bytes:
    with translation.override(BOOKKEEPING):
        return _written(due)


def _written(due: Iterable[Due]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(_header())
    for each in due:
        entitlement = each.entitlement
        amount = f"{Decimal(each.cents) / 100:.2f}".replace(".", ",")
        row = (
            f"{each.month:%Y-%m}",
            right_name(entitlement.right),
            entitlement.person.iban,
            entitlement.person.full_name,
            amount,
            each.reference,
        )
        writer.writerow([_harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
