"""Contacts with the people and bodies of a case: by phone, by mail, in person, at their home.

A contact is a note that says with whom and when; its minutes are saved with it, or neither is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.minutes import spend_time
from opora.cases.models import Body, Case, Note, NoteKind
from opora.cases.notes import add_note, note_of_writing
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

CONTACT_KINDS = (NoteKind.PHONE, NoteKind.MAIL, NoteKind.IN_PERSON, NoteKind.ON_PLACE)


@transaction.atomic
def note_contact(
    *,
    case: Case,
    kind: NoteKind | str,
    text: str,
    by: Worker,
    at: datetime,
    happened_at: datetime,
    title: str = "",
    persons: Sequence[Person] = (),
    bodies: Sequence[Body] = (),
    minutes: int | None = None,
    travel_minutes: int = 0,
    step: str = "",
    writing: UUID | None = None,
) -> Note:
    """Save a contact with the minutes it took, for a step of the case or the case as a whole.

    Refused for somebody who has no part in the case, and for what the note or the minutes refuse.
    """
    if writing is not None and (written := note_of_writing(writing, by=by)):
        return written
    _refuse_strangers(case, persons, bodies)
    note = add_note(
        case=case,
        kind=kind,
        title=title,
        text=text,
        happened_at=happened_at,
        persons=persons,
        bodies=bodies,
        writing=writing,
        by=by,
        at=at,
    )
    if minutes or travel_minutes:
        spend_time(
            case,
            worker=by,
            on=timezone.localdate(happened_at),
            minutes=minutes or 0,
            travel_minutes=travel_minutes,
            step=step,
            note=note.title or str(NoteKind(kind).label),
            by=by,
            at=at,
        )
    return note


def _refuse_strangers(case: Case, persons: Sequence[Person], bodies: Sequence[Body]) -> None:
    parts = list(case.parties.values_list("person", "body"))
    known_persons, known_bodies = {person for person, _body in parts}, {body for _person, body in parts}
    strangers = [person for person in persons if person.pk not in known_persons]
    strangers_of_bodies = [body for body in bodies if body.pk not in known_bodies]
    if strangers or strangers_of_bodies:
        raise Refused(
            _("Only persons and bodies of the case can be named in a contact. Add them to the case first."),
            field="persons" if strangers else "bodies",
        )
