"""The states of a case: waiting for the party, at work again, decided, closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_rules import BY_RULES, refresh_deadlines
from opora.cases.deadlines import cancel_deadline
from opora.cases.minutes import refuse_future
from opora.cases.models import Case, CaseState, DeadlineState, StepState
from opora.cases.open_ends import appointments_to_come, open_ends
from opora.cases.sent_cases import end_transfer
from opora.cases.silences import refuse_silent_end
from opora.cases.step_views import open_obligatory
from opora.cases.teams import dissolve
from opora.cases.timeline import add_event
from opora.cases.told_outcomes import refuse_contradiction
from opora.cases.urgency import refuse_ending_in_danger
from opora.catalogue import Task
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

UNFINISHED = (DeadlineState.RUNNING, DeadlineState.PAUSED)

# From each state, the states a case may go to. A decided case opens again when a remedy succeeds.
WAYS: dict[str, frozenset[str]] = {
    CaseState.OPEN: frozenset({CaseState.AWAITING_PARTY, CaseState.DECIDED, CaseState.CLOSED}),
    CaseState.AWAITING_PARTY: frozenset({CaseState.OPEN, CaseState.DECIDED, CaseState.CLOSED}),
    CaseState.DECIDED: frozenset({CaseState.OPEN, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset(),
}


@transaction.atomic
def move_case(case: Case, state: CaseState) -> Case:
    """Bring a case into another state, as a part of another act; nothing happens if it is in it.

    Refused where no way leads there.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.state == state:
        return locked
    if state not in WAYS[locked.state]:
        raise Refused(
            _("The case is %(present)s, so it cannot become %(wanted)s.")
            % {"present": CaseState(locked.state).label, "wanted": state.label}
        )
    locked.state = state
    locked.save(update_fields=["state"])
    return locked


def end_waiting_deadlines(case: Case, *, on: date) -> None:
    """Nothing of this case is waited for any more; what its rules began they may run again when it opens."""
    for deadline in case.deadlines.filter(state__in=UNFINISHED):
        ended = cancel_deadline(deadline, on=on)
        if "starts" in ended.rests_on:
            ended.rests_on = {**ended.rests_on, BY_RULES: "closing"}
            ended.save(update_fields=["rests_on"])


@transaction.atomic
def close_case(
    case: Case,
    *,
    by: Worker,
    on: date,
    at: datetime,
    outcome: str = "",
    stage: str = "",
    saw_open_ends: bool = True,
) -> Case:
    """Put a case away, with the way it ended; deadlines that no longer matter end, and so does its team.

    Refused while a deadline to decide still runs, while what an immediate danger calls for is not done,
    while an obligatory step is open (the sentence names them), while an appointment is to come, without an
    outcome where the task tells outcomes and no decision says how it ended, with one that contradicts a
    record (`told_outcomes`) or passes over a difference in the accounts (`silences`), and for a day before
    the case was opened or still to come. Whoever has not looked at its open ends (`open_ends`) is refused as
    long as there are some.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    require(by, "close_case", case=case, on=timezone.localdate(at))
    refuse_future(on, at)
    if on < case.opened_on:
        raise Refused(_("The case was opened after that day. Choose a later one."), field="on")
    if case.deadlines.filter(state__in=UNFINISHED, key="decision").exists():
        raise Refused(_("The decision is still to come. Issue it, or stop the procedure, before closing."))
    task = task_of(case)
    refuse_ending_in_danger(case, task)
    _refuse_open_steps(case, on)
    _refuse_wrong_end(case, task, outcome, stage)
    refuse_contradiction(case, task, outcome)
    refuse_silent_end(case, task, outcome)
    _refuse_appointment(case, on)
    if not saw_open_ends and open_ends(case, by=by, on=on):
        raise Refused(
            _(
                "Something of this case is still open. Look at it below, and confirm "
                "that it ends all the same."
            ),
            field="saw_open_ends",
        )
    case.steps.filter(state=StepState.PLANNED).delete()  # what nobody owed falls with the case
    end_waiting_deadlines(case, on=on)
    dissolve(case, on=on, at=at)
    closed = move_case(case, CaseState.CLOSED)
    closed.closed_on, closed.outcome = on, outcome
    closed.stage = stage or _last_stage(task) or closed.stage
    closed.save(update_fields=["closed_on", "outcome", "stage"])
    add_event(closed, "case_closed", by=by, at=at, **({"outcome": outcome} if outcome else {}))
    record(by, Deed.CHANGED, "close_case", persons=closed.person_ids(), case_id=closed.pk, at=at)
    return closed


@transaction.atomic
def reopen_case(case: Case, *, reason: str, by: Worker, at: datetime) -> Case:
    """Take up again a case that was closed too early, with the deadlines that its closing ended.

    Refused without a reason, for a case that is not closed, and for one that another centre took over.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    require(by, "reopen_case", case=case, on=timezone.localdate(at))
    refuse_empty_words(reason)
    end_transfer(case, at=at)
    task = task_of(case)
    case.state, case.closed_on, case.outcome = CaseState.OPEN, None, ""
    case.stage = next((stage.key for stage in task.stages if stage.is_ == CaseState.OPEN.value), "")
    case.save(update_fields=["state", "closed_on", "outcome", "stage"])
    refresh_deadlines(case, on=timezone.localdate(at))
    add_event(case, "case_reopened", by=by, at=at, reason=reason.strip())
    record(by, Deed.CHANGED, "reopen_case", persons=case.person_ids(), case_id=case.pk, at=at)
    return case


def _refuse_open_steps(case: Case, on: date) -> None:
    waiting = open_obligatory(case, on=on)
    if not waiting:
        return
    language = get_language() or "en"
    raise Refused(
        ngettext(
            "%(count)d obligatory step is still open: %(steps)s. Do it, or leave it out with a reason.",
            "%(count)d obligatory steps are still open: %(steps)s. Do them, or leave them out with a reason.",
            len(waiting),
        )
        % {
            "count": len(waiting),
            "steps": ", ".join(f"“{view.definition.name(language)}”" for view in waiting),
        }
    )


def _refuse_appointment(case: Case, on: date) -> None:
    for appointment in appointments_to_come(case, after=on)[:1]:
        day = date_format(timezone.localtime(appointment.starts_at).date())
        raise Refused(
            _("“%(subject)s” is agreed for %(day)s. Call it off, or close the case after it.")
            % {"subject": appointment.subject, "day": day}
        )


def _refuse_wrong_end(case: Case, task: Task, outcome: str, stage: str) -> None:
    if outcome and outcome not in {each.key for each in task.outcomes}:
        raise Refused(
            _("Cases of this kind do not end in this way. Choose one from the list."), field="outcome"
        )
    if not outcome and task.outcomes and case.state != CaseState.DECIDED:
        raise Refused(_("Say how the case ended: choose one from the list."), field="outcome")
    if stage and stage not in {each.key for each in task.stages if each.is_ == CaseState.CLOSED.value}:
        raise Refused(_("This stage does not end a case. Choose one from the list."), field="stage")


def _last_stage(task: Task) -> str:
    """The stage of a closed case, where the task has just one."""
    closed = [each.key for each in task.stages if each.is_ == CaseState.CLOSED.value]
    return closed[0] if len(closed) == 1 else ""
