"""The right to the rent subsidy: for whom, how much, from when."""

from opora.law.acts.law_book import applicant, application, dwelling, figure, right
from opora.law.acts.rent.household import rent_family
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import at_least, day_before, months_later, round_cent, smallest, when


@figure(
    dwelling,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Stanovanje, za katero je mogoča subvencija",
    it="Abitazione per cui è possibile il sussidio",
    en="A dwelling for which a subsidy is possible",
)
def dwelling_may_be_subsidised(dwelling):
    """Rented on the market or as a caretaker, a non-profit dwelling, or a residential unit."""
    return dwelling.dwelling_type.is_one_of("market", "non_profit", "residential_unit", "caretaker")


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Državljanstvo ali status za subvencijo najemnine",
    it="Cittadinanza o status per il sussidio di locazione",
    en="Citizenship or status for the rent subsidy",
)
def citizenship_allows_rent_subsidy(applicant):
    """Citizens of Slovenia, of states with reciprocity, and erased persons recognised as beneficiaries."""
    reciprocity = applicant.citizenship.is_one_of("SK", "HU", "PT", "BG")
    erased = applicant.erased_person_with_recognised_beneficiary_status
    return (applicant.citizenship == "SI") | reciprocity | erased


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Pogoji za subvencijo tržne najemnine",
    it="Condizioni per il sussidio del canone di mercato",
    en="Conditions of the subsidy for a market rent",
)
def market_conditions_met(applicant):
    """Within the ceiling for non-profit housing, and an applicant of the last call, if there was one.

    Not modelled: the ceiling itself, which the rules on the allocation of non-profit housing set.
    """
    called = applicant.applied_to_last_nonprofit_call | applicant.no_nonprofit_call_for_a_year
    eligible = applicant.income_within_nonprofit_housing_ceiling & called
    return ~dwelling.rent_is_of_the_market | eligible


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1 121",
    sl="Dohodek, ki ostane za najemnino",
    it="Reddito che resta per il canone",
    en="Income that is left for the rent",
)
def income_left_for_rent(family, p):
    """The income less the minimum income and less a share of the income; it may be below nought."""
    share = round_cent(p.rent_subsidy_income_share * family.rent_income)
    return family.rent_income - family.rent_minimum_income - share


@figure(
    rent_family,
    YES_NO,
    since="2018-06",
    article="SZ-1 121",
    sl="Dohodek ne zadošča za priznano najemnino",
    it="Il reddito non basta per il canone riconosciuto",
    en="Income does not cover the recognised rent",
)
def income_within_rent_subsidy_limit(family):
    """The income is at most the minimum income, the share of the income and the recognised rent together."""
    return family.income_left_for_rent <= family.recognised_rent


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1 121",
    sl="Neprofitni del subvencije",
    it="Parte del sussidio per il canone sociale",
    en="Non-profit part of the subsidy",
)
def nonprofit_rent_subsidy(family, p):
    """The non-profit rent less the income left for it, at most a share of that rent."""
    rent = family.recognised_nonprofit_rent
    most = round_cent(p.rent_subsidy_cap_nonprofit * rent)
    return smallest(most, at_least(0, rent - family.income_left_for_rent))


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1 121",
    sl="Tržni del subvencije",
    it="Parte del sussidio per il canone di mercato",
    en="Market part of the subsidy",
)
def market_rent_subsidy(family):
    """What the recognised market rent is above the recognised non-profit rent."""
    above = family.recognised_market_rent - family.recognised_nonprofit_rent
    return when(dwelling.rent_is_of_the_market, above, 0)


@figure(
    rent_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Upravičenost do subvencije najemnine",
    it="Diritto al sussidio di locazione",
    en="Entitled to the rent subsidy",
)
def entitled_to_rent_subsidy(family):
    """All conditions together; income that covers the rent of the lease covers the recognised one."""
    may_claim = (
        dwelling.dwelling_may_be_subsidised
        & applicant.citizenship_allows_rent_subsidy
        & applicant.market_conditions_met
        & (family.income_left_for_rent <= dwelling.dwelling_rent)
    )
    return when(may_claim, family.income_within_rent_subsidy_limit, False)


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Subvencija najemnine",
    it="Sussidio di locazione",
    en="Rent subsidy",
)
def rent_subsidy(family):
    """Both parts, a month."""
    parts = family.nonprofit_rent_subsidy + family.market_rent_subsidy
    return when(family.entitled_to_rent_subsidy, parts, 0)


@figure(
    dwelling,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Potreben je zapisnik o točkovanju",
    it="È necessario il verbale dei punti",
    en="The scoring record is required",
)
def scoring_record_is_required(dwelling):
    """The points decide the rent of a non-profit dwelling only."""
    return dwelling.dwelling_type == "non_profit"


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek subvencije najemnine",
    it="Decorrenza del sussidio di locazione",
    en="Start of the rent subsidy",
)
def rent_subsidy_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS",
    sl="Konec subvencije najemnine",
    it="Fine del sussidio di locazione",
    en="End of the rent subsidy",
)
def rent_subsidy_until(applicant, p):
    """The last day of the last month granted.

    Not modelled: a lease made for less than that time, with which the subsidy ends.
    """
    return day_before(months_later(applicant.rent_subsidy_from, p.rent_subsidy_period_months))


right(
    "rent_subsidy",
    order=10,
    entitled=entitled_to_rent_subsidy,
    amount=rent_subsidy,
    start=rent_subsidy_from,
    end=rent_subsidy_until,
    conditions=[
        dwelling_may_be_subsidised,
        citizenship_allows_rent_subsidy,
        market_conditions_met,
        income_within_rent_subsidy_limit,
    ],
    sl="Subvencija najemnine",
    it="Sussidio di locazione",
    en="Rent subsidy",
)
