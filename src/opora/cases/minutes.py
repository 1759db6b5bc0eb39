"""Time spent: by worker and day, for a step or the case as a whole, the way there apart; and together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.first_days import refuse_before_first_day
from opora.cases.models import Case, GroupSession, TimeSpent
from opora.cases.spent import AgainstNorm, Spent, against_norm, time_of
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused

__all__ = ["AgainstNorm", "Spent", "against_norm", "hold_session", "spend_time", "take_time_back", "time_of"]

A_DAY = 1440


@transaction.atomic
def spend_time(
    case: Case,
    *,
    worker: Worker,
    on: date,
    minutes: int,
    by: Worker,
    at: datetime,
    travel_minutes: int = 0,
    step: str = "",
    note: str = "",
) -> TimeSpent:
    """Enter minutes of a worker in a case.

    Refused for a day to come or before the case began, for no minutes at all or less, for more than a day
    has in all of the worker's cases, for a step the task does not have, and for a worker of another centre.
    """
    require(by, "spend_time", case=case, on=timezone.localdate(at))
    if step and step not in {each.key for each in task_of(case).steps}:
        raise Refused(_("Cases of this kind have no such step. Choose one from the list."), field="step")
    if worker.centre_id != case.centre_id:
        raise Refused(_("%(worker)s works at another centre.") % {"worker": worker}, field="worker")
    refuse_before_first_day([case], on)
    [spent] = write_time(case, [worker], on, minutes, travel_minutes, step=step, note=note, at=at)
    _tell(case, "time_spent", by, at, time=spent.pk)
    _log(by, "spend_time", case, at)
    return spent


@transaction.atomic
def hold_session(
    *,
    unit: Unit,
    cases: Sequence[Case],
    subject: str,
    on: date,
    workers: Sequence[Worker],
    minutes: int,
    by: Worker,
    at: datetime,
    travel_minutes: int = 0,
    step: str = "",
) -> GroupSession:
    """Work with several cases at once: the minutes of each worker count once, not once a case.

    Refused as minutes are, without a subject, with fewer than two cases, as one has minutes of its own, and
    for a step that one of the cases does not have.
    """
    if len({case.pk for case in cases}) < 2:
        raise Refused(_("A group session is of two cases at least. Choose them."), field="cases")
    if not subject.strip():
        raise Refused(_("Write what the session was about."), field="subject")
    if not workers:
        raise Refused(_("Say who held the session."), field="workers")
    for case in cases:
        require(by, "spend_time", case=case, on=timezone.localdate(at))
        if step and step not in {each.key for each in task_of(case).steps}:
            raise Refused(
                _("Case %(number)s has no such step. Choose another, or none.") % {"number": case.number},
                field="step",
            )
    refuse_future(on, at)
    refuse_before_first_day(cases, on)
    session = GroupSession.objects.create(
        unit=unit, subject=subject.strip()[:200], held_on=on, held_by=workers[0]
    )
    session.cases.set(cases)
    write_time(session, workers, on, minutes, travel_minutes, step=step, at=at)
    for case in cases:
        add_event(case, "session_held", by=by, at=at, session=session.pk, title=session.subject)
    record(by, Deed.CREATED, "hold_session", detail={"session": session.pk,
           "cases": sorted(case.pk for case in cases)}, at=at)  # fmt: skip
    return session


@transaction.atomic
def take_time_back(spent: TimeSpent, *, by: Worker, at: datetime) -> None:
    """Take minutes out that were entered by mistake. Refused to anybody but their worker or a head."""
    spent = TimeSpent.objects.select_for_update(of=("self",)).select_related("case").get(pk=spent.pk)
    if spent.case is None:
        raise Refused(_("These minutes belong to a group session. They stand as long as it does."))
    require(by, "spend_time", case=spent.case, on=timezone.localdate(at))
    if spent.worker_id != by.pk:
        require(by, "assign_case", case=spent.case, on=timezone.localdate(at))
    case, gone = spent.case, spent.pk
    spent.delete()
    _tell(case, "time_taken_back", by, at, time=gone)
    _log(by, "take_time_back", case, at)


def refuse_future(on: date, at: datetime) -> None:
    """Refused where a day is still to come: work is entered when it is done."""
    if on > timezone.localdate(at):
        raise Refused(
            _("%(day)s is still to come. Enter what was done, on its day; for later, plan it.")
            % {"day": date_format(on)},
            field="on",
        )


def write_time(
    of: Case | GroupSession,
    workers: Sequence[Worker],
    on: date,
    minutes: int,
    travel_minutes: int,
    *,
    at: datetime,
    step: str = "",
    note: str = "",
) -> list[TimeSpent]:
    """The same minutes for each worker, as a part of another act. A worker's day is locked while added up."""
    refuse_future(on, at)
    if minutes < 0 or travel_minutes < 0 or not minutes + travel_minutes:
        raise Refused(_("Enter how many minutes it took, at work or on the way."), field="minutes")
    locked = {each.pk: each for each in Worker.objects.get_queryset().select_for_update().filter(
        pk__in=[worker.pk for worker in workers]).order_by("pk")}  # fmt: skip
    present = dict(
        TimeSpent.objects.filter(worker__in=locked, on=on)
        .values_list("worker")
        .annotate(already=Sum("minutes") + Sum("travel_minutes"))
        .order_by("worker")
    )
    for key, worker in locked.items():
        if (already := present.get(key, 0)) + minutes + travel_minutes > A_DAY:
            raise Refused(
                _(
                    "On %(day)s %(worker)s would have more minutes than the day: %(already)s are entered "
                    "already. Check the minutes and the day."
                )
                % {"day": date_format(on), "worker": worker, "already": already},
                field="minutes",
            )
    place = {"case": of} if isinstance(of, Case) else {"session": of}
    return TimeSpent.objects.bulk_create(
        TimeSpent(
            worker=worker,
            on=on,
            minutes=minutes,
            travel_minutes=travel_minutes,
            step=step,
            note=note.strip()[:200],
            entered_at=at,
            **place,
        )
        for worker in locked.values()
    )


def _tell(case: Case, event: str, by: Worker, at: datetime, **detail: int) -> None:
    add_event(case, event, by=by, at=at, **detail)


def _log(by: Worker, act: str, case: Case, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=case.person_ids(), case_id=case.pk, at=at)
