"""An application taken in whole, or not at all: persons, relations, the home, the case, attachments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.assigning import assign_case
from opora.documents.registering import register_incoming
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.households import dwelling_of, found_dwelling, house
from opora.people.models import Person, RelationKind
from opora.people.registering import register_person
from opora.people.relating import relate, relations_among
from opora.people.withholding import is_hidden
from opora.rights.applications import file_application
from opora.rights.models import Application
from opora.web.household_rows import Row
from opora.web.relations import member_is_of, other_side

ATTACHMENT = "application_attachment"


@transaction.atomic
def take_in(*, receipt: dict[str, Any], rows: Sequence[Row], by: Worker, today: date) -> Application:
    """File the application of these people. Refused as the acts it is made of, with nothing kept."""
    filed_on = receipt["filed_on"]
    members = []
    for row in rows:
        with _said_in(row):
            members.append(_person(row, by, today))
    applicant = members[0]
    for row, member in zip(rows[1:], members[1:], strict=True):
        assert row.relation is not None
        with _said_in(row):
            _relate(applicant, member, row.relation.cleaned_data["member_is"], by, filed_on, members)
    _house(members, by, min(filed_on, today))
    application = file_application(
        applicant=applicant,
        members=members,
        rights=receipt["rights"],
        channel=receipt["channel"],
        filed_on=filed_on,
        unit=receipt["unit"],
        unit_reason=receipt["unit_reason"],
        left_out_reason=receipt["left_out_reason"],
        by=by,
        at=timezone.now(),
    )
    if not any(is_hidden(member, today) for member in members):  # those the head of unit assigns
        # until the head decides otherwise
        application.case = assign_case(application.case, to=by, by=by, at=timezone.now())
    _attach(application, receipt["attachment"], by, filed_on)
    return application


@contextmanager
def _said_in(row: Row) -> Iterator[None]:
    """What is refused of a member stands in the member's row; above the form, where to look."""
    try:
        yield
    except Refused as refusal:
        row.say(refusal)
        raise Refused(
            _("Nothing is taken in yet. Correct what is marked below, and take the application in again.")
        ) from refusal


def _person(row: Row, by: Worker, today: date) -> Person:
    if row.person is not None:
        return row.person
    assert row.entry is not None
    return register_person(by=by, on=today, **row.entry.cleaned_data)


def _relate(
    applicant: Person, member: Person, member_is: str, by: Worker, on: date, taken_in: Sequence[Person]
) -> None:
    """Record what the application says, unless the records say it already."""
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


def _house(members: Sequence[Person], by: Worker, on: date) -> None:
    """Whose dwelling is not on record lives where the application says: with the applicant."""
    homeless = [person for person in members if dwelling_of(person, on) is None]
    home = dwelling_of(members[0], on)
    if home is None:
        home = found_dwelling([members[0]], by=by, from_day=on, taken_in=members)
    for person in homeless:
        if person.pk != members[0].pk:
            house(person, home, by=by, from_day=on, taken_in=members)


def _attach(application: Application, uploads: Sequence[UploadedFile[bytes]], by: Worker, on: date) -> None:
    for upload in uploads:
        register_incoming(case=application.case, upload=upload, kind=ATTACHMENT, by=by, on=on)
