"""Amounts reckoned from others of the same record, and what its writer is told where they do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.shown_values import shown
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.agreeing import Balance


def reckoned(balance: Balance, content: Mapping[str, Any]) -> int | None:
    """The balance in cents; none while one of its amounts is not known."""
    if any(key not in content for key in (*balance.plus, *balance.minus)):
        return None
    balance_in_cents: int = sum(content[key] for key in balance.plus) - sum(
        content[key] for key in balance.minus
    )
    return balance_in_cents


def asks_for_a_look(field: RecordField, content: Mapping[str, Any]) -> bool:
    """Whether it holds a difference that should be nought, or the days by which something came late."""
    derived = field.derived
    if derived is None or not content.get(field.key):
        return False
    return derived.days_late is not None or (derived.balance is not None and derived.balance.should_be_nought)


def told_differences(definition: Record, content: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each balance of a record that should be nought and is not, and for what came late.

    Nothing is refused for it.
    """
    language = get_language() or "en"
    for field in definition.fields:
        if field.derived is None or not asks_for_a_look(field, content):
            continue
        balance = field.derived.balance
        if balance is None:
            yield f"{field.name(language).capitalize()}: {shown(field, content[field.key], language)}."
            continue
        names = [
            each.name(language) for each in definition.fields if each.key in (*balance.plus, *balance.minus)
        ]
        yield _("%(name)s: %(amount)s. Check these with whoever gave them: %(fields)s.") % {
            "name": field.name(language).capitalize(),
            "amount": shown(field, content[field.key], language),
            "fields": ", ".join(names),
        }
