"""Proposing a version of a task, and taking the proposal back."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from opora.amendments.figures import faults_of_figures
from opora.amendments.layer import layer_texts
from opora.amendments.models import Proposal, ProposalState
from opora.audit.log import record
from opora.audit.models import Deed
from opora.catalogue import Catalogue, shipped_catalogue
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

KEY = re.compile(r"[a-z][a-z0-9_]*")


@transaction.atomic
def propose(*, task: str, text: str, reason: str, by: Worker, at: datetime) -> Proposal:
    """Keep a proposed definition until another person decides on it.

    Refused where the text would not become a version, or where its figures are not printed ones or not
    explained: the sentence names line and field. Refused without a reason, and while another proposal of the
    same task waits.
    """
    require(by, "propose_catalogue")
    if not reason.strip():
        raise Refused(_("Write why the catalogue should change."), field="reason")
    if KEY.fullmatch(task) is None:
        raise Refused(
            _("A key has small letters without marks, digits and underscores, and begins with a letter."),
            field="task",
        )
    refuse_wrong_figures(task, text)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                task=task, text=text, reason=reason.strip(), proposed_by=by, proposed_at=at
            )
    except IntegrityError as error:
        raise Refused(
            _("Another proposal for this task still waits. Withdraw it, or wait for the decision.")
        ) from error
    record(by, Deed.CREATED, "propose_catalogue", detail={"task": task}, at=at)
    return proposal


def catalogue_with(task: str, text: str) -> Catalogue:
    """The catalogue as it would be with this text. Refused where the text cannot be used."""
    layer = layer_texts()
    before = shipped_catalogue().with_local(layer)
    after = shipped_catalogue().with_local([*layer, (task, text)])
    new = [fault for fault in after.faults if fault not in before.faults]
    if new:
        raise Refused(
            _("The definition cannot be used as it stands. Correct what is told of it."),
            field="text",
            details=[fault.said_by(_) for fault in new],
        )
    return after


def figures_to_mend(task: str, text: str) -> list[str]:
    """What keeps the figures of a text from being proposed, in the reader's language; none where nothing."""
    known = shipped_catalogue().with_local(layer_texts()).tasks.get(task, ())
    begun = {version.valid_from for version in known}
    new = [each for each in catalogue_with(task, text).tasks[task] if each.valid_from not in begun]
    return [fault.said_by(_) for version in new for fault in faults_of_figures(task, text, known, version)]


def refuse_wrong_figures(task: str, text: str) -> None:
    """Refused where minutes are not printed ones, or the norm differs from the steps and nobody says why."""
    if details := figures_to_mend(task, text):
        raise Refused(
            _("The figures of this version do not hold. Correct what is told of them."),
            field="text",
            details=details,
        )


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Worker, at: datetime) -> Proposal:
    """Take a proposal back. Refused for somebody else's, and once it was decided."""
    require(by, "propose_catalogue")
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.proposed_by_id != by.pk:
        raise Refused(_("Only who made a proposal takes it back. Ask them, or let the director decline it."))
    refuse_decided(proposal)
    proposal.state = ProposalState.WITHDRAWN
    proposal.save(update_fields=["state"])
    record(by, Deed.CHANGED, "withdraw_proposal", detail={"task": proposal.task}, at=at)
    return proposal


def refuse_decided(proposal: Proposal) -> None:
    """Refused unless the proposal still waits."""
    if proposal.state != ProposalState.PROPOSED:
        raise Refused(
            _("This proposal no longer waits: it is “%(state)s”.") % {"state": proposal.get_state_display()}
        )
