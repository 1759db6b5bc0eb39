"""The register of incoming mail: what came, from whom, its stamp, and the case it belongs to."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Body, Case
from opora.documents.models.document import Document
from opora.organisation.access import reach
from opora.organisation.models import Centre, Unit, Worker
from opora.people.models import Person


class Channel(models.TextChoices):
    """How a piece of mail reached the centre."""

    REGISTERED = "registered", _("registered post")
    POST = "post", _("ordinary post")
    IN_PERSON = "in_person", _("brought in person")
    EMAIL = "email", _("e-mail")
    SECURE_MAILBOX = "secure_mailbox", _("secure electronic mailbox")
    COURIER = "courier", _("courier of another body")


POSTED = {Channel.REGISTERED, Channel.POST}


class MailQuerySet(models.QuerySet["Mail"]):
    """Incoming mail in the words of the field."""

    def to_be_assigned(self, worker: Worker) -> Self:
        """Mail without a case, of the units in which this worker assigns it; the oldest first."""
        by_place = reach(worker, "assign_mail").by_place()
        return self.filter(by_place, case__isnull=True).order_by("received_on", "pk")

    def waiting_before(self, worker: Worker) -> Self:
        """Mail without a case that this worker assigns or has stamped; the oldest first."""
        assigned_here = Mail.objects.to_be_assigned(worker).order_by()
        stamped = models.Q(taken_in_by=worker, centre=worker.centre_id, case__isnull=True)
        return self.filter(stamped | models.Q(pk__in=assigned_here.values("pk"))).order_by(
            "received_on", "pk"
        )

    def visible_to(self, worker: Worker) -> Self:
        """Mail of the cases this worker may see, what they may assign, and what they stamped that waits."""
        waiting = Mail.objects.waiting_before(worker).order_by()
        return self.filter(
            models.Q(case__in=Case.objects.visible_to(worker)) | models.Q(pk__in=waiting.values("pk"))
        )


class Mail(models.Model):
    """One piece of incoming mail with what the stamp (dohodna štampiljka) says: number, day, attachments.

    Until its case is known it waits with the unit; its file is stored, but is no document of any case yet.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="mail")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mail")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    received_on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel.choices, blank=True)
    posted_on = models.DateField(null=True, blank=True)  # as the postmark says
    from_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="mail")
    from_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="mail")
    sender = models.CharField(max_length=200)  # as it stood on the envelope
    subject = models.CharField(max_length=200)
    attachments = models.PositiveSmallIntegerField(default=0)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_checked_for_viruses = models.BooleanField()
    taken_in_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="mail")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="mail")
    assigned_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("centre", "year", "sequence", name="mail_stamped_once"),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True, document__isnull=True)
                | models.Q(case__isnull=False, document__isnull=False),
                name="mail_of_a_case_is_its_document",
            ),
            models.CheckConstraint(
                condition=models.Q(posted_on__isnull=True) | models.Q(posted_on__lte=models.F("received_on")),
                name="mail_posted_before_it_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "received_on"],
                name="mail_to_be_assigned",
                condition=models.Q(case__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def files(self) -> list[Mail | MailFile]:
        """Its files in the order in which they were chosen; the first stands in the row itself."""
        return [self, *self.further.all()]

    @property
    def number(self) -> str:
        """The number of the stamp: 153/2026."""
        return f"{self.sequence}/{self.year}"

    @property
    def counts_as_filed_on(self) -> date:
        """The day that decides whether it came in time: of a registered letter its posting (ZUP 68)."""
        if self.channel == Channel.REGISTERED and self.posted_on is not None:
            return self.posted_on
        return self.received_on


class MailFile(models.Model):
    """A further file of a piece of mail; with its case each becomes a document of its own."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="further")
    place = models.PositiveSmallIntegerField()  # 2 is the second file
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_checked_for_viruses = models.BooleanField()
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="further_of_mail"
    )

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint("mail", "place", name="mail_file_once_a_place")]

    def __str__(self) -> str:
        return self.file_name
