"""The performance supplement to the state scholarship (dodatek za uspeh)."""

from opora.law.acts.law_book import figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.acts.zupjs.scholarship_held import (
    has_state_scholarship_in_family,
    scholarship_supplement_from,
    scholarship_supplement_until,
)
from opora.law.engine.types import COUNT, EUR, YES_NO
from opora.law.engine.words import at_least, when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dovolj visoka povprečna ocena, izkazana z dokazilom",
    it="Media dei voti sufficiente e provata",
    en="A high enough average grade, proved",
)
def performance_is_proved(person, p):
    """The first grade of the table is enough; pupils and students have tables of their own.

    Not modelled: that there is none in the first year of a programme, ZŠtip-1 19(4).
    """
    least = when(
        person.in_secondary_school,
        p.scholarship_success_grades_pupil.first,
        p.scholarship_success_grades.first,
    )
    high_enough = person.average_grade >= least
    return person.proof_of_grades_of_previous_study_year_submitted & high_enough


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Štipendist z dodatkom za uspeh",
    it="Borsista con supplemento per il profitto",
    en="Holder with a performance supplement",
)
def gets_performance_supplement(person):
    """The proof is needed although the scholarship itself is renewed ex officio."""
    return person.has_state_scholarship & person.performance_is_proved


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Upravičenost do dodatka za uspeh",
    it="Diritto al supplemento per il profitto",
    en="Entitled to the performance supplement",
)
def entitled_to_performance_supplement(family):
    """At least one holder."""
    return family.any(person.gets_performance_supplement)


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZŠtip-1",
    sl="Stopnja dodatka za uspeh",
    it="Grado del supplemento per il profitto",
    en="Step of the performance supplement",
)
def performance_step(person, p):
    """How many grades of the table the average exceeds; the first one itself is enough."""
    exceeded = when(
        person.in_secondary_school,
        p.scholarship_success_grades_pupil.exceeded_by(person.average_grade),
        p.scholarship_success_grades.exceeded_by(person.average_grade),
    )
    return at_least(1, exceeded)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za uspeh za štipendista",
    it="Supplemento per il profitto del borsista",
    en="Performance supplement of the holder",
)
def performance_supplement_of_the_holder(person, p):
    """By the step of the average grade; the amounts of pupils and students are the same."""
    amount = p.scholarship_supplement_success.at(person.performance_step)
    return when(person.gets_performance_supplement, amount, 0)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za uspeh",
    it="Supplemento per il profitto",
    en="Performance supplement",
)
def scholarship_performance_supplement(family):
    """The sum over the holders, a month."""
    return family.sum(person.performance_supplement_of_the_holder)


right(
    "scholarship_performance_supplement",
    order=15,
    entitled=entitled_to_performance_supplement,
    amount=scholarship_performance_supplement,
    start=scholarship_supplement_from,
    end=scholarship_supplement_until,
    conditions=[has_state_scholarship_in_family, entitled_to_performance_supplement],
    per_person=performance_supplement_of_the_holder,
    sl="Dodatek za uspeh k državni štipendiji",
    it="Supplemento per il profitto alla borsa di studio statale",
    en="Performance supplement to the state scholarship",
)
