"""Each kind of decision that the source names is drafted, approved, issued and printed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import PartyFactory
from tests.decisions.acts import DRAFTED_ON, ISSUED_ON, act, bureau, issue, morning
from tests.documents.test_compose import text_of
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import CaseRecord
from opora.catalogue import catalogue
from opora.decisions.models import DecisionState, Outcome
from opora.decisions.paper import make_document
from opora.documents.models import Delivery, Paper
from opora.documents.papers.drafting import edit_paper, parts_of
from opora.documents.papers.making import make_paper
from opora.documents.storage import read_stored
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NAMED = {
    "entitlement": ("public_funds_application", Outcome.GRANTED, "003:1346"),
    "ex officio": ("parental_protection_application", Outcome.GRANTED, "003:220"),
    "repayment": ("recovery_of_overpaid_amounts", Outcome.GRANTED, "003:149"),
    "refusal of the status of adopter": ("adoption_candidate_status", Outcome.REFUSED, "003:734"),
    "permission to a guardian": ("guardian_permission", Outcome.GRANTED, "003:1020"),
    "personal assistance": ("personal_assistance", Outcome.REFUSED, "003:1346"),
}


GRANTS = (
    "Prizna se osebna asistenca v obsegu 35 ur na teden: osebna pomoč in spremstvo."
    "\n\nUporabnika zastopa Zala Zastopnik."
)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


def printed(decision, settings):
    document = make_document(decision.pk, at=morning(ISSUED_ON))
    return text_of(read_stored(document.sha256, root=settings.OPORA_DOCUMENTS))


@pytest.mark.covers("003/D-1")
@pytest.mark.parametrize("kind", NAMED)
def test_every_kind_of_decision_that_the_source_names_is_issued(kind, settings):
    task, outcome, _source = NAMED[kind]
    place = bureau(task)
    decision = issue(place, act(place, outcome=outcome))
    definition = catalogue().task(task, on=ISSUED_ON)
    assert decision.state == DecisionState.ISSUED
    name = next(each.sl for each in definition.documents if each.key == "decision")
    assert name.upper() in printed(decision, settings)


@pytest.mark.covers("003/D-1")
def test_a_decision_on_parental_protection_may_be_begun_ex_officio():
    assert "ex_officio" in catalogue().task("parental_protection_application", on=ISSUED_ON).opened_by


@pytest.fixture
def assistance():
    """A case of personal assistance with its user, their representative and the opinion of the commission."""
    place = bureau("personal_assistance")
    place.case.parties.update(role="user")
    representative = PersonFactory(given_name="Zala", family_name="Zastopnik")
    AddressFactory(person=representative)
    PartyFactory(case=place.case, person=representative, role="legal_representative")
    return place


def opinion(place, **content):
    return CaseRecord.objects.create(
        centre=place.case.centre, unit=place.case.unit, case=place.case, task=place.case.task,
        key="commission_opinion", happened_on=date(2026, 5, 1), entered_by=place.clerk,
        entered_at=morning(DRAFTED_ON), content={"appointed_on": "2026-04-20"} | content,
    )  # fmt: skip


def voucher(place):
    """The draft of the voucher, written and made."""
    paper = Paper.objects.get(key="voucher")
    needed = {part.key: "Vrednotnica." for part in parts_of(paper, ISSUED_ON) if part.is_needed}
    given = {"left_out": [], "version": paper.version, "by": place.clerk, "at": morning(ISSUED_ON)}
    return make_paper(
        edit_paper(paper, texts=needed, **given), by=place.clerk, on=ISSUED_ON, at=morning(ISSUED_ON)
    )


@pytest.mark.covers("000_002/29")
def test_the_decision_on_personal_assistance_names_representative_services_and_extent(assistance):
    words = catalogue().as_read.code_lists["personal_assistance_services"].entries[0]
    opinion(assistance, services=[words.key], hours_weekly="35")
    with pytest.raises(Refused, match=r"Zala Zastopnik.*priznane storitve.*priznane ure"):
        act(assistance)
    decision = act(assistance, operative=GRANTS)
    points = [each["text"] for each in decision.letter["versions"]["sl"]["operative"]]
    assert points == GRANTS.split("\n\n")


def test_nothing_that_a_record_proposes_is_written_into_the_operative_part(assistance):
    opinion(assistance, services=["personal_help"], hours_weekly="60")
    decision = act(assistance, operative=GRANTS)
    points = str(decision.letter["versions"]["sl"]["operative"])
    assert "60" not in points
    assert "redlagane" not in points


def test_the_introduction_names_the_act_with_its_gazette_and_the_request(assistance):
    assistance.case.opened_how = "own_request"
    assistance.case.save()
    [said] = act(assistance, operative=GRANTS).letter["versions"]["sl"]["introduction"]
    assert said.startswith(
        "Na podlagi Zakona o osebni asistenci (ZOA; Uradni list RS, št. 10/17, 31/18 in 172/21)"
    )
    assert "Pravilnika o osebni asistenci" in said
    assert "začetem z vlogo z dne" in said


@pytest.mark.covers("003/A-3")
def test_the_decision_on_personal_assistance_comes_with_its_voucher(assistance):
    words = catalogue().as_read.code_lists["personal_assistance_services"].entries[0]
    opinion(assistance, services=[words.key], hours_weekly="35")
    decision = act(assistance, operative=GRANTS)
    with pytest.raises(Refused, match="Vrednotnica"):
        issue(assistance, decision)
    decision.refresh_from_db()
    assert decision.state != DecisionState.ISSUED


@pytest.mark.covers("003/A-3")
def test_the_voucher_is_sent_with_the_decision(assistance):
    words = catalogue().as_read.code_lists["personal_assistance_services"].entries[0]
    opinion(assistance, services=[words.key], hours_weekly="35")
    decision = act(assistance, operative=GRANTS)
    made = voucher(assistance)
    document = make_document(issue(assistance, decision).pk, at=morning(ISSUED_ON))
    sent = Delivery.objects.filter(addressee=assistance.guardian).values_list("document", flat=True)
    assert set(sent) == {document.pk, made.pk}


def test_a_refusal_has_no_voucher_and_states_no_services(assistance):
    decision = issue(assistance, act(assistance, outcome=Outcome.REFUSED))
    assert (decision.state, Paper.objects.exists()) == (DecisionState.ISSUED, False)
