"""Decisions on exemption say service, beginning, beneficiary and payers; changes decide all of them again."""

from datetime import date

import pytest
from tests.organisation.factories import WorkerFactory
from tests.rights.exemption_scene import applied, exempted, issue
from tests.rights.factories import morning, office

from opora.cases.models import Case, CaseState
from opora.decisions.drafting import withdraw
from opora.decisions.models import Decision, DecisionState
from opora.decisions.paper import make_document
from opora.organisation.refusal import Refused
from opora.rights import redeciding
from opora.rights.exemptions import mark_service
from opora.rights.models import Exemption, Redecided, RedecisionRun
from opora.rights.redeciding import begin_run, go_on, month_of
from opora.sources.models import Fact

pytestmark = pytest.mark.django_db
NOW = date(2025, 4, 10)
JULY = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def run_of(place, **more):
    given = {
        "service": "home_help",
        "reason": "minimum_income_change",
        "month": JULY,
        "ground": "Uradni list RS 10/2025",
        "by": place.clerk,
        "at": morning(NOW),
        "on": NOW,
    }
    return begin_run(**given | more)


def go(run, place, **more):
    return go_on(run, by=place.clerk, at=morning(NOW), on=NOW, **more)


@pytest.mark.covers("004a/R-110")
def test_an_issued_decision_notes_service_beginning_beneficiary_and_payers(place):
    decision = exempted(place)
    [found] = Exemption.objects.all()
    assert (found.decision, found.service, found.initiation) == (decision, "home_help", "new_application")
    assert found.beneficiary.given_name == "Vida"
    assert [payer.given_name for payer in found.payers.all()] == ["Rok"]
    assert found.is_granted
    assert not found.is_full
    assert found.valid_from == date(2024, 3, 1)
    assert found.valid_to is None
    assert found.monthly_cents == 7534


def test_everybody_bound_to_pay_is_told_beside_the_beneficiary(place):
    decision = exempted(place)
    assert {person.given_name for person in decision.to_persons.all()} == {"Vida", "Rok"}
    lines = decision.letter["versions"]["sl"]["delivery"]
    assert [line.split()[0] for line in lines[:2]] == ["Vida", "Rok"]
    make_document(decision.pk, at=morning(date(2024, 3, 4)))
    decision.refresh_from_db()
    assert {each.addressee.given_name for each in decision.document.deliveries.all()} == {"Vida", "Rok"}


def test_a_person_of_another_home_may_be_named_only_where_exemptions_alone_are_claimed(place):
    application = applied(place)
    assert len(application.household["persons"]) == 2
    assert application.household["dwelling"] == [application.applicant_id]


@pytest.mark.covers("004a/R-110")
def test_a_run_drafts_only_where_the_result_changes_and_two_persons_approve(place):
    changed, same = exempted(place), exempted(place, home_help_price="4000.00")
    Exemption.objects.filter(decision=same).update(valid_from=date(2025, 1, 1))
    periods = same.determination
    periods.result = redeciding.calculate(
        same.case.application, on=NOW, month=JULY, explain=False
    ).result  # decided for 2025 already
    periods.save()
    run = run_of(place)
    gone = go(run, place)
    assert (gone.drafted, gone.unchanged, gone.held_up, gone.left) == (1, 1, 0, 0)
    draft = Decision.objects.get(state=DecisionState.DRAFT)
    assert (draft.replaces, draft.undoing, draft.drafted_by) == (changed, "replaces", place.clerk)
    letter = str(draft.letter)
    assert "po uradni dolžnosti" in letter
    assert "minimalni dohodek" in letter
    assert "Uradni list RS 10/2025" in letter
    assert month_of(draft) == JULY
    new = issue(draft, place, NOW)
    changed.refresh_from_db()
    assert changed.state == DecisionState.REPLACED
    found = new.exemptions.get()
    assert (found.initiation, found.reason, found.valid_from) == ("ex_officio", "minimum_income_change", JULY)
    assert found.monthly_cents == 10409
    assert Case.objects.get(pk=new.case_id).state == CaseState.DECIDED


