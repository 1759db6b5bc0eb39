"""First social aid (prva socialna pomoč) and personal help (osebna pomoč), which may follow it."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Težava je za center nova",
    it="Il problema è nuovo per il centro",
    en="The problem is new to the centre",
)
def problem_is_new_to_the_centre(applicant):
    """A first visit, or a client with a new problem; where the person lives does not matter."""
    return applicant.first_visit_with_this_problem | applicant.existing_client_with_new_problem


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSV",
    sl="Storitev od",
    it="Servizio da",
    en="Service from",
)
def social_service_from(applicant):
    """A choice: the day of the request; the sources do not say more."""
    del applicant
    return application.day_of_filing


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Potrebna je osebna pomoč",
    it="Serve l’aiuto personale",
    en="Personal help is needed",
)
def personal_help_is_needed(applicant):
    """The client says so, or the worker assesses it."""
    return applicant.client_needs_it | applicant.workers_assess_need


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSV",
    sl="Število srečanj",
    it="Numero degli incontri",
    en="Number of meetings",
)
def personal_help_meetings(applicant, p):
    """One series of meetings, in which the client is expected to take an active part."""
    return when(applicant.personal_help_is_needed, p.personal_help_meetings_number, 0)


right(
    "first_social_aid",
    order=110,
    given="status",
    entitled=problem_is_new_to_the_centre,
    start=social_service_from,
    conditions=[problem_is_new_to_the_centre],
    sl="Prva socialna pomoč",
    it="Primo aiuto sociale",
    en="First social aid",
)

right(
    "personal_help",
    order=111,
    given="once",
    entitled=personal_help_is_needed,
    amount=personal_help_meetings,
    start=social_service_from,
    conditions=[personal_help_is_needed],
    sl="Osebna pomoč",
    it="Aiuto personale",
    en="Personal help",
)
