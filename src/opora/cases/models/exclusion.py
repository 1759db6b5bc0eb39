"""Officers who may not act in a case (izločitev uradne osebe, ZUP 35 to 41)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Case
from opora.organisation.models import Worker
from opora.people.models import Person


class ExclusionGround(models.TextChoices):
    """Why an officer may not act: ZUP 35 in its own order, and doubt for any other reason (ZUP 37)."""

    PARTY = "party", _("party, co-entitled, witness or representative")
    KIN = "kin", _("related by blood")
    SPOUSE = "spouse", _("spouse, partner or related by marriage, also formerly")
    GUARDIAN = "guardian", _("guardian, adopter, adoptee or foster parent")
    FIRST_INSTANCE = "first_instance", _("took part at first instance")
    DOUBT = "doubt", _("other circumstances that cast doubt on impartiality")


class Exclusion(models.Model):
    """A worker who does not act in a case, with the ground; it may be lifted, and is never forgotten."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="exclusions")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="exclusions")
    ground = models.CharField(max_length=20, choices=ExclusionGround.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker"],
                condition=models.Q(lifted_at__isnull=True),
                name="worker_excluded_once_from_a_case",
            )
        ]


class Tie(models.Model):
    """What ties a worker to a person, as they told before any case: themselves, or one of the grounds.

    Of `themselves` everybody follows to whom that person is related.
    """

    THEMSELVES = "themselves"
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="ties")
    person = models.ForeignKey(Person, models.CASCADE, related_name="ties")
    ground = models.CharField(
        max_length=20, choices=[(THEMSELVES, _("themselves")), *ExclusionGround.choices]
    )
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("worker", "person", name="worker_tied_once_to_a_person")]
