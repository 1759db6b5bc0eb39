"""Sending documents out: to whom, how, when, and where to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.following import follow_paper
from opora.cases.models import Body
from opora.cases.shared_homes import is_home_shared_with_danger, is_of_violence
from opora.cases.timeline import add_event
from opora.cases.untold import refuse_untold
from opora.documents.each_addressee import document_to_each, went_to_all
from opora.documents.explained_service import explained_service, is_known_way
from opora.documents.models import Delivery, Direction, Document, Paper
from opora.documents.models import Method as Sent
from opora.law.procedure import Method as Way
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.addresses import FOR_POST, FOR_PROTECTED_POST, address_on, postal_lines
from opora.people.models import Person
from opora.people.withholding import is_hidden

BY_POST = frozenset({Sent.PERSONAL, Sent.PUBLIC_FUNDS_MAIL, Sent.ORDINARY_MAIL})
# Ways in which a paper may be read by somebody else; of a case of violence no person is sent one like that.
OPEN_TO_OTHERS = frozenset({Sent.PUBLIC_FUNDS_MAIL, Sent.ORDINARY_MAIL, Sent.PUBLIC_NOTICE})
# Ways whose day of service follows from the dispatch alone; the others wait for the server's report.
FROM_DISPATCH = {
    Sent.PUBLIC_FUNDS_MAIL: Way.PUBLIC_FUNDS_MAIL,
    Sent.ORDINARY_MAIL: Way.ORDINARY_MAIL,
    Sent.ELECTRONIC: Way.ELECTRONIC,
    Sent.PUBLIC_NOTICE: Way.PUBLIC_NOTICE,
}


Look = Callable[[Document, Person], object]
_looks: list[Look] = []


def looked_at_before_dispatch(look: Look) -> Look:
    """Register who may still refuse to send a document to a person; for the rooms above, at the start."""
    if look not in _looks:
        _looks.append(look)
    return look


@transaction.atomic
def dispatch(
    document: Document,
    addressee: Person | Body,
    method: str,
    on: date,
    *,
    by: Worker | None = None,
    at: datetime | None = None,
) -> Delivery:
    """Send a document to one addressee, and compute by when it will count as served, where that is known.

    Refused for an incoming document, for a paper that was written for somebody else where the case keeps its
    sides apart, for a day before the document or in the future, for somebody it is under way to already, for
    a way of serving the regime of that day does not know, where no address is known, for somebody outside to
    whom nothing of the case may be told, and where the post would come to the door of whoever endangers them.
    """
    at = at or timezone.now()
    sent = _method(method)
    _refuse_wrong_document(document, addressee)
    _refuse_wrong_day(document, on, timezone.localdate(at))
    refuse_untold(document.case, addressee, timezone.localdate(at))
    person = addressee if isinstance(addressee, Person) else None
    if person is not None:
        _refuse_endangering(document, person, sent, on)
    delivery = Delivery(
        document=document,
        addressee=person,
        body=addressee if isinstance(addressee, Body) else None,
        address=_address(addressee, sent, on),
        method=sent,
        dispatched_on=on,
        dispatched_by=by,
    )
    if sent in FROM_DISPATCH:
        _expect(delivery, _way(sent, addressee, on), on)
    delivery.save(force_insert=True)
    detail = {"document": document.pk, "number": document.number, "method": str(sent)}
    add_event(document.case, "document_dispatched", by=by, at=at, **detail)
    case_id = document.case_id
    persons = [person.pk] if person else document.case.person_ids()  # a body learns of all in the case
    record(by, Deed.DISCLOSED, "dispatch", persons=persons, case_id=case_id, detail=detail, at=at)
    refresh_deadlines(document.case, on=timezone.localdate(at))
    _follow_the_last(document, by or _writer(document), at)
    return delivery


def _follow_the_last(document: Document, by: Worker | None, at: datetime) -> None:
    """What goes to each of several does its step with the last of them; until then the step waits."""
    told = document_to_each(document.case, document.kind)
    if told is not None and by is not None and went_to_all(document.case, document.kind):
        follow_paper(document.case, told, by=by, at=at)


def _writer(document: Document) -> Worker | None:
    paper = Paper.objects.filter(document=document).select_related("made_by").first()
    return paper.made_by if paper else None


@transaction.atomic
def envelope_lines(delivery: Delivery, *, by: Worker | None, at: datetime) -> list[str]:
    """Name and address for the envelope or the letter, and for nothing else.

    For a protected home this is the only place its address leaves the record, and it is logged.
    """
    addressee, on = delivery.recipient, delivery.dispatched_on or timezone.localdate(at)
    if isinstance(addressee, Body):
        return [addressee.name, *_lines_of_body(addressee)]
    lines = [addressee.full_name, *postal_lines(addressee, on)]
    if is_hidden(addressee, on):
        record(
            by,
            Deed.DISCLOSED,
            "protected_address_on_envelope",
            persons=[addressee],
            case_id=delivery.document.case_id,
            detail={"delivery": delivery.pk},
            at=at,
        )
    return lines


def _method(method: str) -> Sent:
    if method not in Sent.values:
        raise Refused(_("Documents are not sent this way. Choose a way from the list."), field="method")
    return Sent(method)


def _refuse_wrong_document(document: Document, addressee: Person | Body) -> None:
    if document.direction != Direction.OUTGOING:
        raise Refused(_("This document came in; only outgoing documents are dispatched."))
    under_way = document.deliveries.filter(returned_on__isnull=True)
    if isinstance(addressee, Person):
        _refuse_paper_of_another(document, addressee)
        for look in _looks:
            look(document, addressee)
        under_way = under_way.filter(addressee=addressee)
    else:
        under_way = under_way.filter(body=addressee)
    if under_way.exists():
        raise Refused(
            _("The document is already on its way to %(person)s, or was served. Look at its service.")
            % {"person": addressee}
        )


def _refuse_paper_of_another(document: Document, addressee: Person) -> None:
    """A letter to a person is nobody else's: it tells where they live. Of sides kept apart, no paper is."""
    paper = Paper.objects.filter(document=document).select_related("to_person").first()
    if paper is None or paper.to_person_id == addressee.pk:
        return
    if paper.to_person is not None:
        raise Refused(
            _("The letter was written for %(person)s. Write one for %(other)s, and send that.")
            % {"person": paper.to_person, "other": addressee},
            field="addressee",
        )
    if any(role.apart for role in task_of(document.case).roles):
        raise Refused(
            _(
                "This case keeps the data of its sides apart, and the document was not written for "
                "%(person)s. Write one for them, and send that."
            )
            % {"person": addressee},
            field="addressee",
        )


