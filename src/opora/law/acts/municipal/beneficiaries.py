"""For whom an aid is: the words that a municipality's data file may use, and the rule behind each.

Each rule takes the municipality, the person and the parameters, and says whether the aid is for that person.
"""

from collections.abc import Callable
from typing import Any

from opora.law.acts.law_book import application
from opora.law.acts.municipal.municipality import Municipality
from opora.law.engine.words import first_day_of_month, months_later, when

Rule = Callable[[Municipality, Any, Any], Any]


def applicant(municipality: Municipality, person: Any, p: Any) -> Any:
    """The person who applies."""
    del municipality, p
    return person.is_applicant


def elderly_applicant(municipality: Municipality, person: Any, p: Any) -> Any:
    """The person who applies, above an age; a setting says whether the year after that birthday counts."""
    age = getattr(p, municipality.key("elderly_age"))
    reached = getattr(p, municipality.key("elderly_age_is_reached")) == "on_the_birthday"
    in_the_year_after = (person.age_years == age) & reached
    return when(person.is_applicant, (person.age_years > age) | in_the_year_after, False)


def pupil(municipality: Municipality, person: Any, p: Any) -> Any:
    """A child in primary or secondary school."""
    del municipality, p
    return when(person.is_child_of_dsp_family, person.in_primary_school | person.in_secondary_school, False)


def nature_school_pupil(municipality: Municipality, person: Any, p: Any) -> Any:
    """A child in primary school whose school organises the nature school or camp."""
    del municipality, p
    organised = person.in_primary_school & person.nature_school_organised_by_school
    return when(person.is_child_of_dsp_family, organised, False)


def newborn(municipality: Municipality, person: Any, p: Any) -> Any:
    """A child for whom the aid is claimed within so many months after birth.

    The last day has the number of the day of birth; where the month has no such day, its last one.
    """
    months = getattr(p, municipality.key("birth_aid_months"))
    last_month = months_later(person.born, months)
    filed = application.day_of_filing
    day_in_time = filed - last_month <= person.born - first_day_of_month(person.born)
    in_time = (filed < last_month) | ((first_day_of_month(filed) == last_month) & day_in_time)
    return when(person.is_child_of_dsp_family, in_time & (person.born <= filed), False)


BENEFICIARIES: dict[str, Rule] = {
    rule.__name__: rule for rule in (applicant, elderly_applicant, pupil, nature_school_pupil, newborn)
}
