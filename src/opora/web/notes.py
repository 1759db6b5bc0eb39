"""Notes of a case: listed and searched, written, read with their earlier versions, changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from opora.audit import trail
from opora.cases.both_texts import both_texts
from opora.cases.contacts import note_contact
from opora.cases.handling import may_read_notes
from opora.cases.models import Body, Case, Draft, Note, NoteKind, Party
from opora.cases.notes import add_note, change_note
from opora.organisation.access import may, require
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import find_case, header
from opora.web.cases import draw_case
from opora.web.forms.notes import NoteChangeForm, NoteForm, change_form, note_form
from opora.web.notes_panel import NAMES, autosave_of, begun_in
from opora.web.paging import ROWS, page_by_key
from opora.web.refusal import on_refusal

LONGEST_SEARCH = 200
FOUND_SHOWN = 100


@needs("see_case")
def notes(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The notes of a case, the newest first; those that say what was typed, after a search.

    Whom they are not open to sees that they exist, and finds none by its words.
    """
    found = find_case(request, public_id)
    opens = may_read_notes(request.worker, found, at=timezone.now())
    typed = request.POST.get("text", "")[:LONGEST_SEARCH].strip()
    said = found.notes.select_related("by", "changed_by")
    if typed:
        trail.searches()
        said = said.saying(typed) if opens else said.none()
    after, size = ("", FOUND_SHOWN) if typed else (request.GET.get("after", ""), ROWS)
    page = page_by_key(said, after, size=size)
    may_note = may(request.worker, "write_note", case=found)
    context = header(request, found, "case") | {
        "typed": typed,
        "page": page,
        "rows": [(NAMES[each.kind], each) for each in page.rows],
        "may_note": may_note,
        "begun": begun_in(request.worker, found) if may_note else [],
        "notes_are_closed": not opens,
    }
    return render(request, "notes/list.html", context)


