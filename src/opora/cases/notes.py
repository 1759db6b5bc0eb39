"""Notes of workers in a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, Note
from opora.cases.timeline import add_event
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def add_note(*, case: Case, text: str, by: Worker, at: datetime) -> Note:
    """Write a note; the timeline points to it. Refused when it is empty."""
    if not text.strip():
        raise Refused(_("The note is empty. Write it first."), field="text")
    note = Note.objects.create(case=case, by=by, at=at, text=text.strip())
    add_event(case, "note_added", by=by, at=at, note=note.pk)
    record(by, Deed.CREATED, "add_note", case_id=case.pk, detail={"note": note.pk}, at=at)
    return note
