"""The base of the benefits: twelve months of contributions, filled up and never below the lowest base."""

from opora.law.acts.law_book import applicant, figure, person
from opora.law.engine.types import EUR
from opora.law.engine.windows import twelve_months_of_contributions
from opora.law.engine.words import at_least, at_most, round_cent, when


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Najnižja osnova za nadomestilo",
    it="Base minima dell’indennità",
    en="Lowest base of the benefit",
)
def lowest_benefit_base(applicant, p):
    """By the day of birth and of the first claim; a running benefit is not adjusted."""
    lowest = p.parental_benefit_minimum_base
    return when(applicant.born_since_2021, lowest["since_2021"], lowest["before_2021"])


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Povprečna osnova za prispevke v dvanajstih mesecih",
    it="Base contributiva media di dodici mesi",
    en="Average contribution base of twelve months",
)
def average_contribution_base(person):
    """A month without contributions counts with the lowest base.

    A choice: the source names the month in which contributions were charged and, in its example, the months
    of work before it; the months of work are taken, which fits both of its examples. For paternity benefit it
    does not repeat the number of months; they are read as the same twelve.
    """
    lowest = applicant.lowest_benefit_base
    return person.parental_contribution_base.mean(twelve_months_of_contributions, instead_of_nought=lowest)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Osnova zavarovane osebe za nadomestilo",
    it="Base dell’indennità della persona assicurata",
    en="Base of the benefit of an insured person",
)
def base_of_the_insured(applicant, p):
    """That of the first claim for leave for this child, or the average of this one, at least the lowest base.

    The lowest base lies below the minimum wage, so whoever earned that much needs no comparison with it.

    A choice: rounded to cents, in which bases are reported; the rounding is not stated.
    """
    average = round_cent(applicant.average_contribution_base)
    raised = at_least(applicant.lowest_benefit_base, average)
    own = when(average >= p.minimum_wage_gross, average, raised)
    return when(applicant.base_set_by_earlier_claim, applicant.earlier_benefit_base, own)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Osnova za nadomestilo",
    it="Base dell’indennità",
    en="Base of the benefit",
)
def benefit_base(applicant, p):
    """Of the insured as computed; without a right to leave the act sets another one."""
    insured = applicant.base_of_the_insured
    return when(applicant.insured_on_the_day_before, insured, p.parental_benefit_base_without_leave)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Nadomestilo pred zgornjo mejo",
    it="Indennità prima del limite massimo",
    en="Benefit before the cap",
)
def benefit_before_the_cap(applicant, p):
    """Under the austerity act a share of the base, but the whole of one within the minimum wage."""
    base = applicant.benefit_base
    return when(base <= p.minimum_wage_gross, base, base * p.parental_benefit_share)


@benefit_before_the_cap.version(since="2019-01", article="ZSDP-1")
def benefit_before_the_cap_since_2019(applicant, p):
    """The full share again, for running benefits as well."""
    return applicant.benefit_base * p.parental_benefit_share


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Nadomestilo z zgornjo mejo",
    it="Indennità con limite massimo",
    en="Benefit with the cap",
)
def capped_benefit(applicant, p):
    """Of paternity and parental leave: at most a multiple of the average wage.

    The average wage is not below the minimum wage, so the same multiple of that one needs no comparison.

    A choice: which average wage is meant was not found; it is that of the year before.
    """
    benefit, times = applicant.benefit_before_the_cap, p.parental_benefit_cap_multiple
    capped = at_most(times * p.average_gross_wage_previous_year, benefit)
    return round_cent(when(benefit <= times * p.minimum_wage_gross, benefit, capped))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Nadomestilo ob polni ali delni odsotnosti",
    it="Indennità in caso di assenza totale o parziale",
    en="Benefit for full or partial absence",
)
def benefit_for_absence(applicant):
    """In proportion to the absence from work, a full month.

    Not modelled: the days of a month that begins or ends with the leave, paid by working days and holidays.
    """
    return round_cent(applicant.capped_benefit * applicant.absence_share)
