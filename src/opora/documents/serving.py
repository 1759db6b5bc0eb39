"""What became of a dispatched document: handed over, refused, left behind, returned, or served by fiction.

The day of service is always computed and explained by `law.procedure`. Who issued the document may ask
to be told of it: see `follows_from_service`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.timeline import add_event
from opora.documents.explained_service import explained_service, is_known_way
from opora.documents.models import Delivery, Document, ReturnReason
from opora.law.procedure import ExplainedDate, StepKind
from opora.law.procedure import Method as Way
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

Consequence = Callable[[Delivery, Worker | None, datetime], object]

_consequences: list[Consequence] = []
IN_PERSON = frozenset({Way.HANDED_OVER, Way.REFUSED})
# Sent without a server, so the addressee confirms the receipt: before the fiction, or after it.
RECEIVED = frozenset({Way.ELECTRONIC, Way.ORDINARY_MAIL, Way.ORDINARY_MAIL_ABROAD})


def follows_from_service(consequence: Consequence) -> Consequence:
    """Register what happens, in the same transaction, when a delivery counts as served.

    It gets the delivery, the worker who recorded it (None for the nightly run) and the time. For the
    rooms above, when the program starts (`AppConfig.ready`); registering again changes nothing.
    """
    if consequence not in _consequences:
        _consequences.append(consequence)
    return consequence


@transaction.atomic
def record_service(
    delivery: Delivery,
    *,
    by: Worker,
    at: datetime,
    handed_over_on: date | None = None,
    refused_on: date | None = None,
    left_on: date | None = None,
    notice_left_on: date | None = None,
    receipt: Document | None = None,
) -> Delivery:
    """Enter what the server reports: exactly one of the days.

    `handed_over_on` the addressee took it (or confirmed its receipt); `refused_on` they would not take it and
    it was left; `left_on` nobody was met and it was left in the mailbox; `notice_left_on` a note was left
    and the document waits for collection. An earlier fiction is replaced by an earlier receipt where the
    way says so. Refused once it was served, for a future day, and for a way the rules of the day do not know.
    """
    days = {
        Way.HANDED_OVER: handed_over_on,
        Way.REFUSED: refused_on,
        Way.LEFT_IN_MAILBOX: left_on,
        Way.LEFT_WITH_NOTICE: notice_left_on,
    }
    happened = {way: day for way, day in days.items() if day is not None}
    if len(happened) != 1:
        raise Refused(_("Enter one day: when the document was handed over, refused, or left."))
    ((way, day),) = happened.items()
    delivery = _locked(delivery)
    _refuse_unless_under_way(delivery, day, timezone.localdate(at))
    explained = _explained(delivery, way, day)
    delivery.attempted_on = delivery.attempted_on or day
    delivery.left_on = day if way not in IN_PERSON else delivery.left_on
    delivery.receipt = receipt or delivery.receipt
    return _expect_or_serve(delivery, explained, by, at)


@transaction.atomic
def record_return(delivery: Delivery, *, reason: str, on: date, by: Worker, at: datetime) -> Delivery:
    """The document came back: no fiction takes effect, and it may be dispatched anew.

    Refused once it was served, and for a reason that is not on the list.
    """
    delivery = _locked(delivery)
    if reason not in ReturnReason.values:
        raise Refused(_("Choose from the list why the document came back."), field="reason")
    _refuse_unless_under_way(delivery, on, timezone.localdate(at))
    delivery.returned_on, delivery.returned_reason, delivery.expected_on = on, reason, None
    delivery.save(update_fields=["returned_on", "returned_reason", "expected_on"])
    _tell(delivery, "document_returned", by, at, returned_for=reason)
    return delivery


def let_fictions_take_effect(on: date, *, at: datetime) -> int:
    """Let everything count as served whose day has come; how many. Each in its own transaction.

    May run twice, and may be killed in between: what was served is no longer due.
    """
    due = list(Delivery.objects.fiction_due(on).values_list("pk", flat=True))
    return sum(let_fiction_take_effect(pk, on, at=at) for pk in due)


@transaction.atomic
def let_fiction_take_effect(pk: int, on: date, *, at: datetime) -> bool:
    """Let one delivery count as served if its day has come; whether it does now."""
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=pk)
    is_due = delivery.expected_on is not None and delivery.expected_on <= on
    if delivery.served_on is not None or delivery.returned_on is not None or not is_due:
        return False
    _serve(delivery, None, at)
    return True


def _explained(delivery: Delivery, way: Way, day: date) -> ExplainedDate:
    """A receipt of something that was left, or sent without a server, may come before its fiction."""
    if not is_known_way(way, day):
        raise Refused(
            _(
                "The rules of that day do not know this way of serving. Before the amendment ZUP-I a note is "
                "left and the document waits for collection."
            )
        )
    if way != Way.HANDED_OVER:
        return explained_service(way, **{"handed_over_on" if way in IN_PERSON else "left_on": day})
    if delivery.way in RECEIVED:
        way = Way(delivery.way)
        return explained_service(way, dispatched_on=delivery.dispatched_on, handed_over_on=day)
    if delivery.way == Way.LEFT_WITH_NOTICE:
        return explained_service(Way.LEFT_WITH_NOTICE, left_on=delivery.left_on, handed_over_on=day)
    return explained_service(Way.HANDED_OVER, handed_over_on=day)


def _expect_or_serve(delivery: Delivery, explained: ExplainedDate, by: Worker, at: datetime) -> Delivery:
    delivery.way = explained.rule.removeprefix("service_")
    delivery.explanation = explained.to_json()
    delivery.expected_on = explained.day
    received = delivery.way in IN_PERSON or explained.steps[-1].kind is StepKind.REPLACED
    if received or explained.day <= timezone.localdate(at):
        return _serve(delivery, by, at)
    delivery.save()
    _tell(delivery, "document_left", by, at, expected_on=explained.day.isoformat())
    return delivery


def _serve(delivery: Delivery, by: Worker | None, at: datetime) -> Delivery:
    steps = delivery.explanation["steps"]
    delivery.served_on = delivery.expected_on
    delivery.by_fiction = delivery.way not in IN_PERSON and steps[-1]["kind"] != StepKind.REPLACED
    delivery.save()
    served_on = str(delivery.served_on)
    _tell(delivery, "document_served", by, at, served_on=served_on, by_fiction=delivery.by_fiction)
    for consequence in _consequences:
        consequence(delivery, by, at)
    return delivery


def _refuse_unless_under_way(delivery: Delivery, day: date, today: date) -> None:
    if delivery.served_on is not None:
        raise Refused(_("The document was served already. Look at its service."))
    if delivery.returned_on is not None:
        raise Refused(_("The document came back. Dispatch it anew, and record what becomes of that."))
    if day > today:
        raise Refused(_("This day is still to come. Enter what has happened."), field="on")
    if delivery.dispatched_on is not None and day < delivery.dispatched_on:
        raise Refused(_("This day lies before the dispatch. Correct it."), field="on")


def _locked(delivery: Delivery) -> Delivery:
    deliveries = Delivery.objects.select_for_update(of=("self",)).select_related(
        "document__case", "addressee"
    )
    return deliveries.get(pk=delivery.pk)


def _tell(delivery: Delivery, key: str, by: Worker | None, at: datetime, **more: object) -> None:
    document = delivery.document
    detail = {"document": document.pk, "number": document.number, "delivery": delivery.pk, **more}
    add_event(document.case, key, by=by, at=at, **detail)
    persons = [delivery.addressee_id] if delivery.addressee_id else document.case.person_ids()
    case_id = document.case_id
    record(by, Deed.CHANGED, key, persons=persons, case_id=case_id, detail=detail, at=at)
