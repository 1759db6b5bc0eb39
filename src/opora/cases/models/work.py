"""The work done in a case: steps of its task, minutes, group sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Case
from opora.organisation.models import Unit, Worker


class StepState(models.TextChoices):
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    WAIVED = "waived", _("left out, with the reason")


class CaseStep(models.Model):
    """A step of the task that was planned, done or left out; one not begun has no row.

    `turn` counts a step that comes again, from 1.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60)
    turn = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=StepState.choices)
    planned_on = models.DateField(null=True, blank=True)
    planned_for = models.ForeignKey(
        Worker, models.PROTECT, null=True, blank=True, related_name="planned_steps"
    )
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="steps_done")
    reason = models.CharField(
        max_length=500, blank=True
    )  # why it was left out, or why an optional one is done

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "key", "turn", name="step_once_a_turn"),
            models.CheckConstraint(
                condition=~models.Q(state="waived") | ~models.Q(reason=""), name="step_left_out_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(state="planned") | models.Q(ended_on__isnull=False),
                name="step_ended_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["planned_for", "planned_on"],
                name="steps_planned",
                condition=models.Q(state="planned"),
            )
        ]


class GroupSession(models.Model):
    """Work with several cases at once: its time counts once, not once a case."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions")
    subject = models.CharField(max_length=200)
    held_on = models.DateField()
    held_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    cases = models.ManyToManyField(Case, related_name="sessions")


class TimeSpent(models.Model):
    """Minutes of one worker on one day, for a step or the case as a whole, the way there apart.

    Of a group session the case stays empty.
    """

    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="times")
    session = models.ForeignKey(GroupSession, models.CASCADE, null=True, blank=True, related_name="times")
    step = models.CharField(max_length=60, blank=True)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="times")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(session__isnull=True),
                name="time_of_a_case_or_a_session",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__lte=1440) & models.Q(travel_minutes__lte=1440),
                name="a_day_has_1440_minutes",
            ),
        ]
        indexes = [models.Index(fields=["worker", "on"], name="time_of_worker")]


class Teammate(models.Model):
    """A worker who works on a case beside the one it is assigned to, in a role of the task's executors."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="team")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="teams")
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker"],
                condition=models.Q(until__isnull=True),
                name="teammate_once_at_a_time",
            )
        ]
