"""Sending documents and what becomes of them, under the old and the new ZUP."""

from datetime import UTC, date, datetime

import pytest
from tests.documents.factories import DeliveryFactory, DocumentFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.audit.models import Deed, LogEntry
from opora.documents import serving
from opora.documents.delivery import dispatch, envelope_lines
from opora.documents.jobs import serve_by_fiction
from opora.documents.models import Delivery, Method
from opora.documents.serving import let_fictions_take_effect, record_return, record_service
from opora.organisation.refusal import Refused
from opora.people.models import AddressKind

pytestmark = pytest.mark.django_db
NEW = date(2026, 5, 4)  # a Monday, under ZUP-I
OLD = date(2025, 3, 3)  # a Monday, before it


def noon(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def send(method=Method.PERSONAL, on=NEW, addressee=None, document=None):
    return dispatch(
        document or DocumentFactory(registered_on=on),
        addressee or AddressFactory().person,
        method,
        on,
        by=WorkerFactory(),
        at=noon(on),
    )


def report(delivery, recorded_on=None, **day):
    on = recorded_on or next(iter(day.values()))
    return record_service(delivery, by=WorkerFactory(), at=noon(on), **day)


def test_personal_service_waits_for_the_servers_report():
    delivery = send()
    assert (delivery.served_on, delivery.expected_on, delivery.way) == (None, None, "")
    assert delivery.address == "Preskusna ulica 7, 6000 Koper"
    assert list(Delivery.objects.under_way()) == [delivery]


def test_a_document_handed_over_is_served_that_day():
    delivery = report(send(), handed_over_on=date(2026, 5, 6))
    assert (delivery.served_on, delivery.by_fiction, delivery.way) == (date(2026, 5, 6), False, "handed_over")
    assert delivery.explanation["article"] == "ZUP 87(1)"


def test_whoever_refuses_a_document_is_served_that_day():
    delivery = report(send(), refused_on=date(2026, 5, 6))
    assert (delivery.served_on, delivery.by_fiction, delivery.way) == (date(2026, 5, 6), False, "refused")


def test_since_zup_i_a_document_in_the_mailbox_is_served_on_the_seventh_day():
    delivery = report(send(), left_on=date(2026, 5, 6))
    assert (delivery.served_on, delivery.expected_on) == (None, date(2026, 5, 13))
    assert let_fictions_take_effect(date(2026, 5, 12), at=noon(date(2026, 5, 12))) == 0
    assert let_fictions_take_effect(date(2026, 5, 13), at=noon(date(2026, 5, 13))) == 1
    delivery.refresh_from_db()
    assert (delivery.served_on, delivery.by_fiction) == (date(2026, 5, 13), True)


def test_before_zup_i_a_document_waited_fifteen_days_for_its_addressee():
    delivery = report(send(on=OLD), notice_left_on=date(2025, 3, 5))
    assert delivery.expected_on == date(2025, 3, 20)


def test_before_zup_i_nothing_was_served_by_leaving_it_in_the_mailbox():
    with pytest.raises(Refused):
        report(send(on=OLD), left_on=date(2025, 3, 5))


def test_a_waiting_document_collected_earlier_is_served_that_day():
    delivery = report(send(on=OLD), notice_left_on=date(2025, 3, 5))
    delivery = report(delivery, handed_over_on=date(2025, 3, 10))
    assert (delivery.served_on, delivery.by_fiction) == (date(2025, 3, 10), False)
    assert delivery.way == "left_with_notice"


def test_ordinary_post_for_rights_from_public_funds_is_served_on_the_21st_day():
    delivery = send(Method.PUBLIC_FUNDS_MAIL)
    assert delivery.expected_on == date(2026, 5, 25)
    assert delivery.explanation["rule"] == "service_public_funds_mail"
    assert "precondition" in [warning["key"] for warning in delivery.explanation["warnings"]]


def test_an_electronic_document_is_served_by_its_receipt_or_on_the_seventh_day():
    confirmed = send(Method.ELECTRONIC)
    assert (confirmed.expected_on, confirmed.address) == (date(2026, 5, 11), "")
    assert report(confirmed, handed_over_on=date(2026, 5, 5)).served_on == date(2026, 5, 5)
    forgotten = send(Method.ELECTRONIC)
    late = report(forgotten, handed_over_on=date(2026, 5, 20))
    assert (late.served_on, late.by_fiction) == (date(2026, 5, 11), True)


def test_ordinary_post_takes_longer_abroad_and_a_later_receipt_counts():
    abroad = AddressFactory(country="IT").person
    assert send(Method.ORDINARY_MAIL).expected_on == date(2026, 5, 11)
    delivery = send(Method.ORDINARY_MAIL, addressee=abroad)
    assert delivery.expected_on == date(2026, 5, 25)
    assert report(delivery, handed_over_on=date(2026, 5, 28)).served_on == date(2026, 5, 28)


def test_ordinary_post_serves_nothing_before_zup_i():
    with pytest.raises(Refused) as refusal:
        send(Method.ORDINARY_MAIL, on=OLD)
    assert refusal.value.field == "method"


def test_a_public_notice_serves_on_the_fifteenth_day_and_needs_no_address():
    assert send(Method.PUBLIC_NOTICE, addressee=PersonFactory()).expected_on == date(2026, 5, 19)


def test_a_document_handed_over_at_the_centre_needs_no_address():
    delivery = send(Method.AT_OFFICE, addressee=PersonFactory())
    assert report(delivery, handed_over_on=NEW).served_on == NEW


def test_a_fiction_recorded_after_its_day_takes_effect_at_once():
    delivery = report(send(), recorded_on=date(2026, 5, 20), left_on=date(2026, 5, 6))
    assert (delivery.served_on, delivery.by_fiction) == (date(2026, 5, 13), True)


def test_what_came_back_is_not_served_and_may_be_sent_again():
    delivery = report(send(), left_on=date(2026, 5, 6))
    returned = record_return(
        delivery, reason="moved", on=date(2026, 5, 8), by=WorkerFactory(), at=noon(date(2026, 5, 8))
    )
    assert list(Delivery.objects.returned()) == [returned]
    assert let_fictions_take_effect(date(2026, 6, 1), at=noon(date(2026, 6, 1))) == 0
    again = send(on=date(2026, 5, 11), addressee=delivery.addressee, document=delivery.document)
    assert again.pk != delivery.pk
    with pytest.raises(Refused):
        report(returned, handed_over_on=date(2026, 5, 12))


def test_a_return_needs_a_reason_from_the_list():
    with pytest.raises(Refused) as refusal:
        record_return(send(), reason="bad weather", on=NEW, by=WorkerFactory(), at=noon(NEW))
    assert refusal.value.field == "reason"


def test_nobody_is_served_twice():
    delivery = report(send(), handed_over_on=date(2026, 5, 6))
    for day in ({"handed_over_on": date(2026, 5, 7)}, {"refused_on": date(2026, 5, 7)}):
        with pytest.raises(Refused):
            report(delivery, **day)
    with pytest.raises(Refused):
        send(addressee=delivery.addressee, document=delivery.document)


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"handed_over_on": date(2026, 5, 6), "left_on": date(2026, 5, 6)},
        {"handed_over_on": date(2026, 5, 3)},
        {"handed_over_on": date(2026, 5, 9)},
    ],
)
def test_a_report_names_one_day_between_the_dispatch_and_today(days):
    with pytest.raises(Refused):
        report(send(), recorded_on=date(2026, 5, 8), **days)
    assert not Delivery.objects.get().attempted_on


