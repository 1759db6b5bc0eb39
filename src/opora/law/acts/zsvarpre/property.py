"""Property: above the ceiling there is no right; the home one lives in has its own rule."""

from opora.law.acts.law_book import applicant, dwelling, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import at_least, smallest, when


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Neupoštevani prihranki",
    it="Risparmi non computati",
    en="Savings left out of account",
)
def savings_disregard(family, p):
    """A fixed sum for a family; for a single person also limited to a number of minimum incomes."""
    single = smallest(p.savings_disregard_single, p.savings_disregard_single_multiple * family.minimum_income)
    return when(family.is_single_person, single, p.savings_disregard_family)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 27",
    sl="Upoštevano premoženje",
    it="Patrimonio computato",
    en="Property counted",
)
def counted_property(family):
    """Savings above the disregard, vehicles, securities and shares, real estate beside the home.

    Not modelled: a disregard for a vehicle, which the sources do not state.
    """
    savings = at_least(0, family.sum(person.savings) - family.savings_disregard)
    other = family.sum(person.vehicle_value + person.securities_value + person.other_real_estate_value)
    return savings + other


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 27",
    sl="Premoženjska meja",
    it="Limite patrimoniale",
    en="Property ceiling",
)
def property_ceiling(family, p):
    """Not modelled: a refusal or reduction below the ceiling, which is for the centre to weigh."""
    del family
    return p.dsp_property_ceiling


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 27",
    sl="Premoženje ne presega meje",
    it="Il patrimonio non supera il limite",
    en="Property is within the ceiling",
)
def property_is_within_ceiling(family):
    """Property at the ceiling still leaves the right."""
    return family.counted_property <= family.property_ceiling


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Lastni dom ne ovira pravice",
    it="L’abitazione propria non osta al diritto",
    en="The owned home does not stand in the way",
)
def own_home_is_no_obstacle(applicant, p):
    """A home above the value needs, after a number of payments, a reason and an entry in the land register.

    Not modelled: repayment from the estate.
    """
    of_modest_value = dwelling.own_home_value <= p.own_home_value_limit
    few_payments = applicant.payments_in_last_24_months <= p.own_home_entry_after_payments
    secured = applicant.reason_beyond_influence_found & applicant.allows_entry_in_land_register
    return of_modest_value | few_payments | secured
