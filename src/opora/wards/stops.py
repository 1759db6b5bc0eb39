"""What keeps a due of a ward out of the run until somebody has done something, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.organisation.refusal import Refused
from opora.people.identifiers import check_iban
from opora.wards.models import RowKind


class Stop(StrEnum):
    """Why a due stays out."""

    PERMISSION_MISSING = "permission_missing"
    PERMISSION_UNKNOWN = "permission_unknown"
    NO_ACCOUNT = "no_account"
    WRONG_ACCOUNT = "wrong_account"
    NO_AMOUNT = "no_amount"
    PAID_BY_HAND = "paid_by_hand"
    WARD_DIED = "ward_died"
    MAY_NOT_ACT = "may_not_act"


SENTENCES: Mapping[Stop, str | Promise] = {
    Stop.PERMISSION_MISSING: _(
        "It is beyond regular management, so it needs a permission first (DZ 247 and 248). Enter the "
        "decision in the record once it is there."
    ),
    Stop.PERMISSION_UNKNOWN: _(
        "It is not known whether it belongs to regular management or needs a permission (DZ 247 and 248). "
        "Say so in the record."
    ),
    Stop.NO_ACCOUNT: _("The account of the payee is not known. Enter it in the record."),
    Stop.WRONG_ACCOUNT: _("The account of the payee is no valid IBAN. Correct it in the record."),
    Stop.NO_AMOUNT: _(
        "The amount is said to be the same each time, but is not told. Enter it in the record."
    ),
    Stop.PAID_BY_HAND: _("A payment to this payee for this month stands in the case already."),
    Stop.WARD_DIED: _("The ward has died, and the guardianship has ended. Close the case."),
    Stop.MAY_NOT_ACT: _("You are excluded from this case. Another worker takes it into a run of their own."),
}


def stops_told(kind: RowKind, content: Mapping[str, Any]) -> Iterator[Stop]:
    """Those that the record of the due tells by itself."""
    if content.get("permitted_on") is None and content.get("regular") != "yes":
        is_beyond = content.get("regular") == "no"
        yield Stop.PERMISSION_MISSING if is_beyond else Stop.PERMISSION_UNKNOWN
    if kind == RowKind.PAYMENT:
        yield from _of_payment(content)


def _of_payment(content: Mapping[str, Any]) -> Iterator[Stop]:
    account = content.get("account")
    if not account:
        yield Stop.NO_ACCOUNT
    elif not is_account(account):
        yield Stop.WRONG_ACCOUNT
    if content.get("amount_known") == "fixed" and not content.get("amount", 0) > 0:
        yield Stop.NO_AMOUNT


def is_account(text: str) -> bool:
    try:
        check_iban(text)
    except Refused:
        return False
    return True
