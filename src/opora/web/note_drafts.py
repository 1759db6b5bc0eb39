"""What the autosave of a form asks for: keep this, give me the key, throw this away."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.drafts import Typed, TypedElsewhere, discard_draft, keep_draft
from opora.cases.local_keys import derived, local_key_of
from opora.cases.models import Case, Draft, Note, NoteKind
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case
from opora.web.notes_panel import begun
from opora.web.refusal import UNPROCESSABLE
from opora.web.templatetags.page import moment
from opora.web.what_was_asked import raised_in

CONFLICT = 409
OTHER_ENTRIES = ("persons", "bodies", "day", "hour", "minutes", "travel_minutes", "step")
LONGEST_ENTRY, MOST_ENTRIES = 500, 60


@require_POST
@needs("write_note")
def keep(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Keep what stands in a form now. The answer says the turn it is kept as, or why it is not."""
    case = find_case(request, public_id)
    try:
        draft = _keep(request, case)
    except TypedElsewhere as other:
        return JsonResponse(_as_kept(other.about) | {"sentence": other.message}, status=CONFLICT)
    except Refused as refusal:
        request.refused_by = raised_in(refusal)  # type: ignore[attr-defined]
        return JsonResponse({"sentence": refusal.message}, status=UNPROCESSABLE)
    if draft is None:
        return JsonResponse({"is_saved": True})
    return JsonResponse(
        {"turn": draft.turn, "kept": moment(draft.saved_at), "address": begun(case, draft).address}
    )


@require_POST
@needs("write_note")
def discard(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away and go back to the case."""
    case = find_case(request, public_id)
    writing = _writing(request)
    if writing is None:
        raise Refused(_("This draft is no longer there."))
    discard_draft(writing, by=request.worker, at=timezone.now())
    return redirect(reverse("case", args=[case.public_id]) + "#timeline")


@require_POST
@needs("write_note")
def local_key(request: WorkerRequest) -> HttpResponse:
    """The key of this worker, for what their computer keeps until the server has it; never stored there."""
    key = local_key_of(request.worker, at=timezone.now())
    return JsonResponse({"owner": str(key.owner), "key": b64encode(derived(key)).decode()})


def _keep(request: WorkerRequest, case: Case) -> Draft | None:
    sent = request.POST
    writing, turn = _writing(request), sent.get("turn", "0")
    if writing is None or not turn.isdigit() or len(turn) > 9:
        raise Refused(_("This form cannot be kept while you type. Save the note itself."))
    if sent.get("typed_by") != str(request.worker.pk):
        raise Refused(
            _("Somebody else is signed in now. Sign in again under your own name, and the text is kept.")
        )
    kind, version = sent.get("kind", ""), sent.get("version", "0")
    return keep_draft(
        case,
        Typed(sent.get("title", ""), sent.get("text", ""), _others(sent)),
        writing=writing,
        turn=int(turn),
        kind=kind if kind in NoteKind.values else NoteKind.NOTE,
        note=_note(case, sent.get("note", "")),
        rests_on_version=int(version) if version.isdigit() and len(version) <= 9 else 0,
        by=request.worker,
        at=timezone.now(),
    )


def _others(sent: Any) -> dict[str, list[str]]:
    return {
        name: [value[:LONGEST_ENTRY] for value in sent.getlist(name)[:MOST_ENTRIES]]
        for name in OTHER_ENTRIES
        if name in sent
    }


def _note(case: Case, public_id: str) -> Note | None:
    if not public_id:
        return None
    try:
        return get_object_or_404(case.notes, public_id=UUID(public_id))
    except ValueError:
        return None


def _writing(request: WorkerRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("writing", ""))
    except ValueError:
        return None


def _as_kept(draft: Any) -> dict[str, Any]:
    return {"turn": draft.turn, "title": draft.title, "text": draft.text}
