"""Facts with provenance, and the look-ups in official registers that brought them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Worker
from opora.organisation.periods import Period
from opora.people.models import Person


class LookUpState(models.TextChoices):
    NOT_ASKED = "not_asked", _("not asked")
    PENDING = "pending", _("pending")
    ANSWERED = "answered", _("answered")
    FAILED = "failed", _("failed")
    STALE = "stale", _("stale")


class LookUp(models.Model):
    """One question to one register about one person, for one case.

    `case_id` is a plain number: the room of cases lies above this one.
    """

    case_id = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="look_ups")
    source = models.CharField(max_length=20)  # a key of registers.yaml
    state = models.CharField(max_length=10, choices=LookUpState.choices, default=LookUpState.NOT_ASKED)
    asked_for = models.JSONField(default=dict)  # e.g. {"from": "2026-01", "until": "2026-03"}
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)  # a stable word, explained on the page
    reference = models.CharField(max_length=60, blank=True)  # the register's own mark of its answer

    class Meta:
        constraints = [
            models.UniqueConstraint("case_id", "person", "source", name="one_look_up_per_case_person_source")
        ]


class Origin(models.TextChoices):
    REGISTER = "register", _("official register")
    APPLICANT = "applicant", _("stated in the application")
    EVIDENCE = "evidence", _("entered from evidence")


class Fact(models.Model):
    """One value the law may read, about one person or dwelling, with where it comes from.

    Never changed: a newer fact supersedes it. `key` is a fact of the law engine, `period` the day,
    month or year it is of (null for facts without a date), `value` JSON as the situation holds it.
    """

    case_id = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="facts")
    key = models.CharField(max_length=80)
    period = Period(null=True, blank=True)
    value = models.JSONField()
    origin = models.CharField(max_length=12, choices=Origin.choices)
    source = models.CharField(max_length=20, blank=True)
    look_up = models.ForeignKey(LookUp, models.PROTECT, null=True, blank=True, related_name="facts")
    evidence_id = models.BigIntegerField(null=True, blank=True)  # a document of the case
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["case_id", "person", "key"],
                name="fact_in_force",
                condition=models.Q(superseded_by__isnull=True),
            ),
            models.Index(fields=["source", "recorded_at"], name="fact_by_source_and_time"),
        ]
