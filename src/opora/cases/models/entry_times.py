"""How long entries take, as counts alone: nothing here tells who entered, about whom, or when."""

from __future__ import annotations

from django.db import models

from opora.organisation.models import Centre


class EntryTime(models.Model):
    """How many entries of one kind took about as long, in a month, under one version of task and program.

    No worker, unit, case or record, no moment and no exact time: an entry adds one to the `entries` of its
    band. `band` is the longest time of it, in seconds.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    task = models.CharField(max_length=80)
    form = models.CharField(max_length=60)  # the key of the record, or of the quick entry
    is_quick = models.BooleanField(default=False)
    since = models.CharField(
        max_length=10, blank=True
    )  # the first day of the task's version, where it has one
    program = models.CharField(max_length=20)
    month = models.DateField()
    band = models.PositiveSmallIntegerField()
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "task", "form", "is_quick", "since", "program", "month", "band"],
                name="entry_times_in_one_row",
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="entry_times_of_a_month"),
        ]
