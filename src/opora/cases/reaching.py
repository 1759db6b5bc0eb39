"""What the days and figures of a record may reach: an end after its beginning, a length the law allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.shown_values import shown
from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.agreeing import OPENED, Limit
from opora.catalogue.schema.pieces import Length
from opora.law.procedure.explained import plus_months

MONTHS = {"months": 1, "years": 12}


def faults_of_reach(
    definition: Record, content: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, str]]:
    """Each field that lies before what it follows, or beyond what it may reach."""
    yield from _ends_before_beginnings(definition, content)
    for field in definition.fields:
        if case is not None and field.not_before is not None and field.key in content:
            yield from _before_its_record(case, field, day_of_value(content[field.key]))
    for limit in definition.limits:
        if limit.field in content and (limit.where is None or limit.where.is_so(content)):
            yield from _beyond(definition, limit, content, case)


def day_of_value(value: str) -> date:
    """The day of a date or of a moment as they are kept; a moment on the clock of the centre."""
    read = datetime.fromisoformat(value)
    return timezone.localtime(read).date() if timezone.is_aware(read) else read.date()


def _ends_before_beginnings(definition: Record, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for start, end in definition.spans:
        if start.key not in content or end.key not in content:
            continue
        first, last = day_of_value(content[start.key]), day_of_value(content[end.key])
        if last < first:
            yield (
                end.key,
                _("%(last)s lies before %(first)s (“%(field)s”). Correct one of the two.")
                % {
                    "last": date_format(last),
                    "first": date_format(first),
                    "field": start.name(_language()),
                },
            )


def _before_its_record(case: Case, field: RecordField, on: date) -> Iterator[tuple[str, str]]:
    if field.not_before == OPENED:
        if on < case.opened_on:
            yield (
                field.key,
                _(
                    "%(day)s lies before the case was opened (%(opened)s). "
                    "Write the day by which it is to be done."
                )
                % {"day": date_format(on), "opened": date_format(case.opened_on)},
            )
        return
    kept = case.records.filter(key=field.not_before, struck_at=None, happened_on__isnull=False)
    first = kept.order_by("happened_on").values_list("happened_on", flat=True).first()
    if first is not None and on < first:
        record = next(each for each in task_of(case).records if each.key == field.not_before)
        yield (
            field.key,
            _(
                "%(day)s lies before “%(record)s” of %(first)s, which it follows. "
                "Correct this day, or the record if its day is wrong."
            )
            % {"day": date_format(on), "record": record.name(_language()), "first": date_format(first)},
        )


def _beyond(
    definition: Record, limit: Limit, content: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, str]]:
    field = definition.field(limit.field)
    assert field is not None
    if limit.exception is not None and content.get(limit.exception):
        return
    most = _passed(limit, field, content, case)
    if most is None:
        return
    words = {"field": field.name(_language()), "most": most}
    if limit.exception is None:
        yield limit.field, _("It cannot be more than %(most)s. Check the figure.") % words
        return
    reason = definition.field(limit.exception)
    assert reason is not None
    words["reason"] = reason.name(_language())
    if limit.source is None:
        told = _("It may be %(most)s at most. Check it, or tell why it is more under “%(reason)s”.")
    else:
        words["source"] = limit.source
        told = _(
            "The law (%(source)s) allows %(most)s at most. Check it; if it is so all the same, "
            "tell why under “%(reason)s”."
        )
    yield limit.field, told % words


def _passed(limit: Limit, field: RecordField, content: Mapping[str, Any], case: Case | None) -> str | None:
    """What is allowed at most, in words, where more is told; otherwise nothing."""
    if limit.at_most is not None:
        told = Decimal(str(content[field.key]))
        return shown(field, str(limit.at_most), _language()) if told > limit.at_most else None
    assert limit.lasts is not None
    start = _start_of(limit, content, case)
    if start is None:
        return None
    last = _after(start, limit.lasts)
    if day_of_value(content[field.key]) <= last:
        return None
    return _("%(length)s, until %(last)s") % {"length": _in_words(limit.lasts), "last": date_format(last)}


def _start_of(limit: Limit, content: Mapping[str, Any], case: Case | None) -> date | None:
    """The day a limit is counted from, in this record or in the last one of another kind; None if unknown."""
    if limit.since_of is None:
        told = content.get(limit.since or "")
    elif case is None:
        return None
    else:
        _, record, day = limit.since_of.split(".")
        kept = case.records.filter(key=record, struck_at=None).order_by("happened_on", "pk").last()
        told = kept.content.get(day) if kept else None
    return day_of_value(told) if told else None


def _after(start: date, length: Length) -> date:
    if length.unit == "days":
        return start + timedelta(days=length.count)
    return plus_months(start, length.count * MONTHS[length.unit])


def _in_words(length: Length) -> str:
    count = length.count
    if length.unit == "days":
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if length.unit == "years":
        return ngettext("%(count)d year", "%(count)d years", count) % {"count": count}
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}


def _language() -> str:
    return get_language() or "en"
