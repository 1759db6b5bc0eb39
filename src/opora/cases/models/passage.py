"""How cases and people pass on: handovers, transfers, queues, referrals, consents and disclosures."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.text import Truncator

from opora.cases.models.case import Body, Case
from opora.cases.models.kept import CaseRecord
from opora.organisation.models import Centre, Unit, Worker
from opora.people.models import Person

LONGEST_SCOPE = 90
"""Letters of what a consent covers, where it is one of several to choose from."""


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers in the words of the field."""

    def waiting(self) -> Self:
        """Those that nobody took and nobody withdrew."""
        return self.filter(taken_at__isnull=True, withdrawn_at__isnull=True)

    def meant_for(self, worker: Worker) -> Self:
        """Those a worker may take by name: handed to them, or to nobody by name; never their own."""
        return self.filter(models.Q(to_worker=worker) | models.Q(to_worker__isnull=True)).exclude(by=worker)


class Handover(models.Model):
    """A case handed from the on-call service or one unit to another, with what they must know at once.

    With `to_worker` it waits for that colleague; without, for whoever of the unit takes it first.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers")
    to_worker = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="handovers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    message = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="handover_taken_or_withdrawn",
            )
        ]
        indexes = [
            models.Index(fields=["to_unit"], name="handovers_open", condition=models.Q(taken_at__isnull=True))
        ]

    @property
    def to(self) -> str:
        """For whom it waits: the colleague and their unit, or the unit."""
        return f"{self.to_worker}, {self.to_unit}" if self.to_worker else str(self.to_unit)


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers in the words of the field."""

    def waiting(self) -> Self:
        """Those sent to a unit of this installation that nobody there took over yet."""
        return self.filter(to_unit__isnull=False, taken_at__isnull=True, withdrawn_at__isnull=True)


class Transfer(models.Model):
    """A change of jurisdiction: asked for, sent, received; the days between were lost to the person.

    A unit of this installation takes it over itself, in a case of its own (`continued_in`); of a centre that
    works elsewhere the sender enters the receipt.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    from_centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    moved_on = models.DateField(null=True, blank=True)  # the day the person's residence changed
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the sender took the case up again
    continued_in = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="came_by_transfers"
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="transfer_taken_or_withdrawn",
            )
        ]
        indexes = [
            models.Index(
                fields=["to_unit"],
                name="transfers_to_take",
                condition=models.Q(taken_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]


class Waiting(models.Model):
    """Somebody's place in a queue: for a first interview, a home, a group."""

    queue = models.CharField(max_length=60)  # a word of the code list queues
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="waiting")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="waiting")
    person = models.ForeignKey(Person, models.PROTECT, related_name="waiting")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=60, blank=True)  # a word of the code list ends_of_waiting
    is_urgent = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "queue", "since"], name="waiting_now", condition=models.Q(until__isnull=True)
            )
        ]


class Referral(models.Model):
    """A person sent on to another body or service, and what came of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="referrals")
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="referrals")
    to_name = models.CharField(max_length=200, blank=True)  # where the body stands in no directory
    why = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    result = models.CharField(max_length=60, blank=True)  # a word of the code list result_of_referral
    result_on = models.DateField(null=True, blank=True)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents in the words of the field."""

    def holding(self, on: date) -> Self:
        """Those given by that day, good for it and not withdrawn by then."""
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=on),
            models.Q(withdrawn_on__isnull=True) | models.Q(withdrawn_on__gt=on),
            given_on__lte=on,
        )


class Consent(models.Model):
    """A person's consent that something about them may be told to somebody; withdrawn from a day on.

    `to_body` is the recipient where the directory has it, `until` its last day where it names one, `record`
    the record that the task of the case keeps of it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    to_whom = models.CharField(max_length=200)
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=500)
    given_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    record = models.OneToOneField(
        CaseRecord, models.RESTRICT, null=True, blank=True, related_name="kept_of_consent"
    )

    objects = ConsentQuerySet.as_manager()

    def __str__(self) -> str:
        what = Truncator(self.what).chars(LONGEST_SCOPE)
        return f"{self.to_whom}: {what}, {date_format(self.given_on)} ({self.person})"


class Disclosure(models.Model):
    """What left a case that leaves only with consent, to whom, and on what ground.

    `to_body` is the recipient where the directory has it, `record` the record that the case keeps of it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="disclosures")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="disclosures")
    to_whom = models.CharField(max_length=200)
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=500)
    legal_ground = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    record = models.OneToOneField(
        CaseRecord, models.RESTRICT, null=True, blank=True, related_name="kept_of_disclosure"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent__isnull=False) | ~models.Q(legal_ground=""),
                name="disclosed_with_consent_or_by_law",
            )
        ]
