"""A case: its number, parties, assignment, deadlines, appointments and timeline."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.querysets import AppointmentQuerySet, CaseQuerySet, DeadlineQuerySet, EventQuerySet
from opora.organisation.models import Centre, Unit, Worker
from opora.people.models import Person


class CaseState(models.TextChoices):
    OPEN = "open", _("open")
    AWAITING_PARTY = "awaiting_party", _("waiting for the party")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed")


class Case(models.Model):
    """A matter (zadeva) under one number. It keeps the catalogue version it was opened under."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    classification = models.CharField(max_length=12)
    sequence = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)  # 1232-15/2026: every centre counts its own
    task = models.CharField(max_length=80)  # key of the catalogue task
    catalogue_version = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=CaseState.choices, default=CaseState.OPEN)
    seal = models.CharField(max_length=20, blank=True)  # a kind of sealed case: violence, adoption …
    assigned_to = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="cases")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "centre", "classification", "year", "sequence", name="case_number_given_once"
            ),
            models.UniqueConstraint("centre", "number", name="case_number_once_in_a_centre"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="case_closed_not_before_it_was_opened",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-id"], name="cases_of_unit"),
            models.Index(fields=["assigned_to", "state", "-id"], name="cases_of_worker"),
            models.Index(fields=["number"], name="case_number_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["sequence"], name="case_running_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Counter(models.Model):
    """The last number given, by series. Locked in the transaction that uses the next one."""

    series = models.CharField(max_length=80, unique=True)  # e.g. case/JUZNA_PRIMORSKA/1232/2026
    last = models.PositiveIntegerField(default=0)


class PartyRole(models.TextChoices):
    APPLICANT = "applicant", _("applicant")
    MEMBER = "member", _("household member")
    REPRESENTATIVE = "representative", _("representative")
    OTHER = "other", _("other participant")


class Party(models.Model):
    """A person's part in a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)

    class Meta:
        constraints = [models.UniqueConstraint("case", "person", "role", name="party_once_in_a_role")]


class CatalogueVersion(models.Model):
    """The catalogue as it was when a case was opened, once per hash, for ever."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField()
    kept_at = models.DateTimeField()


class Access(models.Model):
    """Somebody outside the unit let into a case, or a glass broken, with the reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="accesses")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="accesses")
    reason = models.CharField(max_length=300)
    broke_glass = models.BooleanField(default=False)
    given_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__gte=models.F("from_at")), name="access_ends_after_it_begins"
            )
        ]
        indexes = [
            models.Index(fields=["worker", "until_at"], name="accesses_of_worker"),
            models.Index(fields=["case"], name="glass_broken_in_cases", condition=models.Q(broke_glass=True)),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it still opens the case."""
        return self.until_at > at


class GlassLook(models.Model):
    """Somebody who watches over a broken glass has looked at it: a head once, an auditor once."""

    access = models.ForeignKey(Access, models.CASCADE, related_name="looks")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    as_auditor = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("access", "as_auditor", name="glass_looked_at_once_a_side")]


class DeadlineState(models.TextChoices):
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    LAPSED = "lapsed", _("lapsed")
    CANCELLED = "cancelled", _("cancelled")


class Deadline(models.Model):
    """A computed time limit of a case, with the explanation of its day.

    `rests_on` holds what the day was computed from, so that a pause can move it; empty where the day
    was set by hand.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=60)
    day = models.DateField()
    explanation = models.JSONField()  # an explained date of opora.law.procedure
    state = models.CharField(max_length=10, choices=DeadlineState.choices, default=DeadlineState.RUNNING)
    set_on = models.DateField()
    paused_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    rests_on = models.JSONField(default=dict)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=models.Q(state__in=["running", "paused"]),
                name="one_deadline_of_a_kind_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["day", "case"], name="deadline_running", condition=models.Q(state="running"))
        ]

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed without the deadline being met."""
        return self.state == DeadlineState.RUNNING and self.day < on


class Appointment(models.Model):
    """An agreed meeting of a worker, as a rule in a case."""

    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="appointments")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    subject = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["worker", "starts_at"], name="appointments_of_worker")]


class Event(models.Model):
    """One line of a case's timeline: what was done, by whom, when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=60)  # a stable word; its sentence is translated on the page
    detail = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="events_of_case")]


class Note(models.Model):
    """A worker's note in a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
