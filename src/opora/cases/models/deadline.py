"""Deadlines of a case."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Case
from opora.cases.querysets import DeadlineQuerySet


class DeadlineState(models.TextChoices):
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    LAPSED = "lapsed", _("lapsed")
    CANCELLED = "cancelled", _("cancelled")


class Deadline(models.Model):
    """A computed time limit of a case, with the explanation of its day.

    `rests_on` holds what the day was computed from, so that a pause or a change of the calendar can move it:
    what it `starts` with, and the day or moment of that (`from`). Without `starts` an act of an officer set
    it, and the rules leave it alone; it is empty where the day was set by hand.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=60)
    about = models.CharField(max_length=40, blank=True)  # the record it is of: several of a kind may run
    day = models.DateField()
    explanation = models.JSONField()  # an explained date of opora.law.procedure
    state = models.CharField(max_length=10, choices=DeadlineState.choices, default=DeadlineState.RUNNING)
    at = models.TimeField(null=True, blank=True)  # the hour of the day, where the task names one
    set_on = models.DateField()
    paused_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)  # the head was told that it is overdue
    rests_on = models.JSONField(default=dict)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key", "about"],
                condition=models.Q(state__in=["running", "paused"]),
                name="one_deadline_of_a_kind_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["day", "case"], name="deadline_running", condition=models.Q(state="running")
            ),
            models.Index(fields=["case", "day"], name="running_of_case", condition=models.Q(state="running")),
        ]

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed without the deadline being met."""
        return self.state == DeadlineState.RUNNING and self.day < on
