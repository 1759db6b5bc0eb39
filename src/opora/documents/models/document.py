"""Documents of a case. Bytes are files named by their hash."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.organisation.models import Worker


class Direction(models.TextChoices):
    INCOMING = "incoming", _("incoming")
    OUTGOING = "outgoing", _("outgoing")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents in the words of the field."""

    def incoming(self) -> Self:
        return self.filter(direction=Direction.INCOMING)

    def outgoing(self) -> Self:
        return self.filter(direction=Direction.OUTGOING)

    def newest_first(self) -> Self:
        return self.select_related("registered_by").order_by("-pk")


class Document(models.Model):
    """A registered document: `case number-sequence`, its kind and the hash of its bytes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=50, db_index=True)  # 1232-15/2026-3, after the case's own number
    direction = models.CharField(max_length=10, choices=Direction.choices)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    registered_on = models.DateField()
    registered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    is_checked_for_viruses = models.BooleanField(null=True)  # none: made here
    removed_on = models.DateField(null=True, blank=True)  # its file was destroyed, the row stays

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "sequence", name="document_number_given_once"),
        ]

    def __str__(self) -> str:
        return self.number
