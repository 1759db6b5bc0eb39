"""What the subsidies for school meals share: the class, the pupils, and for how long they are given."""

from opora.law.acts.law_book import applicant, application, figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import day_before, in_months, months_later


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
    """A member of the family who does not attend secondary school yet."""
    in_primary_school = ~person.in_secondary_school & person.in_primary_school
    return child_benefit_family.members & person.in_regular_education & in_primary_school


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
