"""Documents of a case and how they were delivered. Bytes are files named by their hash."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.organisation.models import Worker
from opora.people.models import Person


class Direction(models.TextChoices):
    INCOMING = "incoming", _("incoming")
    OUTGOING = "outgoing", _("outgoing")


class Document(models.Model):
    """A registered document: `case number-sequence`, its kind and the hash of its bytes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=50, unique=True)  # 1232-15/2026-3
    direction = models.CharField(max_length=10, choices=Direction.choices)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    registered_on = models.DateField()
    registered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "sequence", name="document_number_given_once"),
        ]


class Method(models.TextChoices):
    PERSONAL = "personal", _("personal service")
    MAILBOX = "mailbox", _("ordinary post into the house mailbox")
    ELECTRONIC = "electronic", _("secure electronic mailbox")
    AT_OFFICE = "at_office", _("handed over at the centre")
    PUBLIC_NOTICE = "public_notice", _("public notice")


class Delivery(models.Model):
    """Service (vročitev) of one document to one addressee, with its proof."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    addressee = models.ForeignKey(Person, models.PROTECT, related_name="deliveries")
    address = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=20, choices=Method.choices)
    dispatched_on = models.DateField(null=True)
    attempted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)  # envelope left in the mailbox, or the notice
    served_on = models.DateField(null=True)
    by_fiction = models.BooleanField(default=False)
    explanation = models.JSONField(default=dict)
    receipt = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    returned_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("document", "addressee", name="one_delivery_per_addressee")]
