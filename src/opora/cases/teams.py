"""Working on a case together: joining its team, which lets a worker in, and leaving it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.exclusions import refuse_excluded
from opora.cases.executors import executors_of, refuse_unfit
from opora.cases.letting_in import TEAM_STAY
from opora.cases.models import Access, Case, Teammate
from opora.cases.timeline import add_event
from opora.organisation.access import reach, require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def join(case: Case, worker: Worker, role: str, *, by: Worker, at: datetime, reason: str = "") -> Teammate:
    """Let a worker work on a case in a role of its task; they see it as long as they are in the team.

    Refused for a role the task does not have, for another centre's worker, for one whose post covers no
    cases, who lacks what the role asks for, who is excluded, or who is in the team already; and for the
    worker to whom the case is assigned.
    """
    case = _locked(case)
    on = timezone.localdate(at)
    require(by, "manage_team", case=case, on=on)
    task = task_of(case)
    if not role or not executors_of(task, role):
        raise Refused(_("Nobody does such a case in this role. Choose one from the list."), field="role")
    _refuse_stranger(case, worker, at)
    refuse_excluded(worker, case, field="worker")
    refuse_unfit(worker, task, role, on, field="worker")
    mate = Teammate.objects.create(case=case, worker=worker, role=role, since=on)
    Access.objects.create(
        case=case,
        worker=worker,
        reason=reason.strip()[:300] or _("works on the case in the team"),
        given_by=by,
        from_at=at,
        until_at=at + TEAM_STAY,
    )
    add_event(case, "teammate_joined", by=by, at=at, worker=worker.pk, who=str(worker), role=role)
    _log(by, "join_team", case, at)
    return mate


@transaction.atomic
def leave(case: Case, worker: Worker, *, by: Worker, at: datetime) -> Teammate:
    """End a worker's part in the team, and with it what let them into the case; what they did stays.

    A worker leaves a team themselves as well. Refused for somebody who is not in it.
    """
    case = _locked(case)
    on = timezone.localdate(at)
    if by.pk != worker.pk:
        require(by, "manage_team", case=case, on=on)
    mate = case.team.filter(worker=worker, until=None).first()
    if mate is None:
        raise Refused(_("%(worker)s is not in the team.") % {"worker": worker}, field="worker")
    mate.until = on
    mate.save(update_fields=["until"])
    let_in = case.accesses.filter(worker=worker, broke_glass=False, from_at__lte=at, until_at__gt=at)
    let_in.update(until_at=at)
    add_event(case, "teammate_left", by=by, at=at, worker=worker.pk, who=str(worker))
    _log(by, "leave_team", case, at)
    return mate


def dissolve(case: Case, *, on: date, at: datetime) -> None:
    """A closed case is worked on by nobody: the team ends, and with it what let its workers in.

    Taken up again, it gets the team that its worker then asks for.
    """
    mates = list(case.team.filter(until=None).values_list("worker", flat=True))
    if not mates:
        return
    case.team.filter(until=None).update(until=on)
    let_in = case.accesses.filter(worker__in=mates, broke_glass=False, from_at__lte=at, until_at__gt=at)
    let_in.update(until_at=at)


def _refuse_stranger(case: Case, worker: Worker, at: datetime) -> None:
    if worker.centre_id != case.centre_id:
        raise Refused(_("%(worker)s works at another centre.") % {"worker": worker}, field="worker")
    if worker.pk == case.assigned_to_id:
        raise Refused(_("The case is assigned to %(worker)s.") % {"worker": worker}, field="worker")
    if reach(worker, "see_case", timezone.localdate(at)).is_empty:
        raise Refused(
            _("The role of %(worker)s covers no cases. Choose somebody who works with cases.")
            % {"worker": worker},
            field="worker",
        )
    if case.team.filter(worker=worker, until=None).exists():
        raise Refused(_("%(worker)s is in the team already.") % {"worker": worker}, field="worker")


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)


def _log(by: Worker, act: str, case: Case, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=case.person_ids(), case_id=case.pk, at=at)
