"""The property that counts for cash social assistance, by person and kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.minimum_income import family_mark
from opora.decisions.reasoning.tables import Row, cell, table

KINDS = ("savings", "vehicle_value", "securities_value", "other_real_estate_value")


def property_table(explanation: Explanation, on: str) -> dict[str, Any]:
    """What each member owns, the savings left out of account, and what counts."""
    return table(
        [
            (pgettext("column", "Person"), "text"),
            (pgettext("column", "Property"), "text"),
            (pgettext("column", "EUR"), "amount"),
        ],
        list(_rows(explanation, on)),
        total=[
            pgettext("total", "Property that counts")
            if explanation.is_exact("counted_property", on=on)
            else pgettext("total", "Property that counts, at least"),
            None,
            cell(explanation.amount("counted_property", on=on)),
        ],
    )


def _rows(explanation: Explanation, on: str) -> Iterator[Row]:
    savings = Decimal(0)
    for person in explanation.members(family_mark(explanation), on=on):
        for kind in KINDS:
            value = Decimal(str(explanation.fact(person, kind) or 0))
            if explanation.fact(person, "has_property") is not False and value > 0:
                savings += value if kind == "savings" else 0
                yield [explanation.matter.name(person), explanation.label(kind), cell(value)]
    disregard = min(savings, explanation.amount("savings_disregard", on=on))
    if disregard > 0:
        yield [None, _("savings that are left out of account"), cell(-disregard)]
