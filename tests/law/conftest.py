"""Households with complete facts, of which a test changes only what matters."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from opora.law import Situation, parse_situation, rulebook
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.graph import Graph

INCOME_OF_MONTHS = (
    "wage",
    "self_employment_income",
    "student_work_income",
    "unemployment_benefit",
    "pension",
    "parental_or_care_income",
    "maintenance_received",
    "other_periodic_income",
    "occasional_income",
    "charitable_aid",
)
INCOME_OF_YEARS = (
    "periodic_income_of_the_year",
    "other_income_of_the_year",
    "cash_social_assistance_of_the_year",
)

ANYBODY = {
    "actually_lives_in_slovenia": True,
    "has_income": False,
    "had_income_in_the_year": False,
    "has_property": False,
}
ADULT = {
    **ANYBODY,
    "born": "1985-06-15",
    "sex": "female",
    "citizenship": "SI",
    "permanent_residence_in_slovenia": True,
    "permanent_residence_permit": False,
    "recognised_international_protection": False,
    "has_fault_circumstances": False,
    "work_activity_hours": "0",
    "registered_at_employment_service": True,
    "in_institutional_care": False,
    "lives_with_parents_of_sufficient_means": False,
    "shares_address_with_others_of_sufficient_means": False,
    "permanently_incapable_of_work": False,
    "permanently_unemployable_by_zrsz_decision": False,
    "extends_cash_social_assistance": False,
    "special_circumstances_for_longer": False,
    "no_change_expected": False,
    "payments_in_last_24_months": 0,
    "reason_beyond_influence_found": False,
    "allows_entry_in_land_register": False,
}
CHILD = {
    **ANYBODY,
    "born": "2012-01-10",
    "child_registered_residence_in_slovenia": True,
    "in_kindergarten": True,
    "in_secondary_school": False,
    "in_regular_education": True,
    "lives_away_for_schooling": False,
    "employed_or_self_employed": False,
    "in_free_full_day_institution": False,
    "in_foster_care": False,
    "entitled_under_international_treaty": False,
    "other_parent_has_died": False,
    "other_parent_is_unknown": False,
    "maintenance_is_settled": True,
    "receives_maintenance_from_other_parent": False,
    "child_benefit_already_runs": False,
    "child_benefit_received": "0",
}


def months_before(filed: str, number: int = 3) -> list[str]:
    day = date.fromisoformat(filed)
    index = day.year * 12 + day.month - 1
    return [f"{(index - n) // 12:04d}-{(index - n) % 12 + 1:02d}" for n in range(number, 0, -1)]


def with_income(person: dict[str, Any], filed: str) -> dict[str, Any]:
    """Spells out `monthly` and `yearly` incomes; every kind that is not named is zero."""
    person = deepcopy(person)
    monthly, yearly = person.pop("monthly", {}), person.pop("yearly", {})
    if monthly:
        person["has_income"] = True
        person.setdefault("periodic_income_changed", False)
        for kind in INCOME_OF_MONTHS:
            person[kind] = dict.fromkeys(months_before(filed), monthly.get(kind, "0"))
    if yearly:
        person["had_income_in_the_year"] = True
        for kind in INCOME_OF_YEARS:
            person[kind] = {str(int(filed[:4]) - 1): yearly.get(kind, "0")}
    return person


@pytest.fixture
def household() -> Callable[..., dict[str, Any]]:
    return make_household


def make_household(
    *,
    filed: str = "2026-04-14",
    adults: list[dict[str, Any]] | None = None,
    children: list[dict[str, Any]] | None = None,
    rights: tuple[str, ...] = ("child_benefit", "cash_social_assistance"),
    dwelling: dict[str, Any] | None = None,
    month: str | None = None,
) -> dict[str, Any]:
    """One or two adults (a couple) with their children under one roof; `ana` applies."""
    names = ("ana", "bor")
    grown = dict(zip(names, adults or [{}], strict=False))
    small = {f"child{n}": child for n, child in enumerate(children or [], start=1)}
    relations: list[dict[str, Any]] = [
        {"type": "parent", "parent": parent, "child": child} for child in small for parent in grown
    ]
    if len(grown) == 2:
        relations.append({"type": "partner", "persons": ["ana", "bor"]})
    dates = {"filed": filed, "decided": filed}
    return {
        "version": 1,
        "dates": {**dates, "month": month} if month else dates,
        "rights": list(rights),
        "applicant": "ana",
        "persons": {
            **{name: {**ADULT, **with_income(person, filed)} for name, person in grown.items()},
            **{name: {**CHILD, **with_income(person, filed)} for name, person in small.items()},
        },
        "relations": relations,
        "dwelling": {"persons": [*grown, *small], "dwelling_is_owned": False, **(dwelling or {})},
    }


def figure_of(situation: Situation | dict[str, Any], key: str, subject: str | None = None) -> Any:
    """One figure of a situation in its first month, as the engine holds it."""
    parsed = situation if isinstance(situation, Situation) else parse_situation(situation)
    dates = parsed.dates(parsed.month)
    evaluation = Evaluation(rulebook().program(dates, (key,)), parsed.case, dates)
    value = evaluation.figure(key)
    return value if subject is None else value[parsed.case.persons.index(subject)]


@pytest.fixture
def figure() -> Callable[..., Any]:
    return figure_of


@pytest.fixture(scope="session")
def law() -> Graph:
    return rulebook().graph
