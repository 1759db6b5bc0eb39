"""The steps of a case: planned, done, left out with a reason, taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.exclusions import refuse_excluded
from opora.cases.executors import refuse_unfit
from opora.cases.first_days import refuse_before_first_day
from opora.cases.minutes import refuse_future, write_time
from opora.cases.models import Case, CaseStep, StepState
from opora.cases.preceding import refuse_premature_step
from opora.cases.stages import reach_stage
from opora.cases.step_views import StepView, comes_again, open_obligatory, steps_of, turns_needed
from opora.cases.timeline import add_event
from opora.cases.urgency import refuse_waiving_in_danger
from opora.catalogue import Task
from opora.catalogue.schema import Step
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

__all__ = [
    "StepView", "do_step", "open_obligatory", "plan_step", "reopen_step", "steps_of", "waive_step",
]  # fmt: skip


@transaction.atomic
def plan_step(
    case: Case, key: str, *, on: date, for_worker: Worker, by: Worker, at: datetime, reason: str = ""
) -> CaseStep:
    """Plan a step for a day and a worker; one that is planned already is planned anew.

    Refused for a worker without the qualification the step asks for, an optional step without its ground,
    and a step that is done and does not come again.
    """
    case, task, step = _found(case, key, by, at)
    refuse_excluded(for_worker, case, field="for_worker")
    refuse_unfit(for_worker, task, step.by or "", on, field="for_worker")
    planned = _planned(case, key)
    if planned is None:
        _refuse_groundless(step, reason)
        planned = CaseStep(case=case, key=key, turn=_next_turn(case, step), state=StepState.PLANNED)
    planned.planned_on, planned.planned_for = on, for_worker
    planned.reason = reason.strip() or planned.reason
    planned.save()
    _tell(case, "step_planned", planned, by, at)
    _log(by, "plan_step", planned, at)
    refresh_deadlines(case, on=timezone.localdate(at))
    return planned


@transaction.atomic
def do_step(
    case: Case,
    key: str,
    *,
    on: date,
    by: Worker,
    at: datetime,
    minutes: int | None = None,
    travel_minutes: int = 0,
    reason: str = "",
    workers: Sequence[Worker] = (),
) -> CaseStep:
    """A step was done on a day: its planned turn, or a new one. `workers` did it with `by`.

    The minutes count for each of them. Refused for a day to come or before the case began, for anybody
    without the qualification, experience or licence the step asks for, for an optional step without its
    ground, and for one that is done already and does not come again.
    """
    case, task, step = _found(case, key, by, at)
    refuse_future(on, at)
    refuse_before_first_day([case], on)
    refuse_premature_step(case, step)
    together = [by, *(worker for worker in workers if worker.pk != by.pk)]
    for worker in together:
        refuse_excluded(worker, case)
        refuse_unfit(worker, task, step.by or "", on)
    turn = _planned(case, key)
    if turn is None:
        turn = CaseStep(case=case, key=key, turn=_next_turn(case, step))
    turn.reason = reason.strip() or turn.reason
    _refuse_groundless(step, turn.reason)
    turn.state, turn.ended_on, turn.by = StepState.DONE, on, by
    turn.save()
    if minutes is not None or travel_minutes:
        write_time(case, together, on, minutes or 0, travel_minutes, step=key, at=at)
    _tell(case, "step_done", turn, by, at)
    _log(by, "do_step", turn, at)
    refresh_deadlines(case, on=timezone.localdate(at))
    reach_stage(case, f"step.{key}", by=by, at=at)
    return turn


@transaction.atomic
def waive_step(case: Case, key: str, *, reason: str, by: Worker, at: datetime) -> CaseStep:
    """Leave an obligatory step out, with a reason that will be read.

    Refused for one that nobody owes, and for one that an immediate danger calls for.
    """
    case, task, step = _found(case, key, by, at)
    refuse_unfit(by, task, step.by or "", timezone.localdate(at))
    refuse_empty_words(reason)
    refuse_waiving_in_danger(case, step)
    turn = _planned(case, key)
    if turn is None:
        if step.kind == "optional":
            raise Refused(_("This step is not obligatory: nobody has to leave it out."), field="reason")
        turn = CaseStep(case=case, key=key, turn=_next_turn(case, step))
    turn.state, turn.ended_on, turn.by = StepState.WAIVED, timezone.localdate(at), by
    turn.reason = reason.strip()[:500]
    turn.save()
    _tell(case, "step_waived", turn, by, at, reason=turn.reason)
    _log(by, "waive_step", turn, at)
    refresh_deadlines(case, on=timezone.localdate(at))
    return turn


@transaction.atomic
def reopen_step(case: Case, key: str, *, reason: str, by: Worker, at: datetime) -> CaseStep:
    """Take up again the last turn of a step that was done or left out by mistake; its minutes stay.

    Refused without a reason, and where nothing of the step is done.
    """
    case, _task, _step = _found(case, key, by, at)
    refuse_empty_words(reason)
    turn = case.steps.exclude(state=StepState.PLANNED).filter(key=key).order_by("-turn").first()
    if turn is None:
        raise Refused(_("Nothing of this step is done yet, so there is nothing to take up again."))
    if _planned(case, key) is not None:
        raise Refused(_("The step is planned again already. Do that one, or plan it for another day."))
    turn.state, turn.ended_on, turn.planned_for, turn.by = StepState.PLANNED, None, turn.by, None
    turn.save()
    _tell(case, "step_reopened", turn, by, at, reason=reason.strip())
    _log(by, "reopen_step", turn, at)
    refresh_deadlines(case, on=timezone.localdate(at))
    return turn


def _found(case: Case, key: str, by: Worker, at: datetime) -> tuple[Case, Task, Step]:
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    require(by, "do_step", case=case, on=timezone.localdate(at))
    task = task_of(case)
    for step in task.steps:
        if step.key == key:
            return case, task, step
    raise Refused(_("Cases of this kind have no such step. Choose one from the list."), field="step")


def _planned(case: Case, key: str) -> CaseStep | None:
    return case.steps.filter(key=key, state=StepState.PLANNED).order_by("turn").first()


def _next_turn(case: Case, step: Step) -> int:
    """The number of a new turn. Refused where the step is done as often as it is to be."""
    last = case.steps.filter(key=step.key).order_by("-turn").first()
    if last is None:
        return 1
    is_over = last.turn >= turns_needed(step) or last.state == StepState.WAIVED
    if is_over and not comes_again(step):
        raise Refused(
            _("The step “%(step)s” ended on %(day)s already. Take it up again if that was a mistake.")
            % {"step": step.name(get_language() or "en"), "day": date_format(last.ended_on or "")}
        )
    return last.turn + 1


def _refuse_groundless(step: Step, reason: str) -> None:
    if step.kind == "optional" and not reason.strip():
        raise Refused(
            _("“%(step)s” is done only where it is needed. Write why it is needed in this case.")
            % {"step": step.name(get_language() or "en")},
            field="reason",
        )


def _tell(case: Case, event: str, turn: CaseStep, by: Worker, at: datetime, **detail: str) -> None:
    add_event(case, event, by=by, at=at, step=turn.key, turn=turn.turn, **detail)


def _log(by: Worker, act: str, turn: CaseStep, at: datetime) -> None:
    persons, detail = turn.case.person_ids(), {"step": turn.key, "turn": turn.turn}
    record(by, Deed.CHANGED, act, persons=persons, case_id=turn.case_id, detail=detail, at=at)
