"""What filling in a task's forms takes today, and how many fields more or fewer a proposed version asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from opora.catalogue import Task
from opora.catalogue.schema import Record
from opora.organisation.models import Centre
from opora.reports.entry_times import entry_times
from opora.web.catalogue_sheet import reading
from opora.web.entry_time_rows import span


@dataclass(frozen=True)
class EntryCost:
    """One form before and after; `median` and `entries` are of the newest version measured."""

    name: str
    required_before: int
    required_after: int
    asked_before: int
    asked_after: int
    median: str
    entries: int | None

    @property
    def asks_more(self) -> bool:
        return (self.required_after, self.asked_after) > (self.required_before, self.asked_before)


def entry_costs(key: str, present: Task | None, proposed: Task, centre: Centre) -> list[EntryCost]:
    """Every form of the task as it is and as it would be, also one that comes or goes."""
    measured = {
        form.key: next((each for each in form.editions if not each.is_hidden), None)
        for form in entry_times(centre, hidden_below=settings.OPORA_SMALL_COUNT, task=key)
        if not form.is_quick
    }
    before = {record.key: record for record in present.records} if present else {}
    after = {record.key: record for record in proposed.records}
    costs = []
    for record in [*after.values(), *(each for each in before.values() if each.key not in after)]:
        edition = measured.get(record.key)
        costs.append(
            EntryCost(
                name=record.name(reading()),
                required_before=_required(before.get(record.key)),
                required_after=_required(after.get(record.key)),
                asked_before=_asked(before.get(record.key)),
                asked_after=_asked(after.get(record.key)),
                median=span(edition.median) if edition and edition.median is not None else "",
                entries=edition.entries if edition else None,
            )
        )
    return costs


def _required(record: Record | None) -> int:
    """What is worked out is asked of nobody."""
    return sum(told.required and told.derived is None for told in record.fields) if record else 0


def _asked(record: Record | None) -> int:
    return sum(told.derived is None for told in record.fields) if record else 0
