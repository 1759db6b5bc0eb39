"""What happens in a case day by day: meetings, notes, the timeline."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Case
from opora.cases.querysets import AppointmentQuerySet, EventQuerySet
from opora.organisation.models import Unit, Worker
from opora.people.models import Person


class Room(models.Model):
    """A room of a unit that meetings are held in."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("unit", "name", name="room_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """An agreed meeting of a worker, as a rule in a case."""

    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="appointments")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    subject = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="appointments")
    with_workers = models.ManyToManyField(Worker, blank=True, related_name="joint_appointments")
    persons = models.ManyToManyField(Person, blank=True, related_name="appointments")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)

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


class NoteKind(models.TextChoices):
    NOTE = "note", _("note")
    MINUTES = "minutes", _("minutes (zapisnik)")
    PHONE = "phone", _("phone call")
    MAIL = "mail", _("mail")
    IN_PERSON = "in_person", _("conversation")
    ON_PLACE = "on_place", _("visit")


class Note(models.Model):
    """What a worker wrote in a case. `version` grows with each change, so that two writers lose nothing."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=NoteKind.choices, default=NoteKind.NOTE)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)


class NoteVersion(models.Model):
    """A note as it read before it was changed."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("note", "version", name="note_version_kept_once")]


class Draft(models.Model):
    """A note as far as it was typed, kept by the server for its worker alone until it is saved."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="drafts")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="drafts")
    kind = models.CharField(max_length=12, choices=NoteKind.choices, default=NoteKind.NOTE)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    rests_on_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker", "note"], name="one_draft_of_a_note", nulls_distinct=False
            )
        ]