@pytest.mark.parametrize("method", ["pigeon", ""])
def test_documents_are_sent_only_in_known_ways(method):
    with pytest.raises(Refused) as refusal:
        send(method)
    assert refusal.value.field == "method"


def test_only_outgoing_documents_are_sent_and_not_before_they_are_made():
    with pytest.raises(Refused):
        send(document=DocumentFactory(incoming=True))
    with pytest.raises(Refused) as refusal:
        send(document=DocumentFactory(registered_on=date(2026, 5, 5)))
    assert refusal.value.field == "on"
    assert not Delivery.objects.exists()


def test_without_an_address_nothing_is_posted():
    with pytest.raises(Refused):
        send(addressee=PersonFactory())


@pytest.mark.covers("004a/R-10")
def test_a_protected_address_is_on_the_envelope_alone_and_the_log_says_so():
    person = AddressFactory(kind=AddressKind.POSTAL, person__is_protected=True).person
    delivery = send(addressee=person)
    assert delivery.address == ""
    assert envelope_lines(delivery, by=WorkerFactory(), at=noon(NEW)) == [
        person.full_name,
        "Preskusna ulica 7",
        "6000 Koper",
    ]
    entry = LogEntry.objects.latest("pk")
    assert (entry.deed, entry.what) == (Deed.DISCLOSED, "protected_address_on_envelope")
    for told in [*delivery.document.case.events.all(), *LogEntry.objects.all()]:
        assert "Preskusna" not in str(told.detail)


def test_a_protected_home_is_not_written_to():
    person = AddressFactory(person__is_protected=True).person
    with pytest.raises(Refused):
        send(addressee=person)


def test_whoever_issued_a_document_is_told_of_its_service_once(monkeypatch):
    told = []
    monkeypatch.setattr(serving, "_consequences", [])

    def remember(delivery, by, _at):
        told.append((delivery.pk, by is not None))

    serving.follows_from_service(remember)
    serving.follows_from_service(remember)
    handed_over = report(send(), handed_over_on=NEW)
    posted = send(Method.PUBLIC_FUNDS_MAIL)
    let_fictions_take_effect(date(2026, 5, 25), at=noon(date(2026, 5, 25)))
    assert told == [(handed_over.pk, True), (posted.pk, False)]


def test_the_nightly_run_serves_what_is_due_and_may_run_twice(monkeypatch):
    report(send(), left_on=date(2026, 5, 6))
    DeliveryFactory(handed_over=True)
    DeliveryFactory(returned=True, expected_on=date(2026, 5, 10))
    monkeypatch.setattr("opora.documents.jobs.timezone.now", lambda: noon(date(2026, 5, 14)))
    serve_by_fiction(0)
    serve_by_fiction(0)
    assert Delivery.objects.filter(by_fiction=True, served_on=date(2026, 5, 13)).count() == 1


def test_each_act_of_service_leaves_one_line():
    delivery = report(send(), left_on=date(2026, 5, 6))
    let_fictions_take_effect(date(2026, 5, 13), at=noon(date(2026, 5, 13)))
    keys = list(delivery.document.case.events.order_by("pk").values_list("key", flat=True))
    assert keys == ["document_dispatched", "document_left", "document_served"]
