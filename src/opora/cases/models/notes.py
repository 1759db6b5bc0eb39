"""What workers write in a case: notes and minutes, how they read before, and what is only begun."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models.case import Body, Case
from opora.cases.querysets import NoteQuerySet
from opora.organisation.models import Worker
from opora.people.models import Person


class NoteKind(models.TextChoices):
    NOTE = "note", _("note")
    MINUTES = "minutes", _("minutes (zapisnik)")
    PHONE = "phone", _("phone call")
    MAIL = "mail", _("mail")
    IN_PERSON = "in_person", _("conversation")
    ON_PLACE = "on_place", _("visit")


class Note(models.Model):
    """What a worker wrote in a case. `version` grows with each change, so that two writers lose nothing.

    A contact is a note too: with whom it was, and when. `writing` names the one sitting in which the present
    text was typed, so that what is sent twice is saved once.
    """

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=NoteKind.choices, default=NoteKind.NOTE)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    happened_at = models.DateTimeField(null=True, blank=True)  # of a contact: when it was
    persons = models.ManyToManyField(Person, blank=True, related_name="notes")
    bodies = models.ManyToManyField(Body, blank=True, related_name="notes")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    writing = models.UUIDField(null=True, blank=True, unique=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at", "-id"], name="notes_of_case")]


class NoteVersion(models.Model):
    """A note as it read before it was changed."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    writing = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint("note", "version", name="note_version_kept_once")]


class Draft(models.Model):
    """A note as far as it was typed, kept by the server for its worker alone until it is saved.

    `turn` grows each time the server keeps more of it: two computers with the same draft do not overwrite
    one another. `entries` are the other fields of the form, as they were typed.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="drafts")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="drafts")
    writing = models.UUIDField(db_default=RandomUUID(), unique=True)
    turn = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=NoteKind.choices, default=NoteKind.NOTE)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    entries = models.JSONField(default=dict)
    rests_on_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "worker", "-saved_at"], name="drafts_of_worker")]


class LocalKey(models.Model):
    """The secret from which the key is made that locks what a worker's computer keeps for a while."""

    worker = models.OneToOneField(Worker, models.CASCADE, related_name="local_key")
    owner = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)  # names nobody
    secret = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