def _refuse_endangering(document: Document, addressee: Person, sent: Sent, on: date) -> None:
    """A letter may be opened by whoever shares the mailbox. It never says with whom: that may be a secret."""
    if sent in OPEN_TO_OTHERS and is_of_violence(document.case):
        raise Refused(
            _(
                "This is a case of violence, and others could read a paper sent this way. Hand it over at "
                "the centre, or send it by personal service to an address that is safe."
            ),
            field="method",
        )
    if sent in BY_POST and is_home_shared_with_danger(document.case, addressee, on):
        raise Refused(
            _(
                "Post to the address of %(person)s is not safe: somebody who endangers them receives post "
                "there as well. Hand the paper over at the centre, or agree with %(person)s on another "
                "address and enter it as the address for post."
            )
            % {"person": addressee},
            field="method",
        )


def _refuse_wrong_day(document: Document, on: date, today: date) -> None:
    if on < document.registered_on:
        raise Refused(_("A document cannot be dispatched before it was made. Correct the day."), field="on")
    if on > today:
        raise Refused(_("This day is still to come. Record the dispatch on the day it happens."), field="on")


def _address(addressee: Person | Body, sent: Sent, on: date) -> str:
    """What the envelope says; where it would tell of a protected home, it is kept out of the record."""
    if sent not in BY_POST:
        return ""
    if isinstance(addressee, Body):
        return ", ".join(_lines_of_body(addressee))
    lines = postal_lines(addressee, on)
    return "" if is_hidden(addressee, on) else ", ".join(lines)


def _lines_of_body(body: Body) -> list[str]:
    if not body.address_lines:
        raise Refused(
            _(
                "No address of %(body)s is known. The main office, the head of the unit or the administrator "
                "enters it in the directory of bodies; until then, choose another way."
            )
            % {"body": body},
            field="addressee",
        )
    return body.address_lines


def _way(sent: Sent, addressee: Person | Body, on: date) -> Way:
    """The way of serving; ordinary post takes longer to an address abroad (ZUP 86.b)."""
    if sent == Sent.ORDINARY_MAIL and isinstance(addressee, Person):
        kinds = FOR_PROTECTED_POST if addressee.is_protected else FOR_POST
        address = address_on(addressee, on, kinds)
        if address is not None and address.country != "SI":
            return Way.ORDINARY_MAIL_ABROAD
    return FROM_DISPATCH[sent]


def _expect(delivery: Delivery, way: Way, on: date) -> None:
    if not is_known_way(way, on):
        raise Refused(
            _("The rules of that day do not know this way of serving. Choose personal service."),
            field="method",
        )
    explained = explained_service(way, dispatched_on=on)
    delivery.way = way
    delivery.expected_on = explained.day
    delivery.explanation = explained.to_json()
