"""Values of the law in words: what a fact says, for when, and why a warning is raised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from opora.documents.wording import written
from opora.law.parameters import load_parameters
from opora.sources.fact_periods import written_period
from opora.sources.known_facts import declared_facts
from opora.sources.models import Fact, Origin
from opora.web.templatetags.page import amount, month

register = template.Library()

WARNINGS: dict[str, Promise] = {
    "derived": gettext_lazy("derived"),
    "low_confidence": gettext_lazy("not certain"),
    "assumed": gettext_lazy("assumed"),
    "article_unconfirmed": gettext_lazy("article not checked"),
    "unknown": gettext_lazy("not found"),
}

TRUTHS = {"true": True, "false": False}
COUNTED = {
    "years": lambda count: ngettext("%(count)d year", "%(count)d years", count),
    "months": lambda count: ngettext("%(count)d month", "%(count)d months", count),
    "days": lambda count: ngettext("%(count)d day", "%(count)d days", count),
    "hours": lambda count: ngettext("%(count)d hour", "%(count)d hours", count),
}


@register.filter
def warning_words(kind: str) -> str:
    """The kind of a doubt in a word or two; its reason says the rest."""
    return str(WARNINGS.get(kind, kind))


@register.filter
def parameter_name(key: str) -> str:
    """What a parameter of the law is called; its key where the law no longer has it."""
    parameters = load_parameters()
    return in_language(parameters.parameter(key).label.model_dump()) if key in parameters else key


@register.filter
def fact_value(fact: Fact) -> str:
    """What a fact says, with its unit or as the label of its choice."""
    declared = declared_facts().get(fact.key)
    if declared is None:
        return str(fact.value)
    return (
        choice_label(fact.key, fact.value)
        if declared.type == "choice"
        else law_value(fact.value, declared.type)
    )


@register.filter
def origin(fact: Fact) -> str:
    """Where a fact comes from: as `get_origin_display`, which translates every choice to name one."""
    return str(Origin(fact.origin).label)


@register.filter
def law_value(value: Any, unit: str = "") -> str:
    """A value of the law with its unit in words where it has one."""
    if str(value).lower() in TRUTHS:
        return amount(TRUTHS[str(value).lower()])
    written_value = amount(value, unit)
    if unit not in COUNTED or isinstance(value, bool) or value is None:
        return written_value
    try:
        number = int(value)
    except ValueError:
        return written_value
    return COUNTED[unit](number) % {"count": number}


def choice_label(key: str, value: Any) -> str:
    """The label of a choice of a fact."""
    if value is None:
        return _("not known")
    declared = declared_facts().get(key)
    label = declared.choice_labels.get(str(value)) if declared else None
    return in_language(label.model_dump()) if label else str(value).replace("_", " ")


@register.filter
def of_period(fact: Fact) -> str:
    """The month in words, the year as a number, nothing for a fact of the day."""
    written = written_period(fact.period)
    if written is None:
        return ""
    return month(written) if "-" in written else written


@register.filter
def in_language(words: Mapping[str, Any] | None) -> str:
    """The words of a label in the language that is active now, English where there are no others."""
    if not words:
        return ""
    return str(words.get((get_language() or "en")[:2]) or words.get("en") or "")


@register.filter
def list_entries(block: Mapping[str, Any]) -> list[str]:
    """The entries of a letter's list; `block.items` would mean the method of a dictionary."""
    return list(block["items"])


@register.filter
def table_rows(table: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The cells of a letter's table as its language writes them; the total comes last."""
    columns = table["columns"]
    rows = [*table["rows"], *([table["total"]] if table.get("total") else [])]
    return [[_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]


def _cell(cell: str | None, column: Mapping[str, Any]) -> dict[str, Any]:
    holds = column.get("holds", "text")
    return {"text": written(cell, holds) if cell else "", "at_end": holds in {"amount", "number"}}
