"""Where an application stands on its way from filing to payment, read from what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.decisions.models import Decision, DecisionState
from opora.rights.models import Application, Determination

AFTER_SUBMISSION = {
    DecisionState.SUBMITTED,
    DecisionState.ISSUED,
    DecisionState.SERVED,
    DecisionState.FINAL,
    DecisionState.APPEALED,
    DecisionState.REPLACED,
}


@dataclass(frozen=True)
class FlowStep:
    """One step of the way: done (on a day, where it is known), now, or ahead."""

    words: str | Promise
    state: str
    day: date | None


def flow(
    case: Case,
    application: Application | None,
    determination: Determination | None,
    decision: Decision | None,
) -> list[FlowStep]:
    """The steps in order. The first that is not done is where the case stands."""
    passed: list[tuple[str | Promise, bool, date | None]] = [
        (_("Application"), application is not None, application.filed_on if application else case.opened_on),
        (_("Calculation"), determination is not None, _day(determination)),
        (_("Draft"), decision is not None and decision.state in AFTER_SUBMISSION, _submitted(decision)),
        (
            _("Approval and issue"),
            decision is not None and decision.issued_on is not None,
            _on(decision, "issued_on"),
        ),
        (_("Service"), decision is not None and decision.served_on is not None, _on(decision, "served_on")),
        (_("Finality"), decision is not None and decision.final_on is not None, _on(decision, "final_on")),
    ]
    steps: list[FlowStep] = []
    for words, is_done, on in passed:
        state = "done" if is_done else "ahead" if any(step.state != "done" for step in steps) else "now"
        steps.append(FlowStep(words, state, on if is_done else None))
    return steps


def _day(determination: Determination | None) -> date | None:
    return timezone.localdate(determination.computed_at) if determination else None


def _submitted(decision: Decision | None) -> date | None:
    return timezone.localdate(decision.submitted_at) if decision and decision.submitted_at else None


def _on(decision: Decision | None, field: str) -> date | None:
    return getattr(decision, field) if decision else None
