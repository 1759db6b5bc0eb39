"""What is due for wards up to a month and stands in no run: until it does, the month is not done with.

Of what repeats the turns of a year back count, but none from before its record was entered: nobody could take
those into a run. What is due once counts until a run took it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from opora.cases.models import CaseRecord
from opora.wards.dues import KEPT_IN, is_paid, names_of_bodies, standing_of, still_taken, told_of
from opora.wards.models import RowKind, RunState, WardRun, WardRunRow
from opora.wards.turns import ONCE, due_in, due_up_to, month_after

YEAR_BACK = 1
Turns = Mapping[tuple[int, date], WardRunRow]


@dataclass(frozen=True)
class Left:
    """A due that the run does not pay or consent to, and no confirmed run does."""

    record: CaseRecord
    kind: RowKind
    due_on: date
    words: str
    left_out_because: str
    waits_elsewhere: bool  # in another run, which nobody has confirmed

    @property
    def turn(self) -> date:
        return self.due_on.replace(day=1)


def left_of(run: WardRun, cases: Collection[int], *, until: date) -> list[Left]:
    """By the day they are due; what a run left out with a reason is among them, with the reason."""
    first = until.replace(year=until.year - YEAR_BACK)
    by_run = WardRunRow.objects.filter(written=OuterRef("pk"))
    kept = CaseRecord.objects.filter(case__in=cases, struck_at=None)
    by_hand: dict[int | None, list[CaseRecord]] = defaultdict(list)
    for paid in kept.filter(~Exists(by_run), key=RowKind.PAYMENT):
        by_hand[paid.case_id].append(paid)
    done_with = WardRunRow.objects.filter(_held_by(run), due=OuterRef("pk"))
    records = kept.filter(key__in=KEPT_IN.values()).exclude(Q(content__rhythm=ONCE) & Exists(done_with))
    found = list(records.select_related("case"))
    names = names_of_bodies(each.content.get(key) for each in found for key in ("payee", "for_body"))
    rows = _rows(cases, first)
    kinds = {record: kind for kind, record in KEPT_IN.items()}
    left = [
        _left(record, kinds[record.key], due_on, names, rows.get((record.pk, due_on.replace(day=1))))
        for record in found
        for due_on in _days(record, first, until)
        if not _is_held(run, rows.get((record.pk, due_on.replace(day=1))))
        and not is_paid(kinds[record.key], record, due_on, by_hand[record.case_id])
    ]
    return sorted(left, key=lambda each: (each.due_on, each.record.pk))


def _held_by(run: WardRun) -> Q:
    """Rows of this run, and of those that were confirmed, which hold their turn."""
    return still_taken() & (Q(run=run) | Q(run__state=RunState.CONFIRMED))


def _rows(cases: Collection[int], first: date) -> Turns:
    """What was said of each turn: that it is held before that it was left out, the latest of several."""
    said = WardRunRow.objects.filter(case__in=cases).exclude(run__state=RunState.WITHDRAWN)
    said = said.filter(still_taken() | Q(is_taken=False)).exclude(is_taken=False, left_out_because="")
    said = said.filter(Q(turn__gte=first) | Q(due__content__rhythm=ONCE))
    return {(row.due_id, row.turn): row for row in said.select_related("run").order_by("is_taken", "pk")}


def _is_held(run: WardRun, row: WardRunRow | None) -> bool:
    if row is None or not row.is_taken:
        return False
    return row.run_id == run.pk or row.run.state == RunState.CONFIRMED


def _days(record: CaseRecord, first: date, until: date) -> Iterator[date]:
    """The days up to a month on which it falls due."""
    standing = standing_of(record.content)
    if standing.rhythm == ONCE:
        if (only := due_up_to(standing, until)) is not None:
            yield only
        return
    entered = timezone.localdate(record.entered_at).replace(day=1)
    month = max(first, entered, standing.first.replace(day=1))
    while month <= until:
        if (due_on := due_in(standing, month)) is not None:
            yield due_on
        month = month_after(month)


def _left(
    record: CaseRecord, kind: RowKind, due_on: date, names: Mapping[int, str], row: WardRunRow | None
) -> Left:
    told = told_of(kind, record.content, names)
    parts = (told.get("purpose") or told.get("matter", ""), told["name"])
    return Left(
        record=record,
        kind=kind,
        due_on=due_on,
        words=" · ".join(part for part in parts if part),
        left_out_because=row.left_out_because if row else "",
        waits_elsewhere=row is not None and row.is_taken,
    )
