"""A household with every fact that parental protection asks; an example changes only what matters."""

from datetime import date
from typing import Any

from opora.law.engine.calendar import month_text
from opora.law.engine.windows import twelve_months_of_contributions

from .conftest import make_household

CLAIMANT = {
    "claims_rights_at_birth": True,
    "claimant_role": "mother",
    "expected_birth_date": "2020-10-05",
    "children_expected": 1,
    "born_prematurely": False,
    "insured_for_parental_protection_day_before_leave": True,
    "months_insured_for_parental_protection_in_last_3_years": "36",
    "maternity_leave_begins_later": False,
    "mother_event": "none",
    "mother_event_on": "2020-10-05",
    "maternity_days_used_by_mother": "0",
    "paternity_leave_starts_on": "2020-11-18",
    "father_does_not_use_paternity_leave": False,
    "first_paternity_deadline_passed": False,
    "parents_transfer_leave_days": False,
    "parental_leave_begins_apart": False,
    "leave_in_partial_absence": False,
    "had_parental_contributions": True,
    "base_set_by_earlier_claim": False,
    "receives_benefit_that_excludes_parental_benefit": False,
    "entitled_to_parental_benefit_under_zsdp1": False,
    "temporary_residence_in_slovenia": False,
    "actually_nurses_and_cares_for_child": True,
    "written_agreement_of_parents": True,
    "receives_parental_protection_payments": False,
    "already_claimed_by_a_parent": False,
    "paediatrician_certificate_of_breastfeeding": True,
    "employed_full_time": True,
    "full_time_hours_per_day": "8",
    "works_part_time_due_to_parenthood": True,
    "part_time_contract_concluded_on": "2020-09-01",
    "part_time_work_starts_on": "2020-09-07",
    "part_time_weekly_hours": "20",
    "weekly_hours_reduced": "20",
    "other_parent_works_part_time": False,
    "ends_employment_or_works_part_time_to_care": True,
    "care_began_on": "2019-04-01",
    "works_part_time_to_care": False,
    "left_labour_market_to_care_for_children": True,
    "left_labour_market_on": "2020-08-31",
    "months_active_jobseeker_in_last_3_years": "0",
    "employed_again": False,
}
CHILD = {
    "claimed_for_this_child": False,
    "finished_first_grade": False,
    "child_needs_special_care": False,
    "child_has_died": False,
    "common_residence_with_claimant": True,
}
NEWBORN = {**CHILD, "claimed_for_this_child": True, "born": "2020-10-05"}


def situation_of(example: dict[str, Any]) -> dict[str, Any]:
    """The household of an example: a claimant, a partner where one is named, the newborn, older children."""
    filed = example.get("filed", "2020-10-10")
    claimant = {**CLAIMANT, **spelled_out(example.get("claimant", {}), filed)}
    partner = {**CLAIMANT, **example["partner"]} if "partner" in example else None
    newborns = [{**NEWBORN, **child} for child in example.get("newborns", [{}])]
    others = [{**CHILD, **child} for child in example.get("children", [])]
    rights = example.get("rights") or [example.get("right", "parental_allowance")]
    return make_household(
        filed=filed,
        adults=[claimant, *([partner] if partner else [])],
        children=[*newborns, *others],
        rights=tuple(rights),
        month=example.get("month"),
    )


def spelled_out(claimant: dict[str, Any], filed: str) -> dict[str, Any]:
    """`base` is that of each of the twelve months; `bases` those of single months, the others nought."""
    claimant = dict(claimant)
    alike, single = claimant.pop("base", "1800.00"), claimant.pop("bases", None)
    months = months_of_base(filed)
    bases = dict.fromkeys(months, alike) if single is None else {m: single.get(m, "0") for m in months}
    return {"parental_contribution_base": bases, **claimant}


def months_of_base(filed: str) -> list[str]:
    day = date.fromisoformat(filed)
    index = day.year * 12 + day.month - 1
    return [month_text(index + offset) for offset in twelve_months_of_contributions.offsets]
