"""Officers who may not act in a case (izločitev uradne osebe, ZUP 35 to 41)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.exclusion_grounds import THEMSELVES, ExclusionGround
from opora.cases.models.case import Case
from opora.cases.querysets import ExclusionQuerySet, TieQuerySet
from opora.organisation.models import Worker
from opora.people.models import Person


class Exclusion(models.Model):
    """A worker who does not act in a case, with the ground; it may be lifted, and is never forgotten.

    A ground of ZUP 35 holds from when it was told, doubt only once somebody decided on it (ZUP 36).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="exclusions")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="exclusions")
    ground = models.CharField(max_length=20, choices=ExclusionGround.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = models.CharField(max_length=500, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker"],
                condition=models.Q(lifted_at__isnull=True),
                name="worker_excluded_once_from_a_case",
            )
        ]

    @property
    def is_in_force(self) -> bool:
        """Whether the worker may not act because of it."""
        is_decided = self.confirmed_at is not None or self.ground != ExclusionGround.DOUBT
        return self.lifted_at is None and is_decided


class Tie(models.Model):
    """What ties a worker to a person, as they told before any case: themselves, or one of the grounds.

    Of `themselves` everybody follows to whom that person is related.
    """

    THEMSELVES = THEMSELVES
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="ties")
    person = models.ForeignKey(Person, models.CASCADE, related_name="ties")
    ground = models.CharField(
        max_length=20, choices=[(THEMSELVES, _("themselves")), *ExclusionGround.choices]
    )
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)  # why it was told by mistake

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("worker", "person", name="worker_tied_once_to_a_person")]
