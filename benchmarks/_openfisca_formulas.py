"""Figures of the two acts as OpenFisca variables; article by article as in `opora.law.acts`."""
# ruff: noqa: N801, N805 - OpenFisca names a variable by its class and gives a formula its population first

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.variables import Variable

from benchmarks._openfisca_rights import ETERNITY, KINDS_OF_INCOME, MONTH, household, person

where = np.where
Array = Any


def in_cents(amount: Array) -> Array:
    """Rounded to cents, half a cent away from zero."""
    return np.sign(amount) * np.floor(np.abs(amount) * 100 + 0.5) / 100


def months_before_filing(period: Any) -> list[Any]:
    """The application is filed in the month before the right begins."""
    return [period.offset(-months, "month") for months in (4, 3, 2)]


def mean_of_three_months(persons: Any, kind: str, period: Any) -> Array:
    return sum(persons(kind, month) for month in months_before_filing(period)) / 3


# --- persons and families ---------------------------------------------------------------------------


class age(Variable):
    value_type = int
    entity = person
    definition_period = MONTH
    label = "Completed years on the first day of the month"

    def formula(persons, period):
        born = persons("born", period)
        years = born.astype("datetime64[Y]")
        birthday = (born - born.astype("datetime64[M]")).astype(int) + 1
        month = (born.astype("datetime64[M]") - years).astype(int) + 1
        before = (month > period.start.month) | (
            (month == period.start.month) & (birthday > period.start.day)
        )
        return period.start.year - (years.astype(int) + 1970) - before


