"""What happens in a case day by day: meetings, the rooms they are held in, the timeline."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Case
from opora.cases.querysets import AppointmentQuerySet, EventQuerySet
from opora.organisation.models import Unit, Worker
from opora.people.models import Person


class Room(models.Model):
    """A room of a unit that meetings are held in. One that is given up keeps its past meetings."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("unit", "name", name="room_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name


class AppointmentKind(models.TextChoices):
    TALK = "talk", _("talk")
    VISIT = "visit", _("home visit")
    CONTACT = "contact", _("supervised contact")
    PHONE = "phone", _("agreed call")
    TEAM = "team", _("team meeting")
    HEARING = "hearing", _("hearing")
    OTHER = "other", _("meeting")


class Attendance(models.TextChoices):
    """How an appointment ended."""

    ATTENDED = "attended", _("they came")
    MISSED = "missed", _("they did not come")
    CANCELLED_BY_PARTY = "cancelled_by_party", _("called off by the party")
    CANCELLED_BY_CENTRE = "cancelled_by_centre", _("called off by the centre")


class Appointment(models.Model):
    """An agreed meeting of a worker, as a rule in a case.

    `revision` counts how often it was changed: calendars that read it elsewhere follow.
    """

    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="appointments")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12, choices=AppointmentKind.choices, default=AppointmentKind.TALK)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    subject = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="appointments")
    with_workers = models.ManyToManyField(Worker, blank=True, related_name="joint_appointments")
    persons = models.ManyToManyField(Person, blank=True, related_name="appointments")
    ended_as = models.CharField(max_length=20, choices=Attendance.choices, blank=True)
    end_noted_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # of the last change, or why it was called off
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    series = models.UUIDField(null=True, blank=True)  # the same for all that were agreed on to come again

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | ~models.Q(reason=""),
                name="appointment_called_off_with_a_reason",
            )
        ]
        indexes = [
            models.Index(fields=["worker", "starts_at"], name="appointments_of_worker"),
            models.Index(fields=["room", "starts_at"], name="appointments_in_room"),
            models.Index(fields=["starts_at"], name="appointments_by_time"),
            models.Index(
                fields=["series", "starts_at"],
                name="appointments_of_series",
                condition=models.Q(series__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def ends_at(self) -> datetime:
        """When the room and the workers are free again."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class CalendarFeed(models.Model):
    """The secret address at which another calendar reads a worker's appointments; only its hash is kept."""

    worker = models.OneToOneField(Worker, models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


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
