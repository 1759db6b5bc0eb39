"""The part of a case's first page where its notes are: written, begun, and the timeline they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.cases.drafts import drafts_of
from opora.cases.models import Case, Draft, Note, NoteKind
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.forms.notes import NoteForm, from_draft
from opora.web.links import address

NAMES: dict[str, str | Promise] = {
    NoteKind.NOTE: _("Note"),
    NoteKind.MINUTES: _("Minutes of a talk"),
    NoteKind.PHONE: _("Phone call"),
    NoteKind.MAIL: _("Mail"),
    NoteKind.IN_PERSON: _("Conversation"),
    NoteKind.ON_PLACE: _("Visit"),
}
ICONS = {
    NoteKind.PHONE: "phone",
    NoteKind.MAIL: "letter",
    NoteKind.IN_PERSON: "person",
    NoteKind.ON_PLACE: "home",
    NoteKind.MINUTES: "document",
}


@dataclass(frozen=True)
class Way:
    """One click to a note of a kind."""

    words: str | Promise
    icon: str
    address: str


@dataclass(frozen=True)
class Begun:
    """A draft to go on with."""

    draft: Draft
    words: str | Promise
    address: str


@dataclass(frozen=True)
class Autosave:
    """What the script needs to keep a form: the server's turn, and where the form lies."""

    address: str
    place: str
    turn: int


def notes_panel(worker: Worker, case: Case, *, noting: NoteForm | None = None) -> dict[str, Any]:
    """Context of `cases/_notes.html` but for the timeline itself."""
    may_note = may(worker, "write_note", case=case)
    drafts = drafts_of(worker, case) if may_note else []
    quick = next((draft for draft in drafts if draft.kind == NoteKind.NOTE and draft.note_id is None), None)
    initial = {"typed_by": worker.pk} | (from_draft(quick) if quick and not quick.title else {})
    shown = quick if quick and not quick.title else None
    return {
        "may_note": may_note,
        "note_form": noting or NoteForm(initial=initial),
        "note_autosave": autosave_of(case, NoteKind.NOTE, draft=shown),
        "ways_to_note": _ways(case) if may_note else [],
        "begun": [begun(case, draft) for draft in drafts if draft is not shown],
    }


def autosave_of(case: Case, kind: str, *, note: Note | None = None, draft: Draft | None = None) -> Autosave:
    """Where the script keeps a form, and from which turn."""
    place = f"{case.public_id}/{note.public_id if note else 'new'}/{kind}"
    return Autosave(address("keep_draft", case.public_id), place, draft.turn if draft else 0)


def begun_in(worker: Worker, case: Case) -> list[Begun]:
    """What the worker alone began in a case and did not save, the latest first."""
    return [begun(case, draft) for draft in drafts_of(worker, case)]


def begun(case: Case, draft: Draft) -> Begun:
    """A draft with the way back to its form."""
    if draft.note is not None:
        return Begun(draft, _("Change of a note"), address("change_note", draft.note.public_id))
    query = urlencode({"kind": draft.kind, "writing": str(draft.writing)})
    return Begun(draft, NAMES[draft.kind], f"{reverse('write_note', args=[case.public_id])}?{query}")


def _ways(case: Case) -> list[Way]:
    where = address("write_note", case.public_id)
    return [Way(NAMES[kind], icon, f"{where}?kind={kind.value}") for kind, icon in ICONS.items()]
