"""Proposed versions of catalogue tasks, kept as the text that was written."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.organisation.models import Worker


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("proposal", "waiting for approval")
    APPROVED = "approved", pgettext_lazy("proposal", "approved")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the words of the field."""

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.PROPOSED)

    def approved(self) -> Self:
        """Those that make up the layer, in the order in which they were approved."""
        return self.filter(state=ProposalState.APPROVED).order_by("decided_at", "pk")

    def newest_first(self) -> Self:
        return self.select_related("proposed_by", "decided_by").order_by("-pk")


class Proposal(models.Model):
    """One file of the local layer: the definition of a task as YAML, equal in shape to a shipped file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.CharField(max_length=80)  # the key, which is the name of the file
    text = models.TextField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="four_eyes_on_the_catalogue",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state="proposed"), name="one_proposal_of_a_task_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["state", "decided_at"], name="proposals_by_state")]

    def __str__(self) -> str:
        return self.task
