"""Records that an act writes into the case: a consent that was given, what was told to somebody outside.

Which they are says the task (`written_by`); one whose task keeps none has the act alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.checked_values import day_of
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.filled_fields import follow_filled
from opora.cases.models import Case, CaseRecord, Consent, Disclosure, RecordVersion
from opora.cases.stages import reach_stage
from opora.catalogue.schema import Record
from opora.catalogue.schema.written import WritingAct
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


def record_written_by(act: WritingAct, case: Case) -> Record | None:
    """The kind of record that the act leaves in such a case; none where its task keeps none."""
    return next((each for each in task_of(case).records if each.written_by == act), None)


def write_record(
    act: WritingAct, case: Case, values: Mapping[str, Any], *, by: Worker, at: datetime
) -> CaseRecord | None:
    """As a part of the act: its record, with those of the values that the definition has a field for."""
    definition = record_written_by(act, case)
    if definition is None:
        return None
    content = _told(definition, values)
    kept = CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=definition.key,
        happened_on=day_of(definition, content),
        content=content,
        entered_by=by,
        entered_at=at,
    )
    refresh_deadlines(case, on=timezone.localdate(at))
    reach_stage(case, f"record.{definition.key}", by=by, at=at)
    follow_filled(case, definition.key, content, by=by, at=at)
    return kept


def write_further(kept: CaseRecord, values: Mapping[str, Any], *, by: Worker, at: datetime) -> None:
    """As a part of an act: what is to be added to its record, such as the day of withdrawal."""
    definition = next((each for each in task_of(_case(kept)).records if each.key == kept.key), None)
    if definition is None:
        return
    RecordVersion.objects.create(
        record=kept,
        version=kept.version,
        content=kept.content,
        by=kept.changed_by or kept.entered_by,
        at=kept.changed_at or kept.entered_at,
    )
    kept.content = kept.content | _told(definition, values)
    kept.version, kept.changed_by, kept.changed_at = kept.version + 1, by, at
    kept.save(update_fields=["content", "version", "changed_by", "changed_at"])


def refuse_by_hand(definition: Record) -> None:
    """Refused to enter or change by hand what an act writes: nothing goes round its rule."""
    if definition.written_by is None:
        return
    raise Refused(
        _(
            "%(record)s is entered under “Onward”: consents are kept there, and all that was told outside. "
            "What the record says comes from there."
        )
        % {"record": definition.name(get_language() or "en")}
    )


def refuse_to_strike(kept: CaseRecord, definition: Record) -> None:
    """Refused for what an act wrote. What was entered by hand before the act wrote it may be struck."""
    written = (Consent.objects.filter(record=kept), Disclosure.objects.filter(record=kept))
    if any(found.exists() for found in written):
        refuse_by_hand(definition)


def _told(definition: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.key for field in definition.fields}
    return {key: value for key, value in values.items() if key in known and value not in (None, "")}


def _case(kept: CaseRecord) -> Case:
    assert kept.case is not None
    return kept.case
