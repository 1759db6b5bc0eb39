"""Registering what comes in and what goes out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.documents.conftest import pdf
from tests.organisation.factories import WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.models import Event
from opora.documents.models import Direction, Document
from opora.documents.registering import register_incoming, register_outgoing, take_document_number
from opora.documents.storage import read_stored
from opora.documents.uploads import LARGEST
from opora.organisation.refusal import Refused

ON = date(2026, 5, 4)


def take_in(case, upload, **changes):
    wish = {"kind": "evidence", "by": WorkerFactory(), "on": ON, "at": MORNING}
    return register_incoming(case, upload, **wish | changes)


def send_out(case, content=None, **changes):
    wish = {"kind": "decision", "title": "Odločba", "by": WorkerFactory(), "on": ON, "at": MORNING}
    return register_outgoing(case, pdf_bytes=content or pdf(), **wish | changes)


@pytest.mark.django_db
class TestIncoming:
    def test_a_document_is_numbered_within_its_case(self, upload):
        case, other = CaseFactory(number="1232-15/2026"), CaseFactory()
        assert take_in(case, upload()).number == "1232-15/2026-1"
        assert send_out(case).number == "1232-15/2026-2"
        assert take_in(other, upload()).sequence == 1

    def test_its_bytes_are_kept_under_their_hash(self, upload, documents_folder):
        document = take_in(CaseFactory(), upload(pdf(b"payslip")))
        assert read_stored(document.sha256, root=documents_folder) == pdf(b"payslip")
        assert (document.direction, document.media_type, document.size) == (
            Direction.INCOMING,
            "application/pdf",
            len(pdf(b"payslip")),
        )

    def test_without_a_title_it_is_called_like_its_file(self, upload):
        assert take_in(CaseFactory(), upload()).title == "placilna lista.pdf"
        assert take_in(CaseFactory(), upload(), title=" Plačilna lista ").title == "Plačilna lista"

    def test_it_leaves_a_line_in_the_timeline_and_an_entry_in_the_log(self, upload):
        party = PartyFactory()
        document = take_in(party.case, upload())
        assert party.case.events.get().detail == {"document": document.pk, "number": document.number}
        assert LogEntry.objects.get().persons == [party.person_id]

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "prazno.pdf"),
            (b"MZ\x90\x00 a program", "racun.pdf"),
            (pdf(), "slika.png"),
            (pdf()[:80], "odrezano.pdf"),
        ],
    )
    def test_a_file_that_is_not_what_it_claims_is_refused_with_nothing_saved(
        self, upload, documents_folder, content, name
    ):
        with pytest.raises(Refused) as refusal:
            take_in(CaseFactory(), upload(content, name=name))
        assert refusal.value.field == "attachment"
        assert not Document.objects.exists()
        assert not Event.objects.exists()
        assert not documents_folder.exists()

    def test_a_file_larger_than_allowed_is_refused(self, upload):
        with pytest.raises(Refused, match="10 MB"):
            take_in(CaseFactory(), upload(pdf(b" " * LARGEST)))

    def test_a_future_day_of_receipt_is_refused(self, upload):
        with pytest.raises(Refused) as refusal:
            take_in(CaseFactory(), upload(), on=date(2026, 5, 5))
        assert refusal.value.field == "on"


@pytest.mark.django_db
class TestOutgoing:
    def test_a_number_taken_at_issue_is_the_documents_number(self):
        case = CaseFactory(number="1232-15/2026")
        taken = take_document_number(case)
        assert send_out(case).number == "1232-15/2026-2"
        document = send_out(case, number=taken)
        assert (document.number, document.sequence) == ("1232-15/2026-1", 1)

    def test_registering_under_the_same_number_twice_gives_one_document(self):
        case = CaseFactory()
        taken = take_document_number(case)
        assert send_out(case, number=taken) == send_out(case, number=taken)
        assert case.documents.count() == 1
        assert case.events.count() == 1

    def test_equal_bytes_are_two_documents_and_one_file(self, documents_folder):
        case = CaseFactory()
        first, second = send_out(case), send_out(case)
        assert first.sha256 == second.sha256
        assert first.number != second.number
        assert len([path for path in documents_folder.rglob("*") if path.is_file()]) == 1

    def test_the_file_is_on_disk_before_its_row(self, monkeypatch):
        def full(*_args, **_kwargs):
            raise OSError("No space left on device")

        monkeypatch.setattr("opora.documents.registering.store", full)
        with pytest.raises(OSError, match="space"):
            send_out(CaseFactory())
        assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_documents_registered_at_the_same_time_are_numbered_without_gaps():
    case, worker = CaseFactory(), WorkerFactory()
    together = Barrier(6)

    def send(number):
        try:
            together.wait(timeout=30)
            with transaction.atomic():
                send_out(case, pdf(b"%d" % number), by=worker)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(6)))
    assert sorted(case.documents.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]
