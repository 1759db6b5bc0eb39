"""Emergency acts as a centre enters them, and the months by which they prolonged rights."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from opora.decisions.models import Decision
from opora.documents.models import Document
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.rights.models.claims import Entitlement


class EmergencyActState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("emergency act", "waiting for approval")
    APPROVED = "approved", pgettext_lazy("emergency act", "in force here")
    DECLINED = "declined", pgettext_lazy("emergency act", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("emergency act", "withdrawn")
    REPLACED = "replaced", pgettext_lazy("emergency act", "replaced by another entry")


class EmergencyActQuerySet(models.QuerySet["EmergencyAct"]):
    """Emergency acts in the words of the field."""

    def waiting(self) -> Self:
        return self.filter(state=EmergencyActState.PROPOSED)

    def in_force(self) -> Self:
        return self.filter(state=EmergencyActState.APPROVED).order_by("pk")

    def of_month(self, month: date) -> Self:
        """Those in force that prolong what runs out in a month."""
        return self.in_force().filter(first_month__lte=month, last_month__gte=month)


class EmergencyAct(models.Model):
    """An act under which rights that run out are prolonged by a month: entered by one person, approved by
    another.

    `first_month` and `last_month` are the months in which a right must run out to be prolonged.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    short_name = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    gazette = models.CharField(max_length=120)
    article = models.CharField(max_length=80)
    rights = ArrayField(models.CharField(max_length=60))
    first_month = models.DateField()
    last_month = models.DateField()
    source = models.CharField(max_length=500)  # where the figures were read
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=EmergencyActState.choices, default=EmergencyActState.PROPOSED
    )
    proposed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined

    objects = EmergencyActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="four_eyes_on_emergency_acts",
            ),
            models.CheckConstraint(
                condition=models.Q(last_month__gte=models.F("first_month")),
                name="an_emergency_act_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def ground(self) -> str:
        """The act and its article, as a ground is named."""
        return f"{self.short_name}, {self.article}"


class ProlongedMonth(models.Model):
    """That what ran out in a month was looked at under an act, in every centre of the installation."""

    act = models.ForeignKey(EmergencyAct, models.PROTECT, related_name="months_done")
    month = models.DateField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("act", "month", name="a_month_is_done_once_an_act")]


class ProlongationQuerySet(models.QuerySet["Prolongation"]):
    """Prolongations in the words of the field."""

    def lasting(self) -> Self:
        """Those that no later decision took the place of."""
        return self.filter(stopped_by__isnull=True)


class Prolongation(models.Model):
    """One month of one right, given by an emergency act after the right ran out.

    `entitlement` is what is paid for it; none where nothing is paid to the party.
    """

    act = models.ForeignKey(EmergencyAct, models.PROTECT, related_name="prolongations")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="prolongations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="prolongations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    right = models.CharField(max_length=60)
    month = models.DateField()  # the one given; the right ran out in the one before
    entitlement = models.OneToOneField(Entitlement, models.PROTECT, null=True, related_name="prolongation")
    made_at = models.DateTimeField()
    stopped_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    objects = ProlongationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "right", "month"],
                condition=models.Q(stopped_by__isnull=True),
                name="a_right_is_prolonged_once_a_month",
            )
        ]
        indexes = [models.Index(fields=["act", "month", "right"], name="prolongations_of_act")]
