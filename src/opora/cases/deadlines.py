"""Deadlines of a case: computed and explained by `law.procedure`, paused while a party is called on.

Setting, pausing and meeting a deadline are parts of other acts (filing, calling, issuing), so they
leave no line of their own in the timeline.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_days import TERMS, day_of_term
from opora.cases.deadline_due import facts_of_term, last_day_again
from opora.cases.deadline_rules import moment_of, with_pause
from opora.cases.models import Case, Deadline, DeadlineState
from opora.cases.prolonging import limits_of_stays
from opora.cases.timeline import add_event
from opora.law.procedure import ExplainedDate, ProcedureError
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic(savepoint=False)
def set_deadline(
    case: Case,
    key: str,
    explained: ExplainedDate,
    *,
    on: date | None = None,
    rests_on: dict[str, Any] | None = None,
    about: str = "",
) -> Deadline:
    """Let a deadline run until an explained day; one of the same kind that still runs is replaced.

    `about` names the record or act it is of, where several of a kind may run.
    """
    on = on or timezone.localdate()
    case.deadlines.filter(_unfinished(), key=key, about=about).update(
        state=DeadlineState.CANCELLED, ended_on=on
    )
    return Deadline.objects.create(
        case=case,
        key=key,
        about=about,
        day=explained.day,
        explanation=explained.to_json(),
        set_on=on,
        rests_on=rests_on or {},
    )


def start_deadline(case: Case, key: str, *, on: date, **facts: Any) -> Deadline | None:
    """Compute a deadline of the case's task and let it run; None where the regime sets no such term.

    Refused where the facts do not lead to a day, for example a term of no days.
    """
    deadline = task_of(case).deadline(key)
    if deadline is None:
        raise KeyError(f"The task {case.task} has no deadline {key!r}; add it to its file.")
    rests_on = ({"term": deadline.term} if deadline.term else {}) | _as_json(facts)
    explained = _computed(case, key, rests_on)
    return None if explained is None else set_deadline(case, key, explained, on=on, rests_on=rests_on)


def start_deadlines_of_filing(case: Case, *, filed_on: date) -> list[Deadline]:
    """Let every term of the procedure run that the task starts with the filing.

    Before ZUP-I the term to decide starts only with the complete application (ZUP 222): it is set when
    the application is complete.
    """
    started = []
    for deadline in task_of(case).deadlines:
        term = deadline.term if deadline.starts == "filed" else None
        if term is not None and _has_begun(term, filed_on):
            began = {"starts": "filed", "from": filed_on.isoformat()}
            started.append(start_deadline(case, deadline.key, on=filed_on, filed_on=filed_on, **began))
    return [deadline for deadline in started if deadline is not None]


def meet_deadline(deadline: Deadline, *, on: date) -> Deadline:
    """What the deadline was for is done."""
    return _end(deadline, DeadlineState.MET, on)


@transaction.atomic
def tick_off(deadline: Deadline, *, by: Worker, at: datetime) -> Deadline:
    """Somebody says that it is done, where no step, record or document of the case can say it.

    Refused for the end of a stay: it ends with the departure, or goes on with what prolongs it.
    """
    on = timezone.localdate(at)
    require(by, "do_step", case=deadline.case, on=on)
    if deadline.key in limits_of_stays(task_of(deadline.case)):
        raise Refused(_("A stay is not ticked off. Enter the departure, or what prolongs it."))
    met = meet_deadline(deadline, on=on)
    add_event(met.case, "deadline_met", by=by, at=at, deadline=met.key, day=met.day.isoformat())
    persons, detail = met.case.person_ids(), {"deadline": met.key}
    record(by, Deed.CHANGED, "do_step", persons=persons, case_id=met.case_id, detail=detail, at=at)
    return met


def let_lapse(deadline: Deadline, *, on: date) -> Deadline:
    """The last day has passed without what the deadline was for. Refused as long as it runs."""
    if deadline.day >= on:
        raise Refused(_("This deadline has not run out yet: its last day is still to come."))
    return _end(deadline, DeadlineState.LAPSED, on)


def cancel_deadline(deadline: Deadline, *, on: date) -> Deadline:
    """What the deadline was for is no longer needed."""
    return _end(deadline, DeadlineState.CANCELLED, on)


@transaction.atomic
def pause_deadline(deadline: Deadline, *, on: date) -> Deadline:
    """Stop the clock, as while a party is called on to supplement (ZUP 222(4)). Refused unless it runs."""
    deadline = _locked(deadline)
    if deadline.state != DeadlineState.RUNNING:
        raise Refused(_("Only a running deadline can be paused."))
    deadline.state = DeadlineState.PAUSED
    deadline.paused_on = on
    deadline.save(update_fields=["state", "paused_on"])
    return deadline


@transaction.atomic
def resume_deadline(deadline: Deadline, *, on: date, explained: ExplainedDate | None = None) -> Deadline:
    """Let the clock run again: the days of the pause are added, and the new day is explained.

    Where a term runs from the complete application, it starts on this day. A deadline that was set by
    hand needs its newly explained day. Refused unless it is paused, and for a day before the pause.
    """
    deadline = _locked(deadline)
    if deadline.state != DeadlineState.PAUSED or deadline.paused_on is None:
        raise Refused(_("Only a paused deadline can be resumed."))
    if on < deadline.paused_on:
        raise Refused(
            _("The deadline was paused after that day. Choose the day of the pause or a later one."),
            field="on",
        )
    if explained is None:
        deadline.rests_on = with_pause(deadline.rests_on, deadline.paused_on, on)
        explained = _computed(deadline.case, deadline.key, deadline.rests_on)
    if explained is None:
        raise ValueError("The deadline was set by hand: hand in its newly explained day.")
    deadline.day = explained.day
    deadline.explanation = explained.to_json()
    deadline.state = DeadlineState.RUNNING
    deadline.paused_on = None
    deadline.save(update_fields=["day", "explanation", "state", "paused_on", "rests_on"])
    return deadline


def days_left_after(deadline: Deadline, *, on: date) -> int:
    """How many days a paused deadline has left, were it to go on on a day; less than none if it had run out.

    What was set by hand keeps the days it had when it was paused.
    """
    if deadline.paused_on is None or on < deadline.paused_on:
        return (deadline.day - on).days
    rests_on = with_pause(deadline.rests_on, deadline.paused_on, on)
    explained = _computed(deadline.case, deadline.key, rests_on)
    if explained is None:
        return (deadline.day - deadline.paused_on).days
    return (explained.day - on).days


def deadline_of(case: Case, key: str) -> Deadline | None:
    """The deadline of a kind that runs or is paused."""
    return case.deadlines.filter(_unfinished(), key=key).first()


def _unfinished() -> Q:
    return Q(state__in=[DeadlineState.RUNNING, DeadlineState.PAUSED])


@transaction.atomic
def _end(deadline: Deadline, state: DeadlineState, on: date) -> Deadline:
    deadline = _locked(deadline)
    if deadline.state not in (DeadlineState.RUNNING, DeadlineState.PAUSED):
        raise Refused(_("This deadline has already ended. Look at the case again."))
    deadline.state = state
    deadline.ended_on = on
    deadline.save(update_fields=["state", "ended_on"])
    return deadline


def _locked(deadline: Deadline) -> Deadline:
    return Deadline.objects.select_for_update().select_related("case").get(pk=deadline.pk)


def _has_begun(term: str, filed_on: date) -> bool:
    try:
        TERMS[term][0](filed_on=filed_on)
    except ProcedureError:
        return False
    return True


def _computed(case: Case, key: str, rests_on: dict[str, Any]) -> ExplainedDate | None:
    task = task_of(case)
    named = task.deadline(key)
    try:
        if named is None:
            return day_of_term(rests_on["term"], facts_of_term(rests_on)) if "term" in rests_on else None
        end = last_day_again(task, named, rests_on, moment_of(rests_on))
        return end.explained if end else None
    except ProcedureError as error:
        raise Refused(
            _(
                "The last day of this deadline cannot be computed. Check that the days are in order and that "
                "the term has at least one day."
            )
        ) from error


def _as_json(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
