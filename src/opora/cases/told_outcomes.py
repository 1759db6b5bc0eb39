"""How a case ended, as its records tell: filled in at its closing, which may not say the opposite."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseRecord
from opora.cases.shown_values import shown
from opora.catalogue import Task
from opora.catalogue.schema import Record, RecordField
from opora.organisation.refusal import Refused


@dataclass(frozen=True)
class ToldOutcome:
    """The outcome that a record tells, and where it stands."""

    outcome: str
    record: Record
    field: RecordField
    kept: CaseRecord


def told_outcome(case: Case, task: Task) -> ToldOutcome | None:
    """What the last record says of how the case ended; none where no record does."""
    telling = {
        record.key: (record, field) for record in task.records for field in record.fields if field.ends_as
    }
    if not telling:
        return None
    rows = case.records.filter(key__in=telling, struck_at=None).order_by("happened_on", "pk")
    told = None
    for row in rows:
        record, field = telling[row.key]
        if (outcome := field.ends_as.get(row.content.get(field.key, ""))) is not None:
            told = ToldOutcome(outcome, record, field, row)
    return told


def refuse_contradiction(case: Case, task: Task, outcome: str) -> None:
    """Refused where a record tells another end than the one chosen.

    An outcome of which that record could not tell, such as a withdrawal afterwards, contradicts nothing.
    """
    told = told_outcome(case, task)
    if told is None or outcome == told.outcome or outcome not in told.field.ends_as.values():
        return
    language = get_language() or "en"
    names = {each.key: each.name(language) for each in task.outcomes}
    raise Refused(
        _(
            "The record “%(record)s” says: %(field)s: %(word)s. So the case cannot end as “%(chosen)s”. "
            "Choose “%(told)s”, or correct the record first."
        )
        % {
            "record": told.record.name(language),
            "field": told.field.name(language),
            "word": shown(told.field, told.kept.content[told.field.key], language),
            "chosen": names[outcome],
            "told": names[told.outcome],
        },
        field="outcome",
    )
