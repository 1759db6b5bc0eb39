"""Applications for rights from public funds, determinations, entitlements and payments."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.decisions.models import IN_EFFECT, Decision, DecisionState
from opora.organisation.models import Centre, Unit, Worker
from opora.organisation.periods import Period
from opora.people.models import Dwelling, Person


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    POST = "post", _("by post")
    ELECTRONIC = "electronic", _("electronically")
    ORAL = "oral", _("orally, to the record")


class Application(models.Model):
    """A family's application: who, which rights, when it came and how."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="application")
    applicant = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, related_name="+")
    rights = ArrayField(models.CharField(max_length=60))
    channel = models.CharField(max_length=12, choices=Channel.choices)
    filed_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    household = models.JSONField(default=dict)  # ids of "persons" and of those who share the "dwelling"
    called_on = models.DateField(null=True, blank=True)  # to supplement it
    supplement_days = models.PositiveSmallIntegerField(null=True, blank=True)  # from the receipt of the call
    supplement_due_on = models.DateField(null=True, blank=True)  # known once the call is served

    def __str__(self) -> str:
        return f"{self.case}"


class Rulebook(models.Model):
    """The law a determination was made under: graph and parameter values, once per hash, for ever."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()  # canonical JSON, compressed
    stored_at = models.DateTimeField(auto_now_add=True)


class Determination(models.Model):
    """One computation by the law engine: facts used, result, rulebook. Replays for ever."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="determinations")
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="+")
    situation = models.JSONField()
    result = models.JSONField()
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="determination")
    facts = ArrayField(models.BigIntegerField(), default=list)  # the fact rows it rested on


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    """Entitlements in the words of the field."""

    def payable(self, on: date) -> EntitlementQuerySet:
        """Of decisions that are final or enforceable on a day, and in effect."""
        enforceable = models.Q(decision__enforceable_on__lte=on) | models.Q(
            decision__state=DecisionState.FINAL
        )
        return self.filter(enforceable, decision__state__in=IN_EFFECT)

    def covering(self, month: date) -> EntitlementQuerySet:
        """Whose period includes the first day of a month, and that were not revoked from then or earlier."""
        lasting = models.Q(revoked_from__isnull=True) | models.Q(revoked_from__gt=month)
        return self.filter(lasting, period__contains=month)


class Entitlement(models.Model):
    """An amount a decision gives for a right during a period of whole months."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="entitlements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="entitlements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    right = models.CharField(max_length=60)
    period = Period()
    monthly_cents = models.PositiveIntegerField()
    revoked_from = models.DateField(null=True)  # first day from which a later decision took it away

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["right", "person"], name="entitlements_of_person")]


class PaymentRun(models.Model):
    """The payment list of one month and right, drawn once; its CSV is a stored file named by its hash."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="payment_runs")
    month = models.DateField()
    right = models.CharField(max_length=60)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    left_out = ArrayField(models.BigIntegerField(), default=list)  # entitlements without an account

    class Meta:
        constraints = [
            models.UniqueConstraint("centre", "month", "right", name="one_run_a_centre_month_and_right")
        ]


class Payment(models.Model):
    """One line of a payment list: one month of one entitlement, which is paid once."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="payments")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments")
    for_month = models.DateField()
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("entitlement", "for_month", name="a_month_is_paid_once")]
