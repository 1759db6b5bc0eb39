"""A decision or ruling of any task takes the one way of every decision: draft, four eyes, issue, service."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.decisions.acts import ISSUED_ON, SERVED_ON, act, bureau, issue, morning
from tests.documents.conftest import violations
from tests.documents.test_compose import text_of
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.catalogue import catalogue
from opora.decisions.act_letter import act_letter
from opora.decisions.acts import BY_KIND, draft_act, draft_linked
from opora.decisions.drafting import edit_part, submit_for_approval
from opora.decisions.finality import make_final, record_served
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.matter import CENTRE_OF_A_FILE, Matter, Participant
from opora.decisions.models import Act, Decision, DecisionState, Undoing
from opora.decisions.paper import make_document
from opora.decisions.parts import editable_parts, printable
from opora.decisions.remedy import instruction
from opora.decisions.terms import ending_of_task
from opora.documents.compose import check
from opora.documents.delivery import dispatch
from opora.documents.models import Method
from opora.documents.officials import Official
from opora.documents.papers.templates import ACTS
from opora.documents.storage import read_stored
from opora.organisation.refusal import Refused
from opora.people.models import Person


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_every_decision_and_order_of_every_definition_makes_a_letter(language):
    matter = Matter(
        body=CENTRE_OF_A_FILE, case_number="122-7/2026", issued_on=ISSUED_ON, filed_on=ISSUED_ON,
        applicant="one", people={"one": Participant("Živa Čučnik")}, rights=(), led=Official("Anže Žagar"),
    )  # fmt: skip
    found = [
        (task, document)
        for versions in catalogue().tasks.values()
        for task in versions
        for document in task.documents
        if document.direction == "outgoing" and document.kind in ACTS
    ]
    assert len(found) > 30
    for task, document in found:
        end = ending_of_task(BY_KIND[document.kind], ISSUED_ON)
        draft = act_letter(
            task, matter, end, title=document.name(language), operative="Prvič.\n\nDrugič.",
            reasons="Zato.", language=language,
        )  # fmt: skip
        letter = check(draft["template"], printable(draft), language=language)[language]
        assert [point.text for point in letter.operative] == ["Prvič.", "Drugič."]


@pytest.mark.django_db
@pytest.mark.covers("000_002/28")
def test_an_act_is_drafted_from_the_definition_edited_approved_by_another_numbered_and_signed(settings):
    place = bureau()
    drafted = act(place)
    [introduction] = drafted.letter["versions"]["sl"]["introduction"]
    assert introduction.startswith("Na podlagi drugega odstavka 252. člena")
    assert "279. člena Družinskega zakonika (DZ; Uradni list RS, št. " in introduction
    assert introduction.endswith("izdaja naslednjo odločbo:")
    paths = [part.path for part in editable_parts(drafted.letter)]
    assert paths == ["sl/introduction", "sl/operative", "sl/reasons"]
    drafted = edit_part(
        drafted, path="sl/operative", text="Nagrada znaša 120 EUR.\n\nŽe plačano se všteje.",
        by=place.clerk, at=morning(ISSUED_ON),
    )  # fmt: skip
    drafted = submit_for_approval(drafted, by=place.clerk, at=morning(ISSUED_ON))
    with pytest.raises(Refused):
        approve(place, drafted, by=place.clerk)
    issued = approve(place, drafted)
    document = make_document(issued.pk, at=morning(ISSUED_ON))
    pdf = read_stored(document.sha256, root=settings.OPORA_DOCUMENTS)
    text = text_of(pdf)
    assert violations(pdf) == []
    for words in (
        "ODLOČBA O NAGRADI",
        "Nagrada znaša 120 EUR.",
        "Že plačano se všteje.",
        "21 dneh",
        "Črtomir Šuštar",
    ):
        assert words in text
    assert (document.kind, document.number) == ("decision", issued.number)
    assert document.deliveries.get().addressee == place.guardian


def approve(place, drafted, by=None):
    return approve_and_issue(
        drafted, by=by or place.decider, on=ISSUED_ON, at=morning(ISSUED_ON),
        confirmed_warnings=names_to_confirm(drafted.warnings),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_ruling_without_appeal_says_so_and_is_final_on_service():
    place = bureau()
    ruling = act(place, key="", act=Act.RULING, is_appealable=False, issued=True)
    assert ruling.letter["versions"]["sl"]["instruction"][0].startswith("Zoper ta sklep ni")
    served = record_served(ruling, served_on=SERVED_ON, by=place.clerk, at=morning(SERVED_ON))
    assert served.final_on == SERVED_ON
    assert make_final(SERVED_ON, at=morning(SERVED_ON)) == 1


@pytest.mark.django_db
def test_an_appeal_suspends_a_decision_and_does_not_suspend_a_ruling():
    place = bureau()
    assert act(place, issued=True).remedy["suspends"]
    assert not act(place, key="", act=Act.RULING, issued=True).remedy["suspends"]


@pytest.mark.django_db
@pytest.mark.parametrize("missing", [{"operative": " "}, {"reasons": ""}, {"to": []}, {"key": "no_such"}])
def test_an_act_without_words_addressee_or_place_in_the_task_is_refused(missing):
    with pytest.raises(Refused):
        act(bureau(), **missing)
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_correction_leaves_the_decision_in_effect_and_a_replacement_takes_its_place():
    place = bureau()
    first = act(place, served=True)
    correction = linked(place, first, Undoing.CORRECTS)
    assert (correction.act, correction.replaces) == (Act.RULING, first)
    issue(place, correction)
    first.refresh_from_db()
    assert first.state == DecisionState.SERVED
    again = linked(place, first, Undoing.SETS_ASIDE)
    assert again.task_document == "decision"
    issue(place, again)
    first.refresh_from_db()
    assert first.state == DecisionState.REPLACED
    with pytest.raises(Refused):
        linked(place, first, Undoing.CORRECTS)


@pytest.mark.django_db
def test_reopening_opens_a_decided_case_again_and_the_decision_stands_meanwhile():
    place = bureau()
    first = act(place, served=True)
    place.case.state = "decided"
    place.case.save()
    issue(place, linked(place, first, Undoing.REOPENS))
    place.case.refresh_from_db()
    first.refresh_from_db()
    assert (place.case.state, first.state) == ("open", DecisionState.SERVED)


def linked(place, decision, how):
    return draft_linked(
        decision, how, operative="Znesek 120 se nadomesti z 210.", reasons="Očitna pomota v številki.",
        by=place.clerk, at=morning(ISSUED_ON), on=ISSUED_ON,
    )  # fmt: skip


@pytest.mark.covers("003/D-6")
def test_the_letter_names_the_second_instance_of_its_right_and_the_court_after_it():
    matter = Matter(
        body=CENTRE_OF_A_FILE, case_number="122-7/2026", issued_on=ISSUED_ON, filed_on=ISSUED_ON,
        applicant="one", people={"one": Participant("Živa Čučnik")}, rights=(), led=Official("Anže Žagar"),
    )  # fmt: skip
    remedy = ending_of_task(Act.DECISION, ISSUED_ON).remedy
    with override("sl"):
        told = " ".join(instruction(matter, remedy, act=Act.DECISION, task_rights=["child_care_supplement"]))
        usual = " ".join(instruction(matter, remedy, act=Act.DECISION))
    assert "zdravniška komisija II. stopnje oziroma Ministrstvo" in told
    assert "delovno in socialno sodišče" in told
    assert "komisija" not in usual


@pytest.mark.covers("004a/R-10")
@pytest.mark.django_db
def test_a_draft_made_before_the_address_was_protected_is_not_issued_with_it():
    place = bureau()
    place.guardian.addresses.update(street="Skrita steza")
    drafted = act(place)
    assert "Skrita steza 7" in str(drafted.letter)
    Person.objects.filter(pk=place.guardian.pk).update(is_protected=True)
    with pytest.raises(Refused, match="zaščiten"):
        issue(place, drafted)


@pytest.mark.django_db
def test_an_act_to_one_side_holds_no_data_of_the_other_and_is_not_sent_to_it():
    case = CaseFactory(task="restraining_order", assigned=True, seal="violence")
    victim, offender = PersonFactory(), PersonFactory()
    AddressFactory(person=victim, street="Skrita steza", house_number="7")
    PartyFactory(case=case, person=victim, role="protected_person")
    PartyFactory(case=case, person=offender, role="offender")
    given = {"reasons": "Tako.", "by": case.assigned_to, "at": morning(ISSUED_ON), "on": ISSUED_ON}
    with pytest.raises(Refused, match=victim.full_name):
        draft_act(case, operative="Ne približujte se naslovu Skrita steza 7.", to=[offender], **given)
    with pytest.raises(Refused):
        draft_act(case, operative="Ustavi se.", to=[victim, offender], **given)
    ruling = draft_act(case, operative="Postopek se ustavi.", to=[offender], **given)
    place = type("Place", (), {"clerk": case.assigned_to, "decider": _let_in(case)})
    document = make_document(issue(place, ruling).pk, at=morning(ISSUED_ON))
    with pytest.raises(Refused, match=victim.full_name):
        dispatch(
            document, victim, Method.AT_OFFICE, ISSUED_ON, by=case.assigned_to, at=morning(date(2026, 5, 6))
        )


def _let_in(case):
    decider = WorkerFactory(unit=case.unit, decision_maker=True)
    AccessFactory(case=case, worker=decider)
    return decider
