"""How documents were delivered, to whom and when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Body
from opora.documents.models.document import Document
from opora.organisation.models import Worker
from opora.people.models import Person


class Method(models.TextChoices):
    """How a document is sent. By which way it was served in the end, the delivery says."""

    PERSONAL = "personal", _("personal service by post")
    PUBLIC_FUNDS_MAIL = "public_funds_mail", _("ordinary post for rights from public funds")
    ORDINARY_MAIL = "ordinary_mail", _("ordinary post")
    ELECTRONIC = "electronic", _("secure electronic mailbox")
    AT_OFFICE = "at_office", _("handed over at the centre")
    PUBLIC_NOTICE = "public_notice", _("public notice")


class ReturnReason(models.TextChoices):
    """Why a document came back unserved."""

    MOVED = "moved", _("the addressee has moved")
    UNKNOWN = "unknown", _("the addressee is unknown at this address")
    NO_MAILBOX = "no_mailbox", _("there is no usable mailbox")
    DIED = "died", _("the addressee has died")
    ADDRESS_INCOMPLETE = "address_incomplete", _("the address is incomplete")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries in the words of the field."""

    def under_way(self) -> Self:
        """Those dispatched and neither served nor returned."""
        return self.filter(dispatched_on__isnull=False, served_on__isnull=True, returned_on__isnull=True)

    def returned(self) -> Self:
        """Those that came back and were not served."""
        return self.filter(returned_on__isnull=False, served_on__isnull=True)

    def fiction_due(self, on: date) -> Self:
        """Those that count as served by this day."""
        return self.under_way().filter(expected_on__lte=on)


class Delivery(models.Model):
    """Service (vročitev) of one document to one addressee, a person or a body, with its proof.

    `address` is what the envelope said; it stays empty for a protected address, which is written on the
    envelope and nowhere else. `way` is the way of `law.procedure` that counts, `explanation` its day.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    addressee = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="deliveries")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="deliveries")
    address = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=20, choices=Method.choices)
    dispatched_on = models.DateField(null=True)
    dispatched_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    attempted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)  # envelope left in the mailbox, or the notice
    expected_on = models.DateField(null=True)  # on this day it counts as served, unless it comes back
    served_on = models.DateField(null=True)
    by_fiction = models.BooleanField(default=False)
    way = models.CharField(max_length=30, blank=True)
    explanation = models.JSONField(default=dict)
    receipt = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    returned_on = models.DateField(null=True)
    returned_reason = models.CharField(max_length=60, choices=ReturnReason.choices, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            # Who was not reached is sent the document again; who was reached, or may be yet, is not.
            models.UniqueConstraint(
                fields=["document", "addressee"],
                condition=models.Q(returned_on__isnull=True),
                name="one_delivery_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["document", "body"],
                condition=models.Q(returned_on__isnull=True),
                name="one_delivery_to_a_body_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(addressee__isnull=True) ^ models.Q(body__isnull=True),
                name="delivered_to_a_person_or_a_body",
            ),
            models.CheckConstraint(
                condition=models.Q(served_on__isnull=True)
                | models.Q(dispatched_on__isnull=True)
                | models.Q(served_on__gte=models.F("dispatched_on")),
                name="served_not_before_dispatch",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expected_on"],
                name="delivery_expected",
                condition=models.Q(served_on__isnull=True, returned_on__isnull=True),
            )
        ]

    @property
    def recipient(self) -> Person | Body:
        """Who gets it: the person or the body."""
        found = self.addressee or self.body
        assert found is not None, "a constraint of the database sees to it"
        return found
