"""The right to the funeral grant (pogrebnina)."""

from opora.law.acts.law_book import applicant, figure, right
from opora.law.acts.zsvarpre.bereavement import (
    claimed_in_time_after_death,
    is_near_relative_of_deceased,
    right_after_death_from,
)
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import smallest, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Vlagatelj je poskrbel za pogreb in račun se glasi nanj",
    it="Il richiedente ha provveduto al funerale e la fattura è a suo nome",
    en="The applicant arranged the funeral and the invoice is in that name",
)
def funeral_was_arranged_by_applicant(applicant):
    """An invoice or a pro-forma invoice."""
    return applicant.applicant_arranged_funeral & applicant.invoice_issued_to_applicant


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Stroški pogreba, nastali v Sloveniji",
    it="Spese funebri sorte in Slovenia",
    en="Costs of the funeral that arose in Slovenia",
)
def coverable_funeral_costs(applicant):
    """Of a funeral abroad only what stands on a Slovenian undertaker's invoice."""
    in_slovenia = applicant.funeral_country == "SI"
    return when(in_slovenia, applicant.funeral_costs, applicant.funeral_costs_in_slovenia)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Stroški pogreba so nastali v Sloveniji",
    it="Le spese funebri sono sorte in Slovenia",
    en="Costs of the funeral arose in Slovenia",
)
def funeral_costs_arose_in_slovenia(applicant):
    """Without such costs there is nothing to cover."""
    return applicant.coverable_funeral_costs > 0


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Pogrebnina še ni dodeljena drugemu",
    it="Il sussidio funebre non è stato concesso ad altri",
    en="The funeral grant was not given to another",
)
def funeral_grant_is_still_free(applicant):
    """It goes to one member of the family only."""
    return ~applicant.funeral_grant_given_to_another


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Mejni dohodek za pogrebnino",
    it="Limite di reddito per il sussidio funebre",
    en="Income limit of the funeral grant",
)
def funeral_grant_income_limit(family, p):
    """One amount for a single person, another for a family.

    A choice: the two amounts that the centre prints, although another page gives the multiples of the death
    grant for both grants. The centre's answer names the funeral grant.
    """
    limits = p.selected_by("month_of_right").funeral_grant_income_limits
    return when(family.is_single_person, limits["single"], limits["family"])


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Dohodek ne presega meje za pogrebnino",
    it="Il reddito non supera il limite per il sussidio funebre",
    en="Income is within the limit of the funeral grant",
)
def own_income_within_funeral_grant_limit(family):
    """At the limit there is still a right."""
    return family.own_income_before_death <= family.funeral_grant_income_limit


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Socialni pogoj za pogrebnino",
    it="Condizione sociale per il sussidio funebre",
    en="Social condition of the funeral grant",
)
def social_condition_of_funeral_grant(family):
    """Entitled to assistance or supplement on the day of death, or of low income."""
    within = family.own_income_within_funeral_grant_limit
    return when(applicant.was_entitled_to_assistance_on_day_of_death, True, within)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Upravičenost do pogrebnine",
    it="Diritto al sussidio per le spese funebri",
    en="Entitled to the funeral grant",
)
def entitled_to_funeral_grant(family):
    """All conditions together; property is not examined."""
    may_claim = (
        applicant.is_near_relative_of_deceased
        & applicant.funeral_was_arranged_by_applicant
        & applicant.funeral_costs_arose_in_slovenia
        & applicant.claimed_in_time_after_death
        & applicant.funeral_grant_is_still_free
    )
    return when(may_claim, family.social_condition_of_funeral_grant, False)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Pogrebnina",
    it="Sussidio per le spese funebri",
    en="Funeral grant",
)
def funeral_grant(family, p):
    """A multiple of the basic amount on the day of death, never more than the costs, once."""
    multiple = p.selected_by("month_of_right").funeral_grant_multiple
    most = multiple * applicant.basic_amount_on_day_of_death
    return when(family.entitled_to_funeral_grant, smallest(most, applicant.coverable_funeral_costs), 0)


right(
    "funeral_grant",
    order=14,
    given="once",
    entitled=entitled_to_funeral_grant,
    amount=funeral_grant,
    start=right_after_death_from,
    conditions=[
        is_near_relative_of_deceased,
        funeral_was_arranged_by_applicant,
        funeral_costs_arose_in_slovenia,
        claimed_in_time_after_death,
        funeral_grant_is_still_free,
        social_condition_of_funeral_grant,
    ],
    sl="Pogrebnina",
    it="Sussidio per le spese funebri",
    en="Funeral grant",
)
