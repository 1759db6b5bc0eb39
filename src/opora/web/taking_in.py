"""An application taken in whole, or not at all: persons, relations, the home, the case, attachments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.assigning import assign_case
from opora.documents.registering import register_incoming
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.households import dwelling_of, found_dwelling, house
from opora.people.models import Dwelling, Person, RelationKind
from opora.people.registering import register_person
from opora.people.relating import relate, relations_among
from opora.people.withholding import is_hidden
from opora.rights.applications import file_application
from opora.rights.models import Application
from opora.web.household_rows import Row
from opora.web.relations import member_is_of, other_side

ATTACHMENT = "application_attachment"
Done = TypeVar("Done")


@transaction.atomic
def take_in(*, receipt: dict[str, Any], rows: Sequence[Row], by: Worker, today: date) -> Application:
    """File the application of these people. Refused as the acts it is made of, with nothing kept."""
    filed_on = receipt["filed_on"]
    members = _said_in_each(rows, lambda row: _person(row, by, today))
    who = dict(zip((row.number for row in rows), members, strict=True))
    _said_in_each(rows[1:], lambda row: _relate(row, members[0], who[row.number], by, filed_on, members))
    home = _said_in_each(rows[:1], lambda _row: _home(members, by, min(filed_on, today)))[0]
    _said_in_each(rows[1:], lambda row: _house(who[row.number], home, by, min(filed_on, today), members))
    try:
        application = file_application(
            applicant=members[0],
            members=members,
            by=by,
            at=timezone.now(),
            **{name: value for name, value in receipt.items() if name != "attachment"},
        )
    except Refused as refusal:
        row = next((each for each in rows if who[each.number] == refusal.about), None)
        if row is None or refusal.field in receipt:
            raise
        row.say(refusal)
        raise Refused(_not_yet()) from refusal
    if not any(is_hidden(member, today) for member in members):  # those the head of unit assigns
        # until the head decides otherwise
        application.case = assign_case(application.case, to=by, by=by, at=timezone.now())
    _attach(application, receipt["attachment"], by, filed_on)
    return application


def _said_in_each(rows: Sequence[Row], act: Callable[[Row], Done]) -> list[Done]:
    """Do the act for every row. What is refused of each member stands in their row, and is told at once."""
    done, refusals = [], []
    for row in rows:
        try:
            done.append(act(row))
        except Refused as refusal:
            row.say(refusal)
            refusals.append(refusal)
    if refusals:
        raise Refused(_not_yet()) from refusals[0]
    return done


def _not_yet() -> str:
    return _("Nothing is taken in yet. Correct what is marked below, and take the application in again.")


def _person(row: Row, by: Worker, today: date) -> Person:
    if row.person is not None:
        return row.person
    assert row.entry is not None
    return register_person(by=by, on=today, **row.entry.cleaned_data)


def _relate(
    row: Row, applicant: Person, member: Person, by: Worker, on: date, taken_in: Sequence[Person]
) -> None:
    """Record what the application says, unless the records say it already."""
    assert row.relation is not None
    member_is = row.relation.cleaned_data["member_is"]
    known = {
        member_is_of(relation, applicant)
        for relation in relations_among([applicant, member], on)
        if other_side(relation, applicant).pk == member.pk
    }
    if member_is == "other" or member_is in known:
        return
    if member_is == "parent":
        relate(member, RelationKind.PARENT, applicant, by=by, taken_in=taken_in)
    elif member_is == "child":
        relate(applicant, RelationKind.PARENT, member, by=by, taken_in=taken_in)
    elif member_is == "child_in_care":
        relate(applicant, RelationKind.CARER, member, by=by, from_day=on, taken_in=taken_in)
    else:
        relate(applicant, RelationKind(member_is), member, by=by, from_day=on, taken_in=taken_in)


def _home(members: Sequence[Person], by: Worker, on: date) -> Dwelling:
    """Where the applicant lives, as recorded or from now on."""
    known = dwelling_of(members[0], on)
    return known or found_dwelling([members[0]], by=by, from_day=on, taken_in=members)


def _house(person: Person, home: Dwelling, by: Worker, on: date, taken_in: Sequence[Person]) -> None:
    """Whose dwelling is not on record lives where the application says: with the applicant."""
    if dwelling_of(person, on) is None:
        house(person, home, by=by, from_day=on, taken_in=taken_in)


def _attach(application: Application, uploads: Sequence[UploadedFile[bytes]], by: Worker, on: date) -> None:
    for upload in uploads:
        register_incoming(case=application.case, upload=upload, kind=ATTACHMENT, by=by, on=on)
