"""The running cases of a task in a list that its definition tells: who is in it, marked, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from opora.cases.models import Case, CaseRecord, CaseState, Party
from opora.catalogue.schema.case_lists import CaseList, Mark, Sign
from opora.catalogue.schema.deadlines import Age

MOST = 500
"""A unit with more running cases of one task looks at one worker's cases at a time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a list reads of a case: its records by kind, the last one last, and its parties by role."""

    case: Case
    records: Mapping[str, Sequence[CaseRecord]] = field(default_factory=dict)
    parties: Mapping[str, Sequence[Party]] = field(default_factory=dict)

    def last(self, key: str) -> CaseRecord | None:
        kept = self.records.get(key, ())
        return kept[-1] if kept else None

    def value(self, path: str) -> Any:
        """What the last record of a kind holds in a field: `visit.done_on`."""
        record, _, named = path.partition(".")
        kept = self.last(record)
        return kept.content.get(named) if kept else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in a list: its marks, since when it waits, and the body it is grouped by."""

    seen: Seen
    marks: tuple[Mark, ...]
    since: date | None
    group: str
    rank: int


def listed(case_list: CaseList, cases: QuerySet[Case], *, on: date) -> list[Listed]:
    """The cases of a list in its order; three queries, however many they are."""
    found = [_listed(case_list, seen, on) for seen in _seen(case_list, cases)]
    return sorted((each for each in found if each is not None), key=_order)


def _order(each: Listed) -> tuple[str, int, date, int]:
    """What was never done stands before what was done long ago."""
    return each.group, each.rank, each.since or date.min, each.seen.case.pk


def _listed(case_list: CaseList, seen: Seen, on: date) -> Listed | None:
    if not all(is_seen(sign, seen, on) for sign in case_list.where):
        return None
    marks = [mark for mark in case_list.marks if all(is_seen(sign, seen, on) for sign in mark.when)]
    bodies = seen.parties.get(case_list.by, ()) if case_list.by else ()
    return Listed(
        seen=seen,
        marks=tuple(marks),
        since=_day(seen.value(case_list.since)) if case_list.since else seen.case.opened_on,
        group=", ".join(sorted(str(party.body) for party in bodies if party.body)),
        rank=case_list.marks.index(marks[0]) if marks else len(case_list.marks),
    )


def is_seen(sign: Sign, seen: Seen, on: date) -> bool:
    """Whether a sign is seen in a case on a day."""
    if sign.age is not None:
        return _is_so_old(sign.age, seen.parties.get(sign.age.role, ()), on)
    kept: Iterable[CaseRecord] = seen.records.get(sign.record or "", ())
    if sign.until is not None:
        kept = [each for each in kept if _lasts(each.content.get(sign.until), on)]
    if sign.last:
        kept = list(kept)[-1:]
    if sign.field is not None:
        kept = [each for each in kept if _holds(each.content.get(sign.field), sign.is_)]
    return bool(list(kept)) == sign.there


def _is_so_old(age: Age, parties: Iterable[Party], on: date) -> bool:
    born = [party.person.born for party in parties if party.person and party.person.died is None]
    return any(day is not None and _years(day, on) >= age.years for day in born)


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _lasts(value: Any, on: date) -> bool:
    day = _day(value)
    return day is None or day >= on


def _holds(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    return datetime.fromisoformat(value).date() if "T" in value else date.fromisoformat(value)


def _seen(case_list: CaseList, cases: QuerySet[Case]) -> list[Seen]:
    running = list(cases.exclude(state=CaseState.CLOSED).select_related("assigned_to", "unit")[:MOST])
    records: dict[int, dict[str, list[CaseRecord]]] = {case.pk: {} for case in running}
    parties: dict[int, dict[str, list[Party]]] = {case.pk: {} for case in running}
    kept = CaseRecord.objects.filter(case__in=records, key__in=case_list.records, struck_at=None)
    for record in kept.order_by("happened_on", "pk"):
        records[record.case_id].setdefault(record.key, []).append(record)  # type: ignore[index]
    for party in Party.objects.filter(case__in=parties).select_related("person", "body").order_by("pk"):
        parties[party.case_id].setdefault(party.role, []).append(party)
    return [Seen(case, records[case.pk], parties[case.pk]) for case in running]
