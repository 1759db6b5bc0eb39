"""Minimum income: a weight for each member times the basic amount."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Ponder odraslega člana",
    it="Coefficiente del membro adulto",
    en="Weight of an adult member",
)
def adult_weight(person, p):
    """First or next adult, raised by work activity: one weight only, the highest that applies.

    A person in institutional care has the weight of a first adult.
    """
    first = when(
        person.is_active_full_time,
        p.mi_weight_first_adult_active_over_128h,
        when(
            person.is_active_part_time,
            p.mi_weight_first_adult_active_60_128h,
            person.weight_of_inactive_first_adult,
        ),
    )
    following = when(
        person.is_active_full_time,
        p.mi_weight_next_adult_active_over_128h,
        when(person.is_active_part_time, p.mi_weight_next_adult_active_60_128h, p.mi_weight_next_adult),
    )
    next_adult = when(person.in_institutional_care, p.mi_weight_first_adult, following)
    return when(person.is_first_adult, first, next_adult)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Ponder delovno neaktivne prve odrasle osebe",
    it="Coefficiente del primo adulto non attivo",
    en="Weight of a first adult without work activity",
)
def weight_of_inactive_first_adult(person, p):
    """The full weight, with two exceptions for single persons who share a home with people of means."""
    return when(
        person.is_young_single_with_parents,
        p.mi_weight_single_18_26_with_parents,
        when(
            person.is_elderly_or_incapable_single_at_shared_address,
            p.mi_weight_single_elderly_or_incapable_shared_address,
            p.mi_weight_first_adult,
        ),
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Mlada samska oseba pri starših",
    it="Giovane persona sola presso i genitori",
    en="Young single person with parents",
)
def is_young_single_with_parents(person, p):
    """Single, within the ages, registered with the Employment Service, at parents who have sufficient means.

    The official table speaks of a person between the completed 18th and the completed 26th year.
    """
    ages = p.mi_single_with_parents_ages
    return (
        dsp_family.is_single_person
        & (person.age_years >= ages["from"])
        & (person.age_years < ages["to"])
        & person.registered_at_employment_service
        & person.lives_with_parents_of_sufficient_means
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Starejša ali za delo nezmožna samska oseba na skupnem naslovu",
    it="Persona sola anziana o inabile a un indirizzo condiviso",
    en="Elderly or incapable single person at a shared address",
)
def is_elderly_or_incapable_single_at_shared_address(person):
    """Shares the address with people of sufficient means who are not family members."""
    return (
        dsp_family.is_single_person
        & person.shares_address_with_others_of_sufficient_means
        & (person.is_elderly | person.is_permanently_without_work)
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Starejša oseba",
    it="Persona anziana",
    en="Elderly person",
)
def is_elderly(person, p):
    """Of the age for women or men, or older.

    A choice: the sources say "over 63 / over 65" in one place and "aged 63 / 65" in another; the setting
    `vd_age_is_reached` says whether the year after that birthday counts already.
    """
    age = when(person.sex == "female", p.vd_age["women"], p.vd_age["men"])
    in_the_year_after = (person.age_years == age) & (p.vd_age_is_reached == "on_the_birthday")
    return (person.age_years > age) | in_the_year_after


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Trajno nezaposljiva ali nezmožna za delo",
    it="Permanentemente non impiegabile o inabile",
    en="Permanently unemployable or incapable of work",
)
def is_permanently_without_work(person):
    """By decision of the Employment Service, or incapable for good."""
    return person.permanently_unemployable_by_zrsz_decision | person.permanently_incapable_of_work


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Ponder otroka",
    it="Coefficiente del figlio",
    en="Weight of a child",
)
def child_weight(person, p):
    """The weight of a child, with an increase for each child of a single-parent family."""
    increase = when(person.is_in_single_parent_family, p.mi_weight_single_parent_per_child, 0)
    return p.mi_weight_child + increase


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Ponder člana družine",
    it="Coefficiente del membro della famiglia",
    en="Member's weight",
)
def minimum_income_weight(person):
    """Share of the basic amount that this member adds to the family's minimum income."""
    weight = when(person.is_child_of_dsp_family, person.child_weight, person.adult_weight)
    return when(dsp_family.members & person.counts_in_minimum_income, weight, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Minimalni dohodek člana",
    it="Reddito minimo del membro",
    en="Member's minimum income",
)
def member_minimum_income(person, p):
    """The member's share of the minimum income, not rounded yet."""
    return p.minimum_income_basic_amount * person.minimum_income_weight


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Minimalni dohodek družine",
    it="Reddito minimo della famiglia",
    en="Family minimum income",
)
def minimum_income(family, p):
    """The income below which the family is entitled to assistance.

    A choice: official figures round the sum in one place and each member in another. Where the two differ,
    a cent or two, the setting `minimum_income_rounding` says which.
    """
    sum_rounded = round_cent(family.sum(person.member_minimum_income))
    members_rounded = family.sum(round_cent(person.member_minimum_income))
    by_setting = when(p.minimum_income_rounding == "sum", sum_rounded, members_rounded)
    return when(sum_rounded == members_rounded, sum_rounded, by_setting)
