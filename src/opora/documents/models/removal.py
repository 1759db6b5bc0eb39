"""The removal of papers whose term of keeping has run: proposed by one, confirmed by another."""

from __future__ import annotations

from django.db import models

from opora.cases.models import Case
from opora.organisation.models import Worker


class Removal(models.Model):
    """Proposed by one worker; confirmed, or declined, by a second. `basis` is the term it rests on.

    The row stays when the files are gone, as do number, title and hash of each document.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="removals")
    basis = models.CharField(max_length=200)
    kept_until = models.DateField()  # the last day of the term
    proposed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case",
                name="removal_proposed_once_at_a_time",
                condition=models.Q(confirmed_at__isnull=True, declined_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="removal_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(declined_at__isnull=True),
                name="removal_confirmed_or_declined",
            ),
        ]
