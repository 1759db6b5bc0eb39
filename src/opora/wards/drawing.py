"""Drawing up a run: which dues that were read are taken, which left out and why; and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.executors import refuse_unfit
from opora.cases.models import Case
from opora.catalogue import catalogue
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words
from opora.wards.dues import TASK, WARD, Due, Ward, wards_of
from opora.wards.models import RowKind, RunState, WardRun, WardRunRow
from opora.wards.turns import month_after

A_DAY = 1440
EXECUTOR = "authorised"
"""Who pays and consents for a ward, as the task says."""


@dataclass(frozen=True)
class Choice:
    """What the worker said of a due: why it is left out, the amount of the bill, if the ward was asked."""

    left_out_because: str = ""
    cents: int | None = None
    ward_consulted: bool | None = None


@transaction.atomic
def draw_run(
    unit: Unit,
    month: date,
    *,
    choices: Mapping[str, Choice],
    minutes: int | None = None,
    by: Worker,
    at: datetime,
) -> WardRun:
    """Take the dues of a month that the worker read, by their keys in `choices`; the others wait.

    A payment without an amount waits for its bill, a consent until it is said whether the ward was asked. A
    run may only leave out, with reasons: then the month is done with and nothing is paid.
    Refused for a month that lies further ahead than the next, to who is not fit for the task, and where
    nothing is left to take, as when another window took it.
    """
    require(by, "draw_ward_run")
    on, month = timezone.localdate(at), month.replace(day=1)
    if month > month_after(on):
        raise Refused(_("This month lies too far ahead. Choose the next one at most."), field="month")
    if minutes is not None and not 0 < minutes <= A_DAY:
        raise Refused(_("Enter how many minutes it took, at most those of a day."), field="minutes")
    refuse_unfit(by, catalogue().as_read.task(TASK, on=on), EXECUTOR, on)
    unit = Unit.objects.select_for_update(of=("self",)).select_related("centre").get(pk=unit.pk)
    found = wards_of(unit, month, worker=by, at=at).reached
    run = WardRun(centre=unit.centre, unit=unit, month=month, minutes=minutes, drawn_by=by, drawn_at=at)
    rows = [row for ward in found for row in _rows(run, ward, choices)]
    if not rows:
        raise Refused(
            _(
                "Nothing is left to take for this month: it is paid, waits in another run, or is left out. "
                "Read the page again."
            )
        )
    run.save()
    _free_struck(unit)
    WardRunRow.objects.bulk_create(rows)
    _log(by, "draw_ward_run", Deed.CREATED, run, at)
    return run


@transaction.atomic
def withdraw_run(run: WardRun, *, reason: str, by: Worker, at: datetime) -> WardRun:
    """Take back a run that is not confirmed: its dues are free for another. Refused without a reason."""
    run = locked(run)
    for case in cases_of(run):
        require(by, "draw_ward_run", case=case, on=timezone.localdate(at))
    refuse_unless_drawn(run)
    refuse_empty_words(reason)
    run.rows.filter(is_taken=True).update(is_taken=False)
    run.state, run.withdrawn_by, run.withdrawn_at = RunState.WITHDRAWN, by, at
    run.withdrawn_because = reason.strip()[:300]
    run.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_because"])
    _log(by, "withdraw_ward_run", Deed.CHANGED, run, at)
    return run


def locked(run: WardRun) -> WardRun:
    """The run as it stands now, for this transaction alone."""
    rows = WardRun.objects.select_for_update(of=("self",)).select_related("unit__centre", "drawn_by")
    return rows.get(pk=run.pk)


def cases_of(run: WardRun) -> list[Case]:
    """The cases with a row in it."""
    cases = Case.objects.filter(pk__in=run.rows.values("case")).select_related("unit", "centre")
    return list(cases.order_by("pk"))


def refuse_unless_drawn(run: WardRun) -> None:
    if run.state != RunState.DRAWN:
        raise Refused(_("This run waits no more: it was confirmed or withdrawn. Read the page again."))


def _free_struck(unit: Unit) -> None:
    """What a run wrote and somebody struck out of the case is due again: its row holds the turn no more."""
    rows = WardRunRow.objects.filter(case__unit=unit, is_taken=True, written__struck_at__isnull=False)
    rows.update(is_taken=False)


def _rows(run: WardRun, ward: Ward, choices: Mapping[str, Choice]) -> Iterator[WardRunRow]:
    """The rows of one ward, as chosen; what may not be taken now waits without a row."""
    for due in ward.dues:
        choice = choices.get(due.key)
        if choice is None or not due.may_be_left_out:
            continue
        row = WardRunRow(
            run=run, case=ward.case, due=due.record, kind=due.kind, turn=due.turn, due_on=due.due_on,
            is_taken=True, told=dict(due.told),
        )  # fmt: skip
        if choice.left_out_because.strip():
            refuse_empty_words(choice.left_out_because, field=f"out-{due.key}")
            row.is_taken, row.left_out_because = False, choice.left_out_because.strip()[:300]
            row.cents = due.cents
            yield row
        elif not due.stops and _is_complete(row, due, choice):
            yield row


def _is_complete(row: WardRunRow, due: Due, choice: Choice) -> bool:
    """Whether all is known that the row needs, written into it."""
    if due.kind == RowKind.PAYMENT:
        row.cents = choice.cents if due.cents is None else due.cents
        if row.cents is not None and row.cents <= 0:
            raise Refused(_("A payment is above zero. Correct the amount."), field=f"amount-{due.key}")
        return row.cents is not None
    row.ward_consulted = choice.ward_consulted if due.ward_consulted is None else due.ward_consulted
    return row.ward_consulted is not None


def _log(by: Worker, act: str, deed: Deed, run: WardRun, at: datetime) -> None:
    detail = {"run": run.pk, "month": f"{run.month:%Y-%m}"}
    record(by, deed, act, persons=wards_in(run), detail=detail, at=at)


def wards_in(run: WardRun) -> list[int]:
    """The persons for whom the run pays or consents: for the log."""
    wards = run.rows.filter(case__parties__role=WARD, case__parties__person__isnull=False)
    return list(wards.values_list("case__parties__person", flat=True).distinct())
