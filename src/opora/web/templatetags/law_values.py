"""Values of the law in words: what a fact says, for when, and why a warning is raised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.documents.wording import written
from opora.sources.fact_periods import written_period
from opora.sources.known_facts import declared_facts
from opora.sources.models import Fact
from opora.web.templatetags.page import amount, month

register = template.Library()

WARNINGS: dict[str, Promise] = {
    "derived": _("derived: the amount is computed from the year before by its uprating, it was not printed"),
    "low_confidence": _("not certain: the source of the value is not sure"),
    "assumed": _("assumed: the law leaves this open, and Opora made a documented choice"),
    "article_unconfirmed": _("the number of the article is not confirmed"),
}


@register.filter
def warning_words(kind: str) -> str:
    """What a warning means for the one who decides."""
    return str(WARNINGS.get(kind, kind))


@register.filter
def fact_value(fact: Fact) -> str:
    """What a fact says, with its unit or as the label of its choice."""
    declared = declared_facts().get(fact.key)
    if declared is None:
        return str(fact.value)
    if declared.type == "choice":
        label = declared.choice_labels.get(str(fact.value))
        return in_language(label.model_dump()) if label else str(fact.value).replace("_", " ")
    return amount(fact.value, declared.type)


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
def table_rows(table: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The cells of a letter's table as its language writes them; the total comes last."""
    columns = table["columns"]
    rows = [*table["rows"], *([table["total"]] if table.get("total") else [])]
    return [[_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]


def _cell(cell: str | None, column: Mapping[str, Any]) -> dict[str, Any]:
    holds = column.get("holds", "text")
    return {"text": written(cell, holds) if cell else "", "at_end": holds in {"amount", "number"}}
