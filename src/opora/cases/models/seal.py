"""A case that was sealed by an act, whatever its kind."""

from __future__ import annotations

from django.db import models

from opora.cases.models.case import Case
from opora.organisation.models import Worker


class SealByAct(models.Model):
    """Somebody decided that a case is read by few, and why; lifted by another act, never forgotten."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="seals")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(lifted_at__isnull=True), name="case_sealed_once_by_act"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="case_sealed_with_a_reason"),
        ]
