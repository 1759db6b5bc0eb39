"""The right to the death grant (posmrtnina) of surviving family members."""

from opora.law.acts.law_book import applicant, figure, person, right
from opora.law.acts.zsvarpre.bereavement import claimed_in_time_after_death, right_after_death_from
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Vlagatelj je v krogu upravičencev do posmrtnine",
    it="Il richiedente rientra tra gli aventi diritto all’indennità",
    en="The applicant is in the circle for the death grant",
)
def is_in_circle_for_death_grant(applicant, p):
    """Near relatives; for deaths since June 2018 also siblings, their children, and grandchildren."""
    wider = applicant.relation_to_deceased.is_one_of("sibling", "niece_or_nephew", "grandchild")
    since = p.selected_by("day_of_filing").death_grant_wider_circle_from
    return applicant.is_near_relative_of_deceased | (wider & (applicant.day_of_death >= since))


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Posmrtnina še ni dodeljena drugemu",
    it="L’indennità non è stata concessa ad altri",
    en="The death grant was not given to another",
)
def death_grant_is_still_free(applicant):
    """It goes to one member of the family only."""
    return ~applicant.death_grant_given_to_another


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre",
    sl="Ponder otroka v mejnem dohodku za posmrtnino",
    it="Coefficiente del figlio nel limite per l’indennità",
    en="Child's weight in the limit of the death grant",
)
def child_weight_for_death_grant(person, p):
    """By birth order, with the increase for each child of a single-parent family."""
    weights = p.selected_by("month_of_right").posmrtnina_census_weights
    place = dsp_family.rank(person.born, among=person.is_child_of_dsp_family)
    increase = when(person.is_in_single_parent_family, weights["single_parent_per_child"], 0)
    weight = when(place == 1, weights["first_child"], weights["next_child"])
    return when(person.is_child_of_dsp_family, weight + increase, 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Mejni dohodek za posmrtnino",
    it="Limite di reddito per l’indennità in caso di morte",
    en="Income limit of the death grant",
)
def death_grant_income_limit(family, p):
    """A multiple of the basic amount for a single person or a couple, and more for each child."""
    weights = p.selected_by("month_of_right").posmrtnina_census_weights
    couple = family.any(person.is_partner_of_applicant)
    adults = when(couple, weights["two_adults"], weights["single"])
    weight = adults + family.sum(person.child_weight_for_death_grant)
    return round_cent(applicant.basic_amount_on_day_of_death * weight)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Dohodek ne presega meje za posmrtnino",
    it="Il reddito non supera il limite per l’indennità",
    en="Income is within the limit of the death grant",
)
def own_income_within_statutory_threshold(family):
    """At the limit there is still a right."""
    return family.own_income_before_death <= family.death_grant_income_limit


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Socialni pogoj za posmrtnino",
    it="Condizione sociale per l’indennità",
    en="Social condition of the death grant",
)
def social_condition_of_death_grant(family):
    """Entitled to assistance or supplement on the day of death, or of low income."""
    within = family.own_income_within_statutory_threshold
    return when(applicant.was_entitled_to_assistance_on_day_of_death, True, within)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Upravičenost do posmrtnine",
    it="Diritto all’indennità in caso di morte",
    en="Entitled to the death grant",
)
def entitled_to_death_grant(family):
    """All conditions together; property is not examined."""
    may_claim = (
        applicant.is_in_circle_for_death_grant
        & applicant.claimed_in_time_after_death
        & applicant.death_grant_is_still_free
    )
    return when(may_claim, family.social_condition_of_death_grant, False)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Posmrtnina",
    it="Indennità in caso di morte",
    en="Death grant",
)
def death_grant(family, p):
    """A multiple of the basic amount on the day of death, once."""
    multiple = p.selected_by("month_of_right").death_grant_multiple
    amount = multiple * applicant.basic_amount_on_day_of_death
    return when(family.entitled_to_death_grant, amount, 0)


right(
    "death_grant",
    order=13,
    given="once",
    entitled=entitled_to_death_grant,
    amount=death_grant,
    start=right_after_death_from,
    conditions=[
        is_in_circle_for_death_grant,
        claimed_in_time_after_death,
        death_grant_is_still_free,
        social_condition_of_death_grant,
    ],
    sl="Posmrtnina",
    it="Indennità in caso di morte",
    en="Death grant",
)
