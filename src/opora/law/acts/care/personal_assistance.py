"""Personal assistance (osebna asistenca): whoever needs help of so many hours a week, whatever the income."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE, HOURS, YES_NO
from opora.law.engine.words import largest, when, years_between


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Zaradi invalidnosti potrebuje pomoč",
    it="Ha bisogno di aiuto per la disabilità",
    en="Needs help because of a disability",
)
def help_is_needed_for_disability(applicant):
    """For an independent life at home and outside."""
    return applicant.needs_help_because_of_disability


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Stalno prebivališče v Sloveniji (osebna asistenca)",
    it="Residenza permanente in Slovenia (assistenza personale)",
    en="Permanent residence in Slovenia (personal assistance)",
)
def has_residence_for_personal_assistance(applicant):
    """Citizens and foreigners alike."""
    return applicant.permanent_residence_in_slovenia


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Spodnja starostna meja je dosežena",
    it="L’età minima è raggiunta",
    en="The lower age is reached",
)
def meets_lower_age_limit(applicant, p):
    """On the day of the application."""
    return years_between(applicant.born, application.day_of_filing) >= p.personal_assistance_ages["from"]


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Zgornja starostna meja ni dosežena",
    it="Il limite di età non è raggiunto",
    en="The upper age is not reached",
)
def meets_upper_age_limit(applicant, p):
    """On the day of the application; who claimed before that age keeps the right after it."""
    age = years_between(applicant.born, application.day_of_filing)
    return (age < p.personal_assistance_ages["to"]) | applicant.claimed_personal_assistance_before_upper_age


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Življenje zunaj celodnevne institucionalne oskrbe",
    it="Vita fuori dall’assistenza istituzionale",
    en="Life outside full-time institutional care",
)
def lives_outside_institution(applicant):
    """Whoever wants to leave an institution may claim as well."""
    return applicant.lives_or_wants_to_live_outside_full_time_institutional_care


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Potrebnih je dovolj ur pomoči na teden",
    it="Servono abbastanza ore di aiuto alla settimana",
    en="Enough hours of help a week are needed",
)
def needs_enough_hours_of_help(applicant, p):
    """In the opinion of the commission of two experts."""
    return applicant.help_hours_per_week >= p.personal_assistance_least_hours


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Pravica do osebne asistence",
    it="Diritto all’assistenza personale",
    en="Entitled to personal assistance",
)
def entitled_to_personal_assistance(applicant):
    """All conditions together; income and property do not matter."""
    return (
        applicant.has_residence_for_personal_assistance
        & applicant.meets_lower_age_limit
        & applicant.meets_upper_age_limit
        & applicant.help_is_needed_for_disability
        & applicant.lives_outside_institution
        & applicant.needs_enough_hours_of_help
    )


@figure(
    applicant,
    HOURS,
    since="2018-06",
    article="ZOA",
    sl="Ure osebne asistence na teden",
    it="Ore settimanali di assistenza personale",
    en="Hours of personal assistance a week",
)
def personal_assistance_hours_a_week(applicant):
    """As many as are needed, a week.

    Not modelled: a highest number of hours, and how the hours are shared out among several assistants.
    """
    return when(applicant.entitled_to_personal_assistance, applicant.help_hours_per_week, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZOA",
    sl="Osebna asistenca od",
    it="Assistenza personale da",
    en="Personal assistance from",
)
def personal_assistance_from(applicant, p):
    """Not before the act is applied.

    A choice: otherwise the day of deciding; the sources do not say when the right begins.
    """
    del applicant
    return largest(application.day_of_deciding, p.personal_assistance_applied_from)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZOA",
    sl="Naslednje preverjanje najpozneje",
    it="Prossima verifica entro",
    en="Next check at the latest",
)
def next_check_of_personal_assistance_on(applicant, p):
    """Counted from the last one."""
    return same_day_months_later(
        applicant.last_check_of_personal_assistance_on, p.personal_assistance_check_months
    )


right(
    "personal_assistance",
    order=45,
    entitled=entitled_to_personal_assistance,
    amount=personal_assistance_hours_a_week,
    start=personal_assistance_from,
    conditions=[
        has_residence_for_personal_assistance,
        meets_lower_age_limit,
        meets_upper_age_limit,
        help_is_needed_for_disability,
        lives_outside_institution,
        needs_enough_hours_of_help,
    ],
    sl="Osebna asistenca (ure na teden)",
    it="Assistenza personale (ore alla settimana)",
    en="Personal assistance (hours a week)",
)
