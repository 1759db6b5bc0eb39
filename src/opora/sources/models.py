"""Facts with provenance, and the look-ups in official registers that brought them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Worker
from opora.organisation.periods import Period
from opora.people.models import Person
from opora.sources.registers import REGISTERS


class LookUpState(models.TextChoices):
    NOT_ASKED = "not_asked", _("not asked")
    PENDING = "pending", _("pending")
    ANSWERED = "answered", _("answered")
    FAILED = "failed", _("failed")
    STALE = "stale", _("stale")


class LookUpQuerySet(models.QuerySet["LookUp"]):
    """Look-ups in the words of the field."""

    def locked(self, pk: int) -> LookUp:
        """One look-up that nobody else may change until this transaction ends."""
        return self.select_for_update().get(pk=pk)

    def waiting(self) -> Self:
        """Those a register still owes an answer."""
        return self.filter(state=LookUpState.PENDING)


class LookUp(models.Model):
    """One question to one register about one person, for one case.

    `case_id` is a plain number: the room of cases lies above this one. `stale` is never stored: an
    answer grows old by itself, see `state_on`.
    """

    case_id = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="look_ups")
    source = models.CharField(max_length=20)  # a key of registers.yaml
    state = models.CharField(max_length=10, choices=LookUpState.choices, default=LookUpState.NOT_ASKED)
    asked_for = models.JSONField(
        default=dict
    )  # {"day": "2026-04-14", "months": ["2026-01"], "years": ["2025"]}
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    times_asked = models.PositiveSmallIntegerField(default=0)  # a job of an earlier asking steps aside
    attempts = models.PositiveSmallIntegerField(default=0)  # since it was last asked
    failure = models.CharField(max_length=60, blank=True)  # a stable word, explained on the page
    reference = models.CharField(max_length=60, blank=True)  # the register's own mark of its answer

    objects = LookUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("case_id", "person", "source", name="one_look_up_per_case_person_source")
        ]
        indexes = [models.Index(fields=["source", "answered_at"], name="look_up_by_source_and_time")]

    def state_on(self, day: date) -> LookUpState:
        """The state as it looks on a day: an answer older than its register allows is stale."""
        if self.state == LookUpState.ANSWERED and self._fresh_until() < day:
            return LookUpState.STALE
        return LookUpState(self.state)

    def _fresh_until(self) -> date:
        register = REGISTERS.get(self.source)
        fresh_for = register.fresh_for if register else timedelta()
        answered_at: datetime = self.answered_at or self.asked_at or timezone.now()
        return timezone.localdate(answered_at) + fresh_for


class Origin(models.TextChoices):
    REGISTER = "register", _("official register")
    APPLICANT = "applicant", _("stated in the application")
    EVIDENCE = "evidence", _("entered from evidence")


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts in the words of the field."""

    def not_superseded(self) -> Self:
        """The newest of each origin; which of them counts says `facts.facts_in_force`."""
        return self.filter(superseded_by__isnull=True)

    def from_source(self, source: str, *, from_at: datetime, until_at: datetime) -> Self:
        """What one register told in a time, also what was superseded since."""
        return self.filter(source=source, recorded_at__gte=from_at, recorded_at__lt=until_at)


class Fact(models.Model):
    """One value the law may read, about one person or dwelling, with where it comes from.

    Never changed: a newer fact supersedes it. `key` is a fact of the law engine, `period` the
    month or year it is of (null for facts of the day), `value` JSON as the situation holds it, or
    null where its origin has taken an earlier value back. Without a person it is of the dwelling.
    """

    case_id = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="facts")
    key = models.CharField(max_length=80)
    period = Period(null=True, blank=True)
    value = models.JSONField(null=True)
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

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "person", "key", "period", "origin"],
                condition=models.Q(superseded_by__isnull=True),
                nulls_distinct=False,
                name="one_fact_per_origin_not_superseded",
            )
        ]
        indexes = [
            models.Index(
                fields=["case_id", "person", "key"],
                name="fact_in_force",
                condition=models.Q(superseded_by__isnull=True),
            ),
            models.Index(fields=["source", "recorded_at"], name="fact_by_source_and_time"),
        ]


class Settlement(models.Model):
    """Why one of several contradicting facts counts. The fact itself stays as its origin told it."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="settlements")
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class SourceHealth(models.Model):
    """Whether a register has been answering: after some failures in a row it is left alone for a while."""

    source = models.CharField(max_length=20, unique=True)
    failures_in_a_row = models.PositiveIntegerField(default=0)
    resting_until = models.DateTimeField(null=True)
