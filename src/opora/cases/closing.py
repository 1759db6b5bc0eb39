"""The states of a case: waiting for the party, at work again, decided, closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.deadlines import cancel_deadline
from opora.cases.models import Case, CaseState, DeadlineState
from opora.cases.timeline import add_event
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

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
    """Nothing of this case is waited for any more."""
    for deadline in case.deadlines.filter(state__in=UNFINISHED):
        cancel_deadline(deadline, on=on)


@transaction.atomic
def close_case(case: Case, *, by: Worker, on: date, at: datetime) -> Case:
    """Put a case away; deadlines that no longer matter end. Refused while one still runs for the centre."""
    if case.deadlines.filter(state__in=UNFINISHED, key="decision").exists():
        raise Refused(_("The decision is still to come. Issue it, or stop the procedure, before closing."))
    end_waiting_deadlines(case, on=on)
    closed = move_case(case, CaseState.CLOSED)
    closed.closed_on = on
    closed.save(update_fields=["closed_on"])
    add_event(closed, "case_closed", by=by, at=at)
    persons = closed.person_ids()
    record(by, Deed.CHANGED, "close_case", persons=persons, case_id=closed.pk, at=at)
    return closed
