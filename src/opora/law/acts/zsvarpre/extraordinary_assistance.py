"""The right to extraordinary cash social assistance (izredna denarna socialna pomoč)."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.acts.zsvarpre.proof_of_use import previous_aid_is_no_obstacle
from opora.law.acts.zsvarpre.residence import residence_condition_met
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.windows import Year
from opora.law.engine.words import at_least, day_before, months_later, smallest, when

year_of_the_right = Year("month_of_right", 0)
"""The calendar year to which the yearly caps belong."""


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Materialna ogroženost ali izredni stroški",
    it="Difficoltà materiale o spese straordinarie",
    en="Material hardship or extraordinary costs",
)
def hardship_is_established(applicant):
    """In hardship beyond one's influence, or with extraordinary costs that the family's income cannot cover.

    Regular bills are not such costs; the officer says so with the facts.
    """
    uncovered = (
        applicant.extraordinary_costs_tied_to_subsistence & ~applicant.costs_coverable_by_own_or_family_income
    )
    return applicant.materially_endangered | uncovered


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Namen ni že pokrit z varstvenim dodatkom",
    it="Lo scopo non è già coperto dall’integrazione del reddito",
    en="The purpose is another than that of the income supplement",
)
def purpose_differs_from_income_supplement(applicant):
    """Who has the income supplement gets the aid only for a purpose that the supplement does not serve."""
    has_supplement = when(
        application.claims("income_supplement"),
        dsp_family.entitled_to_income_supplement,
        applicant.receives_income_supplement,
    )
    return ~(has_supplement & applicant.purpose_is_covered_by_income_supplement)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Izredna pomoč, ki je v letu še na voljo",
    it="Assistenza straordinaria ancora disponibile nell’anno",
    en="Extraordinary aid that is left in the year",
)
def extraordinary_aid_left_in_the_year(family, p):
    """The caps of the calendar year less what was granted in it, as multiples of the minimum income.

    A choice: aid after a disaster draws on its own part of the yearly cap, not on the part for ordinary
    purposes. The source prints the two parts without saying whether they may be joined.
    """
    ordinary = applicant.of(person.extraordinary_aid_granted_in_the_year.of(year_of_the_right))
    after_disaster = applicant.of(person.disaster_aid_granted_in_the_year.of(year_of_the_right))
    income = family.minimum_income
    whole = p.extraordinary_aid_annual_cap * income - ordinary - after_disaster
    of_ordinary = p.extraordinary_aid_annual_cap_general_purposes * income - ordinary
    of_disaster = p.extraordinary_aid_annual_cap_disaster * income - after_disaster
    of_its_kind = when(applicant.hardship_from_disaster_or_force_majeure, of_disaster, of_ordinary)
    return at_least(0, smallest(whole, of_its_kind))


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Letna omejitev izredne pomoči še ni izčrpana",
    it="Il limite annuo dell’assistenza straordinaria non è esaurito",
    en="The yearly cap is not used up",
)
def extraordinary_aid_is_left(family):
    """Something may still be granted in the calendar year."""
    return family.extraordinary_aid_left_in_the_year > 0


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Upravičenost do izredne denarne socialne pomoči",
    it="Diritto all’assistenza sociale straordinaria",
    en="Entitled to extraordinary cash social assistance",
)
def entitled_to_extraordinary_cash_social_assistance(family):
    """All conditions together; whom the aid would serve is for the centre to weigh."""
    needed = (
        applicant.residence_condition_met
        & applicant.hardship_is_established
        & applicant.purpose_differs_from_income_supplement
        & family.extraordinary_aid_is_left
    )
    return when(needed, applicant.previous_aid_is_no_obstacle, False)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Izredna denarna socialna pomoč",
    it="Assistenza sociale straordinaria in denaro",
    en="Extraordinary cash social assistance",
)
def extraordinary_cash_social_assistance(family):
    """What is needed, within what is left in the year.

    Not modelled: that the officer may grant less than what is needed.
    """
    granted = smallest(applicant.extraordinary_aid_needed, family.extraordinary_aid_left_in_the_year)
    return when(family.entitled_to_extraordinary_cash_social_assistance, granted, 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Največja izredna pomoč v enem mesecu",
    it="Assistenza straordinaria massima in un mese",
    en="Most extraordinary aid in one month",
)
def extraordinary_aid_monthly_limit(family, p):
    """A multiple of the minimum income of the family."""
    return p.extraordinary_aid_monthly_cap * family.minimum_income


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 33",
    sl="Izredna pomoč se izplača v več mesecih",
    it="L’assistenza straordinaria si paga in più mesi",
    en="The aid is paid over several months",
)
def extraordinary_aid_in_instalments(family):
    """More than the limit of one month is paid over several months."""
    return family.extraordinary_cash_social_assistance > family.extraordinary_aid_monthly_limit


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek izredne denarne socialne pomoči",
    it="Decorrenza dell’assistenza sociale straordinaria",
    en="Start of extraordinary cash social assistance",
)
def extraordinary_cash_social_assistance_from(applicant):
    """The first day of the month after the application.

    A choice: the sources state one start for all rights and no other for this one.
    """
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Najzgodnejši konec izplačevanja izredne pomoči",
    it="Prima fine possibile dei pagamenti",
    en="Earliest end of the payments",
)
def extraordinary_aid_ends_not_before(applicant, p):
    """The end of the month of a single payment, or of the shortest period of instalments."""
    first = applicant.extraordinary_cash_social_assistance_from
    shortest = months_later(first, p.extraordinary_aid_period_months["shortest"])
    after = when(dsp_family.extraordinary_aid_in_instalments, shortest, months_later(first, 1))
    return day_before(after)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Najpoznejši konec izplačevanja izredne pomoči",
    it="Ultima fine possibile dei pagamenti",
    en="Latest end of the payments",
)
def extraordinary_aid_ends_not_after(applicant, p):
    """The end of the month of a single payment, or of the longest period of instalments.

    Not modelled: the number of instalments between the two; the centre sets it.
    """
    first = applicant.extraordinary_cash_social_assistance_from
    longest = months_later(first, p.extraordinary_aid_period_months["longest"])
    after = when(dsp_family.extraordinary_aid_in_instalments, longest, months_later(first, 1))
    return day_before(after)


right(
    "extraordinary_cash_social_assistance",
    order=12,
    given="once",
    entitled=entitled_to_extraordinary_cash_social_assistance,
    amount=extraordinary_cash_social_assistance,
    start=extraordinary_cash_social_assistance_from,
    conditions=[
        residence_condition_met,
        hardship_is_established,
        purpose_differs_from_income_supplement,
        previous_aid_is_no_obstacle,
        extraordinary_aid_is_left,
    ],
    sl="Izredna denarna socialna pomoč",
    it="Assistenza sociale straordinaria in denaro",
    en="Extraordinary cash social assistance",
)
