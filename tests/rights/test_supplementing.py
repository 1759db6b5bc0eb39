"""Calling for a supplement, receiving it, and rejecting what nobody supplemented."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.decisions.factories import issue
from tests.people.factories import PersonFactory
from tests.rights.factories import example, family, morning, office, record
from tests.sources.factories import LookUpFactory

from opora.cases.models import CaseState, DeadlineState
from opora.decisions.drafting import submit_for_approval
from opora.documents.delivery import dispatch
from opora.documents.models import Document, Method
from opora.documents.serving import record_service
from opora.documents.storage import read_stored
from opora.organisation.refusal import Refused
from opora.rights.calling import call_as_drafted, call_to_supplement
from opora.rights.supplementing import receive_supplement, reject_unsupplemented
from opora.sources.models import LookUpState
from opora.sources.registers import REGISTERS

pytestmark = pytest.mark.django_db
CALLED = date(2026, 4, 15)
RECEIVED = date(2026, 4, 17)
DUE = date(2026, 5, 4)  # 15 days end on 2 May, a holiday and a Saturday, so on the Monday after it


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


@pytest.fixture
def incomplete(place):
    return family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})


def call(application, place):
    return call_to_supplement(application, by=place.clerk, at=morning(CALLED), on=CALLED, days=15)


def served(document, application, place, *, on=RECEIVED):
    way = Method.PERSONAL
    delivery = dispatch(document, application.applicant, way, CALLED, by=place.clerk, at=morning(CALLED))
    return record_service(delivery, by=place.clerk, at=morning(on), handed_over_on=on)


@pytest.mark.covers("000_002/25")
def test_a_call_is_a_signed_document_and_the_term_to_decide_stands_still(incomplete, place):
    document = call(incomplete, place)
    incomplete.refresh_from_db()
    assert (document.kind, document.number) == ("call_to_supplement", f"{incomplete.case.number}-1")
    assert incomplete.case.state == CaseState.AWAITING_PARTY
    assert incomplete.case.deadlines.get(key="decision").state == DeadlineState.PAUSED


@pytest.mark.covers("003/D-13", "000_002/26")
def test_the_term_of_the_party_runs_from_the_day_the_call_is_received(incomplete, place):
    document = call(incomplete, place)
    incomplete.refresh_from_db()
    assert (incomplete.supplement_days, incomplete.supplement_due_on) == (15, None)
    assert not incomplete.case.deadlines.filter(key="supplement").exists()
    served(document, incomplete, place)
    incomplete.refresh_from_db()
    assert incomplete.supplement_due_on == DUE
    running = incomplete.case.deadlines.get(key="supplement")
    assert (running.state, running.day) == (DeadlineState.RUNNING, DUE)


def test_a_call_that_is_served_after_the_party_answered_starts_no_term(incomplete, place):
    document = call(incomplete, place)
    receive_supplement(incomplete, on=CALLED, by=place.clerk, at=morning(CALLED))
    served(document, incomplete, place)
    assert not incomplete.case.deadlines.filter(key="supplement").exists()


def test_an_earlier_call_that_is_served_late_starts_no_term_of_a_later_one(incomplete, place):
    earlier = call(incomplete, place)
    receive_supplement(incomplete, on=CALLED, by=place.clerk, at=morning(CALLED))
    call(incomplete, place)
    served(earlier, incomplete, place)
    incomplete.refresh_from_db()
    assert incomplete.supplement_due_on is None


def test_a_call_can_be_read_before_it_is_made_and_reading_changes_nothing(incomplete, place):
    draft = call_as_drafted(incomplete, by=place.clerk, on=CALLED, days=8)
    letter = draft["versions"]["sl"]
    assert letter["draft"]
    assert letter["term"] == "v 8 dneh od dneva, ko prejmete ta poziv"
    incomplete.refresh_from_db()
    assert (incomplete.called_on, incomplete.case.state) == (None, CaseState.OPEN)
    assert not Document.objects.exists()


def test_the_letter_is_final_numbered_and_says_what_is_missing(incomplete, place, settings):
    document = call(incomplete, place)
    pdf = PdfReader(BytesIO(read_stored(document.sha256, root=settings.OPORA_DOCUMENTS)))
    text = " ".join(page.extract_text() for page in pdf.pages)
    text = " ".join(text.replace("\xa0", " ").split())
    assert document.number in text
    assert "OSNUTEK" not in text
    assert "Kolikšna je bila neto plača?" in text
    assert "januar, februar in marec 2026" in text
    assert "v 15 dneh od dneva, ko prejmete ta poziv" in text


def test_where_nothing_is_missing_nobody_is_called_on(place):
    with pytest.raises(Refused, match="Nič ne manjka"):
        call(family(at_office=place), place)
    assert not Document.objects.exists()


def test_a_party_is_never_asked_what_the_centre_has_to_judge(place):
    application = family(at_office=place, lacking={"ana": ["special_circumstances_for_longer"]})
    with pytest.raises(Refused, match="presoje centra"):
        call(application, place)


@pytest.mark.covers("000_002/26")
def test_nobody_is_called_on_before_every_register_has_answered_or_failed(incomplete, place):
    luka = incomplete.case.parties.get(person__given_name="Luka").person
    luka.emso = PersonFactory.build(with_emso=True).emso
    luka.save()
    giving = [source for source, register in REGISTERS.items() if register.facts]
    with pytest.raises(Refused, match="Najprej poizvedite v evidencah"):
        call(incomplete, place)
    asked = {"case_id": incomplete.case_id, "person": luka}
    for source in giving[1:]:
        LookUpFactory(**asked, source=source, answered=True)
    pending = LookUpFactory(**asked, source=giving[0])
    with pytest.raises(Refused, match="Najprej poizvedite v evidencah"):
        call(incomplete, place)
    pending.state = LookUpState.FAILED
    pending.save()
    assert call(incomplete, place).kind == "call_to_supplement"


def test_nobody_is_called_on_twice_at_once(incomplete, place):
    call(incomplete, place)
    with pytest.raises(Refused, match="že pozvana"):
        call(incomplete, place)


def test_a_supplement_lets_the_case_go_on(incomplete, place):
    served(call(incomplete, place), incomplete, place)
    luka = next(
        person for person in incomplete.case.parties.all() if person.person.given_name == "Luka"
    ).person
    record(incomplete, luka, {"wage": example("couple_one_full_time")["persons"]["luka"]["wage"]})
    day = date(2026, 4, 28)
    received = receive_supplement(incomplete, on=day, by=place.clerk, at=morning(day))
    assert received.completed_on == day
    received.case.refresh_from_db()
    assert received.case.state == CaseState.OPEN
    assert received.case.deadlines.get(key="supplement").state == DeadlineState.MET
    assert received.case.deadlines.get(key="decision").state == DeadlineState.RUNNING


def test_an_application_is_not_rejected_before_the_term_has_ended(incomplete, place):
    with pytest.raises(Refused, match="šele po pozivu"):
        reject_unsupplemented(incomplete, by=place.clerk, at=morning(DUE), on=DUE)
    document = call(incomplete, place)
    with pytest.raises(Refused, match="Poziv še ni vročen"):
        reject_unsupplemented(incomplete, by=place.clerk, at=morning(DUE), on=DUE)
    served(document, incomplete, place)
    with pytest.raises(Refused, match="po izteku roka"):
        reject_unsupplemented(incomplete, by=place.clerk, at=morning(DUE), on=DUE)


def test_an_application_nobody_supplemented_is_rejected_by_a_ruling_approved_by_a_second_person(
    incomplete, place
):
    served(call(incomplete, place), incomplete, place)
    day = date(2026, 5, 5)
    draft = reject_unsupplemented(incomplete, by=place.clerk, at=morning(day), on=day)
    letter = draft.letter["versions"]["sl"]
    assert (draft.act, draft.outcome, letter["title"]) == ("ruling", "rejected", "SKLEP")
    assert "se zavrže" in letter["operative"][0]["text"]
    assert any("neto plača" in item for item in letter["reasons"][1]["blocks"][1]["items"])
    told = letter["reasons"][0]["blocks"][1]
    assert told.startswith(
        "Z dopisom z dne 15. aprila 2026 smo vas pozvali, da jo dopolnite v 15 dneh od prejema"
    )
    assert "Rok se je iztekel 4. maja 2026" in told
    issued = issue(submit_for_approval(draft, by=place.clerk, at=morning(day)), place)
    issued.case.refresh_from_db()
    assert issued.case.state == CaseState.DECIDED
    assert not issued.entitlements.exists()
