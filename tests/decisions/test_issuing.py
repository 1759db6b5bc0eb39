"""Approval by a second person, issue, document, service and finality."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.decisions.factories import DRAFTED_ON, ISSUED_ON, SERVED_ON, decision, issue
from tests.organisation.factories import RoleGrantFactory, WorkerFactory
from tests.rights.factories import morning, office

from opora.cases.models import CaseState, DeadlineState
from opora.decisions.drafting import edit_part, submit_for_approval
from opora.decisions.finality import make_final, record_remedy_filed, record_served
from opora.decisions.issuing import approve_and_issue, label_of, names_to_confirm
from opora.decisions.models import Decision, DecisionState, Undoing
from opora.decisions.paper import make_document
from opora.documents.models import Document
from opora.documents.serving import let_fictions_take_effect, record_service
from opora.documents.signing import verify
from opora.documents.storage import read_stored
from opora.organisation.models import Role
from opora.organisation.refusal import Refused
from opora.rights.deciding import draft_from
from opora.rights.determining import determine

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return office()


@pytest.fixture
def submitted(place):
    return decision(at_office=place, submitted=True)


@pytest.fixture(autouse=True)
def documents_and_keys_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


def jobs_of(decision):
    return ProcrastinateJob.objects.filter(
        task_name="decisions.compose_and_sign", args__decision_id=decision.pk
    )


def test_no_request_has_a_transaction_wider_than_the_issue():
    """What `test_killed_while_issuing.py` shows of a script then holds for the web server."""
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
    assert not any("ransaction" in each for each in settings.MIDDLEWARE)


def test_the_drafter_may_not_approve_their_own_decision(submitted, place):
    RoleGrantFactory(worker=place.clerk, role=Role.DECISION_MAKER, unit=place.unit)
    with pytest.raises(Refused):
        approve_and_issue(submitted, by=place.clerk, on=ISSUED_ON, at=morning(ISSUED_ON))
    assert Decision.objects.get().state == DecisionState.SUBMITTED


def test_who_edited_a_draft_may_not_approve_it_even_if_the_edit_was_taken_back(place):
    draft = decision(at_office=place)
    head = WorkerFactory(unit=place.unit, head_of_unit=True)
    for text in ("Pojasnilo.", ""):
        edit_part(draft, path="sl/remarks", text=text, by=head, at=morning(DRAFTED_ON))
    submit_for_approval(draft, by=place.clerk, at=morning(DRAFTED_ON))
    with pytest.raises(Refused, match="Pri tem osnutku ste sodelovali"):
        approve_and_issue(draft, by=head, on=ISSUED_ON, at=morning(ISSUED_ON))


def test_the_database_itself_holds_four_eyes(submitted, place):
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Decision.objects.update(decided_by=place.clerk)


def test_a_doubtful_value_is_confirmed_by_name_before_issue(submitted, place):
    names = names_to_confirm(submitted.warnings)
    assert names
    with pytest.raises(Refused, match=re.escape(label_of(names[-1]))):
        approve_and_issue(
            submitted,
            by=place.decision_maker,
            on=ISSUED_ON,
            at=morning(ISSUED_ON),
            confirmed_warnings=names[:-1],
        )
    issued = issue(submitted, place)
    assert issued.warnings_confirmed_by == place.decision_maker


@pytest.mark.covers("000_002/30")
def test_a_draft_that_was_not_submitted_is_not_issued(place):
    with pytest.raises(Refused):
        issue(decision(at_office=place), place)


def test_issue_numbers_freezes_and_queues_in_one_transaction(submitted, place):
    issued = issue(submitted, place)
    letter = issued.letter["versions"]["sl"]
    assert issued.number == f"{issued.case.number}-1"
    assert (letter["case_number"], letter["issued_on"], letter["draft"]) == (
        issued.number,
        "2026-05-05",
        False,
    )
    assert letter["signatures"]["led"]["name"] == place.clerk.full_name
    assert letter["signatures"]["decided"]["name"] == place.decision_maker.full_name
    job = jobs_of(issued).get()
    assert (job.status, job.args) == ("todo", {"decision_id": issued.pk})


def test_an_issue_that_fails_leaves_neither_number_nor_job(submitted, place, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("opora.decisions.issuing.chronicle", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(submitted, place)
    assert Decision.objects.get().number is None
    assert not jobs_of(submitted).exists()
    monkeypatch.undo()
    assert issue(submitted, place).number.endswith("-1")


def test_a_decision_is_issued_once(submitted, place):
    issue(submitted, place)
    with pytest.raises(Refused):
        issue(submitted, place)


def test_the_case_is_decided_and_its_deadline_met_with_the_last_right(submitted, place):
    issued = issue(submitted, place)
    issued.case.refresh_from_db()
    assert issued.case.state == CaseState.DECIDED
    assert issued.case.deadlines.get(key="decision").state == DeadlineState.MET


def test_the_document_is_signed_by_both_and_made_once_however_often_the_job_runs(submitted, place):
    issued = issue(submitted, place)
    document = make_document(issued.pk, at=morning(ISSUED_ON))
    assert make_document(issued.pk, at=morning(SERVED_ON)) == document
    assert Document.objects.count() == 1
    assert document.number == issued.number
    pdf = read_stored(document.sha256, root=settings.OPORA_DOCUMENTS)
    from opora.documents.signers import _authority

    reports = verify(pdf, trust_roots=[_authority(settings.OPORA_KEYS).root_certificate])
    assert [(each.field, each.signer, each.valid) for each in reports] == [
        ("led", place.clerk.full_name, True),
        ("decided", place.decision_maker.full_name, True),
    ]


@pytest.mark.covers("000_002/30")
def test_the_document_is_dispatched_to_the_applicant(submitted, place):
    issued = issue(submitted, place)
    delivery = make_document(issued.pk, at=morning(ISSUED_ON)).deliveries.get()
    assert delivery.addressee == issued.case.application.applicant
    assert (delivery.dispatched_on, delivery.method) == (ISSUED_ON, "public_funds_mail")


def test_a_decision_whose_addressee_cannot_be_reached_stands_and_says_so(submitted, place):
    issued = issue(submitted, place)
    issued.case.application.applicant.addresses.all().delete()
    document = make_document(issued.pk, at=morning(ISSUED_ON))
    assert not document.deliveries.exists()
    assert issued.case.events.filter(key="decision_not_dispatched").exists()


def test_service_starts_the_term_of_appeal_and_finality_follows_it(place):
    served = decision(at_office=place, served=True)
    # Served on Monday 11 May 2026: 21 days end on Monday 1 June; final with the next day (ZUP 224, 235).
    assert served.explained["remedy_ends"]["day"] == "2026-06-01"
    assert (served.final_on, served.enforceable_on) == (date(2026, 6, 2), date(2026, 6, 2))
    assert make_final(date(2026, 6, 1), at=morning(date(2026, 6, 1))) == 0
    assert make_final(date(2026, 6, 2), at=morning(date(2026, 6, 2))) == 1
    assert make_final(date(2026, 6, 2), at=morning(date(2026, 6, 2))) == 0
    served.refresh_from_db()
    assert served.state == DecisionState.FINAL


def test_a_delivery_that_counts_as_served_serves_its_decision(submitted, place):
    issued = issue(submitted, place)
    delivery = make_document(issued.pk, at=morning(ISSUED_ON)).deliveries.get()
    by_fiction = ISSUED_ON + timedelta(days=21)
    assert let_fictions_take_effect(by_fiction, at=morning(by_fiction)) == 1
    issued.refresh_from_db()
    delivery.refresh_from_db()
    assert (issued.state, issued.served_on) == (DecisionState.SERVED, by_fiction)
    assert issued.explained["served"]["rule"] == "service_public_funds_mail"


def test_a_server_who_reports_a_hand_over_serves_the_decision_that_day(submitted, place):
    issued = issue(submitted, place)
    delivery = make_document(issued.pk, at=morning(ISSUED_ON)).deliveries.get()
    record_service(delivery, by=place.clerk, at=morning(SERVED_ON), handed_over_on=SERVED_ON)
    issued.refresh_from_db()
    assert issued.served_on == SERVED_ON


@pytest.mark.parametrize("served_on", [DRAFTED_ON, SERVED_ON + timedelta(days=1)])
def test_a_decision_is_not_served_before_its_issue_or_in_the_future(place, served_on):
    issued = decision(at_office=place, issued=True)
    with pytest.raises(Refused):
        record_served(issued, served_on=served_on, by=place.clerk, at=morning(SERVED_ON))


def test_an_appeal_in_time_keeps_a_decision_from_becoming_final(place):
    served = decision(at_office=place, served=True)
    last_day = date(2026, 6, 1)
    record_remedy_filed(served, filed_on=last_day, by=place.clerk, at=morning(last_day))
    assert make_final(date(2026, 7, 1), at=morning(date(2026, 7, 1))) == 0
    served.refresh_from_db()
    assert (served.state, served.final_on, served.enforceable_on) == (DecisionState.APPEALED, None, None)


def test_an_appeal_after_its_term_does_not_stop_finality(place):
    served = decision(at_office=place, served=True)
    with pytest.raises(Refused, match="po izteku roka"):
        record_remedy_filed(served, filed_on=date(2026, 6, 2), by=place.clerk, at=morning(date(2026, 6, 2)))


def test_a_decision_is_never_edited_after_issue_but_replaced_by_another(place):
    first = decision(at_office=place, issued=True)
    again = determine_anew(first, place)
    second = draft_from(
        again,
        by=place.clerk,
        at=morning(ISSUED_ON),
        on=ISSUED_ON,
        replaces=first,
        undoing=Undoing.SETS_ASIDE,
    )
    issue(submit_for_approval(second, by=place.clerk, at=morning(ISSUED_ON)), place)
    first.refresh_from_db()
    assert first.state == DecisionState.REPLACED
    assert list(first.replaced_by.values_list("pk", flat=True)) == [second.pk]
    assert not any(each.period.lower < each.revoked_from for each in first.entitlements.all())


def determine_anew(first, place):
    case = first.case
    case.refresh_from_db()
    case.state = CaseState.OPEN
    case.save()
    return determine(case.application, by=place.clerk, at=morning(ISSUED_ON), on=ISSUED_ON)
