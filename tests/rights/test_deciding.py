"""Which decision follows from a determination: partial, after an objection, in place of another."""

from datetime import date

import pytest
from tests.decisions.factories import DRAFTED_ON, ISSUED_ON, decision, issue
from tests.rights.factories import example, family, morning, office, record

from opora.cases.models import CaseState
from opora.decisions.drafting import submit_for_approval, withdraw
from opora.decisions.finality import record_remedy_filed
from opora.decisions.models import Decision, DecisionState, Undoing
from opora.organisation.refusal import Refused
from opora.rights.after_issue import rights_still_open
from opora.rights.deciding import draft_from
from opora.rights.determining import determine
from opora.rights.models import Entitlement

pytestmark = pytest.mark.django_db
AT = morning(DRAFTED_ON)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def issued(application, place, **more):
    determination = determine(application, by=place.clerk, at=AT, on=DRAFTED_ON)
    draft = draft_from(determination, by=place.clerk, at=AT, on=DRAFTED_ON, **more)
    return issue(submit_for_approval(draft, by=place.clerk, at=AT), place)


def member(application, name):
    return next(party.person for party in application.case.parties.all() if party.person.given_name == name)


def test_what_is_certain_is_decided_and_the_rest_waits_for_its_own_decision(place):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    first = issued(application, place)
    assert (first.act, first.remedy["rights"]) == ("informative_calculation", ["child_benefit"])
    assert set(first.entitlements.values_list("right", flat=True)) == {"child_benefit"}
    assert rights_still_open(application) == ["cash_social_assistance"]
    application.case.refresh_from_db()
    assert application.case.state == CaseState.OPEN

    wage = example("couple_one_full_time")["persons"]["luka"]["wage"]
    record(application, member(application, "Luka"), {"wage": wage})
    second = issued(application, place)
    assert second.remedy["rights"] == ["cash_social_assistance"]
    assert second.letter["versions"]["sl"]["title"] == "ODLOČBA"
    assert Entitlement.objects.filter(right="child_benefit").count() == first.entitlements.count()
    application.case.refresh_from_db()
    assert application.case.state == CaseState.DECIDED


def test_an_informative_calculation_takes_effect_on_the_day_of_dispatch(place):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    calculation = issued(application, place)
    assert (calculation.served_on, calculation.enforceable_on) == (None, ISSUED_ON)
    assert calculation.letter["versions"]["sl"]["dispatched_on"] == ISSUED_ON.isoformat()


@pytest.mark.covers("004a/R-129")
def test_a_worker_stops_an_informative_calculation_mends_its_facts_and_issues_it_with_a_trace(place):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    wrong = determine(application, by=place.clerk, at=AT, on=DRAFTED_ON)
    stopped = withdraw(draft_from(wrong, by=place.clerk, at=AT, on=DRAFTED_ON), by=place.clerk, at=AT)
    record(application, member(application, "Luka"), {"periodic_income_of_the_year": {"2025": "39000.00"}})
    mended = issued(application, place)
    assert stopped.act == mended.act == "informative_calculation"
    assert (stopped.state, stopped.number) == (DecisionState.WITHDRAWN, None)
    assert child_benefit(stopped) > child_benefit(mended) > 0
    assert [event.by for event in application.case.events.filter(key="decision_withdrawn")] == [place.clerk]


def child_benefit(calculation):
    return float(calculation.determination.result["rights"]["child_benefit"]["amount"])


@pytest.mark.covers("004a/R-130")
def test_after_an_objection_a_decision_follows_with_an_appeal(place):
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    calculation = issued(application, place)
    day = date(2026, 5, 20)
    record_remedy_filed(calculation, filed_on=day, by=place.clerk, at=morning(day))
    calculation.refresh_from_db()
    follows = issued(application, place, replaces=calculation, undoing=Undoing.REPLACES)
    assert (follows.act, follows.remedy["kind"]) == ("decision", "appeal")
    reasons = follows.letter["versions"]["sl"]["reasons"][0]["blocks"][0]
    assert "Dne 20. maja 2026 ste vložili ugovor zoper informativni izračun" in reasons
    calculation.refresh_from_db()
    assert calculation.state == DecisionState.REPLACED


@pytest.mark.covers("000_002/25")
def test_a_refusal_grants_nothing_and_says_so_in_its_outcome(place):
    refused = decision("refusal_for_property", at_office=place, issued=True)
    assert (refused.outcome, refused.entitlements.count()) == ("refused", 0)


def test_entitlements_are_the_granted_periods_in_whole_months(place):
    granted = decision("couple_one_full_time", at_office=place, issued=True)
    periods = granted.entitlements.filter(right="child_benefit").order_by("period")
    assert [(each.period.lower, each.period.upper, each.monthly_cents) for each in periods] == [
        (date(2026, 5, 1), date(2026, 9, 1), 29376),
        (date(2026, 9, 1), date(2027, 5, 1), 26584),
    ]


def test_where_nothing_is_certain_nothing_is_drafted(place):
    application = family("refusal_for_property", at_office=place, without_facts=True)
    determination = determine(application, by=place.clerk, at=AT, on=DRAFTED_ON)
    with pytest.raises(Refused, match="Nobena pravica še ni gotova"):
        draft_from(determination, by=place.clerk, at=AT, on=DRAFTED_ON)
    assert not Decision.objects.exists()


def test_a_determination_has_one_decision(place):
    draft = decision(at_office=place)
    with pytest.raises(Refused, match="že ima odločbo"):
        draft_from(draft.determination, by=place.clerk, at=AT, on=DRAFTED_ON)
