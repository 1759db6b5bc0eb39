"""What is typed into a note, into the minutes of a meeting, and about a contact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Draft, Note, NoteKind, Party
from opora.cases.notes import LONGEST_TEXT
from opora.organisation.models import Worker
from opora.web.forms.case_work import MinutesField
from opora.web.forms.cases import HourField
from opora.web.forms.fields import DayField, PageForm

NO_STEP = ("", _("the case as a whole"))


class NoteForm(PageForm):
    """A note in the timeline.

    `writing` names this sitting, so that a note sent twice is saved once; `typed_by` is who was signed in
    when the form was opened.
    """

    text = forms.CharField(
        label=_("New note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("The note is empty. Write what should be remembered.")},
    )
    kind = forms.ChoiceField(
        choices=NoteKind.choices, initial=NoteKind.NOTE, required=False, widget=forms.HiddenInput
    )
    writing = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)
    typed_by = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def hidden(self) -> list[forms.BoundField]:
        """What is sent along unseen."""
        return self.hidden_fields()

    def put(self, **values: str) -> None:
        """Put other values into what was sent, for the form to be drawn with."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        for name, value in values.items():
            sent[name] = value
        self.data = sent


class TitledNoteForm(NoteForm):
    """A note on a page of its own."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    field_order = ["title", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Text")
        self.fields["text"].widget.attrs |= {"rows": 10, "autofocus": True}


class NoteChangeForm(TitledNoteForm):
    """A note that is written anew; `version` is the one it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ContactForm(TitledNoteForm):
    """With whom, when, how long, for which step; then what was said."""

    persons = forms.TypedMultipleChoiceField(
        label=_("With whom"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.TypedMultipleChoiceField(
        label=_("With which body"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    day = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"))
    minutes = MinutesField(label=_("Minutes"), required=False)
    travel_minutes = MinutesField(label=_("On the way"), required=False, help_text=_("In minutes."))
    step = forms.ChoiceField(label=_("For which step"), required=False)
    field_order = ["persons", "bodies", "day", "hour", "minutes", "travel_minutes", "step", "title", "text"]

    def __init__(
        self, *args: Any, parties: Iterable[Party], steps: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        parties, steps = list(parties), list(steps)
        self._offer_many(
            "persons", {(each.person.pk, each.person.full_name) for each in parties if each.person}
        )
        self._offer_many("bodies", {(each.body.pk, each.body.name) for each in parties if each.body})
        if steps:
            self.let_choose("step", [NO_STEP, *steps])
        else:
            del self.fields["step"]

    def _offer_many(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        found = sorted(choices, key=lambda choice: choice[1])
        if found:
            self.let_choose(name, found)
        else:
            del self.fields[name]


def note_form(
    case: Case,
    kind: NoteKind,
    parties: Iterable[Party],
    worker: Worker,
    *,
    data: Any = None,
    draft: Draft | None = None,
    chosen: dict[str, Any] | None = None,
) -> TitledNoteForm:
    """The form for a note of a kind, with what was begun where there is a draft, else with what is known."""
    now = timezone.localtime()
    initial: dict[str, Any] = {"kind": kind, "typed_by": worker.pk}
    parties = list(parties)
    if kind != NoteKind.NOTE:
        first = [party.person_id for party in parties if party.person_id][:1]
        initial |= {"day": now.date(), "hour": now.strftime("%H.%M"), "persons": first} | (chosen or {})
    if draft is not None:
        initial |= from_draft(draft)
    if kind == NoteKind.NOTE:
        return TitledNoteForm(data, initial=initial)
    language = get_language() or "en"
    steps = [(step.key, step.name(language)) for step in task_of(case).steps]
    form = ContactForm(data, initial=initial, parties=parties, steps=steps)
    if kind != NoteKind.ON_PLACE:
        del form.fields["travel_minutes"]
    return form


def change_form(
    note: Note, worker: Worker, *, data: Any = None, draft: Draft | None = None
) -> NoteChangeForm:
    """The form for a note written anew."""
    initial: dict[str, Any] = {
        "kind": note.kind,
        "typed_by": worker.pk,
        "title": note.title,
        "text": note.text,
        "version": note.version,
    }
    if draft is not None:
        initial |= from_draft(draft) | {"version": draft.rests_on_version}
    return NoteChangeForm(data, initial=initial)


def from_draft(draft: Draft) -> dict[str, Any]:
    """What was typed, as a form takes it up again."""
    many = {"persons", "bodies"}
    entries = {
        name: values if name in many else (values or [""])[0] for name, values in draft.entries.items()
    }
    return entries | {"title": draft.title, "text": draft.text, "writing": draft.writing}
