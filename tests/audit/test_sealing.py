"""The log is sealed in batches that hang together."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import ProgrammingError, connection, transaction

from opora.audit import sealing
from opora.audit.log import record
from opora.audit.models import Deed, LogEntry, Seal
from opora.audit.retention import delete_expired, oldest_kept
from opora.audit.sealing import seal, verify_chain

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def logged(count=1, **fields):
    return [record(None, Deed.VIEWED, "case", persons=[n + 1], **fields) for n in range(count)]


def behind_our_back(statement, *values):
    """What somebody with all rights could do: switch the triggers off first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_logentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        for table in ("audit_logentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.django_db
def test_sealing_covers_every_entry_once(monkeypatch):
    monkeypatch.setattr(sealing, "MOST_IN_A_BATCH", 2)
    logged(5)
    assert [made.entries for made in seal(NOW)] == [2, 2, 1]
    assert seal(NOW) == []
    logged()
    assert [made.entries for made in seal(NOW)] == [1]
    assert verify_chain(NOW) == []


@pytest.mark.django_db
def test_each_seal_holds_the_hash_of_the_one_before():
    logged()
    [first] = seal(NOW)
    logged()
    [second] = seal(NOW)
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", "other"),
        ("purpose", "none"),
        ("persons", "{9}"),
        ("case_id", "4"),
        ("at", "2020-01-01"),
        ("detail", '{"a":1}'),
    ],
)
def test_a_changed_entry_is_found(column, value):
    entries = logged(3)
    seal(NOW)
    behind_our_back(f"UPDATE audit_logentry SET {column} = %s WHERE id = %s", value, entries[1].pk)
    assert [breach.kind for breach in verify_chain(NOW)] == ["entries_changed"]


@pytest.mark.django_db
def test_a_removed_entry_is_found():
    entries = logged(3)
    seal(NOW)
    behind_our_back("DELETE FROM audit_logentry WHERE id = %s", entries[2].pk)
    assert [breach.kind for breach in verify_chain(NOW)] == ["entries_missing"]


@pytest.mark.django_db
def test_a_removed_seal_is_found(monkeypatch):
    monkeypatch.setattr(sealing, "MOST_IN_A_BATCH", 1)
    logged(3)
    seals = seal(NOW)
    behind_our_back("DELETE FROM audit_seal WHERE id = %s", seals[1].pk)
    assert [(breach.kind, breach.seal) for breach in verify_chain(NOW)] == [("chain_broken", seals[2].pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_seal SET hash = 'x'", "DELETE FROM audit_seal"])
def test_seals_are_not_changed(statement):
    logged()
    seal(NOW)
    with (
        pytest.raises(ProgrammingError, match="may only grow"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_entries_are_kept_for_two_years_from_the_end_of_their_year():
    assert oldest_kept(NOW) == datetime(2023, 12, 31, 23, tzinfo=UTC)  # midnight in Ljubljana


@pytest.mark.django_db
def test_expired_batches_are_deleted_whole_and_the_chain_still_holds():
    long_ago = NOW - timedelta(days=1200)
    logged(2, at=long_ago)
    seal(long_ago)
    logged(2, at=NOW)
    seal(NOW)
    assert delete_expired(NOW) == 2
    assert LogEntry.objects.count() == 2
    assert verify_chain(NOW) == []


@pytest.mark.django_db
def test_nothing_is_deleted_before_its_time():
    logged(at=NOW)
    seal(NOW)
    assert delete_expired(NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_past_an_entry_that_is_not_committed(monkeypatch):
    monkeypatch.setattr(sealing, "PATIENCE", "50ms")
    written, may_commit = Event(), Event()

    def slow_page():
        with transaction.atomic():
            record(None, Deed.VIEWED, "slow")
            written.set()
            may_commit.wait(20)
        connection.close()

    page = Thread(target=slow_page)
    page.start()
    assert written.wait(20)
    logged()
    assert seal(NOW) == []
    may_commit.set()
    page.join()
    assert [made.entries for made in seal(NOW)] == [2]
    assert verify_chain(NOW) == []
    assert Seal.objects.count() == 1
