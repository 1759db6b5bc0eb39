"""A country of generated households, as an Arrow table in the columns of `opora.law.batch.population`.

Nobody in it is real. Shares and amounts are assumptions of the right order, chosen so that every rule has
something to do: they say nothing about Slovenia.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from opora.law.engine.calendar import day_number
from opora.law.engine.dates import Dates
from opora.law.engine.facts import Fact

HOUSEHOLDS = 870_000
PERSONS = 2_100_000
APPLICANT, PARTNER, CHILD, OTHER = range(4)
DATES = Dates(date(2026, 5, 1), date(2026, 4, 14), date(2026, 5, 4))
WAGE_MONTHS = ("2026-01", "2026-02", "2026-03")
YEAR = "2025"
KINDS = ("single", "couple", "couple_with_children", "single_parent")
SHARES = (0.34, 0.25, 0.29, 0.12)
Numbers = NDArray[np.int64]
Claims = NDArray[np.bool_]


@dataclass
class Country:
    """The table, and who is who for a model that has roles instead of relations."""

    table: pa.Table
    household: Numbers
    role: Numbers
    of_applicant: Claims
    """Whether the applicant is a parent of the person; the same of the partner:"""
    of_partner: Claims


@dataclass
class _People:
    household: Numbers
    place: Numbers
    role: Numbers
    age: Numbers
    born: Numbers
    has_partner: Claims

    @property
    def adult(self) -> Claims:
        return self.age >= 18

    @property
    def child(self) -> Claims:
        return self.role == CHILD


def generate(
    facts: dict[str, Fact], *, households: int = HOUSEHOLDS, persons: int = PERSONS, seed: int = 2026
) -> Country:
    """A country of so many households and persons; the same seed gives the same country."""
    random = np.random.default_rng(seed)
    people = _people(random, households, persons)
    of_applicant, of_partner = _parents(random, people)
    columns: dict[str, Any] = {
        "household": people.household,
        "is_applicant": (people.role == APPLICANT).astype(np.int8),
        "lives_in_dwelling": (~(people.child & (people.age >= 15) & (random.random(persons) < 0.05))).astype(
            np.int8
        ),
        "partner": np.where(people.has_partner & (people.role <= PARTNER), 1 - people.role, -1).astype(
            np.int8
        ),
        "parent_1": np.where(of_applicant, 0, np.where(of_partner, 1, -1)).astype(np.int8),
        "parent_2": np.where(of_applicant & of_partner, 1, -1).astype(np.int8),
        "carer_1": np.full(persons, -1, np.int8),
        "carer_2": np.full(persons, -1, np.int8),
    }
    given = (
        _identity(random, people)
        | _income(random, people)
        | _property(random, people)
        | _work(random, people)
    )
    given |= _of_children(random, people) | _fault(random, people)
    given |= _disability(random, people) | _of_students(random, people)
    for name, values in given.items():
        low, high = facts[name.partition("@")[0]].range
        columns[name] = np.clip(values, low, high).astype(np.int8 if high < 100 else np.int32)
    return Country(pa.table(columns), people.household, people.role, of_applicant, of_partner)


def _people(random: np.random.Generator, households: int, persons: int) -> _People:
    kind = random.choice(len(KINDS), households, p=SHARES)
    couple = (kind == 1) | (kind == 2)
    children = np.where(kind >= 2, 1 + random.binomial(3, 0.24, households), 0)
    sizes = 1 + couple + children
    others = persons - int(sizes.sum())
    while others != 0:  # grandparents and others who share the home fill up to the number wanted
        chosen = random.choice(households, min(abs(others), households // 4), replace=False)
        chosen = chosen if others > 0 else chosen[sizes[chosen] > 1 + couple[chosen]]
        sizes[chosen] += 1 if others > 0 else -1
        others = persons - int(sizes.sum())
    household = np.repeat(np.arange(households), sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    place = np.arange(persons) - np.repeat(starts, sizes)
    adults = np.repeat(1 + couple, sizes)
    last_child = adults + np.repeat(children, sizes)
    role = np.where(
        place == 0, APPLICANT, np.where(place < adults, PARTNER, np.where(place < last_child, CHILD, OTHER))
    )
    age = _ages(random, kind, sizes, role)
    born = day_number(DATES.filed) - age * 365 - age // 4 - random.integers(0, 365, persons)
    return _People(household, place, role, age, born, np.repeat(couple, sizes))


def _ages(random: np.random.Generator, kind: Numbers, sizes: Numbers, role: Numbers) -> Numbers:
    head = np.where(kind >= 2, random.integers(24, 55, len(kind)), random.integers(19, 92, len(kind)))
    of_head = np.repeat(head, sizes)
    youngest, oldest = np.maximum(of_head - 38, 0), np.maximum(np.minimum(of_head - 19, 27), 1)
    child = (youngest + random.random(len(role)) * (oldest - youngest)).astype(np.int64)
    other = random.integers(20, 92, len(role))
    partner = np.maximum(of_head + random.integers(-5, 6, len(role)), 18)
    return np.choose(role, [of_head, partner, child, other])


def _parents(random: np.random.Generator, people: _People) -> tuple[Claims, Claims]:
    """Children are of the applicant; in a couple nine of ten are of both, some of the partner only."""
    kind = random.random(len(people.role))
    of_applicant = people.child & (~people.has_partner | (kind < 0.95))
    of_partner = people.child & people.has_partner & ((kind < 0.9) | (kind >= 0.95))
    return of_applicant, of_partner


def _identity(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    foreign = random.random(count) < 0.08
    return {
        "born": people.born,
        "sex": random.random(count) < 0.5,
        "citizenship": np.where(foreign, random.integers(1, 14, count), 0),
        "actually_lives_in_slovenia": random.random(count) < 0.995,
        "permanent_residence_in_slovenia": ~foreign,
        "permanent_residence_permit": foreign & (random.random(count) < 0.7),
        "recognised_international_protection": foreign & (random.random(count) < 0.03),
        "child_registered_residence_in_slovenia": random.random(count) < 0.99,
    }


def _income(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    works = people.adult & (people.age < 65) & (random.random(count) < 0.68)
    retired = people.age >= 63
    chance = random.random(count)
    level = random.lognormal(np.log(135_000), 0.45, count)
    monthly = {
        "wage": np.where(works & (chance < 0.88), level, 0),
        "self_employment_income": np.where(works & (chance >= 0.88), level * 0.8, 0),
        "student_work_income": np.where((people.age >= 16) & (people.age < 27) & (chance < 0.2), 30_000, 0),
        "unemployment_benefit": np.where(people.adult & ~works & ~retired & (chance < 0.2), 65_000, 0),
        "pension": np.where(retired & (chance < 0.95), level * 0.65, 0),
        "parental_or_care_income": np.where(
            people.adult & ~works & (people.age < 45) & (chance > 0.9), 90_000, 0
        ),
        "maintenance_received": np.where(people.child & (chance < 0.08), 18_000, 0),
        "other_periodic_income": np.where(people.adult & (chance > 0.97), 12_000, 0),
        "occasional_income": np.where(people.adult & (chance < 0.03), 20_000, 0),
        "charitable_aid": np.where(people.adult & (chance < 0.005), 5_000, 0),
    }
    periodic = sum(
        values for key, values in monthly.items() if key not in ("occasional_income", "charitable_aid")
    )
    any_income = sum(monthly.values()) > 0
    changed = any_income & (random.random(count) < 0.02)
    columns: dict[str, Any] = {
        f"{key}@{month}": values * (0.97 + 0.06 * random.random(count))
        for key, values in monthly.items()
        for month in WAGE_MONTHS
    }
    return columns | {
        "has_income": any_income,
        "periodic_income_changed": changed,
        "current_periodic_income": np.where(changed, periodic * 0.7, 0),
        "had_income_in_the_year": any_income,
        f"periodic_income_of_the_year@{YEAR}": periodic * 11.8,
        f"other_income_of_the_year@{YEAR}": np.where(any_income & (random.random(count) < 0.1), 60_000, 0),
        f"cash_social_assistance_of_the_year@{YEAR}": np.where(
            any_income & people.adult & ~works & (random.random(count) < 0.1), 300_000, 0
        ),
        "child_benefit_received": np.zeros(count),
    }


def _property(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    owner = people.adult & (random.random(count) < 0.5)
    first = np.zeros(people.household[-1] + 1)
    owned = random.random(len(first)) < 0.72
    value = np.where(owned, random.lognormal(np.log(14_000_000), 0.5, len(first)), 0)
    return {
        "has_property": owner,
        "savings": np.where(owner, random.lognormal(np.log(300_000), 1.2, count), 0),
        "vehicle_value": np.where(owner & (random.random(count) < 0.6), random.lognormal(13, 0.7, count), 0),
        "securities_value": np.where(owner & (random.random(count) < 0.1), 400_000, 0),
        "other_real_estate_value": np.where(owner & (random.random(count) < 0.08), 5_000_000, 0),
        "dwelling_is_owned": owned[people.household],
        "own_home_value": value[people.household],
        "payments_in_last_24_months": np.where(random.random(count) < 0.06, random.integers(0, 25, count), 0),
        "reason_beyond_influence_found": random.random(count) < 0.3,
        "allows_entry_in_land_register": random.random(count) < 0.3,
    }


def _work(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    hours = random.choice([0, 0, 800, 1000, 1600, 1740], count)
    return {
        "work_activity_hours": np.where(people.adult & (people.age < 65), hours, 0),
        "registered_at_employment_service": people.adult & (random.random(count) < 0.1),
        "lives_with_parents_of_sufficient_means": (people.age < 27) & (random.random(count) < 0.5),
        "shares_address_with_others_of_sufficient_means": random.random(count) < 0.05,
        "permanently_incapable_of_work": random.random(count) < 0.02,
        "permanently_unemployable_by_zrsz_decision": random.random(count) < 0.01,
        "in_institutional_care": (people.age > 70) & (random.random(count) < 0.05),
    }


def _of_children(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    age = people.age
    died = people.child & (random.random(count) < 0.01)
    return {
        "in_regular_education": (age >= 6) & (age < 27) & (random.random(count) < 0.9),
        "lives_away_for_schooling": people.child & (age >= 15) & (random.random(count) < 0.1),
        "in_kindergarten": (age >= 1) & (age < 6) & (random.random(count) < 0.85),
        "in_secondary_school": (age >= 15) & (age < 19),
        "employed_or_self_employed": (age >= 15) & people.child & (random.random(count) < 0.05),
        "in_free_full_day_institution": people.child & (random.random(count) < 0.005),
        "in_foster_care": people.child & (random.random(count) < 0.003),
        "entitled_under_international_treaty": people.child & (random.random(count) < 0.005),
        "other_parent_has_died": died,
        "receives_benefits_after_deceased_parent": died & (random.random(count) < 0.7),
        "other_parent_is_unknown": people.child & (random.random(count) < 0.01),
        "maintenance_is_settled": random.random(count) < 0.9,
        "receives_maintenance_from_other_parent": random.random(count) < 0.6,
        "child_benefit_already_runs": people.child & (random.random(count) < 0.5),
    }


def _fault(random: np.random.Generator, people: _People) -> dict[str, Any]:
    """One grown-up in thirty has circumstances to look at; most of them are at no fault."""
    count = len(people.age)
    looked_at = people.adult & (random.random(count) < 0.03)

    def some(share: float) -> Claims:
        return looked_at & (random.random(count) < share)

    columns: dict[str, Any] = {
        key: some(0.01)
        for key in (
            *("did_not_continue_after_unlawful_dismissal", "sought_no_protection_from_dismissal"),
            *("left_unemployed_register", "refused_or_breached_employment_measure", "refused_suitable_job"),
            *(
                "works_illegally",
                "refused_employment_plan",
                "left_jobseekers_register",
                "left_right_unclaimed",
            ),
            *("serving_prison_sentence", "caused_own_loss_of_income"),
        )
    }
    return columns | {
        "has_fault_circumstances": looked_at,
        "termination": np.where(looked_at, random.integers(0, 8, count), 0),
        "same_rights_as_business_dismissal": some(0.5),
        "offered_contract_is_suitable": some(0.2),
        "offered_contract_term": np.where(some(0.5), 0, 1),
        "offered_contract_refused": some(0.1),
        "active_jobseeker": some(0.9),
        "exempted_by_employment_plan": some(0.2),
        "could_be_registered": some(0.3),
        "student": some(0.1),
    }


def _disability(random: np.random.Generator, people: _People) -> dict[str, Any]:
    """One grown-up in twelve has a recognised disability; what follows from it stands behind that gate."""
    count = len(people.age)
    recognised = people.adult & (random.random(count) < 0.08)
    return {
        "has_recognised_disability": recognised,
        "disability_category": np.where(recognised, random.integers(0, 4, count), 0),
        "disability_retired": recognised & (random.random(count) < 0.3),
        "disability_status_under_social_care_act": recognised & (random.random(count) < 0.1),
        "zpiz_opinion_of_permanent_incapacity": recognised & (random.random(count) < 0.1),
    }


def _of_students(random: np.random.Generator, people: _People) -> dict[str, Any]:
    count = len(people.age)
    holds = (people.age >= 15) & (people.age < 27) & (random.random(count) < 0.2)
    return {
        "in_higher_education": (people.age >= 19) & (people.age < 27) & (random.random(count) < 0.6),
        "other_status_for_scholarship": random.random(count) < 0.02,
        "enrolled_before_the_age_limit": random.random(count) < 0.1,
        "manages_company_or_institution": people.adult & (random.random(count) < 0.01),
        "holds_state_scholarship": holds,
        "school_year_completed": holds & (random.random(count) < 0.9),
    }
