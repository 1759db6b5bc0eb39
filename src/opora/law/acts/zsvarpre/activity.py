"""Work activity: it raises an adult's weight."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import COUNT, YES_NO
from opora.law.engine.words import when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 6",
    sl="Delovno aktiven v manjšem obsegu",
    it="Attivo in misura ridotta",
    en="Active in work to a lesser extent",
)
def is_active_part_time(person, p):
    """Within the lower band of hours a month."""
    hours = person.work_activity_hours
    bounds = p.dsp_work_activity_hours
    return (hours >= bounds["lower_from"]) & (hours <= bounds["lower_to"])


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 6",
    sl="Delovno aktiven v večjem obsegu",
    it="Attivo in misura maggiore",
    en="Active in work to a greater extent",
)
def is_active_full_time(person, p):
    """More hours a month than the lower band."""
    return person.work_activity_hours > p.dsp_work_activity_hours["upper_above"]


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZSVarPre 6",
    sl="Stopnja delovne aktivnosti",
    it="Grado di attività lavorativa",
    en="Degree of work activity",
)
def activity_level(person):
    """0 without activity, then 1 for the lower band and one more above it."""
    full_time = when(person.is_active_full_time, 1, 0)
    return when(person.is_active_part_time | person.is_active_full_time, 1, 0) + full_time


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Prva odrasla oseba",
    it="Primo adulto",
    en="First adult",
)
def is_first_adult(person):
    """The most active of the adults whose weight counts; of equally active ones who lives outside an
    institution, then the applicant.

    A choice: the act does not say who of a couple is first. Taking the working adult is better for the
    family and is what the official table does; so is the one outside an institution. That the applicant comes
    before an equal partner makes it the same whoever is named first.
    """
    counted = person.is_adult_of_dsp_family & person.counts_in_minimum_income
    work = person.activity_level + person.activity_level + when(person.in_institutional_care, 0, 1)
    place = dsp_family.rank(work + work + when(person.is_applicant, 1, 0), among=counted, falling=True)
    return counted & (place == 1)
