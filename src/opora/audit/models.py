"""The log of who saw and who changed personal data. Append-only: the application may not alter it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Worker


class Deed(models.TextChoices):
    """What was done with the data (ZVOP-2, article 22)."""

    VIEWED = "viewed", _("viewed")
    SEARCHED = "searched", _("searched")
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    DISCLOSED = "disclosed", _("disclosed")
    FETCHED = "fetched", _("fetched from a register")
    SIGNED_IN = "signed_in", _("signed in")
    BROKE_GLASS = "broke_glass", _("opened with a reason")
    REFUSED = "refused", _("was refused")


class LogEntry(models.Model):
    """One page or one act, with everybody it showed or touched."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=20, choices=Deed.choices)
    what = models.CharField(max_length=80)  # the route or the act
    purpose = models.CharField(max_length=200, blank=True)
    case_id = models.BigIntegerField(null=True, db_index=True)
    persons = ArrayField(models.BigIntegerField(), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [GinIndex(fields=["persons"], name="log_entry_persons")]


class Seal(models.Model):
    """A sealed batch of entries: its hash covers the entries and the seal before it."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)
