"""The words of a count: what it is split by, what stands at each word, and why there is no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from opora.cases.shown_values import names_in, shown
from opora.catalogue import catalogue
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.naming import field_at
from opora.counting.asking import AGES
from opora.counting.figures import Count, Figure, Split, Unknown, Word
from opora.counting.meaning import Meaning, Measure
from opora.organisation.models import Municipality

HIDDEN = "z"
"""How a table of statistics marks a number that is confidential (zaupno)."""
PLACES = 2


def split_name(meaning: Meaning, by: str, language: str) -> str:
    """What a count is split by, such as the name of a field."""
    asked = field_at(meaning.task, f"record.{by}") if "." in by else None
    if asked is not None:
        return asked.name(language)
    return {
        "month": _("month"),
        "sex": _("sex"),
        "age_band": _("age"),
        "municipality": _("municipality"),
        "outcome": _("how it ended"),
        "length": _("how long it lasted"),
    }[by]


def word_names(meaning: Meaning, split: Split, language: str) -> Mapping[Word, str]:
    """The words of a split as they are read, in the order in which a table shows them.

    Months, ages and lengths stand in their own order; all else by what stands at it, the most first.
    """
    by, words = split.by, [word for word in split.ranked() if word is not None]
    lists = {"age_band": AGES, "length": meaning.indicator.lengths or "", "sex": "sex"}
    named: dict[Word, str]
    if by == "month":
        named = {word: date_format(date.fromisoformat(f"{word}-01"), "F Y") for word in sorted(words)}
    elif by in lists:
        named = _of_list(lists[by], words, language)
    elif by == "municipality":
        found = {each.code: each for each in Municipality.objects.filter(code__in=words)}
        named = {word: str(found.get(word, word)) for word in words}
    elif by == "outcome":
        outcomes = {each.key: each.name(language) for each in meaning.task.outcomes}
        named = {word: outcomes.get(word, word) for word in words}
    else:
        named = _of_field(meaning, by, words, language)
    return named | ({None: pgettext("count", "not recorded")} if None in split.whole else {})


def written(count: Count, figure: Figure | None) -> str:
    """A number as it is written; empty where there is none, as of a mean or a share of nothing."""
    if figure is None or figure.value is None or count.meaning is None:
        return ""
    if figure.is_nothing and _divides(count.meaning):
        return ""
    return _number(count.meaning, figure.value)


def unit_of_count(meaning: Meaning) -> str:
    """What one of it is, so that nobody takes persons for cases or services for records."""
    kind = _kind(meaning)
    if kind == "figure" and meaning.field is not None:
        return meaning.field.name(get_language() or "en")
    return {
        "share": "%",
        "cases": _("cases"),
        "persons": _("persons"),
        "families": _("families"),
        "children": _("children"),
        "records": _("records"),
        "steps": _("steps"),
        "decisions": _("decisions"),
        "documents": _("documents"),
        "services": _("services"),
        "minutes": _("hours"),
        "hours": _("hours"),
        "days": _("days"),
        "nights": _("nights"),
        "money": "€",
        "a case": _("records of a case"),
        "a worker": _("records of a worker"),
        "workers of a case": _("workers of a case"),
    }[kind]


def _kind(meaning: Meaning) -> str:
    """What is counted, added up or averaged."""
    if meaning.measure is Measure.PART and meaning.indicator.by and not meaning.has_one_in:
        return "share" if _is_share(meaning) else "records"
    if meaning.measure is Measure.PART or (meaning.field is not None and meaning.field.type == "percent"):
        return "share"
    if meaning.measure is Measure.PER:
        if meaning.field is not None:
            return "workers of a case"
        return "a worker" if meaning.indicator.per == "worker" else "a case"
    if meaning.indicator.counts == "average" and meaning.field is not None:
        return "figure" if meaning.field.type == "count" else meaning.field.type
    return meaning.indicator.counts


def told_unknown(count: Count) -> str:
    """Why there is no number."""
    return {
        Unknown.NOT_RECORDED: _("Not known: nobody has recorded this."),
        Unknown.NO_AMOUNT: _("Not known: the records do not say how much."),
        Unknown.NOTHING_TO_DIVIDE: _("There is nothing to reckon it from."),
        Unknown.NOT_DEFINED: _("The definition does not say enough to count this."),
    }[count.unknown or Unknown.NOT_DEFINED]


def told_missing(figure: Figure) -> str:
    """How many of the rows behind a number lack what it is counted from; empty where none does."""
    if not figure.without:
        return ""
    return ngettext(
        "%(count)d record does not tell it", "%(count)d records do not tell it", figure.without
    ) % {"count": figure.without}


def _divides(meaning: Meaning) -> bool:
    return meaning.measure in (Measure.MEAN, Measure.PER) or _kind(meaning) == "share"


def _is_share(meaning: Meaning) -> bool:
    return bool(meaning.indicator.where) or (meaning.field is not None and meaning.field.type == "yes_no")


def _number(meaning: Meaning, value: Decimal) -> str:
    if _kind(meaning) == "money":
        return number_format(_rounded(value / 100), PLACES, force_grouping=True)
    if _kind(meaning) == "minutes":
        return number_format(_rounded(value / 60), PLACES, force_grouping=True)
    if value == value.to_integral_value():
        return number_format(int(value), force_grouping=True)
    return number_format(_rounded(value), force_grouping=True)


def _rounded(value: Decimal) -> Decimal:
    """Half up; the formatting alone would cut off what does not fit."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _of_list(key: str, words: Iterable[str], language: str) -> dict[Word, str]:
    """In the order of the list; a word that left it since as it was kept, at the end."""
    entries = {entry.key: entry.name(language) for entry in catalogue().code_lists[key].entries}
    return {word: entries.get(word, word) for word in [*(k for k in entries if k in words), *words]}


def _of_field(meaning: Meaning, path: str, words: Iterable[str], language: str) -> dict[Word, str]:
    record_key, _dot, key = path.partition(".")
    record = next(each for each in meaning.task.records if each.key == record_key)
    asked = record.field(key)
    assert asked is not None
    listed = asked.choices and asked.derived is not None and asked.derived.age_band_of is not None
    if listed and asked.choices:
        return _of_list(asked.choices, words, language)
    values = {word: _value(asked, word) for word in words}
    names = names_in(_alone(record, asked), [{key: value} for value in values.values()], language)
    one = asked if asked.type != "choices" else asked.model_copy(update={"type": "choice"})
    return {word: shown(one, value, language, names) for word, value in values.items()}


def _alone(record: Record, asked: RecordField) -> Record:
    return record.model_copy(update={"fields": (asked,)})


def _value(asked: RecordField, word: str) -> Any:
    """What the record keeps, from the text that the database groups by."""
    if asked.type == "yes_no":
        return word == "true"
    if asked.type in ("count", "minutes", "days", "money", "worker", "case") and word.lstrip("-").isdigit():
        return int(word)
    if asked.type == "body" and word.isdigit():
        return int(word)
    return word
