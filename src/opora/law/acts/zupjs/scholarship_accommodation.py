"""The accommodation supplement to the state scholarship (dodatek za bivanje)."""

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
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Bivanje v kraju izobraževanja izpolnjuje pogoje",
    it="L’alloggio nel luogo di istruzione soddisfa le condizioni",
    en="The stay in the place of schooling meets the conditions",
)
def stays_at_the_place_of_schooling(person, p):
    """Registered there, home far enough away, rent not below the least, neither subsidised nor owned."""
    far = person.distance_permanent_residence_to_school_km > p.scholarship_residence_distance_km
    rent = person.monthly_rent_eur >= p.scholarship_residence_least_rent
    at_own_cost = ~person.stay_is_subsidised & ~person.owns_the_place_of_stay
    return person.temporary_residence_in_place_of_schooling & far & rent & at_own_cost


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za bivanje za štipendista",
    it="Supplemento per l’alloggio del borsista",
    en="Accommodation supplement of the holder",
)
def accommodation_supplement_of_the_holder(person, p):
    """One amount, whatever the rent."""
    due = person.has_state_scholarship & person.stays_at_the_place_of_schooling
    return when(due, p.scholarship_supplement_residence, 0)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Upravičenost do dodatka za bivanje",
    it="Diritto al supplemento per l’alloggio",
    en="Entitled to the accommodation supplement",
)
def entitled_to_accommodation_supplement(family):
    """A holder who stays at the place of schooling."""
    return family.any(person.has_state_scholarship & person.stays_at_the_place_of_schooling)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZŠtip-1",
    sl="Dodatek za bivanje",
    it="Supplemento per l’alloggio",
    en="Accommodation supplement",
)
def scholarship_accommodation_supplement(family):
    """The sum over the holders, a month."""
    return family.sum(person.accommodation_supplement_of_the_holder)


right(
    "scholarship_accommodation_supplement",
    order=16,
    entitled=entitled_to_accommodation_supplement,
    amount=scholarship_accommodation_supplement,
    start=scholarship_supplement_from,
    end=scholarship_supplement_until,
    conditions=[has_state_scholarship_in_family, entitled_to_accommodation_supplement],
    per_person=accommodation_supplement_of_the_holder,
    sl="Dodatek za bivanje k državni štipendiji",
    it="Supplemento per l’alloggio alla borsa di studio statale",
    en="Accommodation supplement to the state scholarship",
)
