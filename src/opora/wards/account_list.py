"""The list for the accounts desk: each payment of a confirmed run, from which account to which."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from opora.cases.models import CaseRecord, Party
from opora.documents.storage import read_stored
from opora.wards.dues import STATE, WARD
from opora.wards.models import RowKind, WardRun

BOOKKEEPING = "sl"
"""The language of the list, whoever confirms the run."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def list_of(run: WardRun) -> bytes:
    """The list as it was when the run was confirmed."""
    return read_stored(run.sha256, root=settings.OPORA_DOCUMENTS)


def written_list(run: WardRun) -> bytes:
    """Semicolons, decimal commas, UTF-8 with a byte-order mark, as the other lists for bookkeeping."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    with translation.override(BOOKKEEPING):
        writer.writerow(_header())
        for line in _lines(run):
            writer.writerow([_harmless(cell) for cell in line])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _header() -> list[str]:
    return [
        pgettext("list of wards' payments", "Month"),
        pgettext("list of wards' payments", "Case"),
        pgettext("list of wards' payments", "Ward"),
        pgettext("list of wards' payments", "Account of the ward"),
        pgettext("list of wards' payments", "Payee"),
        pgettext("list of wards' payments", "Account of the payee"),
        pgettext("list of wards' payments", "Purpose"),
        pgettext("list of wards' payments", "Reference"),
        pgettext("list of wards' payments", "Amount in EUR"),
        pgettext("list of wards' payments", "Due on"),
    ]


def _lines(run: WardRun) -> list[list[str]]:
    states = CaseRecord.objects.filter(
        case=OuterRef("case"), key=STATE, struck_at=None, content__has_key="account"
    )
    rows = run.rows.filter(is_taken=True, kind=RowKind.PAYMENT).select_related("case")
    rows = rows.annotate(
        ward_account=Subquery(states.order_by("-happened_on", "-pk").values("content__account")[:1])
    )
    parties = Party.objects.filter(case__in=rows.values("case"), role=WARD).select_related("person")
    names = {party.case_id: str(party) for party in parties.order_by("-pk")}
    return [
        [
            f"{row.turn:%Y-%m}",
            row.case.number,
            names.get(row.case_id, ""),
            row.ward_account or "",
            row.told.get("name", ""),
            row.told.get("account", ""),
            row.told.get("purpose", ""),
            row.told.get("reference", ""),
            f"{Decimal(row.cents or 0) / 100:.2f}".replace(".", ","),
            date_format(row.due_on),
        ]
        for row in rows.order_by("case", "due_on", "pk")
    ]


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
