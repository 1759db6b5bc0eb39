"""A report that its case also keeps as a record: of which month it tells, and what it says."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from opora.cases.models import Case, CaseRecord
from opora.cases.periods import Period
from opora.catalogue.schema.task import Task, TaskDocument

MONTH = "month_of"
"""The field of such a record that says its month: any day of it."""


def reported_month(case: Case, task: Task, document: TaskDocument) -> Period | None:
    """The calendar month of the newest record of the report; none where the case keeps no such record."""
    row = _newest(case, task, document)
    if row is None:
        return None
    day = date.fromisoformat(str(row.content[MONTH])[:10])
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def written_in_record(case: Case, task: Task, document: TaskDocument) -> str:
    """The texts that the newest record of the report holds: a proposal to the court."""
    row = _newest(case, task, document)
    if row is None:
        return ""
    record = next(each for each in task.records if each.key == row.key)
    texts = (row.content.get(field.key, "") for field in record.fields if field.type == "long_text")
    return "\n\n".join(filter(None, texts))


def own_records(task: Task, document: TaskDocument) -> set[str]:
    """The kinds of records that the steps of the document keep."""
    return {step.record for step in task.steps if step.document == document.key and step.record}


def _newest(case: Case, task: Task, document: TaskDocument) -> CaseRecord | None:
    of_month = {record.key for record in task.records if record.field(MONTH) is not None}
    keys = own_records(task, document) & of_month if document.kind == "report" else set()
    if not keys:
        return None
    rows = [row for row in case.records.filter(key__in=keys, struck_at=None) if row.content.get(MONTH)]
    return max(rows, key=lambda row: (str(row.content[MONTH]), row.pk), default=None)
