"""The supplement for scholarship holders with special needs."""

from opora.law.acts.law_book import figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.acts.zupjs.scholarship_held import (
    has_state_scholarship_in_family,
    scholarship_supplement_from,
    scholarship_supplement_until,
)
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za posebne potrebe za štipendista",
    it="Supplemento per esigenze particolari del borsista",
    en="Special-needs supplement of the holder",
)
def special_needs_supplement_of_the_holder(person, p):
    """One amount for each holder with recognised special needs."""
    due = person.has_state_scholarship & person.scholar_with_special_needs
    return when(due, p.scholarship_supplement_special_needs, 0)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Upravičenost do dodatka za štipendiste s posebnimi potrebami",
    it="Diritto al supplemento per esigenze particolari",
    en="Entitled to the special-needs supplement",
)
def entitled_to_special_needs_supplement(family):
    """A holder with recognised special needs."""
    return family.any(person.has_state_scholarship & person.scholar_with_special_needs)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za štipendiste s posebnimi potrebami",
    it="Supplemento per i borsisti con esigenze particolari",
    en="Special-needs supplement",
)
def scholarship_special_needs_supplement(family):
    """The sum over the holders, a month."""
    return family.sum(person.special_needs_supplement_of_the_holder)


right(
    "scholarship_special_needs_supplement",
    order=17,
    entitled=entitled_to_special_needs_supplement,
    amount=scholarship_special_needs_supplement,
    start=scholarship_supplement_from,
    end=scholarship_supplement_until,
    conditions=[has_state_scholarship_in_family, entitled_to_special_needs_supplement],
    per_person=special_needs_supplement_of_the_holder,
    sl="Dodatek za štipendiste s posebnimi potrebami",
    it="Supplemento per i borsisti con esigenze particolari",
    en="Special-needs supplement to the state scholarship",
)
