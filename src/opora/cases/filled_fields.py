"""What happens by itself once a field of a record is filled: a stage is reached, somebody's part ends.

A no fills nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.stages import reach_stage
from opora.cases.timeline import add_event
from opora.organisation.models import Worker


def follow_filled(case: Case, key: str, content: Mapping[str, Any], *, by: Worker, at: datetime) -> None:
    """As a part of keeping a record: bring the case on, and end the parts, that its filled fields lead to."""
    filled = {
        f"record.{key}.{field}": value for field, value in content.items() if value not in (None, "", False)
    }
    for path, value in filled.items():
        for milestone in (path, *_words(path, value)):
            case = reach_stage(case, milestone, by=by, at=at)
    for role in task_of(case).roles:
        days = [date.fromisoformat(filled[path]) for path in role.ends_on if path in filled]
        if days:
            _end_parts(case, role.key, min(days), by, at)


def _words(path: str, value: Any) -> list[str]:
    """The words of a code list that a field holds, as a stage names them: `record.kind.field=word`."""
    held = value if isinstance(value, list) else [value]
    return [f"{path}={word}" for word in held if isinstance(word, str)]


def _end_parts(case: Case, role: str, on: date, by: Worker, at: datetime) -> None:
    """End the part of everybody in a role whose part has no end, or a later one."""
    for party in case.parties.filter(role=role).select_related("person", "body"):
        if party.until is not None and party.until <= on:
            continue
        party.until = on
        party.save(update_fields=["until"])
        add_event(case, "party_ended", by=by, at=at, party=party.pk, role=role, who=str(party))
        persons = [party.person_id] if party.person_id else []
        record(by, Deed.CHANGED, "end_party", persons=persons, case_id=case.pk, detail={"role": role}, at=at)
