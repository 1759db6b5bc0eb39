"""Applications for rights from public funds, determinations, entitlements and payments."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.decisions.models import Decision
from opora.organisation.models import Unit, Worker
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
    household = models.JSONField(default=dict)  # relations and dwelling as stated, person ids


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


class Entitlement(models.Model):
    """An amount a decision gives for a right during a period of whole months."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="entitlements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="entitlements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    right = models.CharField(max_length=60)
    period = Period()
    monthly_cents = models.PositiveIntegerField()
    revoked_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["right", "person"], name="entitlements_of_person")]


class PaymentRun(models.Model):
    """The payment list of one month, drawn once from final or enforceable decisions."""

    month = models.DateField()
    right = models.CharField(max_length=60)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("month", "right", name="one_run_a_month_and_right")]


class Payment(models.Model):
    """One line of a payment list."""

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="payments")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments")
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("run", "entitlement", name="paid_once_a_month")]
