"""ZUPJS, article 30: the contribution for compulsory health insurance is paid for the person."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import DATE, YES_NO
from opora.law.engine.words import day_before, in_months, months_later, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Stalno prebivališče v Sloveniji in brez zavarovanja na drugi podlagi",
    it="Residenza permanente in Slovenia e nessun’altra assicurazione",
    en="Permanent residence in Slovenia and no insurance on another ground",
)
def has_no_other_health_insurance(applicant):
    """Registration as unemployed is not needed."""
    return applicant.permanent_residence_in_slovenia & ~applicant.insured_on_another_ground


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Oseba plačila prispevka ne odklanja",
    it="La persona non rinuncia al pagamento del contributo",
    en="The payment is not declined",
)
def accepts_health_insurance_payment(applicant):
    """Decided ex officio together with cash social assistance, unless the person does not want it."""
    return ~applicant.declines_health_insurance_payment


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Pogoji za denarno socialno pomoč brez krivdnih razlogov",
    it="Condizioni dell’assistenza sociale, senza i motivi di colpa",
    en="Conditions of cash social assistance, fault reasons aside",
)
def meets_assistance_conditions_without_fault(family):
    """A fault reason takes the assistance away, but not the insurance."""
    return (
        applicant.residence_condition_met
        & family.property_is_within_ceiling
        & applicant.own_home_is_no_obstacle
        & family.income_below_minimum_income
    )


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Socialni pogoj za plačilo prispevka",
    it="Condizione sociale per il pagamento del contributo",
    en="Social condition for the payment",
)
def social_condition_of_health_insurance(family):
    """Low income and property; in foster care or an institution after coming of age regardless of them."""
    low_means = family.meets_assistance_conditions_without_fault
    return when(applicant.placed_in_care_after_coming_of_age, True, low_means)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Upravičenost do plačila prispevka za obvezno zdravstveno zavarovanje",
    it="Diritto al pagamento del contributo sanitario obbligatorio",
    en="Entitled to the payment of the health contribution",
)
def entitled_to_compulsory_health_insurance(family):
    """All conditions together.

    Not modelled: the amount of the contribution and who pays it; the only source on the payer is of 2012.
    """
    return (
        applicant.has_no_other_health_insurance
        & applicant.accepts_health_insurance_payment
        & family.social_condition_of_health_insurance
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek plačevanja prispevka",
    it="Decorrenza del pagamento del contributo",
    en="Start of the payment of the contribution",
)
def compulsory_health_insurance_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 30",
    sl="Konec plačevanja prispevka",
    it="Fine del pagamento del contributo",
    en="End of the payment of the contribution",
)
def compulsory_health_insurance_until(applicant, p):
    """As long as cash social assistance would be granted; for a placement a number of years at most."""
    years = in_months(p.health_insurance_placement_years)
    placement = day_before(months_later(applicant.compulsory_health_insurance_from, years))
    placed = applicant.placed_in_care_after_coming_of_age
    return when(placed, placement, applicant.cash_social_assistance_until)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS 30",
    sl="Trajno plačevanje prispevka",
    it="Pagamento permanente del contributo",
    en="Permanent payment of the contribution",
)
def health_insurance_is_permanent(applicant):
    """Where the assistance would be permanent."""
    return applicant.assistance_is_permanent & ~applicant.placed_in_care_after_coming_of_age


right(
    "compulsory_health_insurance",
    order=11,
    given="status",
    entitled=entitled_to_compulsory_health_insurance,
    start=compulsory_health_insurance_from,
    end=compulsory_health_insurance_until,
    open_ended=health_insurance_is_permanent,
    conditions=[
        has_no_other_health_insurance,
        accepts_health_insurance_payment,
        social_condition_of_health_insurance,
    ],
    sl="Plačilo prispevka za obvezno zdravstveno zavarovanje",
    it="Pagamento del contributo per l’assicurazione sanitaria obbligatoria",
    en="Payment of the contribution for compulsory health insurance",
)
