"""Subsidies for school meals: the snack (malica) of all pupils and lunch (kosilo) in primary school."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, EUR, RATIO, YES_NO
from opora.law.engine.words import day_before, in_months, months_later, round_cent, when


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 25",
    sl="Razred za subvencijo prehrane",
    it="Classe per il sussidio dei pasti",
    en="Class for the meal subsidies",
)
def meal_class(family, p):
    """The class of the decision on child benefit, which schools read from the central register.

    A choice: so also where only a scholarship was decided, whose income may be another.
    """
    return p.income_class_bounds_eur.exceeded_by(family.monthly_income_per_person) + 1


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Učenec osnovne šole v družini",
    it="Alunno della scuola elementare nella famiglia",
    en="Primary-school pupil of the family",
)
def is_primary_pupil(person):
    """A member of the family."""
    return child_benefit_family.members & person.in_regular_education & person.in_primary_school


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Dijak srednje šole v družini",
    it="Studente della scuola media superiore nella famiglia",
    en="Secondary-school pupil of the family",
)
def is_secondary_pupil(person):
    """A member of the family."""
    return child_benefit_family.members & person.in_regular_education & person.in_secondary_school


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Polna subvencija ne glede na dohodek",
    it="Sussidio pieno indipendentemente dal reddito",
    en="Full subsidy whatever the income",
)
def meals_are_always_free(person):
    """Foster children, asylum seekers, and pupils placed in certain institutions."""
    return person.in_foster_care | person.asylum_seeker | person.in_institution_with_free_meals


# --- snack ----------------------------------------------------------------------------------------------


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
    YES_NO,
    since="2018-06",
    article="ZUPJS 25",
    sl="Upravičenost do subvencije malice",
    it="Diritto al sussidio per lo spuntino",
    en="Entitled to the snack subsidy",
)
def entitled_to_snack_subsidy(family):
    """A pupil whose snack is subsidised at least in part."""
    return family.any(person.snack_share > 0)


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


# --- lunch ----------------------------------------------------------------------------------------------


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
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Upravičenost do subvencije kosila",
    it="Diritto al sussidio per il pranzo",
    en="Entitled to the lunch subsidy",
)
def entitled_to_lunch_subsidy(family):
    """A pupil whose lunch is subsidised at least in part."""
    return family.any(person.lunch_share > 0)


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


# --- when -----------------------------------------------------------------------------------------------


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS 35.a",
    sl="Za subvencijo prehrane je potrebna vloga",
    it="Per il sussidio dei pasti occorre una domanda",
    en="The meal subsidies have to be applied for",
)
def meal_application_is_needed(applicant):
    """Only where neither child benefit nor a state scholarship has been decided."""
    return ~applicant.valid_child_benefit_decision & ~applicant.valid_state_scholarship_decision


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek subvencije prehrane",
    it="Decorrenza del sussidio per i pasti",
    en="Start of the meal subsidies",
)
def meal_subsidy_from(family):
    """The first day of the month after the application."""
    del family
    return months_later(application.day_of_filing, 1)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Konec subvencije prehrane",
    it="Fine del sussidio per i pasti",
    en="End of the meal subsidies",
)
def meal_subsidy_until(family, p):
    """A choice: a year like child benefit, on whose class it rests; the sources do not say how long."""
    return day_before(months_later(family.meal_subsidy_from, in_months(p.annual_right_period_years)))


right(
    "school_snack_subsidy",
    order=6,
    entitled=entitled_to_snack_subsidy,
    amount=school_snack_subsidy,
    start=meal_subsidy_from,
    end=meal_subsidy_until,
    conditions=[has_pupil, entitled_to_snack_subsidy],
    per_person=snack_subsidy_of_the_pupil,
    per_person_shows=[snack_share],
    sl="Subvencija malice",
    it="Sussidio per lo spuntino scolastico",
    en="School snack subsidy",
)

right(
    "school_lunch_subsidy",
    order=7,
    entitled=entitled_to_lunch_subsidy,
    amount=school_lunch_subsidy,
    start=meal_subsidy_from,
    end=meal_subsidy_until,
    conditions=[has_primary_pupil, entitled_to_lunch_subsidy],
    per_person=lunch_subsidy_of_the_pupil,
    per_person_shows=[lunch_share],
    sl="Subvencija kosila",
    it="Sussidio per il pranzo scolastico",
    en="School lunch subsidy",
)
