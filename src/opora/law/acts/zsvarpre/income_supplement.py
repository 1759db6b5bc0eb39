"""The right to the income supplement (varstveni dodatek)."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.acts.zsvarpre.property import own_home_is_no_obstacle, property_is_within_ceiling
from opora.law.acts.zsvarpre.residence import residence_condition_met
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import day_before, largest, months_later, when


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="V družini je oseba iz kroga upravičencev",
    it="Nella famiglia c’è una persona che può averla",
    en="The family has a person who may have it",
)
def has_person_for_income_supplement(family):
    """The applicant or the partner."""
    return family.any(person.may_have_income_supplement)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Lastni dohodek, dopolnjen do minimalnega dohodka",
    it="Reddito proprio integrato fino al reddito minimo",
    en="Own income filled up to the minimum income",
)
def income_filled_to_minimum(family):
    """Cash social assistance comes before the supplement and fills the income up to the minimum.

    A choice: so also where the assistance is not claimed or refused; the supplement never replaces it.
    Not modelled: arrears of the supplement paid at once, which must not take it away (Constitutional Court).
    """
    return largest(family.own_income, family.minimum_income)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Dohodek je nižji od meje za varstveni dodatek",
    it="Il reddito è inferiore al limite per l’integrazione",
    en="Income is below the ceiling of the supplement",
)
def income_below_supplement_ceiling(family):
    """With nothing left up to the ceiling there is no supplement."""
    return family.income_filled_to_minimum < family.income_supplement_ceiling


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Izpolnjeni premoženjski in dohodkovni pogoji",
    it="Condizioni di patrimonio e di reddito soddisfatte",
    en="Property and income conditions are met",
)
def property_and_income_conditions_zsvarpre_met(family):
    """Those of cash social assistance for property, and the ceiling of the supplement for income."""
    return (
        family.property_is_within_ceiling
        & applicant.own_home_is_no_obstacle
        & family.income_below_supplement_ceiling
    )


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Upravičenost do varstvenega dodatka",
    it="Diritto all’integrazione del reddito",
    en="Entitled to the income supplement",
)
def entitled_to_income_supplement(family):
    """All conditions together; means are looked at only where somebody may have the supplement."""
    somebody = applicant.residence_condition_met & family.has_person_for_income_supplement
    return when(somebody, family.property_and_income_conditions_zsvarpre_met, False)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Varstveni dodatek",
    it="Integrazione del reddito",
    en="Income supplement",
)
def income_supplement(family):
    """What is missing up to the ceiling after cash social assistance, a month."""
    missing = family.income_supplement_ceiling - family.income_filled_to_minimum
    return when(family.entitled_to_income_supplement, missing, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek varstvenega dodatka",
    it="Decorrenza dell’integrazione del reddito",
    en="Start of the income supplement",
)
def income_supplement_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Konec varstvenega dodatka",
    it="Fine dell’integrazione del reddito",
    en="End of the income supplement",
)
def income_supplement_until(applicant, p):
    """The last day of the last month granted."""
    return day_before(months_later(applicant.income_supplement_from, p.vd_period_months))


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Trajni varstveni dodatek",
    it="Integrazione del reddito permanente",
    en="Permanent income supplement",
)
def income_supplement_is_permanent(applicant):
    """Where no change of the situation is expected.

    A choice: the sources say only “longer” for permanent circumstances; as in cash social assistance, without
    an end.
    """
    return applicant.no_change_expected & applicant.may_have_income_supplement


right(
    "income_supplement",
    order=3,
    entitled=entitled_to_income_supplement,
    amount=income_supplement,
    start=income_supplement_from,
    end=income_supplement_until,
    open_ended=income_supplement_is_permanent,
    conditions=[
        residence_condition_met,
        has_person_for_income_supplement,
        property_is_within_ceiling,
        own_home_is_no_obstacle,
        income_below_supplement_ceiling,
    ],
    sl="Varstveni dodatek",
    it="Integrazione del reddito",
    en="Income supplement",
)
