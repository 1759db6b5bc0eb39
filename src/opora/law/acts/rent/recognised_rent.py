"""The rent that is recognised: for a suitable area only, and of a market dwelling up to a regional amount."""

from opora.law.acts.law_book import applicant, dwelling, figure
from opora.law.acts.rent.household import rent_family
from opora.law.engine.types import COUNT, EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, smallest, when

REGIONS = (
    "gorenjska",
    "goriska",
    "jugovzhodna_slovenija",
    "koroska",
    "obalno_kraska",
    "osrednjeslovenska",
    "podravska",
    "pomurska",
    "posavska",
    "primorsko_notranjska",
    "savinjska",
    "zasavska",
)


@figure(
    dwelling,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Subvencija za tržno najemnino",
    it="Sussidio per il canone di mercato",
    en="Subsidy for a market rent",
)
def rent_is_of_the_market(dwelling):
    """A caretaker's dwelling is treated like one of the market."""
    return dwelling.dwelling_type.is_one_of("market", "caretaker")


@figure(
    rent_family,
    COUNT,
    since="2018-06",
    article="SZ-1",
    sl="Število oseb pri subvenciji najemnine",
    it="Numero delle persone per il sussidio di locazione",
    en="Number of persons for the rent subsidy",
)
def rent_household_size(family):
    """How many persons the suitable area is for."""
    return family.count()


@figure(
    rent_family,
    RATIO,
    since="2018-06",
    article="SZ-1",
    sl="Primerna površina v m²",
    it="Superficie adeguata in m²",
    en="Suitable area in m²",
)
def suitable_area(family, p):
    """By number of persons and kind of dwelling; known for one person only.

    For larger households the areas were not found; they are parameters without a value.
    """
    of_nonprofit = when(
        applicant.refused_suitable_small_dwelling,
        p.rent_subsidy_area_after_refusal,
        p.rent_subsidy_area_single_nonprofit,
    )
    market = dwelling.rent_is_of_the_market
    single = when(market, p.rent_subsidy_area_single_market, of_nonprofit)
    of_more = when(
        market,
        p.rent_subsidy_area_market.at(family.rent_household_size - 1),
        p.rent_subsidy_area_nonprofit.at(family.rent_household_size - 1),
    )
    return when(family.rent_household_size == 1, single, of_more)


@figure(
    rent_family,
    RATIO,
    since="2018-06",
    article="SZ-1",
    sl="Upoštevana površina v m²",
    it="Superficie computata in m²",
    en="Area counted in m²",
)
def counted_area(family):
    """The smaller of the actual and the suitable area."""
    return smallest(dwelling.dwelling_area, family.suitable_area)


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1",
    sl="Najemnina za upoštevano površino",
    it="Canone per la superficie computata",
    en="Rent for the area counted",
)
def rent_of_counted_area(family):
    """The rent of the lease in the proportion of the area counted."""
    return round_cent((dwelling.dwelling_rent * family.counted_area) / dwelling.dwelling_area)


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1",
    sl="Priznana tržna najemnina",
    it="Canone di mercato riconosciuto",
    en="Recognised market rent",
)
def recognised_market_rent(family, p):
    """The amount of the region for each square metre, or the rent of the lease where it is lower.

    The amounts of the regions were not found; they are parameters without a value.
    """
    first, *others = REGIONS
    of_the_region = p.recognised_market_rent_per_m2[first]
    for region in others:
        here = dwelling.statistical_region == region
        of_the_region = when(here, p.recognised_market_rent_per_m2[region], of_the_region)
    return smallest(family.rent_of_counted_area, round_cent(of_the_region * family.counted_area))


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1 121",
    sl="Priznana neprofitna najemnina",
    it="Canone sociale riconosciuto",
    en="Recognised non-profit rent",
)
def recognised_nonprofit_rent(family, p):
    """The rent itself of a non-profit dwelling or residential unit; of a market dwelling a fixed amount.

    The amount for market dwellings is known until June 2021; whether it was changed then was not found.
    """
    fixed = round_cent(p.recognised_nonprofit_rent_per_m2 * family.counted_area)
    of_market = smallest(family.recognised_market_rent, fixed)
    return when(dwelling.rent_is_of_the_market, of_market, family.rent_of_counted_area)


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1",
    sl="Priznana najemnina",
    it="Canone riconosciuto",
    en="Recognised rent",
)
def recognised_rent(family):
    """The market rent or the non-profit rent that counts."""
    return when(
        dwelling.rent_is_of_the_market, family.recognised_market_rent, family.recognised_nonprofit_rent
    )
