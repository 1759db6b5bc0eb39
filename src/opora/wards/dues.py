"""What falls due in a month for the wards of a unit, read from the records of their cases.

What repeats is due in its own month; what is due once stays due until a run took it. What a run took is due
no more, unless the payment or consent it wrote was struck out of the case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from opora.cases.models import Body, Case, CaseRecord, Exclusion, Party, Tie
from opora.cases.querysets import UNCLOSED, CaseQuerySet
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.wards.known_money import Known, known_balance
from opora.wards.models import RowKind, RunState, WardRunRow
from opora.wards.stops import Stop, stops_told
from opora.wards.turns import ONCE, Standing, due_in, due_up_to, month_before

TASK, WARD = "guardianship_by_centre", "ward"
KEPT_IN = {RowKind.PAYMENT: "obligation", RowKind.CONSENT: "consent_asked"}
"""The records in which it stands what falls due."""
TOLD = {
    RowKind.PAYMENT: ("kind", "payee", "purpose", "account", "reference"),
    RowKind.CONSENT: ("matter", "for_body"),
}
"""What a row keeps of it, and hands on to the payment or consent it becomes."""
STATE, RECEIPT = "account_state", "receipt"
NOT_OURS = frozenset({Stop.PAID_BY_HAND, Stop.WARD_DIED, Stop.MAY_NOT_ACT})
"""Stops after which there is nothing for this worker to leave out."""
Taken = dict[tuple[int, date], int]


@dataclass(frozen=True)
class Due:
    """What falls due for a ward on a day. Without `cents` the amount is told by the bill of the month."""

    record: CaseRecord
    kind: RowKind
    turn: date
    due_on: date
    cents: int | None
    told: Mapping[str, Any]
    ward_consulted: bool | None
    stops: tuple[Stop, ...]

    @property
    def key(self) -> str:
        return f"{self.record.pk}-{self.turn:%Y%m}"

    @property
    def may_be_left_out(self) -> bool:
        """Whether a reason may be given for leaving it out, also of one that waits for a permission."""
        return not NOT_OURS.intersection(self.stops)

    @property
    def asks_amount(self) -> bool:
        return self.kind == RowKind.PAYMENT and self.cents is None and not self.stops

    @property
    def asks_consulted(self) -> bool:
        return self.kind == RowKind.CONSENT and self.ward_consulted is None and not self.stops


@dataclass
class Ward:
    """One ward with all that is due, and what is known of the money."""

    case: Case
    person: Person | None
    dues: list[Due] = field(default_factory=list)
    left_over: int = 0
    known: Known | None = None

    @property
    def to_pay(self) -> int:
        """The sum of the payments whose amount is known and that nothing keeps out."""
        return sum(each.cents or 0 for each in self.dues if not each.stops)

    @property
    def asks_amounts(self) -> bool:
        return any(each.asks_amount for each in self.dues)

    @property
    def short_by(self) -> int:
        """By how much the known balance does not cover them; nought where it does or is not known."""
        return max(0, self.to_pay - self.known.cents) if self.known else 0


@dataclass(frozen=True)
class Wards:
    """Those of a unit whose cases the worker reaches, and how many others there are."""

    reached: list[Ward]
    withheld: int

    @property
    def left_over(self) -> int:
        """Dues of the month before that no run took."""
        return sum(each.left_over for each in self.reached)


def ward_cases(unit: Unit) -> CaseQuerySet:
    """The cases in which the centre is guardian, by unit, while the guardianship lasts."""
    return Case.objects.filter(task=TASK, unit=unit, state__in=UNCLOSED)


def wards_of(unit: Unit, month: date, *, worker: Worker, at: datetime) -> Wards:
    """Every ward of the unit and what is due in the month; the same number of queries however many."""
    month = month.replace(day=1)
    all_here = ward_cases(unit)
    cases = list(all_here.reached_for("draw_ward_run", worker, at=at).select_related("unit", "centre"))
    wards = {case.pk: Ward(case, None) for case in cases}
    _name(wards)
    taken, waiting = _taken(wards, month)
    kept = _kept(wards, month)
    by_hand = _paid_by_hand(kept)
    barred = _barred(worker, cases)
    names = _names_of_bodies(kept)
    for (case, key), rows in kept.items():
        kind = next((kind for kind, record in KEPT_IN.items() if record == key), None)
        for row in rows if kind else ():
            assert kind is not None
            _add_due(wards[case], row, kind, month, taken, by_hand[case], names, case in barred)
    for case, ward in wards.items():
        of = {key: kept[case, key] for key in (STATE, RECEIPT, RowKind.PAYMENT)}
        ward.known = known_balance(of[STATE], of[RECEIPT], of[RowKind.PAYMENT], waiting_cents=waiting[case])
        ward.dues.sort(key=lambda each: (each.kind != RowKind.PAYMENT, each.due_on, each.record.pk))
    return Wards(sorted(wards.values(), key=_by_name), all_here.count() - len(cases))


def standing_of(content: Mapping[str, Any]) -> Standing:
    """When it is due, as its record tells."""
    last = content.get("to")
    return Standing(
        rhythm=content["rhythm"],
        first=date.fromisoformat(content["from"]),
        last=date.fromisoformat(last) if last else None,
        day=content.get("due_day"),
    )


def told_of(kind: RowKind, content: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """What the record says of the payee or of the matter, with the name of a body written out."""
    told = {key: content[key] for key in TOLD[kind] if content.get(key) not in (None, "")}
    whom = told.get("payee", told.get("for_body", ""))
    told["name"] = names.get(whom, "") if isinstance(whom, int) else whom
    return told


def amount_told(content: Mapping[str, Any]) -> int | None:
    """The amount, where it is the same each time."""
    amount = content.get("amount") if content.get("amount_known") == "fixed" else None
    return amount if isinstance(amount, int) else None


def still_taken() -> Q:
    """Rows that hold their turn: taken, and what they wrote was not struck out."""
    return Q(is_taken=True) & (Q(written=None) | Q(written__struck_at=None))


def _add_due(
    ward: Ward,
    row: CaseRecord,
    kind: RowKind,
    month: date,
    taken: Taken,
    by_hand: list[CaseRecord],
    names: Mapping[int, str],
    is_barred: bool,
) -> None:
    standing = standing_of(row.content)
    before = month_before(month)
    entered = timezone.localdate(row.entered_at)
    if standing.rhythm != ONCE and entered < month and (row.pk, before) not in taken:
        was_due = due_in(standing, before)
        ward.left_over += was_due is not None and not is_paid(kind, row, was_due, by_hand)
    due_on = due_up_to(standing, month)
    if due_on is None or (row.pk, due_on.replace(day=1)) in taken:
        return
    stops = list(stops_told(kind, row.content))
    if is_paid(kind, row, due_on, by_hand):
        stops.append(Stop.PAID_BY_HAND)
    if ward.person is not None and ward.person.died is not None:
        stops.append(Stop.WARD_DIED)
    if is_barred:
        stops.append(Stop.MAY_NOT_ACT)
    ward.dues.append(
        Due(
            record=row,
            kind=kind,
            turn=due_on.replace(day=1),
            due_on=due_on,
            cents=amount_told(row.content) if kind == RowKind.PAYMENT else None,
            told=told_of(kind, row.content, names),
            ward_consulted=row.content.get("ward_consulted"),
            stops=tuple(stops),
        )
    )


def is_paid(kind: RowKind, row: CaseRecord, due_on: date, by_hand: Iterable[CaseRecord]) -> bool:
    return kind == RowKind.PAYMENT and any(_is_same(row.content, due_on, paid) for paid in by_hand)


def _is_same(due: Mapping[str, Any], on: date, paid: CaseRecord) -> bool:
    """Whether a payment typed into the case is this due; of a single bill also the amount tells."""
    told = paid.content
    if told.get("kind") != due["kind"] or told.get("payee") != due.get("payee"):
        return False
    if str(told.get("month", ""))[:7] != f"{on:%Y-%m}":
        return False
    is_of_one_bill = due["rhythm"] == ONCE
    return not is_of_one_bill or bool(told.get("amount") == due.get("amount"))


def _name(wards: Mapping[int, Ward]) -> None:
    parties = Party.objects.filter(case__in=wards, role=WARD).select_related("person").order_by("-pk")
    for party in parties:
        wards[party.case_id].person = party.person


def _kept(wards: Mapping[int, Ward], month: date) -> dict[tuple[int, str], list[CaseRecord]]:
    """The records of the cases by case and kind; what no sum or turn of the month needs is left where it is.

    Left are single dues that were taken, and what came and went before the last state of the account.
    """
    taken = WardRunRow.objects.filter(still_taken(), due=OuterRef("pk"))
    states = CaseRecord.objects.filter(case=OuterRef("case"), key=STATE, struck_at=None)
    last_state = Subquery(states.order_by("-happened_on").values("happened_on")[:1])
    is_old = Q(key__in=[RowKind.PAYMENT, RECEIPT], happened_on__lt=month_before(month_before(month)))
    is_in_state = Q(last_state=None) | Q(happened_on__lte=F("last_state"))
    keys = [*KEPT_IN.values(), RowKind.PAYMENT, STATE, RECEIPT]
    rows = CaseRecord.objects.filter(case__in=wards, key__in=keys, struck_at=None)
    rows = rows.annotate(last_state=last_state, is_taken=Exists(taken))
    rows = rows.exclude(Q(content__rhythm=ONCE) & Q(is_taken=True)).exclude(is_old & is_in_state)
    found: dict[tuple[int, str], list[CaseRecord]] = defaultdict(list)
    for row in rows.order_by("pk"):
        assert row.case_id is not None
        found[row.case_id, row.key].append(row)
    return found


def _taken(wards: Mapping[int, Ward], month: date) -> tuple[Taken, dict[int, int]]:
    """Turns of this month and the one before that are taken, and by case what waits to be confirmed."""
    rows = WardRunRow.objects.filter(still_taken(), case__in=wards).filter(
        Q(turn__gte=month_before(month), turn__lte=month) | Q(run__state=RunState.DRAWN)
    )
    taken: Taken = {}
    waiting: dict[int, int] = defaultdict(int)
    for row in rows.select_related("run"):
        taken[row.due_id, row.turn] = row.case_id
        waiting[row.case_id] += (row.cents or 0) if row.run.state == RunState.DRAWN else 0
    return taken, waiting


def _paid_by_hand(kept: Mapping[tuple[int, str], list[CaseRecord]]) -> dict[int, list[CaseRecord]]:
    """By case the payments that somebody typed into it, and no run wrote."""
    payments = [row for (_case, key), rows in kept.items() if key == RowKind.PAYMENT for row in rows]
    of_runs = set(WardRunRow.objects.filter(written__in=payments).values_list("written", flat=True))
    found: dict[int, list[CaseRecord]] = defaultdict(list)
    for row in payments:
        if row.pk not in of_runs:
            assert row.case_id is not None
            found[row.case_id].append(row)
    return found


def _barred(worker: Worker, cases: Iterable[Case]) -> set[int]:
    """Cases in which the worker may not act (ZUP 35 and 36); asked one by one only where there may be one."""
    excluded = Exclusion.objects.in_force().filter(worker=worker, case__in=[case.pk for case in cases])
    if not excluded.exists() and not Tie.objects.standing().filter(worker=worker).exists():
        return set()
    return {case.pk for case in cases if case.bars(worker)}


def _names_of_bodies(kept: Mapping[tuple[int, str], list[CaseRecord]]) -> dict[int, str]:
    told = (
        row.content.get(name)
        for (_case, key), rows in kept.items() if key in KEPT_IN.values()
        for row in rows
        for name in ("payee", "for_body")
    )  # fmt: skip
    return names_of_bodies(told)


def names_of_bodies(told: Iterable[Any]) -> dict[int, str]:
    """The names of the bodies among these values of fields."""
    keys = {each for each in told if isinstance(each, int)}
    return dict(Body.objects.filter(pk__in=keys).values_list("pk", "name"))


def _by_name(ward: Ward) -> tuple[str, int]:
    return (ward.person.family_order if ward.person else "", ward.case.pk)
