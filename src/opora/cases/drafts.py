"""What a worker is writing and has not saved yet: kept by the server while they type, for them alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, Draft, Note, NoteKind, NoteVersion
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

LONGEST_DRAFT = 100_000  # letters: more than may be saved, so that a text too long is not lost as well


@dataclass(frozen=True)
class Typed:
    """A note as it stands in the form now: `entries` are the other fields, by their names."""

    title: str
    text: str
    entries: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.title.strip() or self.text.strip())


class TypedElsewhere(Refused):
    """The same draft went on in another window or on another computer; `about` is the draft as kept."""


@transaction.atomic
def keep_draft(
    case: Case,
    typed: Typed,
    *,
    writing: UUID,
    turn: int,
    kind: NoteKind | str,
    note: Note | None,
    rests_on_version: int,
    by: Worker,
    at: datetime,
) -> Draft | None:
    """Keep what was typed so far; none where this writing was saved as a note meanwhile.

    Raises `TypedElsewhere` where the server keeps a later turn than the one typed on.
    """
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if Note.objects.filter(writing=writing).exists() or NoteVersion.objects.filter(writing=writing).exists():
        return None
    require(by, "write_note", case=case)
    draft = _locked(writing, by, case) or Draft(case=case, worker=by, note=note, writing=writing, turn=turn)
    if draft.turn != turn:
        raise TypedElsewhere(
            _("You went on with this text in another window or on another computer."), about=draft
        )
    draft.kind, draft.rests_on_version, draft.saved_at = NoteKind(kind), rests_on_version, at
    draft.title, draft.text = typed.title[:200], with_plain_lines(typed.text)[:LONGEST_DRAFT]
    draft.entries, draft.turn = dict(typed.entries), turn + 1
    is_new = draft.pk is None
    draft.save()
    if is_new:
        record(by, Deed.CREATED, "keep_draft", case_id=case.pk, at=at)
    return draft


@transaction.atomic
def discard_draft(writing: UUID, *, by: Worker, at: datetime) -> None:
    """Throw away what was begun; nothing happens where there is nothing of it any more."""
    draft = Draft.objects.filter(writing=writing, worker=by).first()
    if draft is not None:
        draft.delete()
        record(by, Deed.CHANGED, "discard_draft", case_id=draft.case_id, at=at)


def forget_drafts(worker: Worker, writing: UUID | None) -> None:
    """The writing was saved as a note: its draft has done its work."""
    if writing is not None:
        Draft.objects.filter(Q(worker=worker) & Q(writing=writing)).delete()


def with_plain_lines(text: str) -> str:
    """A browser ends the lines of a form in two signs; texts are kept and compared with one."""
    return text.replace("\r\n", "\n")


def drafts_of(worker: Worker, case: Case) -> list[Draft]:
    """What the worker has begun in a case, the latest first."""
    begun = case.drafts.filter(worker=worker).exclude(title="", text="")
    return list(begun.select_related("note").order_by("-saved_at", "-pk"))


def _locked(writing: UUID, worker: Worker, case: Case) -> Draft | None:
    draft = Draft.objects.select_for_update().filter(writing=writing).first()
    if draft is not None and (draft.worker_id, draft.case_id) != (worker.pk, case.pk):
        raise Refused(_("This draft is somebody else's, or belongs to another case. Open the note again."))
    return draft
