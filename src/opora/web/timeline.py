"""The timeline of a case: what was done, in a sentence, with the notes between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.broken_glass import under_broken_glass
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Event, Note
from opora.organisation.kept_queries import kept
from opora.web.links import address
from opora.web.notes_panel import NAMES
from opora.web.templatetags.page import moment
from opora.web.timeline_letters import Letter, letters_among
from opora.web.timeline_prolonged import PROLONGED, prolonged_in_words
from opora.web.timeline_talks import Held, moments_of_records, who_took_part, with_those_who_took_part

LINES_SHOWN = 40
NAMES_OF_WORKER = ("by__given_name", "by__family_name")
LETTERS_SHOWN = 1_500  # of a note; its own page has the rest

SENTENCES: dict[str, Promise] = {
    "appeal_received": _("An appeal was received."),
    "appeal_sent_to_opposing": _("The appeal was served on the opposing party, who has a term to answer."),
    "appeal_forwarded": _("The appeal was sent to the second instance."),
    "appeal_decided": _("The second instance decided on the appeal."),
    "appeal_result_served": _("The act on the appeal was served."),
    "appeal_withdrawn": _("The appeal was withdrawn."),
    "decision_annulled": _("The decision was annulled on appeal and returned."),
    "decision_changed_above": _("The decision was changed by the second instance."),
    "decision_corrects": _("A mistake in the decision was corrected."),
    "decision_reopens": _("The procedure of the decision was reopened."),
    "paper_begun": _("A document was begun."),
    "paper_edited": _("The draft of a document was edited."),
    "paper_made": _("A document was made and signed."),
    "paper_discarded": _("The draft of a document was discarded."),
    "case_opened": _("The case was opened."),
    "left_out": _("Somebody of the applicant's home is not in the application."),
    "minor_applies": _("The applicant is under age and applies by a decision of a court."),
    "unit_not_checked": _("The case was opened here for a reason, whatever the residence."),
    "unit_to_be_checked": _("The address is protected: the head of the unit checks which unit is competent."),
    "protect_address": _("The address of a party is protected."),
    "end_protection": _("The address of a party is no longer protected."),
    "case_assigned": _("The case was assigned."),
    "party_added": _("A party came into the case."),
    "party_ended": _("The part of a party in the case ended."),
    "stage_reached": _("The case came to another stage."),
    "record_added": _("A record was entered."),
    "record_changed": _("A record was changed."),
    "record_struck": _("A record was struck out."),
    "teammate_joined": _("A worker joined the team."),
    "teammate_left": _("A worker left the team."),
    "worker_excluded": _("An officer was excluded from the case."),
    "exclusion_asked": _("It was told that an officer should not act. The head of the unit decides on it."),
    "exclusion_confirmed": _("It was decided that an officer is excluded."),
    "exclusion_lifted": _("The exclusion of an officer ended."),
    "case_grew": _("Another case grew out of this one."),
    "case_reopened": _("The case was opened again."),
    "cases_linked": _("The case was linked with another."),
    "cases_unlinked": _("The link with another case was undone."),
    "time_spent": _("Minutes were entered."),
    "time_taken_back": _("Minutes were taken out."),
    "session_held": _("A group session was held."),
    "ward_run_confirmed": _("The run of a month for the wards of the unit was confirmed."),
    "step_planned": _("A step was planned."),
    "step_called_for": _("The case is urgent: a step is called for at once. The head of the unit was told."),
    "step_done": _("A step was done."),
    "step_waived": _("A step was left out."),
    "step_reopened": _("A step was taken up again."),
    "case_closed": _("The case was closed."),
    "deadline_met": _("A deadline was met."),
    "deadline_overdue": _("A deadline ran out. The head of the unit was told."),
    "note_added": _("A note was written."),
    "note_changed": _("A note was changed."),
    "appointment_made": _("An appointment was made."),
    "appointment_changed": _("An appointment was changed."),
    "appointment_cancelled": _("An appointment was called off."),
    "appointment_attended": _("They came to the appointment."),
    "appointment_missed": _("They did not come to the appointment."),
    "worker_let_in": _("A worker was let into the case."),
    "access_ended": _("Access of a worker to the case was ended."),
    "glass_broken": _("The case was opened with a reason."),
    "case_sealed": _("The case was sealed."),
    "seal_lifted": _("The seal of the case was lifted."),
    "case_passed_on": _("The case was passed on to another centre."),
    "case_handed_over": _("The case was handed over."),
    "handover_withdrawn": _("The handover was withdrawn."),
    "case_taken_over": _("The case was taken over."),
    "came_by_transfer": _("The case was taken over from another centre."),
    "transfer_received": _("The other centre received the case."),
    "referred": _("A person was sent on to another service."),
    "referral_ended": _("The result of a referral was entered."),
    "consent_given": _("A person consented that something is told."),
    "consent_withdrawn": _("A consent was withdrawn."),
    "disclosed": _("Something was told to somebody outside."),
    "document_received": _("A document came in."),
    "document_issued": _("A document was issued."),
    "document_dispatched": _("A document was dispatched."),
    "document_served": _("A document was served."),
    "document_returned": _("A document came back undelivered."),
    "supplement_called_for": _("The party was called on to supplement the application."),
    "supplement_received": _("The party supplemented the application."),
    "removal_proposed": _("It was proposed that the papers are removed."),
    "removal_declined": _("The papers stay: their removal was not confirmed."),
    "papers_removed": _("The papers were removed. Their numbers, titles and hashes stay."),
    "document_left": _("A document was left for the addressee."),
    "case_transferred": _("The case went to another unit."),
    "decision_not_dispatched": _("The decision could not be dispatched."),
    "right_prolonged": _("A right was prolonged by a month under an emergency act."),
    "prolongation_stopped": _("A new decision took the place of a prolonged month."),
    "entitlement_calculated": _("The entitlement was calculated."),
    "decision_drafted": _("A decision was drafted."),
    "decision_recomputed": _("The draft was computed again."),
    "decision_edited": _("A part of the draft was rewritten."),
    "decision_submitted": _("The draft was submitted for approval."),
    "decision_returned": _("The draft was returned to the drafter."),
    "decision_withdrawn": _("The draft was withdrawn."),
    "decision_issued": _("The decision was approved and issued."),
    "decision_replaced": _("The decision was replaced by another."),
    "decision_served": _("The decision was served."),
    "decision_final": _("The decision became final."),
    "decision_appealed": _("A remedy was filed against the decision."),
}


@dataclass(frozen=True)
class Line:
    """One line of the timeline: `at` puts it in order, `typed_at` is when it was entered.

    Of a talk `happened` says when it was; `who` names those it was with, and `steps` what became of a letter.
    """

    at: datetime
    by: str
    sentence: str
    text: str
    kind: str
    under_broken_glass: bool = False
    address: str = ""
    typed_at: datetime | None = None
    happened: str = ""
    who: str = ""
    steps: tuple[tuple[str, datetime, str], ...] = ()


def read_timeline(case: Case, *, opens_notes: bool) -> list[Line]:
    """Events and notes together, the newest first; of a letter one line, of a talk its own time.

    Whom notes are not open to (`opens_notes`) learns of each its kind, its day and who wrote it.
    """
    events, notes = _events_of(case), _notes_of(case)
    written = [_of_note(note, case) if opens_notes else _of_closed_note(note) for note in notes]
    lines = [*_of_events(case, events), *written]
    return sorted(lines, key=attrgetter("at"), reverse=True)[:LINES_SHOWN]


@kept
def _events_of(case: Case) -> QuerySet[Event]:
    told = Event.objects.filter(case=case).exclude(key="note_added").select_related("by")
    told = told.only("case", "at", "key", "detail", *NAMES_OF_WORKER)
    return told.annotate(under_glass=under_broken_glass()).order_by("-at", "-pk")[:LINES_SHOWN]


@kept
def _notes_of(case: Case) -> QuerySet[Note]:
    shown = ("case", "at", "text", "kind", "title", "public_id", "happened_at")
    written = Note.objects.filter(case=case).select_related("by").only(*shown, *NAMES_OF_WORKER)
    return with_those_who_took_part(written).order_by("-at", "-pk")[:LINES_SHOWN]


def _of_events(case: Case, events: list[Any]) -> Iterator[Line]:
    pieces, letters, told = names_of_pieces(case), letters_among(case, events), set()
    happened = moments_of_records(case, events)
    for event in events:
        letter = letters.get(event.pk)
        if letter is None:
            yield _of_event(event, pieces, happened.get(event.detail.get("record")))
        elif id(letter) not in told:
            told.add(id(letter))
            yield _of_letter(letter)


def names_of_pieces(case: Case) -> dict[tuple[str, str], str]:
    """What the steps, records and stages of the case are called, by what they are and their keys."""
    task, language = task_of(case), get_language() or "en"
    pieces = {"step": task.steps, "kind": task.records, "stage": task.stages, "outcome": task.outcomes}
    return {(what, each.key): each.name(language) for what, every in pieces.items() for each in every}


def sentence(key: str) -> str:
    """The sentence for an event; a key that has none yet is shown as it stands."""
    return str(SENTENCES.get(key, key.replace("_", " ").capitalize() + "."))


def _of_note(note: Note, case: Case) -> Line:
    heading = ": ".join(str(part) for part in (NAMES[note.kind], note.title) if part)
    text = note.text if len(note.text) <= LETTERS_SHOWN else f"{note.text[:LETTERS_SHOWN]}…"
    return Line(
        note.happened_at or note.at,
        note.by.full_name,
        heading,
        text,
        "note",
        address=address("note", note.public_id),
        typed_at=note.at,
        happened=moment(note.happened_at),
        who=who_took_part(note, case),
    )


def _of_closed_note(note: Note) -> Line:
    return Line(
        note.happened_at or note.at,
        note.by.full_name,
        str(NAMES[note.kind]),
        "",
        "note",
        typed_at=note.at,
        happened=moment(note.happened_at),
    )


def _of_letter(letter: Letter) -> Line:
    newest = letter.told[0]
    steps = tuple(
        (sentence(event.key), event.at, event.by.full_name if event.by else "") for event in letter.told
    )
    heading = ", ".join(part for part in (letter.name, letter.number) if part)
    return Line(
        newest.at,
        steps[0][2],
        heading or steps[0][0],
        "",
        "event",
        under_broken_glass=any(event.under_glass for event in letter.events),  # type: ignore[attr-defined]
        who=", ".join(letter.recipients),
        steps=steps if heading else (),
    )


def _of_event(event: Any, pieces: Mapping[tuple[str, str], str], held: Held | None) -> Line:
    kind = "decision" if event.key.startswith("decision_") else "event"
    told = event.detail.get("reason") or event.detail.get("number") or event.detail.get("title") or ""
    if event.key in PROLONGED:
        told = prolonged_in_words(event.detail)
    named = [pieces.get((what, str(key))) for what, key in event.detail.items()]
    text = ": ".join(str(part) for part in (*named, event.detail.get("who"), told) if part)
    by = event.by.full_name if event.by else ""
    if held is None or event.key != "record_added":
        return Line(event.at, by, sentence(event.key), text, kind, event.under_glass, typed_at=event.at)
    return Line(
        held.at or event.at,
        by,
        text or sentence(event.key),
        "",
        kind,
        event.under_glass,
        typed_at=event.at,
        happened=held.words,
        who=held.who,
    )
