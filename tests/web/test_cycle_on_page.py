"""The page of a case tells the cycle of its service."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory

from opora.cases.minutes import spend_time
from opora.cases.records import add_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory(task="personal_help", assigned=True, opened_on=timezone.localdate())


def text_of(client, case):
    return " ".join(client.get(reverse("case", args=[case.public_id])).content.decode().split())


@pytest.mark.covers("000_002/46", "000_002/54")
def test_the_page_shows_hours_beside_the_printed_ones_and_what_comes_next(case, sign_in):
    today = timezone.localdate()
    spend_time(
        case,
        worker=case.assigned_to,
        on=today,
        minutes=210,
        step="agreement_talks",
        by=case.assigned_to,
        at=timezone.now(),
    )
    text = text_of(sign_in(case.assigned_to), case)
    assert "Ciklus 1" in text
    assert '3,5 h <span class="soft">/ 3 h</span>' in text
    assert '3,5 h <span class="soft">/ 33 h</span>' in text
    assert "Sledi dogovor z uporabnikom." in text
    assert "Pogovori pred sklenitvijo dogovora: ure 3,5, natisnjeno 3." in text


def test_a_case_without_a_printed_standard_has_no_cycle_on_its_page(sign_in):
    case = CaseFactory(task="homeless_person", assigned=True, opened_on=timezone.localdate())
    assert 'id="cycle"' not in text_of(sign_in(case.assigned_to), case)


def test_a_first_social_aid_is_called_given_only_with_the_time_it_took(sign_in):
    today = timezone.localdate()
    case = CaseFactory(task="first_social_aid", assigned=True, opened_on=today)
    worker, client = case.assigned_to, sign_in(case.assigned_to)
    assert "Sledi prvi pogovor." in text_of(client, case)
    told = {"made_on": today.isoformat(), "findings": "Stiska.", "agreements": "Pomoč."}
    contact = {
        "held_on": timezone.localtime().isoformat(),
        "channel": "office",
        "seekers": 1,
        "situation": "debts",
        "result": "advice_was_enough",
    }
    add_record(case, "confidential_record", told, by=worker, at=timezone.now())
    add_record(case, "contact", contact, by=worker, at=timezone.now())
    text = text_of(client, case)
    assert "Storitev je opravljena." not in text
    assert "Vpišite minute." in text
    spend_time(case, worker=worker, on=today, minutes=45, step="introduction", by=worker, at=timezone.now())
    assert "Storitev je opravljena." in text_of(client, case)
