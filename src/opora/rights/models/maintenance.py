"""The yearly uprating of maintenance, its notices, and the extracts issued of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.cases.models import CaseRecord
from opora.organisation.models import Worker
from opora.rights.models.claims import Rulebook


class UpratingOutcome(models.TextChoices):
    UPRATED = "uprated", pgettext_lazy("uprating", "uprated")
    NOT_UPRATED = "not_uprated", pgettext_lazy("uprating", "not uprated")
    UNKNOWN = "unknown", pgettext_lazy("uprating", "not known yet")


class WhyNot(models.TextChoices):
    """Keys as in the catalogue's list; the last two say why nobody knows yet."""

    NOT_IN_EDUCATION = (
        "not_in_education",
        pgettext_lazy("uprating", "of age and not in regular education"),
    )
    NO_PROOF = "no_proof_of_enrolment", pgettext_lazy("uprating", "no proof of enrolment in time")
    OTHER_AGREED = "other_indexation_agreed", pgettext_lazy("uprating", "another way of uprating is agreed")
    NO_GROWTH = "no_growth", pgettext_lazy("uprating", "prices did not grow")
    SET_THIS_YEAR = "set_this_year", pgettext_lazy("uprating", "set after the last uprating")
    FACTOR_UNKNOWN = (
        "factor_unknown",
        pgettext_lazy("uprating", "the coefficient of the year is not known for certain"),
    )
    EARLIER_YEAR = "earlier_year", pgettext_lazy("uprating", "the year before was not uprated yet")


class Uprating(models.Model):
    """What a year did to one obligation of the register. A row that is not known yet is tried again."""

    obligation = models.ForeignKey(CaseRecord, models.PROTECT, related_name="upratings")
    year = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=UpratingOutcome.choices)
    why = models.CharField(max_length=24, choices=WhyNot.choices, blank=True)
    growth = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    before_cents = models.PositiveIntegerField()
    after_cents = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True)
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, null=True, related_name="+")
    run_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    run_at = models.DateTimeField()
    notices = models.JSONField(default=dict)  # {"beneficiary": sha256, "debtor": sha256}
    notices_made_on = models.DateField(null=True)
    notices_made_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("obligation", "year", name="an_obligation_is_uprated_once_a_year")
        ]


class UpratingExtract(models.Model):
    """An extract of all upratings of an obligation, as it was issued: for whom and for what."""

    obligation = models.ForeignKey(CaseRecord, models.PROTECT, related_name="uprating_extracts")
    asker = models.CharField(max_length=40)  # codes of the catalogue
    purpose = models.CharField(max_length=40)
    to_name = models.CharField(max_length=200)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
