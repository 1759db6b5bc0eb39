"""A month of the on-call service, counted from the register of participations, beside what was sent of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.conf import settings
from django.utils import timezone

from opora.cases.models import CaseRecord
from opora.catalogue import catalogue
from opora.duty.bands import Interval
from opora.duty.counting import Counting, counting_on, forms_of_file
from opora.duty.models import Recipient, SentSheet
from opora.duty.sheets import Sheet, Stint, doubts_about, sheet_of
from opora.law.procedure.explained import plus_months
from opora.organisation.models import Centre

PARTICIPATIONS = "intervention_participation"
CRISIS_TABLES = "crisis_centre_monthly_tables"
LONGEST_WORK = timedelta(days=7)  # what began so long before a month may still run in it


@dataclass(frozen=True)
class CrisisTable:
    """The table of one crisis centre for a month; without a record it is still missing."""

    centre: str
    record: CaseRecord | None


@dataclass(frozen=True)
class Month:
    """What the records of a month give now, and what was sent of it, the newest last."""

    sheet: Sheet
    counting: Counting
    records: Sequence[CaseRecord] = ()
    sent: Sequence[SentSheet] = ()
    crisis: Sequence[CrisisTable] = field(default=())

    @property
    def doubts(self) -> list[str]:
        return doubts_about(self.sheet, self.counting)

    @property
    def missing_tables(self) -> list[str]:
        """Crisis centres whose table of the month nobody entered yet."""
        return [each.centre for each in self.crisis if each.record is None]

    def last_sent(self, to: Recipient) -> SentSheet | None:
        return next((each for each in reversed(self.sent) if each.to == to), None)

    def differs_from(self, sent: SentSheet) -> bool:
        """Whether the records give other figures now than those that were sent."""
        return bool(figures_of(self.sheet) != sent.content["figures"])


def month_of(centre: Centre, month: date) -> Month:
    """One month of a centre. Refused (LookupError) before the first form that is known."""
    return months_of(centre, [month])[0]


def months_of(centre: Centre, months: Sequence[date]) -> list[Month]:
    """Months of a centre, in four queries however many there are."""
    first, last = min(months), plus_months(max(months), 1)
    records = _participations(centre, first, last)
    tables = list(_records(centre, CRISIS_TABLES, first, last).filter(key="monthly_table"))
    sent = list(
        SentSheet.objects.filter(centre=centre, month__gte=first, month__lt=last)
        .select_related("sent_by")
        .order_by("sent_at", "pk")
    )
    return [
        _month(
            month,
            records,
            [each for each in tables if each.happened_on and _is_in(each.happened_on, month)],
            [each for each in sent if each.month == month],
        )
        for month in months
    ]


def figures_of(sheet: Sheet) -> dict[str, Any]:
    """What of a sheet is sent: the count, the total and the columns, in minutes."""
    return {"interventions": sheet.interventions, "minutes": sheet.minutes, "bands": dict(sheet.bands)}


def _month(
    month: date, records: Sequence[CaseRecord], tables: Iterable[CaseRecord], sent: Sequence[SentSheet]
) -> Month:
    counting = counting_on(month, forms_of_file(settings.OPORA_DUTY_COUNTING))
    sheet = sheet_of(_stints(records), month, counting, zone=_here())
    counted = {work.intervention for work in sheet.work}
    of_month = [each for each in records if each.content.get("intervention") in counted]
    by_centre: Mapping[str, CaseRecord] = {each.content.get("centre", ""): each for each in tables}
    return Month(
        sheet=sheet,
        counting=counting,
        records=of_month,
        sent=sent,
        crisis=[
            CrisisTable(entry.key, by_centre.get(entry.key))
            for entry in catalogue().code_lists["crisis_centres"].entries
        ],
    )


def _stints(records: Iterable[CaseRecord]) -> Iterator[Stint]:
    """Work and travel to the minute; a way without its hours is kept for its costs and counts no time."""
    for record in records:
        told = record.content
        if "began_at" in told and "ended_at" in told and "intervention" in told:
            interval = Interval(_moment(told["began_at"]), _moment(told["ended_at"]))
            yield Stint(told["intervention"], told["worker"], interval, is_travel=record.key == "travel")


def _participations(centre: Centre, first: date, last: date) -> list[CaseRecord]:
    found = _records(centre, PARTICIPATIONS, first - LONGEST_WORK, last)
    return list(found.filter(key__in=("participation", "travel")))


def _records(centre: Centre, task: str, first: date, last: date) -> Any:
    held = CaseRecord.objects.filter(centre=centre, task=task, case__isnull=True, struck_at__isnull=True)
    return held.filter(happened_on__gte=first, happened_on__lt=last).order_by("happened_on", "pk")


def _is_in(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _here() -> tzinfo:
    return timezone.get_default_timezone()
