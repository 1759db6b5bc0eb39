"""Exemptions from paying for social services, and the runs that decide them again ex officio."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.decisions.models import IN_EFFECT, Decision
from opora.organisation.models import Centre, Worker
from opora.people.models import Person


class Service(models.TextChoices):
    """What is not paid for. The law has one right for both forms of living away from home."""

    INSTITUTIONAL_CARE = "institutional_care", pgettext_lazy("service", "institutional care")
    HOME_HELP = "home_help", pgettext_lazy("service", "home help")
    SUBSTITUTE_RESIDENCE = "substitute_residence", pgettext_lazy("service", "substitute form of residence")


class Initiation(models.TextChoices):
    NEW_APPLICATION = "new_application", pgettext_lazy("initiation", "new application")
    EX_OFFICIO = "ex_officio", pgettext_lazy("initiation", "ex officio")


class ReviewReason(models.TextChoices):
    """Why running exemptions are decided again; keys as in the catalogue's list."""

    PRICE = "price_change", pgettext_lazy("reason", "change of the price of the service")
    MINIMUM_INCOME = "minimum_income_change", pgettext_lazy("reason", "change of the minimum income")
    RULE_OF_ZUPJS = "rule_of_zupjs", pgettext_lazy("reason", "point 11 of article 30.a of ZUPJS")
    BENEFICIARY = "change_of_beneficiary", pgettext_lazy("reason", "change on the beneficiary's side")
    PAYER = "change_of_payer", pgettext_lazy("reason", "change on the side of a person bound to pay")


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """Exemptions in the words of the field."""

    def running(self, month: date) -> ExemptionQuerySet:
        """Granted by a decision in effect, and lasting in a month."""
        lasting = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=month)
        return self.filter(lasting, decision__state__in=IN_EFFECT, is_granted=True, valid_from__lte=month)


class Exemption(models.Model):
    """What an issued decision says of one service: how it was begun, for whom, and who pays beside them."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="exemptions")
    service = models.CharField(max_length=24, choices=Service.choices)
    initiation = models.CharField(max_length=16, choices=Initiation.choices)
    reason = models.CharField(max_length=24, choices=ReviewReason.choices, blank=True)
    beneficiary = models.ForeignKey(Person, models.PROTECT, related_name="exemptions")
    payers = models.ManyToManyField(Person, blank=True, related_name="+")
    is_granted = models.BooleanField()
    is_full = models.BooleanField(default=False)
    monthly_cents = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("decision", "service", name="a_service_is_decided_once_an_act")
        ]
        indexes = [models.Index(fields=["is_granted", "valid_from"], name="running_exemptions")]


class RedecisionRun(models.Model):
    """One look at all running exemptions of a centre, because something changed from a month on."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="redecision_runs")
    service = models.CharField(max_length=24, choices=Service.choices, blank=True)  # blank: every service
    reason = models.CharField(max_length=24, choices=ReviewReason.choices)
    month = models.DateField()  # the first in which the change counts
    ground = models.CharField(max_length=200)  # the price list or publication that brought the change
    prices = models.JSONField(default=dict)  # {"1650.00": "1702.50"}: what a price becomes
    only = models.JSONField(default=list)  # numbers of the cases looked at; none: all of them
    started_on = models.DateField()  # the procedures begin ex officio on this day
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "centre", "service", "reason", "month", "ground", name="one_run_a_ground_service_and_month"
            )
        ]


class RedecisionOutcome(models.TextChoices):
    UNCHANGED = "unchanged", pgettext_lazy("redecision", "the result stays as it is")
    DRAFTED = "drafted", pgettext_lazy("redecision", "a new decision is drafted")
    HELD_UP = "held_up", pgettext_lazy("redecision", "could not be decided again")


class Redecided(models.Model):
    """What a run did with one decision. A row that was held up is tried again by the next go of the run."""

    run = models.ForeignKey(RedecisionRun, models.PROTECT, related_name="rows")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=RedecisionOutcome.choices)
    draft = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="redecision")
    why = models.CharField(max_length=1000, blank=True)  # what held it up
    at = models.DateTimeField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("run", "decision", name="a_run_looks_once_at_a_decision")]
