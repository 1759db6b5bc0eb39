"""Seals the log in chained batches, and finds where the chain was broken.

A seal's hash covers its entries and the hash before it: whoever changes an entry must change every
later seal, and the last hash may lie on paper or with somebody else (`docs/security.md`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import OperationalError, connection, transaction

from opora.audit.models import LogEntry, Seal
from opora.audit.retention import oldest_kept

MOST_IN_A_BATCH = 10_000
PATIENCE = "2s"
# Entries take this lock shared (a trigger does), sealing takes it alone: a number given to an entry
# that is not committed yet must not lie below a seal.
LOCK_KEY = 7_310_512


@dataclass(frozen=True)
class Breach:
    """A place where the log is not what was sealed."""

    kind: str  # entries_changed, entries_missing, chain_broken
    seal: int
    first_entry: int
    last_entry: int


def seal(now: datetime) -> list[Seal]:
    """Seal every entry not sealed yet. Nothing is sealed while entries are still being written.

    Called every quarter of an hour (`jobs.py`); an attempt that finds the log busy for longer than
    two seconds gives way and leaves the entries to the next.
    """
    made: list[Seal] = []
    while (batch := _seal_batch(now)) is not None:
        made.append(batch)
    return made


def verify_chain(now: datetime) -> list[Breach]:
    """Every breach of the chain; an empty list says that the log is what was sealed.

    A batch that is gone is no breach once all of it is older than the law lets us keep.
    """
    breaches: list[Breach] = []
    previous: Seal | None = None
    for present in Seal.objects.order_by("last_entry").iterator():
        if kind := _breach_of(present, previous, now):
            breaches.append(Breach(kind, present.pk, present.first_entry, present.last_entry))
        previous = present
    return breaches


def _seal_batch(now: datetime) -> Seal | None:
    with transaction.atomic():
        if not _alone():
            return None
        previous = Seal.objects.order_by("-last_entry").first()
        above = previous.last_entry if previous else 0
        entries = list(LogEntry.objects.filter(pk__gt=above).order_by("pk")[:MOST_IN_A_BATCH])
        if not entries:
            return None
        previous_hash = previous.hash if previous else ""
        return Seal.objects.create(
            first_entry=entries[0].pk,
            last_entry=entries[-1].pk,
            entries=len(entries),
            sealed_at=now,
            previous_hash=previous_hash,
            hash=chained_hash(previous_hash, entries),
        )


def _alone() -> bool:
    """Take the log for ourselves until the transaction ends; False when it stayed busy."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
    except OperationalError:
        return False
    return True


def _breach_of(present: Seal, previous: Seal | None, now: datetime) -> str | None:
    previous_hash = previous.hash if previous else ""
    if present.previous_hash != previous_hash:
        return "chain_broken"
    above = previous.last_entry if previous else 0
    entries = LogEntry.objects.filter(pk__gt=above, pk__lte=present.last_entry).order_by("pk")
    if chained_hash(previous_hash, entries.iterator()) == present.hash:
        return None
    found = entries.count()
    if found == 0 and present.sealed_at < oldest_kept(now):
        return None
    return "entries_missing" if found < present.entries else "entries_changed"


def chained_hash(previous_hash: str, entries: Iterable[LogEntry]) -> str:
    """SHA-256 over the hash before and each entry on a line of its own."""
    digest = hashlib.sha256(previous_hash.encode())
    for line in _lines(entries):
        digest.update(b"\n" + line)
    return digest.hexdigest()


def _lines(entries: Iterable[LogEntry]) -> Iterator[bytes]:
    for entry in entries:
        yield canonical(entry)


def canonical(entry: LogEntry) -> bytes:
    """One entry as JSON that has only one way to be written."""
    fields = {
        "id": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "worker": entry.worker_id,
        "deed": str(entry.deed),
        "what": entry.what,
        "purpose": entry.purpose,
        "case": entry.case_id,
        "persons": entry.persons,
        "detail": entry.detail,
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