class is_maintained_child(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Child or stepchild who must be maintained"

    def formula(persons, period, parameters):
        p = parameters(period)
        parents_are_here = persons("is_child_of_applicant", period) | persons("is_child_of_partner", period)
        years = persons("age", period)
        learns = persons("in_regular_education", period) & (years < p.adult_child_in_education_age_limit)
        return parents_are_here & ((years < p.child_benefit_age_limit) | learns)


class is_in_dsp_family(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Member of the family for cash social assistance"

    def formula(persons, period):
        at_home = persons("lives_in_dwelling", period) | persons("lives_away_for_schooling", period)
        child = persons("is_maintained_child", period) & at_home
        return persons("is_applicant", period) | persons("is_partner", period) | child


class is_in_child_benefit_family(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Member of the family for annual rights"

    def formula(persons, period, parameters):
        grown_up = parameters(period).child_benefit_age_limit
        in_care = persons("is_in_care", period) & (persons("age", period) < grown_up)
        return persons("is_in_dsp_family", period) | in_care


class lives_with_one_parent(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "The child lives with one parent"

    def formula(persons, period):
        of_applicant, of_partner = (persons(f"is_child_of_{who}", period) for who in ("applicant", "partner"))
        couple = persons.household.any(persons.household.members("is_partner", period))
        return (of_applicant ^ of_partner) & ~couple


class is_in_single_parent_family(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Child in a single-parent family"

    def formula(persons, period):
        died = persons("other_parent_has_died", period)
        without_benefits = died & ~persons("receives_benefits_after_deceased_parent", period)
        unmaintained = ~died & ~persons("receives_maintenance_from_other_parent", period)
        reasons = without_benefits | persons("other_parent_is_unknown", period) | unmaintained
        return persons("lives_with_one_parent", period) & reasons


# --- child benefit ----------------------------------------------------------------------------------


class average_monthly_income(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Member's average monthly income"

    def formula(persons, period, parameters):
        last_year = period.last_year
        changed = persons("has_income", period) & persons("periodic_income_changed", period)
        had_income = persons("had_income_in_the_year", period)
        of_the_year = had_income * persons("periodic_income_of_the_year", last_year) / 12
        other = had_income * persons("other_income_of_the_year", last_year) / 12
        assistance = had_income * persons("cash_social_assistance_of_the_year", last_year) / 12
        periodic = where(changed, persons("current_periodic_income", period), of_the_year)
        return periodic + other + assistance * parameters(period).dsp_counts_in_child_benefit


class monthly_income_per_person(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Average monthly income per person"

    def formula(households, period):
        member = households.members("is_in_child_benefit_family", period)
        income = households.sum(member * households.members("average_monthly_income", period))
        return in_cents(income / np.maximum(1, households.sum(member)))


class income_class(Variable):
    value_type = int
    entity = household
    definition_period = MONTH
    label = "Income class; one above the last where there is no benefit"

    def formula(households, period, parameters):
        bounds = parameters(period.last_month).income_class_bounds_eur
        uppers = np.array([bounds[f"at_{number}"] for number in range(1, 9)], np.float32)
        return np.searchsorted(uppers, households("monthly_income_per_person", period)) + 1


class is_child_below_age_limit(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Child below the age limit"

    def formula(persons, period, parameters):
        couple = persons("is_applicant", period) | persons("is_partner", period)
        young = persons("age", period) < parameters(period).child_benefit_age_limit
        return persons("is_in_child_benefit_family", period) & ~couple & young


class is_entitled_child(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Child for whom the benefit is due"

    def formula(persons, period, parameters):
        lives_here = persons("actually_lives_in_slovenia", period)
        applicant_lives_here = persons.household.sum(
            persons.household.members("is_applicant", period) * lives_here
        )
        residence = persons("child_registered_residence_in_slovenia", period) & lives_here
        excluded = (
            persons("employed_or_self_employed", period)
            | persons("in_free_full_day_institution", period)
            | persons("in_foster_care", period)
            | persons("entitled_under_international_treaty", period)
        )
        excused = persons("other_parent_has_died", period) | persons("other_parent_is_unknown", period)
        settled = (
            ~persons("lives_with_one_parent", period) | excused | persons("maintenance_is_settled", period)
        )
        filed = persons.household("day_of_filing", period)
        born = persons("born", period)
        in_time = (filed - born).astype(int) <= parameters(period).child_benefit_birth_deadline_days
        month = np.datetime64(str(period.start), "M")
        starts = where(in_time, born.astype("datetime64[M]"), filed.astype("datetime64[M]") + 1)
        runs = (starts <= month) | persons("child_benefit_already_runs", period)
        child = persons("is_child_below_age_limit", period) & residence & (applicant_lives_here > 0)
        return child & ~excluded & settled & runs


class birth_order(Variable):
    value_type = int
    entity = person
    definition_period = MONTH
    label = "Place by age among the children for whom the benefit is due, counted from 0"

    def formula(persons, period):
        by_age = persons("born", period).astype(int) * 32 + persons.household.members_position
        return persons.get_rank(persons.household, by_age, condition=persons("is_entitled_child", period))


class child_benefit_before_increases(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Amount of the table with the increase for kindergarten"

    def formula(persons, period, parameters):
        p = parameters(period)
        order = np.clip(persons("birth_order", period), 0, 2)
        row = np.minimum(persons.household("income_class", period), 8)
        primary = table(p.child_benefit_amount_primary, 8)[row - 1, order]
        secondary = table(p.child_benefit_amount_secondary, 3)[np.maximum(row - 6, 0), order]
        amount = where(persons("in_secondary_school", period) & (row > 6), secondary, primary)
        small = persons("age", period) < p.child_benefit_not_in_kindergarten_age_limit
        at_home = small & ~persons("in_kindergarten", period)
        due = persons("is_entitled_child", period) & (persons.household("income_class", period) <= 8)
        return due * amount * (1 + at_home * p.child_benefit_not_in_kindergarten_increase)


def table(node: Any, rows: int) -> Array:
    """A table of the law as an array; its rows are named in order."""
    names = list(node)[:rows]
    return np.array([[node[name][f"at_{order}"] for order in (1, 2, 3)] for name in names], np.float32)


class child_benefit_for_the_child(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Child benefit for the child"

    def formula(persons, period, parameters):
        alone = persons("is_in_single_parent_family", period)
        increase = 1 + alone * parameters(period).child_benefit_single_parent_increase
        return in_cents(persons("child_benefit_before_increases", period) * increase)


class child_benefit(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Child benefit"

    def formula(households, period):
        member = households.members("is_in_child_benefit_family", period)
        return households.sum(member * households.members("child_benefit_for_the_child", period))


# --- cash social assistance ---------------------------------------------------------------------------


class has_fault_reason(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "A fault reason exists"

    def formula(persons, period, parameters):
        ended = persons("termination", period)
        unprotected = ~persons("same_rights_as_business_dismissal", period)
        offered = persons("offered_contract_is_suitable", period) & (
            persons("offered_contract_term", period) == 0
        )
        refused = ((ended == 5) | (ended == 6)) & offered & persons("offered_contract_refused", period)
        idle = ~persons("active_jobseeker", period) & ~persons("exempted_by_employment_plan", period)
        unregistered = persons("could_be_registered", period) & ~persons(
            "registered_at_employment_service", period
        )
        student = persons("student", period)
        older = persons("age", period) > parameters(period).fault_reason_student_age
        simple = (
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
        reasons = (ended == 1) | (ended == 2) | ((ended == 3) & unprotected) | (ended == 4) | refused | idle
        reasons = reasons | (unregistered & (~student | older))
        for name in simple:
            reasons = reasons | persons(name, period)
        return persons("has_fault_circumstances", period) & reasons


class is_active_part_time(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Active in work to a lesser extent"

    def formula(persons, period, parameters):
        bounds = parameters(period).dsp_work_activity_hours
        hours = persons("work_activity_hours", period) / 10
        return (hours >= bounds.at_lower_from) & (hours <= bounds.at_lower_to)


class is_active_full_time(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "Active in work to a greater extent"

    def formula(persons, period, parameters):
        return (
            persons("work_activity_hours", period) / 10
            > parameters(period).dsp_work_activity_hours.at_upper_above
        )


class is_counted_adult(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "One of the couple who counts in the minimum income"

    def formula(persons, period):
        at_fault = persons("is_partner", period) & persons("has_fault_reason", period)
        return (persons("is_applicant", period) | persons("is_partner", period)) & ~at_fault


class is_first_adult(Variable):
    value_type = bool
    entity = person
    definition_period = MONTH
    label = "First adult: the most active, then who lives outside an institution, then the applicant"

    def formula(persons, period):
        counted = persons("is_counted_adult", period)
        level = persons("is_active_part_time", period) + 2 * persons("is_active_full_time", period)
        outside = ~persons("in_institutional_care", period)
        by_activity = -32 * (2 * level + outside) + persons.household.members_position
        return counted & (persons.get_rank(persons.household, by_activity, condition=counted) == 0)


class is_single_person(Variable):
    value_type = bool
    entity = household
    definition_period = MONTH
    label = "Single person"

    def formula(households, period):
        return households.sum(households.members("is_in_dsp_family", period)) == 1


class adult_weight(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Weight of an adult member"

    def formula(persons, period, parameters):
        p = parameters(period)
        years = persons("age", period)
        single = persons.household("is_single_person", period)
        ages = p.mi_single_with_parents_ages
        young = (
            (years >= ages.at_from)
            & (years < ages.at_to)
            & persons("registered_at_employment_service", period)
            & persons("lives_with_parents_of_sufficient_means", period)
        )
        elderly = years >= where(persons("sex", period) == 0, p.vd_age.at_women, p.vd_age.at_men)
        incapable = persons("permanently_unemployable_by_zrsz_decision", period) | persons(
            "permanently_incapable_of_work", period
        )
        shares = persons("shares_address_with_others_of_sufficient_means", period) & (elderly | incapable)
        part_time, full_time = persons("is_active_part_time", period), persons("is_active_full_time", period)
        first = np.select(
            [full_time, part_time, single & young, single & shares],
            [
                p.mi_weight_first_adult_active_over_128h,
                p.mi_weight_first_adult_active_60_128h,
                p.mi_weight_single_18_26_with_parents,
                p.mi_weight_single_elderly_or_incapable_shared_address,
            ],
            p.mi_weight_first_adult,
        )
        following = np.select(
            [persons("in_institutional_care", period), full_time, part_time],
            [
                p.mi_weight_first_adult,
                p.mi_weight_next_adult_active_over_128h,
                p.mi_weight_next_adult_active_60_128h,
            ],
            p.mi_weight_next_adult,
        )
        return where(persons("is_first_adult", period), first, following)


class minimum_income_of_member(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Member's minimum income"

    def formula(persons, period, parameters):
        p = parameters(period)
        couple = persons("is_applicant", period) | persons("is_partner", period)
        increase = persons("is_in_single_parent_family", period) * p.mi_weight_single_parent_per_child
        weight = where(couple, persons("adult_weight", period), p.mi_weight_child + increase)
        at_fault = persons("is_partner", period) & persons("has_fault_reason", period)
        counts = persons("is_in_dsp_family", period) & ~at_fault
        return counts * weight * p.minimum_income_basic_amount


class minimum_income(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Family minimum income"

    def formula(households, period):
        return in_cents(households.sum(households.members("minimum_income_of_member", period)))


class periodic_income_average(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Member's periodic income, average of three months"

    def formula(persons, period):
        average = sum(mean_of_three_months(persons, kind, period) for kind in KINDS_OF_INCOME)
        current = persons("current_periodic_income", period)
        return persons("has_income", period) * where(
            persons("periodic_income_changed", period), current, average
        )


class counted_charitable_aid(Variable):
    value_type = float
    entity = person
    definition_period = MONTH
    label = "Charitable aid counted"

    def formula(persons, period):
        aid = persons("has_income", period) * mean_of_three_months(persons, "charitable_aid", period)
        return np.maximum(0, aid - persons("minimum_income_of_member", period))


class counted_occasional_income(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Occasional income counted"

    def formula(households, period, parameters):
        members = households.members
        member = members("is_in_dsp_family", period) & members("has_income", period)
        average = households.sum(member * mean_of_three_months(members, "occasional_income", period))
        left_out = parameters(period).occasional_income_disregard * households("minimum_income", period)
        return np.maximum(0, average - left_out)


class counted_child_benefit(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Child benefit counted"

    def formula(households, period, parameters):
        p = parameters(period)
        benefit = in_cents(households.members("child_benefit_before_increases", period))
        benefit = benefit * households.members("is_in_dsp_family", period)
        largest = table(p.child_benefit_amount_primary, 8)[0, 0]
        left_out = households.sum(benefit > 0) * p.child_benefit_disregard_in_other_rights * largest
        counted = in_cents(np.maximum(0, households.sum(benefit) - left_out))
        return counted * p.child_benefit_counts_in_dsp


class own_income(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Family's own income"

    def formula(households, period):
        members = households.members
        of_members = members("periodic_income_average", period) + members("counted_charitable_aid", period)
        income = households.sum(members("is_in_dsp_family", period) * of_members)
        occasional = households("counted_occasional_income", period)
        return in_cents(income + occasional + households("counted_child_benefit", period))


class property_is_within_ceiling(Variable):
    value_type = bool
    entity = household
    definition_period = MONTH
    label = "Property is within the ceiling"

    def formula(households, period, parameters):
        p = parameters(period)
        members = households.members
        owner = members("is_in_dsp_family", period) & members("has_property", period)
        savings = households.sum(owner * members("savings", period))
        kinds = ("vehicle_value", "securities_value", "other_real_estate_value")
        other = households.sum(owner * sum(members(kind, period) for kind in kinds))
        of_single = np.minimum(
            p.savings_disregard_single,
            p.savings_disregard_single_multiple * households("minimum_income", period),
        )
        left_out = where(households("is_single_person", period), of_single, p.savings_disregard_family)
        return np.maximum(0, savings - left_out) + other <= p.dsp_property_ceiling


class applicant_is_resident(Variable):
    value_type = bool
    entity = household
    definition_period = MONTH
    label = "The applicant lives in Slovenia on a ground that the act names"

    def formula(households, period):
        members = households.members
        citizen = (members("citizenship", ETERNITY) == 0) & members("permanent_residence_in_slovenia", period)
        permit = members("permanent_residence_permit", period)
        ground = citizen | permit | members("recognised_international_protection", period)
        resident = members("actually_lives_in_slovenia", period) & ground
        return households.any(members("is_applicant", period) & resident)


class own_home_is_no_obstacle(Variable):
    value_type = bool
    entity = household
    definition_period = MONTH
    label = "The owned home is modest, or few payments were made, or they are secured"

    def formula(households, period, parameters):
        p = parameters(period)
        members = households.members
        secured = members("reason_beyond_influence_found", period) & members(
            "allows_entry_in_land_register", period
        )
        few = members("payments_in_last_24_months", period) <= p.own_home_entry_after_payments
        value = households("dwelling_is_owned", period) * households("own_home_value", period)
        modest = value <= p.own_home_value_limit
        return modest | households.any(members("is_applicant", period) & (few | secured))


class applicant_may_claim(Variable):
    value_type = bool
    entity = household
    definition_period = MONTH
    label = "Residence, no fault, and the owned home is no obstacle"

    def formula(households, period):
        members = households.members
        blameless = members("is_applicant", period) & ~members("has_fault_reason", period)
        home = households("own_home_is_no_obstacle", period)
        return households.any(blameless) & households("applicant_is_resident", period) & home


class cash_social_assistance(Variable):
    value_type = float
    entity = household
    definition_period = MONTH
    label = "Cash social assistance"

    def formula(households, period):
        missing = households("minimum_income", period) - households("own_income", period)
        entitled = households("applicant_may_claim", period) & households(
            "property_is_within_ceiling", period
        )
        return entitled * np.maximum(0, missing)
