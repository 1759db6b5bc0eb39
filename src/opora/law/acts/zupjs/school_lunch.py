"""The lunch subsidy (subvencija kosila) of pupils in primary school."""

from opora.law.acts.law_book import figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.acts.zupjs.school_meals import meal_subsidy_from, meal_subsidy_until
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZUPJS",
    sl="Delež subvencije kosila",
    it="Quota del sussidio per il pranzo",
    en="Share of lunch that is subsidised",
)
def lunch_share(person, p):
    """Pupils of primary school only, by class."""
    income_class = child_benefit_family.meal_class
    within = income_class <= p.meal_class_limits["lunch"]
    by_class = when(within, p.lunch_subsidy_pupil.at(income_class), 0)
    return when(person.is_primary_pupil, when(person.meals_are_always_free, 1, by_class), 0)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="V družini je učenec osnovne šole",
    it="Nella famiglia c’è un alunno della scuola elementare",
    en="The family has a primary-school pupil",
)
def has_primary_pupil(family):
    """Lunch is subsidised in primary school only."""
    return family.any(person.is_primary_pupil)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Dohodek na osebo, od katerega je odvisno kosilo",
    it="Reddito per persona da cui dipende il pranzo",
    en="Income per person on which lunch depends",
)
def income_for_lunch(family):
    """Nought where a pupil has the full subsidy whatever the income."""
    whatever = family.any(person.is_primary_pupil & person.meals_are_always_free)
    return when(whatever, 0, family.monthly_income_per_person)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Zgornja meja dohodka za subvencijo kosila",
    it="Limite superiore di reddito per il pranzo",
    en="Income limit for the lunch subsidy",
)
def lunch_income_limit(family, p):
    """The bound of the last class with lunch."""
    del family
    return p.income_class_bounds_eur.at(p.meal_class_limits["lunch"])


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Dohodek na osebo ne presega meje za kosilo",
    it="Il reddito per persona non supera il limite per il pranzo",
    en="Income per person is within the limit of lunch",
)
def lunch_income_is_within_limit(family):
    """An income at the limit still gives the subsidy."""
    return family.income_for_lunch <= family.lunch_income_limit


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Upravičenost do subvencije kosila",
    it="Diritto al sussidio per il pranzo",
    en="Entitled to the lunch subsidy",
)
def entitled_to_lunch_subsidy(family):
    """A pupil whose lunch is subsidised at least in part."""
    return family.has_primary_pupil & family.lunch_income_is_within_limit


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Subvencija kosila za učenca",
    it="Sussidio per il pranzo dell’alunno",
    en="Lunch subsidy of the pupil",
)
def lunch_subsidy_of_the_pupil(person, p):
    """The share of the price of the school, for the number of meals that official computations take.

    A choice: a month has that many meals; what is really paid follows the lunches taken.
    """
    value = round_cent(person.lunch_price * person.lunch_share * p.meal_days_a_month)
    return when(person.lunch_share > 0, value, 0)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Mesečna vrednost subvencije kosila",
    it="Valore mensile del sussidio per il pranzo",
    en="Value of the lunch subsidy a month",
)
def school_lunch_subsidy(family):
    """The sum over the pupils."""
    return family.sum(person.lunch_subsidy_of_the_pupil)


right(
    "school_lunch_subsidy",
    order=7,
    entitled=entitled_to_lunch_subsidy,
    amount=school_lunch_subsidy,
    start=meal_subsidy_from,
    end=meal_subsidy_until,
    conditions=[has_primary_pupil, lunch_income_is_within_limit],
    per_person=lunch_subsidy_of_the_pupil,
    per_person_shows=[lunch_share],
    sl="Subvencija kosila",
    it="Sussidio per il pranzo scolastico",
    en="School lunch subsidy",
)
