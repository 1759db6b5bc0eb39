"""What is kept of a case in typed fields, as its task defines them, and of a register that has no cases."""

from __future__ import annotations

import uuid

from django.db import models

from opora.cases.models.case import Case
from opora.organisation.models import Centre, Unit, Worker


class CaseRecord(models.Model):
    """One record of a kind the task defines: `content` holds its fields by key, as plain JSON.

    Money in cents, days as 2026-05-04, moments with their zone, a party or worker by its key, a body by its
    key or, where it stands in no directory, by its name. A field that is not known is absent. A register
    (`catalogue` kind register) keeps its records without a case, by unit.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="records")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="records")
    task = models.CharField(max_length=80)
    key = models.CharField(max_length=60)
    happened_on = models.DateField(null=True, blank=True)  # its day in the statistics
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    changed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)  # entered by mistake: kept, counted no more
    struck_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "key"], name="records_of_case"),
            models.Index(fields=["centre", "task", "key", "happened_on"], name="records_counted"),
        ]


class RecordVersion(models.Model):
    """A record as it was before it was changed."""

    record = models.ForeignKey(CaseRecord, models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("record", "version", name="record_version_kept_once")]
