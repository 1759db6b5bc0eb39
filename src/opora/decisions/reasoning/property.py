"""The property that counts for cash social assistance, by person and kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.minimum_income import family_mark, is_single
from opora.decisions.reasoning.tables import Row, cell, table

KINDS = ("savings", "vehicle_value", "securities_value", "other_real_estate_value")


def property_blocks(explanation: Explanation, on: str) -> list[Any]:
    """The table of what counts; where savings are left out of account, also how much of them and why."""
    return [_("This property counts:"), _table(explanation, on), *savings_told(explanation, on)]


def savings_told(explanation: Explanation, on: str) -> list[str]:
    """How much of the savings is left out of account, and why; nothing where there are none."""
    return [_how_savings_are_left_out(explanation, on)] if _left_out(explanation, on) else []


def _table(explanation: Explanation, on: str) -> dict[str, Any]:
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
    members = explanation.members(family_mark(explanation), on=on)
    for person in members:
        for kind in KINDS:
            if (value := _owned(explanation, person, kind)) > 0:
                yield [explanation.matter.name(person), explanation.label(kind), cell(value)]
    if left_out := _left_out(explanation, on):
        whose = explanation.matter.name(members[0]) if is_single(explanation, on) else _("family")
        yield [phrases.capital(whose), _("Savings that are left out of account"), cell(-left_out)]


def _owned(explanation: Explanation, person: str, kind: str) -> Decimal:
    if explanation.fact(person, "has_property") is False:
        return Decimal(0)
    return Decimal(str(explanation.fact(person, kind) or 0))


def _left_out(explanation: Explanation, on: str) -> Decimal:
    """The savings that do not count: all there are, up to the most that the act leaves out."""
    return min(_savings(explanation, on), explanation.ends("savings_disregard", on=on)[1])


def _savings(explanation: Explanation, on: str) -> Decimal:
    members = explanation.members(family_mark(explanation), on=on)
    return sum((_owned(explanation, person, "savings") for person in members), Decimal(0))


def _how_savings_are_left_out(explanation: Explanation, on: str) -> str:
    """The limit of what is left out, and what is left of the savings there are."""
    return f"{_limit_told(explanation, on)} {_what_is_left(explanation, on)}"


def _what_is_left(explanation: Explanation, on: str) -> str:
    savings, left_out = _savings(explanation, on), _left_out(explanation, on)
    sentence = (
        _("The savings are {savings}, so {savings} − {left_out} = {counted} of them counts.")
        if savings > left_out
        else _("The savings ({savings}) do not exceed this amount, so they do not count.")
    )
    return sentence.format(
        savings=phrases.euros(savings),
        left_out=phrases.euros(left_out),
        counted=phrases.euros(savings - left_out),
    )


def _limit_told(explanation: Explanation, on: str) -> str:
    """The most that is left out; of a single person, how it comes about."""
    limit = explanation.ends("savings_disregard", on=on)[1]
    article = explanation.citation("savings_disregard", on=on)
    if not is_single(explanation, on):
        return _("Of a family's savings {limit} at most are left out of account ({article}).").format(
            limit=phrases.euros(limit), article=article
        )
    fixed = explanation.parameter("savings_disregard_single", "savings_disregard", on=on)
    times = explanation.parameter("savings_disregard_single_multiple", "savings_disregard", on=on)
    minimum = explanation.ends("minimum_income", on=on)[1]
    return _(
        "Of a single person's savings the lower of two amounts is left out of account ({article}): {fixed}, "
        "or {times} times the minimum income ({times} × {minimum} = {product}). That is {limit} at most."
    ).format(
        article=article,
        fixed=phrases.euros(fixed),
        times=phrases.number(times),
        minimum=phrases.euros(minimum),
        product=phrases.euros(Decimal(times) * minimum),
        limit=phrases.euros(limit),
    )
