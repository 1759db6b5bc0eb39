"""A bill of this month for a ward: a due like the standing ones, that comes once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseRecord
from opora.cases.records import add_record, records_of
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.identifiers import check_iban
from opora.wards.dues import KEPT_IN
from opora.wards.models import RowKind
from opora.wards.turns import ONCE


@transaction.atomic
def add_bill(
    case: Case,
    *,
    kind: str,
    payee: str,
    purpose: str,
    account: str,
    reference: str,
    cents: int,
    due_on: date,
    regular: str,
    by: Worker,
    at: datetime,
) -> CaseRecord:
    """Enter a bill in the ward's case; the run of its month takes it.

    Refused for an account that is none, for no amount, for a day before the case was opened or more than a
    year ahead, and for the same bill again: the same account, reference and amount.
    """
    account = check_iban_of(account)
    if cents <= 0:
        raise Refused(_("A payment is above zero. Correct the amount."), field="amount")
    case = Case.objects.select_for_update(of=("self",)).select_related("unit", "centre").get(pk=case.pk)
    _refuse_far_day(case, due_on, timezone.localdate(at))
    told = {"account": account, "reference": " ".join(reference.split()), "amount": cents}
    for present in records_of(case, KEPT_IN[RowKind.PAYMENT]).filter(content__rhythm=ONCE):
        same_day = told["reference"] or present.content["from"] == due_on.isoformat()
        if same_day and all(present.content.get(key, "") == value for key, value in told.items()):
            raise Refused(
                _("This bill stands in the case already: the same account, reference and amount. Check it."),
                field="reference",
            )
    values = told | {
        "kind": kind, "payee": payee, "purpose": purpose, "rhythm": ONCE, "amount_known": "fixed",
        "from": due_on.isoformat(), "regular": regular,
    }  # fmt: skip
    return add_record(case, KEPT_IN[RowKind.PAYMENT], values, by=by, at=at)


def _refuse_far_day(case: Case, due_on: date, today: date) -> None:
    """A bill is due while the centre is guardian, and none comes more than a year before its day."""
    if due_on < case.opened_on:
        raise Refused(
            _("The case of the ward was opened on %(day)s. Enter a due day on that day or later.")
            % {"day": date_format(case.opened_on)},
            field="due_on",
        )
    if (due_on.year - 1, due_on.month, due_on.day) > (today.year, today.month, today.day):
        raise Refused(_("This day is more than a year ahead. Check the due day on the bill."), field="due_on")


def check_iban_of(account: str) -> str:
    """The account as it is kept. Refused with the reason at its field."""
    try:
        return check_iban(account)
    except Refused as refusal:
        raise Refused(refusal.message, field="account") from None
