"""The rows of a centre's classification plan, as proposed and approved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from opora.organisation.models import Centre, Worker


class PlanRowState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("plan row", "waiting for approval")
    APPROVED = "approved", pgettext_lazy("plan row", "approved")
    DECLINED = "declined", pgettext_lazy("plan row", "declined")


class PlanRowQuerySet(models.QuerySet["PlanRow"]):
    """Rows of plans in the words of the field."""

    def waiting(self) -> Self:
        return self.filter(state=PlanRowState.PROPOSED)

    def approved(self) -> Self:
        """The oldest first: a later one of the same sign takes the place of the earlier."""
        return self.filter(state=PlanRowState.APPROVED).order_by("valid_from", "decided_at", "pk")


class PlanRow(models.Model):
    """One sign of a centre's plan (klasifikacijski načrt) from a day: its tasks, and the keeping of papers.

    `years` are counted from the closing of a case. Without years and not for good, the term is not known. A
    row is never changed: a later one of the same sign takes its place from its own day.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="plan_rows")
    sign = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    tasks = ArrayField(models.CharField(max_length=80))  # keys of the catalogue
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    is_permanent = models.BooleanField(default=False)
    source = models.CharField(max_length=200)  # the plan that says so, with its day or page
    valid_from = models.DateField()
    state = models.CharField(max_length=10, choices=PlanRowState.choices, default=PlanRowState.PROPOSED)
    proposed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("proposed_by")),
                name="four_eyes_on_the_plan",
            ),
            models.CheckConstraint(
                condition=models.Q(years__isnull=True) | models.Q(is_permanent=False, years__gt=0),
                name="papers_kept_for_years_or_for_good",
            ),
            models.UniqueConstraint(
                fields=["centre", "sign"],
                condition=models.Q(state="proposed"),
                name="one_proposal_of_a_sign_at_a_time",
            ),
        ]

    @property
    def has_term(self) -> bool:
        """Whether it is known how long papers are kept."""
        return self.is_permanent or self.years is not None

    @property
    def order(self) -> tuple[date, datetime, int]:
        """By what of two approved rows the later one is told."""
        assert self.decided_at is not None
        return self.valid_from, self.decided_at, self.pk
