"""Versions of tasks, rows of the classification plan and emergency acts that wait for their approval."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.amendments.models import Proposal
from opora.cases.models import PlanRow
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.rights.models import EmergencyAct
from opora.web.catalogue_proposals import name_of_task
from opora.web.waiting_items import Item


def proposals_to_decide(worker: Worker) -> Iterator[Item]:
    """Each proposal that somebody else made and this worker may approve or decline."""
    if not may(worker, "approve_catalogue"):
        return
    for proposal in Proposal.objects.waiting().exclude(proposed_by=worker).order_by("pk"):
        yield Item(
            "today",
            _("To be approved"),
            name_of_task(proposal.task),
            _("A change of the catalogue is proposed: %(reason)s") % {"reason": proposal.reason},
            reverse("catalogue_proposal", args=[proposal.public_id]),
            timezone.localdate(proposal.proposed_at),
        )


def plan_rows_to_decide(worker: Worker) -> Iterator[Item]:
    """Each row of the centre's classification plan that somebody else proposed."""
    if not may(worker, "approve_plan"):
        return
    waiting = PlanRow.objects.waiting().filter(centre=worker.centre_id).exclude(proposed_by=worker)
    for row in waiting.order_by("pk"):
        yield Item(
            "today",
            _("To be approved"),
            f"{row.sign} {row.name}",
            _("A row of the classification plan is proposed."),
            reverse("classification"),
            timezone.localdate(row.proposed_at),
        )


def acts_to_decide(worker: Worker) -> Iterator[Item]:
    """Each emergency act that somebody else entered and this worker may approve or decline."""
    if not may(worker, "approve_emergency_act"):
        return
    for act in EmergencyAct.objects.waiting().exclude(proposed_by=worker).order_by("pk"):
        yield Item(
            "today",
            _("To be approved"),
            act.short_name,
            _("An emergency act that prolongs rights is entered."),
            reverse("emergency_act", args=[act.public_id]),
            timezone.localdate(act.proposed_at),
        )
