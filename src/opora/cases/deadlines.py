"""Deadlines of a case: computed and explained by `law.procedure`, paused while a party is called on.

Setting, pausing and meeting a deadline are parts of other acts (filing, calling, issuing), so they
leave no line of their own in the timeline.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Deadline, DeadlineState
from opora.law import procedure
from opora.law.procedure import ExplainedDate, ProcedureError
from opora.organisation.refusal import Refused

# The terms a catalogue task may name, and what each is computed from.
TERMS: dict[str, tuple[Callable[..., ExplainedDate | None], frozenset[str]]] = {
    "decision_due": (
        procedure.decision_due,
        frozenset({"filed_on", "completed_on", "shortened", "extended", "suspensions"}),
    ),
    "evidence_request_due": (procedure.evidence_request_due, frozenset({"filed_on"})),
    "supplement_call_due": (procedure.supplement_call_due, frozenset({"filed_on"})),
    "supplement_due": (procedure.supplement_due, frozenset({"served_on", "days"})),
    "appeal_ends": (procedure.appeal_ends, frozenset({"served_on"})),
    "appeal_forwarding_due": (procedure.appeal_forwarding_due, frozenset({"received_on"})),
    "remand_decision_due": (procedure.remand_decision_due, frozenset({"file_received_on"})),
}


@transaction.atomic(savepoint=False)
def set_deadline(
    case: Case,
    key: str,
    explained: ExplainedDate,
    *,
    on: date | None = None,
    rests_on: dict[str, Any] | None = None,
) -> Deadline:
    """Let a deadline run until an explained day; one of the same kind that still runs is replaced."""
    on = on or timezone.localdate()
    case.deadlines.filter(_unfinished(), key=key).update(state=DeadlineState.CANCELLED, ended_on=on)
    return Deadline.objects.create(
        case=case,
        key=key,
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
    rests_on = {"term": deadline.term, **_as_json(facts)}
    explained = _computed(rests_on)
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
            started.append(start_deadline(case, deadline.key, on=filed_on, filed_on=filed_on))
    return [deadline for deadline in started if deadline is not None]


def meet_deadline(deadline: Deadline, *, on: date) -> Deadline:
    """What the deadline was for is done."""
    return _end(deadline, DeadlineState.MET, on)


def let_lapse(deadline: Deadline, *, on: date) -> Deadline:
    """The last day has passed without what the deadline was for. Refused as long as it runs."""
    if deadline.day >= on:
        raise Refused(_("This deadline has not run out yet: its last day is still to come."))
    return _end(deadline, DeadlineState.LAPSED, on)


def let_terms_lapse(on: date) -> int:
    """Let every running term lapse that a party let pass; how many they were.

    What binds the centre does not lapse: it stays overdue, in everybody's sight, until it is done.
    """
    lapsed = 0
    for deadline in Deadline.objects.overdue(on).select_related("case"):
        if _binds_party(deadline):
            with suppress(Refused):  # met in the meantime
                let_lapse(deadline, on=on)
                lapsed += 1
    return lapsed


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
        deadline.rests_on = _with_pause(deadline.rests_on, deadline.paused_on, on)
        explained = _computed(deadline.rests_on)
    if explained is None:
        raise ValueError("The deadline was set by hand: hand in its newly explained day.")
    deadline.day = explained.day
    deadline.explanation = explained.to_json()
    deadline.state = DeadlineState.RUNNING
    deadline.paused_on = None
    deadline.save(update_fields=["day", "explanation", "state", "paused_on", "rests_on"])
    return deadline


def deadline_of(case: Case, key: str) -> Deadline | None:
    """The deadline of a kind that runs or is paused."""
    return case.deadlines.filter(_unfinished(), key=key).first()


def _binds_party(deadline: Deadline) -> bool:
    named = task_of(deadline.case).deadline(deadline.key)
    return named is not None and named.binds == "party"


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


def _computed(rests_on: dict[str, Any]) -> ExplainedDate | None:
    if "term" not in rests_on:
        return None
    compute, reads = TERMS[rests_on["term"]]
    try:
        return compute(**{name: _from_json(value) for name, value in rests_on.items() if name in reads})
    except ProcedureError as error:
        raise Refused(
            _(
                "The last day of this deadline cannot be computed. Check that the days are in order and that "
                "the term has at least one day."
            )
        ) from error


def _with_pause(rests_on: dict[str, Any], paused_on: date, resumed_on: date) -> dict[str, Any]:
    if "term" not in rests_on:
        return rests_on
    pause = [paused_on.isoformat(), resumed_on.isoformat()]
    suspensions = [*rests_on.get("suspensions", []), pause]
    return {**rests_on, "completed_on": resumed_on.isoformat(), "suspensions": suspensions}


def _as_json(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _from_json(value: Any) -> Any:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return [tuple(_from_json(day) for day in pair) for pair in value]
    return value
