"""Complete facts about disability and care, persons bound to pay, and batch beside explain."""

from copy import deepcopy
from typing import Any

from tests.law.conftest import ADULT, with_income

from opora.law import Situation, decide
from opora.law.batch import population_of_cases, prepare_month
from opora.law.naming import shown_figure
from opora.law.rulebook import Rulebook

COMPLETE = {
    "bound_to_contribute": False,
    "obliged_person_has_spouse": False,
    "has_recognised_disability": False,
    "impairment": "no_such_impairment",
    "age_when_impairment_arose": 0,
    "impairment_arose_in_regular_schooling": False,
    "unable_to_live_and_work_independently": True,
    "receives_pension_or_war_disability_payment": False,
    "attendance_need": "fewer_needs",
    "sensory_status": "no_sensory_loss",
    "needs_help_because_of_disability": True,
    "lives_or_wants_to_live_outside_full_time_institutional_care": True,
    "help_hours_per_week": "45",
    "claimed_personal_assistance_before_upper_age": False,
    "needs_only_communication_and_accompaniment": False,
    "chooses_communication_supplement": False,
    "parent_received_partial_payment_for_this_person": False,
    "commission_found_severe_disorder_or_mobility_impairment": False,
    "assistant_has_same_permanent_residence": False,
    "assistant_is_family_member": True,
    "assistant_work_status": "left_labour_market",
    "user_consents_to_carer": True,
    "carer_has_two_users": False,
    "first_visit_with_this_problem": True,
    "existing_client_with_new_problem": False,
    "client_needs_it": True,
    "workers_assess_need": False,
    "psychiatric_hospital_stays_ever": 1,
    "treated_by_outpatient_psychiatrist": True,
    "needs_hospital_or_supervised_treatment": False,
    "written_consent_of_person": True,
    "consent_of_legal_representative": False,
    "community_treatment_already_runs": False,
    "receives_cash_social_assistance": False,
    "receives_income_supplement": False,
}
OBLIGED = {
    **ADULT,
    "receives_cash_social_assistance": False,
    "receives_income_supplement": False,
    "in_regular_education": False,
    "employed_or_self_employed": True,
    "lives_away_for_schooling": False,
    "born": "1985-03-01",
    "bound_to_contribute": True,
    "bound_by_title_or_contract": False,
    "parent_failed_to_maintain_without_good_reason": False,
    "income_of_obliged_person": "0",
    "obliged_person_has_spouse": False,
    "obliged_persons_children": 0,
}


def complete(facts: dict[str, Any]) -> dict[str, Any]:
    """Every fact of these rights; only what is named differs."""
    return {**COMPLETE, **deepcopy(facts)}


def with_obliged(data: dict[str, Any], obliged: list[dict[str, Any]]) -> dict[str, Any]:
    """The household of somebody old, and the grown-up children, who live elsewhere and are bound to pay."""
    if obliged:
        data["persons"]["ana"]["born"] = "1950-01-05"
    for number, facts in enumerate(obliged, start=1):
        name = f"obliged{number}"
        data["persons"][name] = with_income({**OBLIGED, **deepcopy(facts)}, data["dates"]["filed"])
        data["relations"].append({"type": "parent", "parent": "ana", "child": name})
    return data


def assert_batch_agrees(situation: Situation, law: Rulebook, right: str) -> None:
    """In the month in which it begins; batch may give no result where a figure of the law is missing."""
    explained = decide(situation, rulebook=law).rights[right]
    period = explained.periods[0]
    dates = situation.dates(period.start.replace(day=1))
    population = population_of_cases([situation.case], law.graph.facts)
    month = prepare_month(law.graph, population, dates, tuple(situation.rights), with_machine_code=False)
    columns = month.run().rights[right]
    if not columns.has_result[0]:
        assert "unknown" in {warning["kind"] for warning in explained.to_json()["warnings"]}
        return
    amount = law.graph.rights[right].amount
    figure = None if amount is None else law.graph.figures[amount]
    found = None if figure is None else shown_figure(int(columns.amount[0]), figure.unit, figure.denominator)
    assert (bool(columns.entitled[0]), found) == (period.entitled, period.amount)
