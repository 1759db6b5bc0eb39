"""Income supplement and state scholarship as OpenFisca variables; both rest on `_openfisca_formulas`."""
# ruff: noqa: N801, N805 - OpenFisca names a variable by its class and gives a formula its population first

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.variables import Variable

from benchmarks._openfisca_formulas import in_cents, table
from benchmarks._openfisca_rights import MONTH, household, person

where = np.where
Array = Any
CLASSES, LAST_BOUND = 7, 8
SECONDARY_SCHOOL_BEGINS, HIGHER_EDUCATION_BEGINS = 9, 10


# --- income supplement --------------------------------------------------------------------------------


class may_have_income_supplement(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "One of the couple who is for good without work, or old and not working"

    def formula(persons, period, parameters):
        p = parameters(period)
        elderly = persons("age", period) >= where(
            persons("sex", period) == 0, p.vd_age.at_women, p.vd_age.at_men
        )
        evidenced = persons("has_recognised_disability", period) & (
            (persons("disability_category", period) == 1)
            | persons("disability_retired", period)
            | persons("disability_status_under_social_care_act", period)
            | persons("zpiz_opinion_of_permanent_incapacity", period)
        )
        without_work = (
            persons("permanently_unemployable_by_zrsz_decision", period)
            | persons("permanently_incapable_of_work", period)
            | evidenced
            | (elderly & ~persons("employed_or_self_employed", period))
        )
        return persons("is_counted_adult", period) & without_work


class is_first_adult_for_supplement(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "The adult who may not have the supplement, of two the more active one"

    def formula(persons, period):
        counted = persons("is_counted_adult", period)
        level = persons("is_active_part_time", period) + 2 * persons("is_active_full_time", period)
        own = 2 * level + persons("is_first_adult", period) + 1
        key = where(persons("may_have_income_supplement", period), 0, own)
        by_key = -32 * key + persons.household.members_position
        return counted & (persons.get_rank(persons.household, by_key, condition=counted) == 0)


class weight_for_supplement(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "What a member adds to the ceiling; of a second child the law has no figure, the first's is taken"

    def formula(persons, period, parameters):
        p = parameters(period)
        may_have = persons("may_have_income_supplement", period)
        as_first = np.select(
            [persons("is_active_full_time", period), persons("is_active_part_time", period)],
            [p.mi_weight_first_adult_active_over_128h, p.mi_weight_first_adult_active_60_128h],
            p.mi_weight_first_adult,
        )
        first = where(may_have, p.vd_weight_single, as_first)
        following = where(may_have, p.vd_weight_next_entitled_adult, persons("adult_weight", period))
        adult = where(persons("is_first_adult_for_supplement", period), first, following)
        somebody = persons.household.any(may_have)
        child = where(somebody, p.vd_weight_child.at_first_child, p.mi_weight_child)
        child = child + (persons("is_in_single_parent_family", period) * p.mi_weight_single_parent_per_child)
        couple = persons("is_applicant", period) | persons("is_partner", period)
        at_fault = persons("is_partner", period) & persons("has_fault_reason", period)
        counts = persons("is_in_dsp_family", period) & ~at_fault
        return counts * where(couple, adult, child)


class income_supplement(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Income supplement"

    def formula(households, period, parameters):
        weights = households.sum(households.members("weight_for_supplement", period))
        ceiling = in_cents(parameters(period).minimum_income_basic_amount * weights)
        filled = np.maximum(households("own_income", period), households("minimum_income", period))
        entitled = (
            households.any(households.members("may_have_income_supplement", period))
            & households("applicant_is_resident", period)
            & households("property_is_within_ceiling", period)
            & households("own_home_is_no_obstacle", period)
        )
        return entitled * np.maximum(0, ceiling - filled)


# --- state scholarship --------------------------------------------------------------------------------


class may_hold_scholarship(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Every condition on the side of the pupil or student"

    def formula(persons, period, parameters):
        p = parameters(period)
        pupil = persons("in_secondary_school", period)
        attends = persons("in_regular_education", period) & (pupil | persons("in_higher_education", period))
        status = (
            (persons("citizenship", period) == 0)
            | persons("recognised_international_protection", period)
            | persons("other_status_for_scholarship", period)
        )
        ages = p.scholarship_first_enrolment_age
        below = persons("age", period) < where(pupil, ages.at_1, ages.at_2)
        busy = (
            persons("employed_or_self_employed", period)
            | persons("registered_at_employment_service", period)
            | persons("manages_company_or_institution", period)
        )
        dormant = persons("holds_state_scholarship", period) & ~persons("school_year_completed", period)
        in_time = below | persons("enrolled_before_the_age_limit", period)
        member = persons("is_in_child_benefit_family", period)
        return member & attends & status & in_time & ~busy & ~dormant


class child_benefit_in_later_rights(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Child benefit as income for the rights that come after it"

    def formula(households, period, parameters):
        p = parameters(period)
        benefit = in_cents(households.members("child_benefit_before_increases", period))
        benefit = benefit * households.members("is_in_child_benefit_family", period)
        largest = table(p.child_benefit_amount_primary, 8)[0, 0]
        left_out = households.sum(benefit > 0) * p.child_benefit_disregard_in_other_rights * largest
        return in_cents(np.maximum(0, households.sum(benefit) - left_out))


class scholarship_income_per_person(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "What falls to each person, with the earlier rights"

    def formula(households, period, parameters):
        members = households.members
        last_year = period.last_year
        changed = members("has_income", period) & members("periodic_income_changed", period)
        of_the_year = members("periodic_income_of_the_year", last_year) / 12
        had_income = members("had_income_in_the_year", period)
        periodic = where(changed, members("current_periodic_income", period), had_income * of_the_year)
        own = periodic + had_income * members("other_income_of_the_year", last_year) / 12
        member = members("is_in_child_benefit_family", period)
        earlier = (
            households("child_benefit_in_later_rights", period)
            + households("cash_social_assistance", period)
            + households("income_supplement", period)
        )
        return in_cents((households.sum(member * own) + earlier) / np.maximum(1, households.sum(member)))


class state_scholarship(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "State scholarship"

    def formula(households, period, parameters):
        p = parameters(period)
        members = households.members
        bounds = parameters(period.last_month).income_class_bounds_eur
        uppers = np.array([bounds[f"at_{number}"] for number in range(1, LAST_BOUND + 1)], np.float32)
        exceeded = np.searchsorted(uppers, households("scholarship_income_per_person", period))
        row = np.clip(exceeded, 1, CLASSES) - 1
        names = [p.scholarship_amount[f"at_{number}"] for number in range(1, CLASSES + 1)]
        amounts = np.array([[name.at_under_18, name.at_over_18] for name in names], np.float32)
        grown_up = (members("age", period) >= p.scholarship_full_amount_age).astype(int)
        holder = members("may_hold_scholarship", period) & school_year_runs(members, period)
        of_members = holder * amounts[households.project(row), grown_up]
        return (exceeded < LAST_BOUND) * households.sum(of_members)


def school_year_runs(members: Any, period: Any) -> Array:
    """The school year for which it is granted has not ended: it begins with, or before, the month."""
    begins = where(members("in_secondary_school", period), SECONDARY_SCHOOL_BEGINS, HIGHER_EDUCATION_BEGINS)
    year = period.start.year - (period.start.month < begins)
    return (year + 1) * 12 + begins > period.start.year * 12 + period.start.month