@needs("write_note")
def write_note(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """A note or contact on a page of its own, or the quick note of the case's page."""
    found = find_case(request, public_id)
    if request.method != "POST":
        require(request.worker, "write_note", case=found)
        return _new_note(request, found)
    is_quick = "inline" in request.POST
    kind = _kind(request.POST.get("kind", ""))
    form = (
        NoteForm(request.POST)
        if is_quick
        else note_form(found, kind, _parties(found), request.worker, data=request.POST)
    )

    def draw() -> HttpResponse:
        return draw_case(request, found, noting=form) if is_quick else _form_page(request, found, form, kind)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    _refuse_somebody_else(request, form)
    _save(request, found, kind, form.cleaned_data)
    return draw_case(request, found) if is_quick and request.htmx else _to_timeline(request, found)


@needs("see_case")
def note(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """One note as it reads now, with how it read before."""
    found = _find_note(request, public_id)
    case = find_case(request, found.case.public_id)
    persons = list(found.persons.all())
    trail.shows(persons, case_id=case.pk)
    context = header(request, case, "case") | {
        "note": found,
        "name": NAMES[found.kind],
        "persons": [*(person.full_name for person in persons), *(body.name for body in found.bodies.all())],
        "earlier": found.earlier.select_related("by").order_by("-version"),
        "may_note": may(request.worker, "write_note", case=case),
    }
    return render(request, "notes/note.html", context)


@needs("write_note")
def rewrite_note(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """A note written anew; where somebody else changed it meanwhile, both texts are shown."""
    found = _find_note(request, public_id)
    case = find_case(request, found.case.public_id)
    if request.method != "POST":
        require(request.worker, "write_note", case=case)
        draft = found.drafts.filter(worker=request.worker).order_by("-saved_at").first()
        form = change_form(found, request.worker, draft=draft)
        return _change_page(request, case, found, form, draft=draft)
    form = change_form(found, request.worker, data=request.POST)
    on_refusal(request, form=form, draw=lambda: _change_page(request, case, found, form))
    if not form.is_valid():
        return _change_page(request, case, found, form)
    _refuse_somebody_else(request, form)
    given = form.cleaned_data
    change_note(
        found,
        title=given["title"],
        text=given["text"],
        version=given["version"],
        writing=given["writing"],
        by=request.worker,
        at=timezone.now(),
    )
    return _go(request, reverse("note", args=[public_id]))


def _new_note(request: WorkerRequest, found: Case) -> HttpResponse:
    """The empty form of a kind, or what was begun of it."""
    kind = _kind(request.GET.get("kind", ""))
    own = found.drafts.filter(worker=request.worker, note=None)
    if writing := _uuid(request.GET.get("writing", "")):
        draft = own.filter(writing=writing).first()
        kind = NoteKind(draft.kind) if draft else kind
    else:
        draft = own.filter(kind=kind).exclude(title="", text="").order_by("-saved_at").first()
        draft = None if "anew" in request.GET else draft
    form = note_form(found, kind, _parties(found), request.worker, draft=draft)
    return _form_page(request, found, form, kind, draft=draft)


def _form_page(
    request: WorkerRequest,
    found: Case,
    form: NoteForm,
    kind: NoteKind,
    *,
    draft: Draft | None = None,
) -> HttpResponse:
    context = (
        header(request, found, "case")
        | {
            "form": form,
            "name": NAMES[kind],
            "kind": kind.value,
            "draft": draft,
            "autosave": autosave_of(found, kind, draft=draft or _kept(request, form)),
            "notes_are_closed": not may_read_notes(request.worker, found, at=timezone.now()),
        }
        | _groups(form)
    )
    return render(request, "notes/write.html", context, status=422 if form.errors else 200)


def _groups(form: NoteForm) -> dict[str, Any]:
    """The fields as the page draws them: with whom, when and how long beside each other, the rest."""
    shown = {field.name: field for field in form.visible_fields()}
    who, when = ("persons", "bodies"), ("day", "hour", "minutes", "travel_minutes")
    return {
        "who": [shown[name] for name in who if name in shown],
        "when": [shown[name] for name in when if name in shown],
        "what": [field for name, field in shown.items() if name not in who + when],
    }


def _change_page(
    request: WorkerRequest, case: Case, found: Note, form: NoteChangeForm, *, draft: Draft | None = None
) -> HttpResponse:
    """The form; with both texts, and both together in it, where it rests on an older version."""
    found = Note.objects.select_related("by", "changed_by").get(pk=found.pk)
    typed, rests_on = form["text"].value() or "", str(form["version"].value())
    both = both_texts(found.text, typed) if rests_on != str(found.version) else None
    if both is not None:
        form = _resting_on(found, form, both.together)
    context = header(request, case, "case") | {
        "form": form,
        "note": found,
        "name": NAMES[found.kind],
        "both": both,
        "draft": draft,
        "autosave": autosave_of(case, found.kind, note=found, draft=draft or _kept(request, form)),
    }
    return render(request, "notes/change.html", context, status=422 if form.errors else 200)


def _resting_on(note: Note, form: NoteChangeForm, together: str) -> NoteChangeForm:
    """The form again, resting on the note as it reads now, with both texts in it."""
    values = {name: form[name].value() for name in form.fields} | {"text": together, "version": note.version}
    if not form.is_bound:
        return NoteChangeForm(initial=values)
    form.put(text=together, version=str(note.version))
    return form


def _kept(request: WorkerRequest, form: NoteForm) -> Draft | None:
    """The draft of a form that came back: its script goes on from the turn that the server has."""
    writing = _uuid(str(form["writing"].value() or "")) if form.is_bound else None
    return Draft.objects.filter(writing=writing, worker=request.worker).first() if writing else None


def _save(request: WorkerRequest, found: Case, kind: NoteKind, given: dict[str, Any]) -> None:
    common = {
        "case": found,
        "kind": kind,
        "text": given["text"],
        "title": given.get("title", ""),
        "writing": given["writing"],
        "by": request.worker,
        "at": timezone.now(),
    }
    if kind == NoteKind.NOTE:
        add_note(**common)
        return
    note_contact(
        **common,
        happened_at=timezone.make_aware(datetime.combine(given["day"], given["hour"])),
        persons=list(Person.objects.filter(pk__in=given.get("persons", []))),
        bodies=list(Body.objects.filter(pk__in=given.get("bodies", []))),
        minutes=given["minutes"],
        travel_minutes=given.get("travel_minutes") or 0,
        step=given.get("step", ""),
    )


def _refuse_somebody_else(request: WorkerRequest, form: NoteForm) -> None:
    """Another tab may have signed somebody else in since: no text goes under a wrong name."""
    typed_by = form.cleaned_data.get("typed_by")
    if typed_by and typed_by != request.worker.pk:
        form.put(typed_by=str(request.worker.pk))
        raise Refused(
            _(
                "Somebody else opened this page before you signed in, so nothing was saved. If the text is "
                "yours, save it once more."
            )
        )


def _parties(case: Case) -> list[Party]:
    return list(case.parties.select_related("person", "body").order_by("pk"))


def _find_note(request: WorkerRequest, public_id: UUID) -> Note:
    visible = Note.objects.filter(case__in=Case.objects.visible_to(request.worker))
    found = get_object_or_404(visible.select_related("case", "by", "changed_by"), public_id=public_id)
    if not may_read_notes(request.worker, found.case, at=timezone.now()):
        raise Http404("Only those who handle this case read its notes.")
    return found


def _to_timeline(request: WorkerRequest, case: Case) -> HttpResponse:
    return _go(request, reverse("case", args=[case.public_id]) + "#timeline")


def _go(request: WorkerRequest, where: str) -> HttpResponse:
    return HttpResponseClientRedirect(where) if request.htmx else redirect(where)


def _kind(text: str) -> NoteKind:
    return NoteKind(text) if text in NoteKind.values else NoteKind.NOTE


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
