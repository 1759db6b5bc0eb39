"""Taking in a supplement, and rejecting what stays incomplete (ZUP 67). The call itself: `calling.py`."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.cases.closing import move_case
from opora.cases.deadlines import deadline_of, meet_deadline, resume_deadline
from opora.cases.models import Case, CaseState
from opora.decisions.drafting import Drafted, draft_decision
from opora.decisions.models import Act, Decision, Outcome
from opora.decisions.rejection_letter import rejection_letter
from opora.decisions.terms import ending_in_a_ruling
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.calling import DECISION, SUPPLEMENT, locked, note, of_the_party
from opora.rights.determining import questions
from opora.rights.matters import language_of, matter_of
from opora.rights.models import Application


@transaction.atomic
def receive_supplement(application: Application, *, on: date, by: Worker, at: datetime) -> Application:
    """The party sent what was asked for: the case goes on, and the term to decide runs again.

    Refused where nothing was asked for. Whether everything is there now, the engine says again.
    """
    application = locked(application)
    require(by, "gather_facts", case=application.case)
    if application.case.state != CaseState.AWAITING_PARTY or application.called_on is None:
        raise Refused(_("No supplement was called for in this case."))
    if on < application.called_on:
        raise Refused(_("The supplement cannot come before the call for it. Correct the day."), field="on")
    application.completed_on = on
    application.save(update_fields=["completed_on"])
    _end_waiting(application.case, on)
    move_case(application.case, CaseState.OPEN)
    note(application, "supplement_received", by=by, at=at, on=on.isoformat())
    return application


@transaction.atomic
def reject_unsupplemented(application: Application, *, by: Worker, at: datetime, on: date) -> Decision:
    """Draft the ruling that rejects an application nobody supplemented in time (zavrženje, ZUP art. 67).

    It goes the way of every decision: approved by a second person, issued, served. Refused before the term
    has ended, after the party supplemented, and where nothing is missing any more.
    """
    application = locked(application)
    require(by, "draft_decision", case=application.case)
    if application.case.state != CaseState.AWAITING_PARTY:
        raise Refused(
            _("An application is rejected only after a call to supplement it. Call for the supplement first.")
        )
    due = application.supplement_due_on
    if due is None:
        raise Refused(
            _(
                "The call is not served yet, so the term of the party has not begun. Record first on which "
                "day the party received the call."
            )
        )
    if on <= due:
        raise Refused(
            _("The party may still supplement the application. Reject it only after the term has ended.")
        )
    asked = of_the_party(questions(application, on=on))
    if not asked:
        raise Refused(_("Nothing is missing any more. Calculate and decide on the right."))
    end = ending_in_a_ruling(application.rights, on)
    matter = matter_of(application, facts=(), led=by, on=on)
    return draft_decision(
        case=application.case,
        drafted=Drafted(
            act=Act.RULING,
            outcome=Outcome.REJECTED,
            letter=rejection_letter(asked, matter, remedy=end.remedy, language=language_of(application)),
            remedy=end.remedy,
            warnings=end.warnings,
        ),
        by=by,
        at=at,
    )


def _end_waiting(case: Case, on: date) -> None:
    if waiting := deadline_of(case, SUPPLEMENT):
        meet_deadline(waiting, on=on)
    if paused := deadline_of(case, DECISION):
        resume_deadline(paused, on=on)
