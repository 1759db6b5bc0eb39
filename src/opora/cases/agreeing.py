"""What a record says has to agree with itself and with other records of its case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Party
from opora.cases.shown_values import shown
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.agreeing import Exclusive


def faults_of_disagreement(
    definition: Record, content: Mapping[str, Any], parties: Mapping[Any, Party], case: Case | None
) -> Iterator[tuple[str, str]]:
    """Each field that contradicts another one, or names a day on which there was no such record."""
    for one, other in definition.differ:
        first, second = parties.get(content.get(one)), parties.get(content.get(other))
        if first is not None and second is not None and _are_one(first, second):
            yield other, _same(definition, first, one)
    yield from _faults_of_groups(definition, content)
    for pair in definition.exclude:
        if all(each.is_so(content) for each in pair):
            yield pair[0].field, _excluded(definition, pair)
    for field in definition.fields:
        if case is not None and field.day_of is not None and field.key in content:
            on = date.fromisoformat(content[field.key])
            if on not in (kept := days_kept(case, field.day_of)):
                yield field.key, _no_such_day(case, field, on, kept)


def _faults_of_groups(definition: Record, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of a group of which one field is filled in: that none is, or more than one.

    A field that is filled in only where another holds something counts where that is so; what stands in it
    all the same is told by its own condition.
    """
    for group in definition.one_of:
        fields = [field for field in definition.fields if field.key in group]
        open_ = [each for each in fields if each.only_where is None or each.only_where.is_so(content)]
        filled = [each for each in open_ if each.key in content]
        names = " / ".join(each.name(get_language() or "en") for each in open_)
        if open_ and not filled:
            yield open_[0].key, _("Fill in: %(field)s.") % {"field": names}
        for each in filled[1:]:
            yield (
                each.key,
                _("Only one of these is filled in: %(fields)s. Empty the other.") % {"fields": names},
            )


def _excluded(definition: Record, pair: Exclusive) -> str:
    language = get_language() or "en"
    told = []
    for held in pair:
        field = definition.field(held.field)
        assert field is not None
        words = " / ".join(shown(field, word, language) for word in held.is_any)
        told.append(f"{field.name(language)}: {words}" if words else field.name(language))
    return _("This contradicts itself: “%(one)s” and “%(other)s”. Correct one of the two.") % {
        "one": told[0],
        "other": told[1],
    }


def days_kept(case: Case, key: str) -> list[date]:
    """The days on which the case keeps a record of a kind, the last one first."""
    kept = case.records.filter(key=key, struck_at=None).order_by("-happened_on")
    days = kept.values_list("happened_on", flat=True).distinct()
    return [day for day in days if day is not None]


def _are_one(first: Party, second: Party) -> bool:
    """One person may stand in a case twice, in two roles."""
    return (first.person_id, first.body_id) == (second.person_id, second.body_id)


def _same(definition: Record, party: Party, one: str) -> str:
    field = definition.field(one)
    assert field is not None
    return _("%(party)s stands here as “%(role)s” already. Nobody is both; choose the other person.") % {
        "party": party,
        "role": field.name(get_language() or "en"),
    }


def _no_such_day(case: Case, field: RecordField, on: date, kept: list[date]) -> str:
    record = next(each for each in task_of(case).records if each.key == field.day_of)
    told = {"record": record.name(get_language() or "en"), "day": date_format(on)}
    if not kept:
        return _("The case keeps no “%(record)s” yet. Enter that first, then this.") % told
    days = ", ".join(date_format(day) for day in kept)
    return _("There is no “%(record)s” of %(day)s. Choose one of: %(days)s; or enter it first.") % (
        told | {"days": days}
    )
