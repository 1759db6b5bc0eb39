"""Notes and minutes (zapisnik) of workers in a case: written, changed, read as they were before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.drafts import forget_drafts, with_plain_lines
from opora.cases.handling import may_read_notes
from opora.cases.models import Body, Case, Note, NoteKind, NoteVersion
from opora.cases.protection import refuse_address_for_the_unit
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

LONGEST_TEXT = 50_000  # letters: some twenty pages of minutes


class ChangedMeanwhile(Refused):
    """Somebody else changed the note since it was opened for writing; `about` is the note as it reads now."""


@transaction.atomic
def add_note(
    *,
    case: Case,
    text: str,
    by: Worker,
    at: datetime,
    kind: NoteKind | str = NoteKind.NOTE,
    title: str = "",
    happened_at: datetime | None = None,
    persons: Sequence[Person] = (),
    bodies: Sequence[Body] = (),
    writing: UUID | None = None,
) -> Note:
    """Write a note; the timeline points to it. What was written in the same sitting is saved once.

    Refused when it is empty or too long, and where a contact would be in the future.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if writing is not None and (written := note_of_writing(writing, by=by)):
        return written
    require(by, "write_note", case=case, on=timezone.localdate(at))
    text = _checked(text)
    refuse_address_for_the_unit(case, title, text, on=timezone.localdate(at), field="text")
    if happened_at is not None and happened_at > at:
        raise Refused(
            _("This time has not come yet. Enter when the contact was, or make an appointment."), field="day"
        )
    note = Note.objects.create(
        case=case,
        by=by,
        at=at,
        kind=NoteKind(kind),
        title=title.strip(),
        text=text,
        happened_at=happened_at,
        writing=writing,
    )
    note.persons.set(persons)
    note.bodies.set(bodies)
    forget_drafts(by, writing)
    add_event(case, "note_added", by=by, at=at, note=note.pk)
    record(by, Deed.CREATED, "add_note", persons=persons, case_id=case.pk, detail={"note": note.pk}, at=at)
    return note


@transaction.atomic
def change_note(
    note: Note,
    *,
    title: str,
    text: str,
    version: int,
    by: Worker,
    at: datetime,
    writing: UUID | None = None,
) -> Note:
    """Change a note that was read in `version`; how it read before is kept.

    Refused to who may not read it. Raises `ChangedMeanwhile` where somebody else changed it since: nothing
    of either text is lost.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("case").get(pk=note.pk)
    if writing is not None and note.writing == writing:
        return note
    require(by, "write_note", case=note.case, on=timezone.localdate(at))
    if not may_read_notes(by, note.case, at=at):
        raise Refused(
            _(
                "Only those who handle this case read its notes and change them. Write a note of your own, "
                "or ask the worker who has the case to let you in."
            )
        )
    title, text = title.strip(), _checked(text)
    refuse_address_for_the_unit(note.case, title, text, on=timezone.localdate(at), field="text")
    if note.version != version:
        raise ChangedMeanwhile(
            _(
                "%(worker)s changed this note while you were writing. Both texts stand below: put together "
                "what should remain, and save again."
            )
            % {"worker": note.changed_by or note.by},
            about=note,
        )
    if (note.title, note.text) == (title, text):
        forget_drafts(by, writing)
        return note
    _keep_version(note)
    note.title, note.text, note.writing = title, text, writing
    note.version, note.changed_by, note.changed_at = note.version + 1, by, at
    note.save(update_fields=["title", "text", "writing", "version", "changed_by", "changed_at"])
    forget_drafts(by, writing)
    add_event(note.case, "note_changed", by=by, at=at, note=note.pk, version=note.version)
    detail = {"note": note.pk, "version": note.version}
    record(by, Deed.CHANGED, "change_note", case_id=note.case_id, detail=detail, at=at)
    return note


def note_of_writing(writing: UUID, *, by: Worker) -> Note | None:
    """The note saved from a sitting of this worker, as it reads now or read before; none if none was."""
    present = Note.objects.filter(writing=writing).first()
    if present is not None:
        return present if by.pk in (present.by_id, present.changed_by_id) else None
    earlier = NoteVersion.objects.filter(writing=writing, by=by).select_related("note").first()
    return earlier.note if earlier else None


def _keep_version(note: Note) -> None:
    NoteVersion.objects.create(
        note=note,
        version=note.version,
        title=note.title,
        text=note.text,
        by=note.changed_by or note.by,
        at=note.changed_at or note.at,
        writing=note.writing,
    )


def _checked(text: str) -> str:
    if not text.strip():
        raise Refused(_("The note is empty. Write it first."), field="text")
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The note has more than %(most)d letters. Write the rest as a second note.")
            % {"most": LONGEST_TEXT},
            field="text",
        )
    return with_plain_lines(text).strip()
