"""How long the log is kept: two years from the end of the calendar year of the entry (ZVOP-2, article 22)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from opora.audit.models import LogEntry, Seal

FULL_YEARS_KEPT = 2


def oldest_kept(now: datetime) -> datetime:
    """The moment before which entries may be deleted."""
    year = timezone.localtime(now).year - FULL_YEARS_KEPT
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware in local time


def delete_expired(now: datetime) -> int:
    """Delete the entries of batches that were sealed before `oldest_kept`; how many they were.

    Only whole batches go, and their seals stay, so that the chain holds. The application's role
    may not do this: it runs as the owner, who is still held to the same age by the trigger. Not
    while somebody's request about their data is open (ZVOP-2, article 21): the caller asks first.
    """
    expired = Seal.objects.filter(sealed_at__lt=oldest_kept(now)).order_by("-last_entry").first()
    if expired is None:
        return 0
    deleted, _ = LogEntry.objects.filter(pk__lte=expired.last_entry).delete()
    return deleted
