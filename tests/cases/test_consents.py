"""Nothing of a case leaves without consent, unless a law demands it; each time is written down."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.people.factories import PersonFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.consents import disclose, give_consent, needs_consent, withdraw_consent
from opora.cases.models import Disclosure
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)


@pytest.fixture
def case():
    return CaseFactory(assigned=True, with_applicant=True, task="first_social_aid")


def consent_in(case, **changed):
    given = {"person": case.parties.get().person, "to_whom": "ZD Koper", "what": "termin", "on": TODAY}
    return give_consent(case, **given | changed, by=case.assigned_to, at=AT)


def told(case, **given):
    return disclose(case, **{"to_whom": "ZD Koper", "what": "termin"} | given, by=case.assigned_to, at=AT)


def test_the_task_says_whether_consent_is_needed(case):
    assert needs_consent(case)
    assert not needs_consent(CaseFactory())


def test_what_is_told_with_consent_stands_in_the_log_of_disclosures(case):
    made = told(case, consent=consent_in(case))
    entry = LogEntry.objects.filter(deed=Deed.DISCLOSED).get()
    assert made.at == AT
    assert entry.case_id == case.pk
    assert entry.persons == case.person_ids()


def test_nothing_leaves_without_consent_or_law(case):
    with pytest.raises(Refused, match="brez privolitve"):
        told(case)
    assert not Disclosure.objects.exists()
    assert told(case, legal_ground="ZPND, 6. člen").legal_ground


def test_a_withdrawn_consent_serves_no_more_and_what_was_told_stays(case):
    consent = consent_in(case)
    told(case, consent=consent)
    withdraw_consent(consent, on=TODAY, by=case.assigned_to, at=AT)
    consent.refresh_from_db()
    with pytest.raises(Refused, match="danes ne velja"):
        told(case, consent=consent)
    assert Disclosure.objects.count() == 1
    with pytest.raises(Refused, match="že preklicana"):
        withdraw_consent(consent, on=TODAY, by=case.assigned_to, at=AT)


def test_a_consent_of_another_case_serves_nothing_here(case):
    other = CaseFactory(assigned=True, with_applicant=True, task="first_social_aid")
    with pytest.raises(Refused, match="danes ne velja"):
        told(case, consent=consent_in(other))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"to_whom": " "}, "komu se smejo"),
        ({"what": ""}, "nekaj določenega"),
        ({"on": date(2026, 11, 3)}, "v prihodnosti"),
    ],
)
def test_a_consent_is_definite_and_given(case, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        consent_in(case, **changed)


def test_only_a_person_of_the_case_consents_in_it(case):
    with pytest.raises(Refused, match="v njej sodeluje"):
        consent_in(case, person=PersonFactory())
