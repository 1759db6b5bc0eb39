"""The log: what is written, who finds what, and that it only grows."""

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.organisation.factories import WorkerFactory

from opora.audit.grants import lock_log
from opora.audit.log import entries_about, record
from opora.audit.models import Deed, LogEntry
from opora.audit.trail import collecting, discloses, searches, shows

pytestmark = pytest.mark.django_db


def logged(**fields):
    return record(fields.pop("worker", None), Deed.VIEWED, "case", **fields)


def test_an_entry_names_each_person_once():
    assert logged(persons=[7, 3, 7]).persons == [3, 7]


def test_entries_about_a_person_are_found_under_all_their_records():
    first, second = logged(persons=[1, 2]), logged(persons=[3])
    logged(persons=[4])
    assert set(entries_about(2, 3)) == {first, second}


def test_the_auditor_finds_entries_by_worker_case_day_and_deed():
    worker = WorkerFactory()
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23.30 in Ljubljana: still the same day
    entry = logged(worker=worker, case_id=5, at=late)
    logged(at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    assert list(LogEntry.objects.by(worker)) == [entry]
    assert list(LogEntry.objects.of_case(5)) == [entry]
    assert list(LogEntry.objects.on(date(2026, 3, 2))) == [entry]
    assert LogEntry.objects.with_deed(Deed.CHANGED).count() == 0


def test_an_auditor_reads_the_log_of_their_own_centre():
    worker = WorkerFactory()
    entry, nobody = logged(worker=worker), logged()
    assert set(LogEntry.objects.of_centre(worker.centre_id)) == {entry, nobody}
    assert set(LogEntry.objects.of_centre(worker.centre_id + 1)) == {nobody}


def test_the_log_is_paged_by_key_newest_first():
    keys = [logged().pk for _ in range(5)]
    first = LogEntry.objects.page(limit=2)
    assert [entry.pk for entry in first] == keys[:1:-1]  # one more than asked: there is a next page
    following = LogEntry.objects.page(after=first[1].pk, limit=2)
    assert [entry.pk for entry in following] == keys[2::-1]


def test_a_page_becomes_one_entry_with_everybody_it_showed():
    with collecting() as trail:
        shows([3, 1], case_id=9)
        shows([2])
    entry = trail.write(None, "case")
    assert (entry.persons, entry.case_id, entry.deed) == ([1, 2, 3], 9, Deed.VIEWED)


def test_a_search_and_a_disclosure_are_told_from_reading():
    with collecting() as trail:
        searches()
    assert trail.deed == Deed.SEARCHED
    with collecting() as trail:
        discloses("Ministry of Finance")
    assert (trail.deed, trail.detail) == (Deed.DISCLOSED, {"recipient": "Ministry of Finance"})


def test_outside_a_page_nothing_is_collected():
    shows([1])
    with collecting() as trail:
        pass
    assert trail.persons == set()


@pytest.mark.parametrize("change", [{"what": "other"}, {"persons": []}])
def test_not_even_the_owner_of_the_table_changes_an_entry(change):
    entry = logged(persons=[1])
    with pytest.raises(ProgrammingError, match="may only grow"), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(**change)


def test_not_even_the_owner_of_the_table_deletes_an_entry_that_must_be_kept():
    entry = logged()
    with pytest.raises(ProgrammingError, match="may only grow"), transaction.atomic():
        entry.delete()


def as_application(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE opora_app_of_test")
        cursor.execute(statement)


@pytest.fixture
def application_role():
    """The application's role with the general rights, then the log locked against it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE opora_app_of_test")
        cursor.execute("GRANT opora_app_of_test TO CURRENT_USER")
        cursor.execute("GRANT USAGE ON SCHEMA public TO opora_app_of_test")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO opora_app_of_test")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO opora_app_of_test")
    lock_log(connection.connection, role="opora_app_of_test")


@pytest.mark.parametrize("table", ["audit_logentry", "audit_seal"])
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET id = id", "DROP TABLE {}"]
)
def test_the_application_may_not_alter_the_log(application_role, statement, table):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        as_application(statement.format(table))


def test_the_application_may_read_the_log_and_add_to_it(application_role):
    with transaction.atomic():
        as_application("SELECT 1")
        assert LogEntry.objects.filter(pk=logged().pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
