"""Income for annual rights: the calendar year before the application, per person."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, EUR
from opora.law.engine.windows import previous_year
from opora.law.engine.words import at_least, round_cent, when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 15(7)",
    sl="Redni mesečni dohodek člana",
    it="Reddito periodico mensile del membro",
    en="Member's periodic monthly income",
)
def periodic_monthly_income(person):
    """One twelfth of last year's periodic income; the present one where its kind has changed since."""
    return when(
        person.periodic_income_changed,
        person.current_periodic_income,
        person.periodic_income_of_the_year.monthly_mean(previous_year),
    )


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Povprečni mesečni dohodek člana",
    it="Reddito medio mensile del membro",
    en="Member's average monthly income",
)
def average_monthly_income(person, p):
    """What the member brings into the income of the family, not rounded yet.

    Whether cash social assistance counts is a parameter, because the published computations disagree.
    Not modelled: a notional income from property, whose rule was not found; which incomes are taxable,
    because the declared facts are net amounts that count.
    """
    other = person.other_income_of_the_year.monthly_mean(previous_year)
    assistance = person.cash_social_assistance_of_the_year.monthly_mean(previous_year)
    counted_assistance = when(p.dsp_counts_in_child_benefit, assistance, 0)
    return person.periodic_monthly_income + other + when(assistance > 0, counted_assistance, 0)


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 10",
    sl="Število upoštevanih oseb",
    it="Numero delle persone considerate",
    en="Number of persons counted",
)
def number_of_members(family):
    """How many persons share the income."""
    return at_least(1, family.count())


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Povprečni mesečni dohodek na osebo",
    it="Reddito medio mensile per persona",
    en="Average monthly income per person",
)
def monthly_income_per_person(family):
    """What falls to each person.

    A choice: rounded to cents before it is compared with the classes, whose bounds are printed in cents. The
    rounding of income is not stated anywhere.
    """
    return round_cent(family.sum(person.average_monthly_income) / family.number_of_members)
