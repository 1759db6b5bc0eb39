"""Mail is stamped, checked and given to its case; a virus never gets as far as the disk."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.documents.conftest import pdf
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.deadlines import deadline_of
from opora.documents import virus_check
from opora.documents.mail import assign_mail, name_mail, take_in_mail
from opora.documents.models import Document, Mail
from opora.documents.registering import register_incoming
from opora.documents.storage import read_stored
from opora.documents.virus_check import Answer, check_content
from opora.organisation.refusal import Refused

NOON = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 6)
# The harmless file that every virus checker reports by agreement (eicar.org), in two halves: whole, it would
# make the checker of whoever keeps this source report the source.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def clamd(path):
    """A daemon that speaks INSTREAM on a real socket and knows one virus."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen()
    received = []

    def serve():
        while True:
            try:
                client, _address = server.accept()
            except OSError:
                return
            with client:
                received.append(_read_stream(client))
                found = EICAR in received[-1]
                client.sendall(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _read_stream(client):
    file = client.makefile("rb")
    assert file.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", file.read(4))[0]:
        content += file.read(length)
    return content


@pytest.fixture
def checker(settings, tmp_path):
    settings.OPORA_CLAMD = str(tmp_path / "clamd.ctl")
    with clamd(settings.OPORA_CLAMD) as received:
        yield received


@pytest.fixture
def no_checker(settings, monkeypatch):
    settings.OPORA_CLAMD = ""
    monkeypatch.setattr(virus_check, "USUAL_SOCKETS", ())
    monkeypatch.setattr(virus_check.shutil, "which", lambda _name: None)


def test_the_daemon_gets_every_byte_and_its_answer_is_read(checker):
    content = b"a" * (virus_check.PIECE + 7)
    assert check_content(content).answer is Answer.CLEAN
    assert checker == [content]
    assert check_content(b"%PDF " + EICAR) == (Answer.INFECTED, "Eicar-Signature")


def test_a_daemon_that_is_gone_is_no_clean_bill(settings, tmp_path):
    settings.OPORA_CLAMD = str(tmp_path / "nobody.ctl")
    assert check_content(b"anything").answer is Answer.NOT_CHECKED


def test_without_a_checker_nothing_is_called_clean(no_checker):
    assert check_content(EICAR).answer is Answer.NOT_CHECKED
    assert not virus_check.is_there()


@pytest.fixture
def office(checker):
    unit = UnitFactory()
    return WorkerFactory(unit=unit, clerk=True)


def taken(by, upload, **more):
    given = {"sender": "Okrožno sodišče v Kopru", "subject": "Pritožba", "received_on": TODAY} | more
    return take_in_mail(unit=by.unit, upload=upload, by=by, at=NOON, **given)


@pytest.mark.django_db
def test_an_infected_file_is_refused_and_stored_nowhere(office, upload, documents_folder):
    infected = upload(content=pdf(EICAR))
    with pytest.raises(Refused, match="Eicar-Signature"):
        taken(office, infected)
    case = CaseFactory(unit=office.unit)
    infected.seek(0)
    with pytest.raises(Refused, match="Eicar-Signature"):
        register_incoming(case, infected, kind="evidence", by=office, on=TODAY, at=NOON)
    assert not Mail.objects.exists()
    assert not Document.objects.exists()
    assert not list(documents_folder.rglob("*/*/*"))


@pytest.mark.django_db
def test_the_stamp_counts_by_centre_and_year_and_a_refused_piece_takes_no_number(office, upload):
    first = taken(office, upload(), attachments=2)
    with pytest.raises(Refused):
        taken(office, upload(content=b""))
    second = taken(office, upload())
    assert (first.number, first.attachments, second.number) == ("1/2026", 2, "2/2026")
    assert first.is_checked_for_viruses


@pytest.mark.django_db
def test_mail_without_a_case_waits_with_its_unit_and_becomes_a_document_of_the_case_it_is_given_to(
    office, upload, settings
):
    mail = taken(office, upload())
    assert list(Mail.objects.to_be_assigned(office)) == [mail]
    elsewhere = WorkerFactory(unit=UnitFactory(centre=office.centre), clerk=True)
    professional = WorkerFactory(unit=office.unit, professional_worker=True)
    assert not Mail.objects.to_be_assigned(elsewhere).exists()
    assert not Mail.objects.visible_to(professional).exists()
    case = CaseFactory(unit=office.unit, seal="violence")
    assigned = assign_mail(mail, case_number=f" {case.number} ", by=office, at=NOON)
    document = case.documents.get()
    assert assigned.document == document
    assert document.registered_on == TODAY
    assert read_stored(document.sha256, root=settings.OPORA_DOCUMENTS)
    with pytest.raises(Refused):
        assign_mail(mail, case_number=case.number, by=office, at=NOON)


@pytest.mark.django_db
def test_mail_for_no_case_or_a_closed_one_is_not_given_away(office, upload):
    closed = CaseFactory(unit=office.unit, closed=True)
    mail = taken(office, upload())
    for number in (closed.number, "999-9/1999"):
        with pytest.raises(Refused):
            assign_mail(mail, case_number=number, by=office, at=NOON)
    assert Mail.objects.get().case is None


@pytest.mark.django_db
def test_saying_which_document_it_is_lets_its_deadline_begin(office, upload):
    case = CaseFactory(task="guardian_reward", unit=office.unit)
    mail = taken(office, upload(), case_number=case.number)
    named = name_mail(mail, kind="appeal", by=office, at=NOON)
    assert named.document.kind == "appeal"
    assert deadline_of(case, "appeal_forwarding_due").day == date(2026, 5, 21)
    with pytest.raises(Refused):
        name_mail(mail, kind="decision", by=office, at=NOON)


@pytest.mark.django_db
def test_a_piece_of_mail_from_tomorrow_and_one_for_another_unit_are_refused(office, upload):
    with pytest.raises(Refused):
        taken(office, upload(), received_on=date(2026, 5, 7))
    with pytest.raises(Refused):
        take_in_mail(
            unit=UnitFactory(centre=office.centre), upload=upload(), sender="A", subject="",
            received_on=TODAY, by=office, at=NOON,
        )  # fmt: skip
