"""Which facts the law reads, and whether a value can be one of them."""

from __future__ import annotations

from decimal import InvalidOperation
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.law import months_between, rulebook
from opora.law.engine.facts import Fact as DeclaredFact
from opora.organisation.refusal import Refused


def declared_facts() -> dict[str, DeclaredFact]:
    """Every fact that the law declares, by key."""
    return rulebook().graph.facts


def label(key: str) -> str:
    """What a fact is called in the language that is active now; its key where the law dropped it since."""
    fact = declared_facts().get(key)
    if fact is None:
        return key
    return str(getattr(fact.label, (get_language() or "en")[:2], fact.label.en))


def is_possible(key: str, period: DateRange | None, value: Any) -> bool:
    """Whether the law could read this value of this fact."""
    try:
        check_value(key, period, value)
    except Refused:
        return False
    return True


def check_value(key: str, period: DateRange | None, value: Any) -> None:
    """Refused, with the reason, for a value that the fact cannot have: of another kind, or out of range."""
    fact = declared_facts().get(key)
    if fact is None:
        raise Refused(_("The law reads no such fact. Choose one from the list."), field="key")
    _check_period(fact, period)
    try:
        whole = fact.whole(value)
    except (ValueError, TypeError, ArithmeticError, InvalidOperation):
        raise Refused(_wrong_kind(fact, value), field="value") from None
    low, high = fact.range
    if not low <= whole <= high:
        raise Refused(
            _("%(fact)s: %(value)s is outside what is possible, %(low)s to %(high)s. Check the number.")
            % {"fact": label(key), "value": value, "low": fact.low, "high": fact.high},
            field="value",
        )


def _check_period(fact: DeclaredFact, period: DateRange | None) -> None:
    wanted = {"day": None, "month": 1, "year": 12}[fact.period]
    given = None if period is None else months_between(period.lower, period.upper)
    if wanted == given:
        return
    sentence = {
        "day": _("%(fact)s has no month or year. Leave it out."),
        "month": _("%(fact)s is of a month. Say of which, for example 2026-01."),
        "year": _("%(fact)s is of a year. Say of which, for example 2025."),
    }[fact.period]
    raise Refused(sentence % {"fact": label(fact.key)}, field="period")


def _wrong_kind(fact: DeclaredFact, value: Any) -> str:
    words = {"fact": label(fact.key), "value": value}
    if fact.choices:
        return _("%(fact)s: %(value)s is none of the choices. Choose one from the list.") % words
    if fact.type == "yes_no":
        return _("%(fact)s is answered with yes or no.") % words
    return _("%(fact)s: %(value)s is not a value of this kind. Enter what the question asks for.") % words
