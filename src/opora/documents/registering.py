"""Registering documents: every one in a case, numbered within it, its bytes stored before the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import Case
from opora.cases.numbers import next_number
from opora.cases.timeline import add_event
from opora.documents.file_names import file_name
from opora.documents.held_files import hold
from opora.documents.models import Direction, Document
from opora.documents.storage import store
from opora.documents.uploads import LARGEST, accept_upload
from opora.documents.virus_check import refuse_virus
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


class Upload(Protocol):
    """A file as the browser sent it (Django's `UploadedFile`)."""

    name: str | None
    content_type: str | None

    def read(self, num_bytes: int = ...) -> bytes: ...


@dataclass(frozen=True)
class Received:
    """A file that came in and was checked; `is_checked` says whether for viruses too."""

    file_name: str
    media_type: str
    content: bytes
    is_checked: bool


@transaction.atomic
def register_incoming(
    case: Case,
    upload: Upload,
    *,
    kind: str,
    by: Worker,
    on: date,
    title: str = "",
    at: datetime | None = None,
) -> Document:
    """Register what came in. Refused for a future day, a virus, and a file that is not what it claims."""
    at = at or timezone.now()
    refuse_future_day(on, at)
    return register_received(case, read_upload(upload), kind=kind, title=title, by=by, on=on, at=at)


def register_received(
    case: Case, received: Received, *, kind: str, by: Worker, on: date, at: datetime, title: str = ""
) -> Document:
    """Register a file that was read and checked already; part of the act that received it."""
    document = _register(
        case,
        Document(
            direction=Direction.INCOMING,
            kind=kind,
            title=title.strip() or received.file_name,
            file_name=received.file_name,
            media_type=received.media_type,
            registered_on=on,
            registered_by=by,
            is_checked_for_viruses=received.is_checked,
        ),
        received.content,
    )
    _tell(document, "document_received", by, at)
    return document


def read_upload(upload: Upload) -> Received:
    """A file as it was sent, checked: it is what it claims to be, and no virus was found in it."""
    content = upload.read(LARGEST + 1)  # one byte more than allowed, so that too much is noticed
    accepted = accept_upload(content, file_name=upload.name or "", claimed_type=upload.content_type or "")
    is_checked = refuse_virus(content, file_name=accepted.file_name)
    return Received(accepted.file_name, accepted.media_type, content, is_checked)


def refuse_future_day(on: date, at: datetime, *, field: str = "on") -> None:
    if on > timezone.localdate(at):
        raise Refused(_("This day is still to come. Enter the day on which the document came."), field=field)


@transaction.atomic
def register_outgoing(
    case: Case,
    *,
    kind: str,
    title: str,
    pdf_bytes: bytes,
    by: Worker | None,
    on: date,
    number: str = "",
    at: datetime | None = None,
) -> Document:
    """Register what goes out. `number` is one that was taken before, when a decision was issued.

    Registering under the same number again gives the document that is there: a job may run twice.
    """
    existing = case.documents.filter(number=number).first() if number else None
    if existing is not None:
        return existing
    document = _register(
        case,
        Document(
            direction=Direction.OUTGOING,
            kind=kind,
            title=title,
            file_name=file_name(kind, number, ending=".pdf"),
            media_type="application/pdf",
            registered_on=on,
            registered_by=by,
        ),
        pdf_bytes,
        number,
    )
    _tell(document, "document_issued", by, at or timezone.now())
    return document


def take_document_number(case: Case) -> str:
    """The next document number of a case, 1232-15/2026-3; within the transaction that uses it."""
    return f"{case.number}-{next_number(f'document/{case.pk}')}"


def _register(case: Case, document: Document, content: bytes, number: str = "") -> Document:
    """The file is on disk for good before the row is; a row that is rolled back leaves a harmless file."""
    hold(content)
    document.sha256 = store(content, root=settings.OPORA_DOCUMENTS)
    document.size = len(content)
    document.case = case
    document.number = number or take_document_number(case)
    document.sequence = int(document.number.rpartition("-")[2])
    document.save(force_insert=True)
    return document


def _tell(document: Document, key: str, by: Worker | None, at: datetime) -> None:
    case = document.case
    detail = {"document": document.pk, "number": document.number}
    add_event(case, key, by=by, at=at, **detail)
    persons = case.person_ids()
    record(by, Deed.CREATED, key, persons=persons, case_id=case.pk, detail=detail, at=at)
    refresh_deadlines(case, on=timezone.localdate(at))