def test_a_run_may_go_on_and_go_again_and_does_nothing_twice(place):
    exempted(place)
    exempted(place)
    run = run_of(place)
    assert run_of(place) == run
    assert RedecisionRun.objects.count() == 1
    first = go(run, place, at_most=1)
    assert (first.drafted, first.left) == (1, 1)
    assert go(run, place).drafted == 1
    again = go(run, place)
    assert (again.drafted, again.unchanged, again.held_up, again.left) == (0, 0, 0, 0)
    assert Decision.objects.filter(state=DecisionState.DRAFT).count() == 2


def test_the_new_decision_of_a_run_is_not_decided_again_by_it(place):
    exempted(place)
    run = run_of(place)
    go(run, place)
    issue(Decision.objects.get(state=DecisionState.DRAFT), place, NOW)
    assert go(run, place).left == 0
    assert Redecided.objects.count() == 1


def test_one_held_up_says_why_holds_up_no_other_and_is_tried_again(place):
    stuck, other = exempted(place), exempted(place)
    Fact.objects.filter(case_id=stuck.case_id, key="home_help_price").delete()
    run = run_of(place)
    gone = go(run, place)
    assert (gone.drafted, gone.held_up) == (1, 1)
    row = run.rows.get(decision=stuck)
    assert "cena pomoči na domu" in row.why.lower()
    assert run.rows.get(decision=other).outcome == "drafted"
    assert stuck.case.determinations.count() == 1  # nothing half saved
    assert go(run, place).held_up == 1
    assert Redecided.objects.count() == 2


def test_a_draft_that_was_withdrawn_is_drafted_again_by_the_next_go(place):
    exempted(place)
    run = run_of(place)
    go(run, place)
    withdraw(Decision.objects.get(state=DecisionState.DRAFT), by=place.clerk, at=morning(NOW))
    assert go(run, place).drafted == 1


def test_a_new_price_list_becomes_evidence_where_the_old_price_was_charged(place):
    theirs, others = exempted(place), exempted(place, home_help_price="280.00")
    run = run_of(
        place,
        reason="price_change",
        ground="Cenik zavoda 2025",
        prices={"310.00": "350.00"},
        month=date(2024, 5, 1),
    )
    gone = go(run, place)
    assert gone.drafted == 2  # of the other the minimum income changed in the meantime
    fact = Fact.objects.filter(case_id=theirs.case_id, key="home_help_price").latest("pk")
    assert (fact.value, fact.note) == ("350.00", "Cenik zavoda 2025")
    assert Fact.objects.filter(case_id=others.case_id, key="home_help_price").count() == 1


def test_a_run_looks_at_chosen_cases_only_and_at_none_out_of_reach(place):
    mine = exempted(place)
    exempted(place)
    exempted(office())
    gone = go(run_of(place, only=[mine.case.number]), place)
    assert (gone.drafted, gone.left) == (1, 0)
    assert go(run_of(place, ground="Drug Uradni list"), place).left == 0


def test_a_run_without_ground_or_by_a_stranger_is_refused(place):
    with pytest.raises(Refused, match="Napišite, kaj"):
        run_of(place, ground=" ")
    with pytest.raises(Refused, match="ene storitve"):
        run_of(place, prices={"310.00": "350.00"})
    with pytest.raises(Refused):
        run_of(place, by=WorkerFactory(decision_maker=True))
    assert not RedecisionRun.objects.exists()


def test_a_substitute_residence_is_told_apart_and_stays_so_when_decided_again(place):
    decision = exempted(place)
    Exemption.objects.update(service="institutional_care")
    found = mark_service(decision.exemptions.get(), "substitute_residence", by=place.clerk)
    assert found.service == "substitute_residence"
    with pytest.raises(Refused):
        mark_service(found, "home_help", by=place.clerk)
