"""What of the on-call service went out, as it was at that moment."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Centre, Unit, Worker


class Recipient(models.TextChoices):
    """Where the monthly sheet goes, one after the other (004b:5397-5401)."""

    MAIN_OFFICE = "main_office", _("main office")
    MINISTRY = "ministry", _("ministry")


class SentSheet(models.Model):
    """A monthly sheet as it was sent. No act changes it and the database refuses it; a correction is another.

    `content` holds the figures by column, the records they were counted from with their versions, the tables
    of the crisis centres that went with it, and what was explained or left out.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sent_duty_sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the seat of whoever sent it
    month = models.DateField()  # its first day
    to = models.CharField(max_length=15, choices=Recipient.choices)
    turn = models.PositiveSmallIntegerField(default=1)  # 2 and more are corrections
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    sent_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("centre", "month", "to", "turn", name="duty_sheet_sent_once_a_turn"),
            models.CheckConstraint(
                condition=models.Q(turn=1) | ~models.Q(reason=""), name="duty_correction_has_its_reason"
            ),
        ]
