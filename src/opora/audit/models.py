"""The log of who saw and who changed personal data. Append-only: the application may not alter it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from opora.organisation.models import Worker


class Deed(models.TextChoices):
    """What was done with the data (ZVOP-2, article 22)."""

    VIEWED = "viewed", pgettext_lazy("deed", "viewed")
    SEARCHED = "searched", pgettext_lazy("deed", "searched")
    CREATED = "created", pgettext_lazy("deed", "created")
    CHANGED = "changed", pgettext_lazy("deed", "changed")
    DISCLOSED = "disclosed", pgettext_lazy("deed", "disclosed")
    FETCHED = "fetched", pgettext_lazy("deed", "fetched from a register")
    SIGNED_IN = "signed_in", pgettext_lazy("deed", "signed in")
    BROKE_GLASS = "broke_glass", pgettext_lazy("deed", "opened with a reason")
    REFUSED = "refused", pgettext_lazy("deed", "was refused")


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    """Finds entries for the auditor: by person, worker, case, day and deed, paged by key."""

    def about(self, *persons: Any) -> Self:
        """Those that showed or touched any of these persons (or ids)."""
        ids = [person if isinstance(person, int) else person.pk for person in persons]
        return self.filter(persons__overlap=ids)

    def by(self, worker: Worker) -> Self:
        """What this worker did."""
        return self.filter(worker=worker)

    def of_case(self, case_id: int) -> Self:
        """What was done in this case."""
        return self.filter(case_id=case_id)

    def on(self, first: date, last: date | None = None) -> Self:
        """What was done on a day, or from `first` to `last`, both included; in local time."""
        after_last = (last or first) + timedelta(days=1)
        return self.filter(at__gte=_midnight(first), at__lt=_midnight(after_last))

    def with_deed(self, *deeds: Deed) -> Self:
        """Only these deeds."""
        return self.filter(deed__in=deeds)

    def of_centre(self, centre_id: int) -> Self:
        """What workers of a centre did, and what nobody signed in did."""
        return self.filter(models.Q(worker__centre=centre_id) | models.Q(worker__isnull=True))

    def page(self, *, after: int | None = None, limit: int = 50) -> list[LogEntry]:
        """The next entries, newest first, below the key `after`; one more than `limit`, if there is."""
        entries = self if after is None else self.filter(pk__lt=after)
        return list(entries.select_related("worker").order_by("-pk")[: limit + 1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class LogEntry(models.Model):
    """One page or one act, with everybody it showed or touched."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=20, choices=Deed.choices)
    what = models.CharField(max_length=80)  # the route or the act
    purpose = models.CharField(max_length=200, blank=True)
    case_id = models.BigIntegerField(null=True, db_index=True)
    persons = ArrayField(models.BigIntegerField(), default=list)
    detail = models.JSONField(default=dict)
    objects = LogEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["persons"], name="log_entry_persons"),
            models.Index(fields=["worker", "-id"], name="log_entry_of_worker"),
        ]


class Seal(models.Model):
    """A sealed batch of entries: its hash covers the entries and the seal before it.

    The batch is everything above the last entry of the seal before, up to `last_entry`.
    """

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField(default=0)  # how many there were
    sealed_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)
