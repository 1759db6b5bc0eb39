"""`opora log`: whether the log is what was sealed, and the end of what the law lets us keep."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from opora.audit.grants import lock_log
from opora.audit.log import record
from opora.audit.models import Deed, LogEntry, Seal
from opora.audit.retention import oldest_kept
from opora.audit.sealing import seal

pytestmark = pytest.mark.django_db


def changed_behind_our_back(entry):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_logentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_logentry SET what = 'other' WHERE id = %s", [entry.pk])
        cursor.execute("ALTER TABLE audit_logentry ENABLE TRIGGER USER")


def test_a_whole_log_is_verified_up_to_its_newest_hash(opora):
    record(None, Deed.VIEWED, "case")
    [made] = seal(timezone.now())
    code, printed, _complaint = opora("log", "verify")
    assert code == 0
    assert made.hash in printed


def test_an_altered_entry_makes_the_command_fail_and_name_its_seal(opora):
    entry = record(None, Deed.VIEWED, "case")
    [made] = seal(timezone.now())
    changed_behind_our_back(entry)
    code, _printed, complaint = opora("log", "verify")
    assert code == 1
    assert f"Seal {made.pk}, entries {entry.pk} to {entry.pk}: entries changed." in complaint


def test_what_has_expired_is_deleted_and_the_deletion_is_logged(opora):
    long_ago = oldest_kept(timezone.now()) - timedelta(days=40)
    expired = record(None, Deed.VIEWED, "case", at=long_ago)
    seal(long_ago)
    kept = record(None, Deed.VIEWED, "case")
    seal(timezone.now())
    code, printed, _complaint = opora("log", "delete-expired", "--no-request-is-open")
    assert code == 0
    assert "Entries deleted: 1" in printed
    assert not LogEntry.objects.filter(pk=expired.pk).exists()
    assert LogEntry.objects.filter(pk=kept.pk).exists()
    assert LogEntry.objects.get(what="delete_expired").detail == {"entries": 1}
    assert Seal.objects.count() == 2
    assert opora("log", "verify")[0] == 0


def test_nothing_is_deleted_until_somebody_says_that_no_request_is_open(opora):
    long_ago = oldest_kept(timezone.now()) - timedelta(days=40)
    record(None, Deed.VIEWED, "case", at=long_ago)
    seal(long_ago)
    code, _printed, complaint = opora("log", "delete-expired")
    assert (code, "article 21" in complaint) == (1, True)
    assert LogEntry.objects.count() == 1


def test_the_role_of_the_application_is_told_that_it_may_not_delete(opora):
    long_ago = oldest_kept(timezone.now()) - timedelta(days=40)
    record(None, Deed.VIEWED, "case", at=long_ago)
    seal(long_ago)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE log_adder")
        cursor.execute("GRANT USAGE ON SCHEMA public TO log_adder")
        lock_log(cursor.connection, "log_adder")
        cursor.execute("SET LOCAL ROLE log_adder")
    code, _printed, complaint = opora("log", "delete-expired", "--no-request-is-open")
    assert (code, "OPORA_OWNER_DATABASE_URL" in complaint) == (1, True)
