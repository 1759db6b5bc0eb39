"""Nothing of a case leaves without consent, unless a law demands it; each time is written down."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from tests.cases.factories import CaseFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.consents import disclose, give_consent, withdraw_consent
from opora.cases.models import Body, Case, Disclosure
from opora.cases.records import add_record, change_record, strike_record
from opora.cases.untold import needs_consent
from opora.documents.delivery import dispatch
from opora.documents.models import Direction, Method
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


@pytest.mark.covers("000_002/43")
def test_what_is_told_with_consent_stands_in_the_log_of_disclosures(case):
    made = told(case, consent=consent_in(case))
    entry = LogEntry.objects.filter(deed=Deed.DISCLOSED).get()
    assert made.at == AT
    assert entry.case_id == case.pk
    assert entry.persons == case.person_ids()


@pytest.mark.covers("000_002/43")
def test_nothing_leaves_without_consent_or_law(case):
    with pytest.raises(Refused, match="brez privolitve"):
        told(case)
    assert not Disclosure.objects.exists()
    assert told(case, legal_ground="ZPND, 6. člen", basis="urgent_measure").legal_ground


@pytest.mark.parametrize(
    "said", ["ne vem", "ne vem 5", "zakon", "zakon, 8. člen", "ZPND", "8. člen", "KZ-1", "po zakonu"]
)
def test_what_leaves_without_consent_names_an_act_and_its_article(case, said):
    with pytest.raises(Refused, match=r"ZSV, 110\. člen") as refusal:
        told(case, legal_ground=said, basis="urgent_measure")
    assert refusal.value.field == "legal_ground"
    with pytest.raises(Refused, match=r"ZSV, 110\. člen"):
        told(case, legal_ground=said, consent=consent_in(case))
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        "ZPND 8. člen",
        "zpnd, 8. člen",
        "ZSV, 110",
        "ZKP 65.a",
        "KZ-1, 281. člen",
        "ZVOP-2, člen 9",
        "na podlagi 110. člena Zakona o socialnem varstvu",
        "Zakon o varstvu osebnih podatkov, 9. člen",
        "110. člen po ZSV-ju",
    ],
)
def test_an_act_is_named_by_its_short_name_or_its_title(case, said):
    assert told(case, legal_ground=said, basis="urgent_measure").legal_ground == said


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
    "other", ["Policija Koper", "ZD Izola"], ids=["another body", "another one of the kind"]
)
def test_a_consent_is_good_for_the_recipient_it_names_and_for_nobody_else(case, other):
    consent = consent_in(case)
    with pytest.raises(Refused, match="dana za naslovnika ZD Koper, ne za naslovnika") as refusal:
        told(case, to_whom=other, consent=consent)
    assert refusal.value.field == "consent"
    assert not Disclosure.objects.exists()
    assert told(case, to_whom=" zd  koper ", consent=consent).to_whom == "ZD Koper"


def test_recipients_are_compared_as_the_directory_has_them(case):
    body = Body.objects.create(name="Zdravstveni dom Koper", kind="health")
    consent = consent_in(case, to_whom="zdravstveni dom  koper")
    assert (consent.to_body, consent.to_whom) == (body, body.name)
    body.name = "ZD Koper"
    body.save()
    made = told(case, to_whom="ZD Koper", consent=consent)
    assert (made.to_body, made.to_whom) == (body, "ZD Koper")


def test_with_a_consent_it_is_told_to_whom_the_consent_names(case):
    assert told(case, to_whom="", consent=consent_in(case)).to_whom == "ZD Koper"


def test_what_is_told_lies_within_the_consent_or_is_not_told(case):
    consent = consent_in(case, what="povzetek pogovora")
    with pytest.raises(Refused, match="velja za: povzetek pogovora") as refusal:
        told(case, what="vse", consent=consent)
    assert refusal.value.field == "lies_within"
    assert told(case, what="Povzetek  pogovora", consent=consent).pk
    assert told(case, what="prvi del povzetka", consent=consent, lies_within=True).pk


def test_a_consent_that_ran_out_serves_no_more(case):
    yesterday = date(2026, 11, 1)
    consent = consent_in(case, on=yesterday, until=yesterday)
    with pytest.raises(Refused, match="danes ne velja"):
        told(case, consent=consent)
    assert told(case, consent=consent_in(case, until=TODAY)).pk
    with pytest.raises(Refused, match="ne more prenehati veljati, preden"):
        consent_in(case, until=yesterday)


def test_a_consent_is_called_by_its_recipient_its_scope_its_day_and_its_person(case):
    with translation.override("sl"):
        name = str(consent_in(case))
    assert name == f"ZD Koper: termin, 2. 11. 2026 ({case.parties.get().person.full_name})"


def record_of(case, kind):
    return case.records.get(key=kind)


@pytest.mark.covers("000_002/43")
def test_the_consent_and_the_disclosure_of_a_case_are_its_records_too(case):
    body = Body.objects.create(name="ZD Koper", kind="health")
    consent = consent_in(case)
    made = told(case, consent=consent)
    assert (consent.record, made.record) == (record_of(case, "consent"), record_of(case, "disclosure"))
    assert consent.record.content == {
        "given_on": "2026-11-02",
        "person": case.parties.get().pk,
        "to_whom": body.pk,
        "what": "termin",
    }
    assert made.record.content["basis"] == "consent"
    assert made.record.happened_on == TODAY
    withdraw_consent(consent, on=TODAY, by=case.assigned_to, at=AT)
    consent.record.refresh_from_db()
    assert consent.record.content["withdrawn_on"] == "2026-11-02"


def test_what_a_law_demands_is_recorded_with_its_kind_and_article(case):
    with pytest.raises(Refused, match="Izberite, na kakšni podlagi") as refusal:
        told(case, legal_ground="KZ-1, 281. člen")
    assert refusal.value.field == "basis"
    told(case, legal_ground="KZ-1, 281. člen", basis="duty_to_report_crime")
    content = record_of(case, "disclosure").content
    assert (content["basis"], content["legal_ground"]) == ("duty_to_report_crime", "KZ-1, 281. člen")


@pytest.mark.covers("000_002/43")
def test_no_record_of_a_disclosure_or_consent_goes_round_the_rule(case):
    values = {"disclosed_on": "2026-11-02T08:00:00+00:00", "to_whom": "X", "what": "vse", "basis": "consent"}
    with pytest.raises(Refused, match="na strani »Naprej«"):
        add_record(case, "disclosure", values, by=case.assigned_to, at=AT)
    given = {"given_on": "2026-11-02", "to_whom": "X", "what": "vse"}
    with pytest.raises(Refused, match="na strani »Naprej«"):
        add_record(case, "consent", given, by=case.assigned_to, at=AT)
    told(case, consent=consent_in(case))
    kept = record_of(case, "disclosure")
    with pytest.raises(Refused, match="na strani »Naprej«"):
        change_record(kept, values, version=1, by=case.assigned_to, at=AT)
    with pytest.raises(Refused, match="na strani »Naprej«"):
        strike_record(kept, reason="Pomota", by=case.assigned_to, at=AT)


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


@pytest.mark.covers("000_002/43")
def test_first_aid_is_read_in_its_own_unit_alone(case):
    elsewhere = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=case.centre))
    assert case in Case.objects.visible_to(case.assigned_to)
    assert case not in Case.objects.visible_to(elsewhere)


def sent(case, to):
    paper = DocumentFactory(case=case, direction=Direction.OUTGOING)
    return dispatch(paper, to, Method.AT_OFFICE, paper.registered_on, by=case.assigned_to, at=AT)


@pytest.mark.covers("000_002/43")
def test_a_paper_of_first_aid_goes_to_a_body_only_after_its_consent_is_noted(case):
    body = Body.objects.create(name="ZD Koper", kind="health")
    with pytest.raises(Refused, match="ni vpisana"):
        sent(case, body)
    assert sent(case, case.parties.get().person).pk  # the person's own record is theirs
    consent = consent_in(case)
    told(case, consent=consent)
    assert sent(case, body).pk
    withdraw_consent(consent, on=TODAY, by=case.assigned_to, at=AT)
    with pytest.raises(Refused, match="ni vpisana"):
        sent(case, body)


@pytest.fixture
def prison():
    return Body.objects.create(name="ZPKZ Koper", kind="prison")


@pytest.mark.covers("004a/R-113")
@pytest.mark.parametrize("task", ["victim_support", "domestic_violence_case"])
def test_an_exchange_that_no_law_grounds_is_barred_even_with_a_consent(task, prison):
    case = CaseFactory(assigned=True, with_applicant=True, task=task)
    consent = consent_in(case, to_whom=prison.name)
    with pytest.raises(Refused, match="ni pravne podlage") as refusal:
        told(case, to_whom=" zpkz  koper", consent=consent)
    assert refusal.value.field == "legal_ground"
    with pytest.raises(Refused, match="ni pravne podlage"):
        sent(case, prison)
    assert not Disclosure.objects.exists()
    assert told(case, to_whom=prison.name, legal_ground="ZKP, 65.a člen").pk
    assert sent(case, prison).pk


def test_what_is_not_barred_goes_as_ever(prison):
    case = CaseFactory(assigned=True, with_applicant=True, task="imprisonment_help")
    assert sent(case, prison).pk
