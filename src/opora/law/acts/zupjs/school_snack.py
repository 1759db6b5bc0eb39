"""The snack subsidy (subvencija malice) of pupils in primary and secondary school."""

from opora.law.acts.law_book import figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.acts.zupjs.school_meals import meal_subsidy_from, meal_subsidy_until
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Delež subvencije malice",
    it="Quota del sussidio per lo spuntino",
    en="Share of the snack that is subsidised",
)
def snack_share(person, p):
    """In primary school all or nothing; in secondary school by class."""
    income_class, limits = child_benefit_family.meal_class, p.meal_class_limits
    beyond_full = income_class - limits["full_snack_in_secondary_school"]
    by_class = p.snack_subsidy_secondary.at(beyond_full + 1)
    of_primary = when(income_class <= limits["snack_in_primary_school"], 1, 0)
    of_secondary = when(income_class <= limits["snack_in_secondary_school"], by_class, 0)
    by_income = when(person.is_primary_pupil, of_primary, of_secondary)
    pupil = person.is_primary_pupil | person.is_secondary_pupil
    return when(pupil, when(person.meals_are_always_free, 1, by_income), 0)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="V družini je učenec ali dijak",
    it="Nella famiglia c’è un alunno",
    en="The family has a pupil",
)
def has_pupil(family):
    """In primary or secondary school."""
    return family.any(person.is_primary_pupil | person.is_secondary_pupil)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 25",
    sl="Dohodek na osebo, od katerega je odvisna malica",
    it="Reddito per persona da cui dipende lo spuntino",
    en="Income per person on which the snack depends",
)
def income_for_the_snack(family):
    """Nought where a pupil has the full subsidy whatever the income."""
    pupil = person.is_primary_pupil | person.is_secondary_pupil
    whatever = family.any(pupil & person.meals_are_always_free)
    return when(whatever, 0, family.monthly_income_per_person)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 25",
    sl="Zgornja meja dohodka za subvencijo malice",
    it="Limite superiore di reddito per lo spuntino",
    en="Income limit for the snack subsidy",
)
def snack_income_limit(family, p):
    """The bound of a class, higher where there is a pupil of secondary school."""
    limits = p.meal_class_limits
    secondary = family.any(person.is_secondary_pupil)
    last_class = when(secondary, limits["snack_in_secondary_school"], limits["snack_in_primary_school"])
    return p.income_class_bounds_eur.at(last_class)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Dohodek na osebo ne presega meje za malico",
    it="Il reddito per persona non supera il limite per lo spuntino",
    en="Income per person is within the limit of the snack",
)
def snack_income_is_within_limit(family):
    """An income at the limit still gives the subsidy."""
    return family.income_for_the_snack <= family.snack_income_limit


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Upravičenost do subvencije malice",
    it="Diritto al sussidio per lo spuntino",
    en="Entitled to the snack subsidy",
)
def entitled_to_snack_subsidy(family):
    """A pupil whose snack is subsidised at least in part."""
    return family.has_pupil & family.snack_income_is_within_limit


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 25",
    sl="Subvencija malice za učenca ali dijaka",
    it="Sussidio per lo spuntino dell’alunno",
    en="Snack subsidy of the pupil",
)
def snack_subsidy_of_the_pupil(person, p):
    """The share of the price, for the number of meals that official computations take for a month.

    A choice: a month has that many meals; what is really paid follows the snacks taken.
    """
    price = when(person.is_primary_pupil, p.snack_price_primary, p.snack_price_secondary)
    value = round_cent(price * person.snack_share * p.meal_days_a_month)
    return when(person.snack_share > 0, value, 0)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 25",
    sl="Mesečna vrednost subvencije malice",
    it="Valore mensile del sussidio per lo spuntino",
    en="Value of the snack subsidy a month",
)
def school_snack_subsidy(family):
    """The sum over the pupils."""
    return family.sum(person.snack_subsidy_of_the_pupil)


right(
    "school_snack_subsidy",
    order=6,
    entitled=entitled_to_snack_subsidy,
    amount=school_snack_subsidy,
    start=meal_subsidy_from,
    end=meal_subsidy_until,
    conditions=[has_pupil, snack_income_is_within_limit],
    per_person=snack_subsidy_of_the_pupil,
    per_person_shows=[snack_share],
    sl="Subvencija malice",
    it="Sussidio per lo spuntino scolastico",
    en="School snack subsidy",
)
