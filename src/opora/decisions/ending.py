"""An act that ends the procedure makes its case a decided one, and deadlines follow from its issue."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.following import follow_paper
from opora.cases.models import CaseState
from opora.cases.stages import come_to_decision
from opora.decisions.models import LEAVES_IT_IN_EFFECT, Act, Decision, Outcome

ENDS_WITHOUT_DECIDING = (Outcome.REJECTED, Outcome.STOPPED)
GRANTS = (Outcome.GRANTED, Outcome.PARTLY_GRANTED)


def case_follows(act: Decision) -> None:
    """Bring the case where an act beyond rights leaves it. Registered with `consequences.follows_from_issue`.

    Acts on rights are left alone: with them, the rights that are still open say whether all is decided.
    """
    assert act.issued_at is not None  # it is being issued
    if act.remedy["rights"]:
        return
    if _ends_the_procedure(act) and act.case.state in (CaseState.OPEN, CaseState.AWAITING_PARTY):
        reaches_stage = act.outcome in GRANTS  # stages are called after success: appointed, granted
        come_to_decision(act.case, reaches_stage=reaches_stage, by=act.decided_by, at=act.issued_at)
    _do_its_step(act, act.issued_at)
    refresh_deadlines(act.case, on=timezone.localdate(act.issued_at))


def _do_its_step(act: Decision, at: datetime) -> None:
    """The step that ends with this act is done by whoever drafted it: no record does it before the issue."""
    documents = task_of(act.case).documents
    document = next((each for each in documents if each.key == act.task_document), None)
    if document is not None and act.undoing not in LEAVES_IT_IN_EFFECT:
        granted = act.outcome in GRANTS
        follow_paper(act.case, document, by=act.drafted_by, at=at, reaches_stage=granted)


def _ends_the_procedure(act: Decision) -> bool:
    """A decision does, and a ruling that rejects the application or stops the procedure.

    Rulings on the way (who sits in a commission, what is corrected, an appeal that came late) do not.
    """
    if act.undoing in LEAVES_IT_IN_EFFECT:
        return False
    if act.act == Act.RULING:
        return act.outcome in ENDS_WITHOUT_DECIDING and not act.ends_appeals.exists()
    return act.act == Act.DECISION
