"""Who may hold a state scholarship (državna štipendija), and in which school year."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import (
    day_before,
    first_day_of_month,
    in_months,
    months_later,
    when,
    years_between,
)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dijak ali študent v družini",
    it="Studente medio o universitario nella famiglia",
    en="Pupil of secondary school or student in the family",
)
def is_pupil_or_student(person):
    """A member of the family who attends secondary school or higher education.

    Not modelled: adult education; a grown-up student who applies alone although the parents must still
    maintain them: the parents then belong to the family and apply.
    """
    attends = person.in_secondary_school | person.in_higher_education
    return child_benefit_family.members & person.in_regular_education & attends


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZŠtip-1",
    sl="Stopnja šole (1 srednja, 2 višja ali visoka)",
    it="Grado di scuola (1 media superiore, 2 superiore o universitaria)",
    en="Level of school (1 secondary, 2 higher)",
)
def level_of_school(person):
    """Counts the places of the tables by school."""
    return when(person.in_secondary_school, 0, 1) + 1


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Državljanstvo ali drug ustrezen status",
    it="Cittadinanza o altro stato idoneo",
    en="Citizenship or another suitable status",
)
def has_status_for_scholarship(person):
    """A citizen, a person under international protection, or a foreigner whom the act names."""
    citizen = person.citizenship == "SI"
    return citizen | person.recognised_international_protection | person.other_status_for_scholarship


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Prvi vpis pravočasen",
    it="Prima iscrizione in tempo",
    en="First enrolled in time",
)
def enrolled_in_time(person, p):
    """Whoever is still below the age has enrolled before it; of older ones the first enrolment counts."""
    below = person.age_years < p.scholarship_first_enrolment_age.at(person.level_of_school)
    return below | person.enrolled_before_the_age_limit


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Nobena dejavnost ne izključuje štipendije",
    it="Nessuna attività esclude la borsa",
    en="No activity excludes the scholarship",
)
def no_activity_excludes_the_scholarship(person):
    """Not employed or self-employed, not registered as unemployed, no manager, no Zois scholarship.

    A choice: the register of the unemployed is taken to be registration with the Employment Service.
    """
    return (
        ~person.employed_or_self_employed
        & ~person.registered_at_employment_service
        & ~person.manages_company_or_institution
        & ~person.receives_zois_scholarship
    )


@no_activity_excludes_the_scholarship.version(since="2024-09", article="ZŠtip-1")
def no_activity_excludes_the_scholarship_since_2024(person):
    """From the school year 2024/25 on the two scholarships may be combined."""
    return (
        ~person.employed_or_self_employed
        & ~person.registered_at_employment_service
        & ~person.manages_company_or_institution
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Štipendija miruje",
    it="La borsa è sospesa",
    en="The scholarship is dormant",
)
def scholarship_is_dormant(person):
    """Whoever did not complete the year gets nothing for the next one, repeating or pausing alike."""
    return person.holds_state_scholarship & ~person.school_year_completed


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Štipendijo je treba vrniti",
    it="La borsa va restituita",
    en="The scholarship is to be repaid",
)
def scholarship_must_be_repaid(person):
    """The missing year was not completed by the end of the dormant one either.

    Not modelled: the amount, which the decision on repayment states.
    """
    return person.scholarship_is_dormant & ~person.year_completed_by_end_of_next_school_year


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Izpolnjeni pogoji štipendista",
    it="Condizioni del borsista soddisfatte",
    en="The conditions of a scholarship holder are met",
)
def may_hold_scholarship(person):
    """Every condition on the side of the pupil or student."""
    return (
        person.is_pupil_or_student
        & person.has_status_for_scholarship
        & person.enrolled_in_time
        & person.no_activity_excludes_the_scholarship
        & ~person.scholarship_is_dormant
    )


# --- the school year ------------------------------------------------------------------------------------


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZŠtip-1",
    sl="Začetek šolskega leta, za katero gre",
    it="Inizio dell’anno scolastico in questione",
    en="First day of the school year in question",
)
def school_year_begins_on(person, p):
    """The school year in which the month after the application lies."""
    day_of_every_year = p.school_year_first_day.at(person.level_of_school)
    years = years_between(day_of_every_year, months_later(application.day_of_filing, 1))
    return months_later(day_of_every_year, in_months(years))


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Konec štipendije za štipendista",
    it="Fine della borsa per il borsista",
    en="End of the scholarship for its holder",
)
def scholarship_ends_on(person, p):
    """The last day of the school year for which it is granted."""
    return day_before(months_later(person.school_year_begins_on, in_months(p.scholarship_period_years)))


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZŠtip-1",
    sl="Štipendija miruje do",
    it="La borsa è sospesa fino a",
    en="The scholarship is dormant until",
)
def scholarship_dormant_until(person, p):
    """The last day of the school year in which nothing is paid."""
    return day_before(months_later(person.school_year_begins_on, in_months(p.scholarship_dormant_years)))


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Mesec za vlogo za naslednje šolsko leto",
    it="Mese per la domanda per l’anno scolastico successivo",
    en="Month in which to apply for the next school year",
)
def scholarship_is_filed_in(person):
    """August for pupils, September for students: the last month of the running school year."""
    return first_day_of_month(person.scholarship_ends_on)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 35.a",
    sl="Za štipendijo je potrebna vloga",
    it="Per la borsa occorre una domanda",
    en="The scholarship has to be applied for",
)
def scholarship_application_is_needed(person):
    """A first claim and a move to a higher level; otherwise the centre renews the right by itself."""
    return ~person.holds_state_scholarship | person.moves_to_higher_education_level
