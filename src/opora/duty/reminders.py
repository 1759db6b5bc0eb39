"""Who is reminded of the monthly sheet: the coordinator before the 4th, the main office before the 5th."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from opora.duty.models import Recipient, SentSheet
from opora.duty.reporting import reminded_from, sheet_due
from opora.duty.sending import SENDERS
from opora.duty.sheet_records import task_of_sheets
from opora.law.procedure.explained import plus_months
from opora.organisation.kept_queries import kept
from opora.organisation.models import Competence, CompetenceKind, Worker


@dataclass(frozen=True, slots=True)
class Reminder:
    """The sheet of a month that a worker has yet to send, and by when."""

    month: date
    to: Recipient
    due_on: date


def reminders_of(worker: Worker, today: date) -> list[Reminder]:
    """Sheets of the last month that wait for this worker; the main office's once it has been sent one.

    The main office is that of the seat: of the unit from which the coordinator sent it.
    """
    month = plus_months(today.replace(day=1), -1)
    if today < reminded_from(month):
        return []
    mine = _roles(worker, today)
    if not mine:
        return []
    sent = {
        each.to: each
        for each in SentSheet.objects.filter(centre=worker.centre_id, month=month).order_by("turn", "pk")
    }
    first = sent.get(Recipient.MAIN_OFFICE)
    found = []
    if Recipient.MAIN_OFFICE in mine and first is None:
        found.append(Recipient.MAIN_OFFICE)
    if (
        Recipient.MINISTRY in mine
        and first is not None
        and first.unit_id == worker.unit_id
        and Recipient.MINISTRY not in sent
    ):
        found.append(Recipient.MINISTRY)
    return [Reminder(month, to, sheet_due(month, to)) for to in found]


def _roles(worker: Worker, on: date) -> list[Recipient]:
    """Where the worker sends the sheet, by what the register asks of its roles."""
    asked = {executor.role: executor.qualification for executor in task_of_sheets(on).executors}
    held = {each.key for each in _held_of(worker, list(asked.values()), on)}
    return [to for to in Recipient if asked.get(SENDERS[to]) in held]


@kept
def _held_of(worker: Worker, keys: list[str], on: date) -> QuerySet[Competence]:
    own = Competence.objects.standing().filter(worker=worker, kind=CompetenceKind.QUALIFICATION)
    return own.filter(key__among=keys, period__contains=on)
