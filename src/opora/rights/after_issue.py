"""What the issue of a decision does to its application: entitlements, deadlines, the state of the case."""

from __future__ import annotations

from datetime import date

from opora.cases.closing import move_case
from opora.cases.deadlines import deadline_of, meet_deadline
from opora.cases.models import CaseState
from opora.decisions.models import LEAVES_IT_IN_EFFECT, Act, Decision
from opora.rights.asking_registers import FETCHING
from opora.rights.calling import DECISION, SUPPLEMENT
from opora.rights.entitlements import grant_entitlements
from opora.rights.exemptions import note_exemptions
from opora.rights.models import Application
from opora.rights.stopping import stop_prolongations


def settle(decision: Decision) -> None:
    """Grant what is granted; with every right decided, the term to decide is met and the case is decided.

    A ruling that corrects an act, or reopens its procedure, ends nothing.
    """
    application = Application.objects.filter(case=decision.case).first()
    if application is None or decision.issued_on is None or decision.undoing in LEAVES_IT_IN_EFFECT:
        return
    grant_entitlements(decision)
    note_exemptions(decision)
    stop_prolongations(decision)
    if decision.act == Act.RULING or not rights_still_open(application):
        _meet(application, decision.issued_on)
        move_case(application.case, CaseState.DECIDED)


def rights_still_open(application: Application) -> list[str]:
    """The rights claimed that no issued decision has settled: those a partial decision left for later."""
    issued = application.case.decisions.filter(issued_on__isnull=False)
    settled = {right for remedy in issued.values_list("remedy", flat=True) for right in remedy["rights"]}
    return [right for right in application.rights if right not in settled]


def _meet(application: Application, on: date) -> None:
    for key in (DECISION, SUPPLEMENT, FETCHING):
        if deadline := deadline_of(application.case, key):
            meet_deadline(deadline, on=on)
