"""Who holds a state scholarship to which a supplement may go, and how long supplements run."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import DATE, YES_NO
from opora.law.engine.words import day_before, largest, months_later, when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Ima državno štipendijo",
    it="Ha la borsa di studio statale",
    en="Has a state scholarship",
)
def has_state_scholarship(person):
    """Decided with this application, or held already."""
    runs = application.month_of_right <= person.scholarship_ends_on
    held = person.holds_state_scholarship & ~person.scholarship_is_dormant & runs
    return when(
        application.claims("state_scholarship"),
        person.is_scholarship_holder,
        child_benefit_family.members & held,
    )


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="V družini je štipendist",
    it="Nella famiglia c’è un borsista",
    en="The family has a scholarship holder",
)
def has_state_scholarship_in_family(family):
    """A supplement goes with a scholarship only."""
    return family.any(person.has_state_scholarship)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek dodatka k štipendiji",
    it="Decorrenza del supplemento alla borsa",
    en="Start of the supplement",
)
def scholarship_supplement_from(family):
    """The first day of the month after the application."""
    del family
    return months_later(application.day_of_filing, 1)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZŠtip-1",
    sl="Konec dodatka k štipendiji",
    it="Fine del supplemento alla borsa",
    en="End of the supplement",
)
def scholarship_supplement_until(family):
    """With the scholarship: the end of the school year; of several holders, the latest."""
    first_month = day_before(months_later(family.scholarship_supplement_from, 1))
    ends = family.largest(person.scholarship_ends_on, among=person.has_state_scholarship)
    return largest(first_month, ends)
