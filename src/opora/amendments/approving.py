"""Deciding on a proposal: a second person lays it over the catalogue, or declines it with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.amendments.layer import refresh
from opora.amendments.models import Proposal, ProposalState
from opora.amendments.proposing import refuse_decided, refuse_wrong_figures
from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def approve(proposal: Proposal, *, by: Worker, at: datetime) -> Proposal:
    """Lay the proposed version over the catalogue; new cases follow it from its first day.

    Refused for one's own proposal (four eyes), where an approval in between made the text impossible, and
    where its figures are not printed ones or a difference of the norm is not explained.
    """
    proposal = _for_decision(proposal, by)
    refuse_wrong_figures(proposal.task, proposal.text)
    _decide(proposal, ProposalState.APPROVED, by, at)
    record(by, Deed.CHANGED, "approve_catalogue", detail={"task": proposal.task}, at=at)
    transaction.on_commit(lambda: _refreshed())
    return proposal


@transaction.atomic
def decline(proposal: Proposal, *, answer: str, by: Worker, at: datetime) -> Proposal:
    """Leave the catalogue as it is. Refused without an answer to who proposed it."""
    proposal = _for_decision(proposal, by)
    if not answer.strip():
        raise Refused(_("Write why the proposal is declined."), field="answer")
    proposal.answer = answer.strip()
    _decide(proposal, ProposalState.DECLINED, by, at)
    record(by, Deed.CHANGED, "decline_proposal", detail={"task": proposal.task}, at=at)
    return proposal


def _for_decision(proposal: Proposal, by: Worker) -> Proposal:
    require(by, "approve_catalogue")
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    refuse_decided(proposal)
    if proposal.proposed_by_id == by.pk:
        raise Refused(_("You made this proposal, so it needs a second person. Ask another director."))
    return proposal


def _decide(proposal: Proposal, state: ProposalState, by: Worker, at: datetime) -> None:
    proposal.state = state
    proposal.decided_by = by
    proposal.decided_at = at
    proposal.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _refreshed() -> None:
    refresh()
