"""The right to cash social assistance (denarna socialna pomoč, DSP)."""

from opora.law.acts.law_book import applicant, figure, right
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.acts.zsvarpre.fault import applicant_is_not_at_fault
from opora.law.acts.zsvarpre.period import (
    assistance_is_permanent,
    cash_social_assistance_from,
    cash_social_assistance_until,
)
from opora.law.acts.zsvarpre.property import own_home_is_no_obstacle, property_is_within_ceiling
from opora.law.acts.zsvarpre.residence import residence_condition_met
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import when


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Lastni dohodek je nižji od minimalnega dohodka",
    it="Il reddito proprio è inferiore al reddito minimo",
    en="Own income is below the minimum income",
)
def income_below_minimum_income(family):
    """Assistance fills what is missing; with nothing missing there is no right."""
    return family.own_income < family.minimum_income


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Upravičenost do denarne socialne pomoči",
    it="Diritto all’assistenza sociale in denaro",
    en="Entitled to cash social assistance",
)
def entitled_to_cash_social_assistance(family):
    """All conditions together."""
    return (
        applicant.residence_condition_met
        & applicant.applicant_is_not_at_fault
        & family.property_is_within_ceiling
        & applicant.own_home_is_no_obstacle
        & family.income_below_minimum_income
    )


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Denarna socialna pomoč",
    it="Assistenza sociale in denaro",
    en="Cash social assistance",
)
def cash_social_assistance(family):
    """The minimum income less the own income, a month."""
    missing = family.minimum_income - family.own_income
    return when(family.entitled_to_cash_social_assistance, missing, 0)


right(
    "cash_social_assistance",
    order=2,
    entitled=entitled_to_cash_social_assistance,
    amount=cash_social_assistance,
    start=cash_social_assistance_from,
    end=cash_social_assistance_until,
    open_ended=assistance_is_permanent,
    conditions=[
        residence_condition_met,
        applicant_is_not_at_fault,
        property_is_within_ceiling,
        own_home_is_no_obstacle,
        income_below_minimum_income,
    ],
    sl="Denarna socialna pomoč",
    it="Assistenza sociale in denaro",
    en="Cash social assistance",
)
