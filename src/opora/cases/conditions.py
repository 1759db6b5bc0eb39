"""Whether somebody meets what a programme asks for; whoever does not is included only with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.derived_values import RESIDENCE, age_on
from opora.cases.models import Case
from opora.cases.prolonging import holds
from opora.catalogue.schema import Record
from opora.catalogue.schema.conditions import Conditions
from opora.organisation.models import Territory, Unit
from opora.people.addresses import address_on
from opora.people.models import Person
from opora.people.withholding import is_hidden


def faults_of_inclusion(
    definition: Record, content: Mapping[str, Any], case: Case | None, *, on: date
) -> dict[str, str]:
    """The sentence beside the reason that is missing; nothing where all is met, or the reason is there."""
    asked = definition.conditions
    if asked is None or case is None or content.get(asked.exception):
        return {}
    if asked.when is not None and not holds(asked.when, content.get(asked.when.field)):
        return {}
    unmet = list(_unmet(asked, definition, content, case, on))
    if not unmet:
        return {}
    return {
        asked.exception: _(
            "Not met: %(what)s. See to it first, or write here why they are included all the same."
        )
        % {"what": ", ".join(unmet)}
    }


def _unmet(
    asked: Conditions, definition: Record, content: Mapping[str, Any], case: Case, on: date
) -> Iterator[str]:
    """What is not met, each in words. What is not known is not met."""
    day = _day(definition, content) or on
    party = case.parties.filter(role=asked.of, person__isnull=False).select_related("person").first()
    person = party.person if party else None
    if asked.in_area and not _lives_in_area(person, case.unit, day):
        yield _("residence in the area of %(unit)s") % {"unit": case.unit}
    if (asked.from_age or asked.to_age) and not _has_age(person, asked, day):
        yield _age_in_words(asked)
    language = get_language() or "en"
    if asked.consent is not None and not _is_agreed(asked, case, day):
        record = next(each for each in task_of(case).records if each.key == asked.consent.record)
        yield record.name(language)
    for held in asked.told:
        field = definition.field(held.field)
        if field is not None and not holds(held, content.get(held.field)):
            yield field.name(language)


def _day(definition: Record, content: Mapping[str, Any]) -> date | None:
    told = str(content.get(definition.happens_on or "", ""))
    return date.fromisoformat(told[:10]) if told else None


def _lives_in_area(person: Person | None, unit: Unit, day: date) -> bool:
    """Whether the unit serves where they live; of a programme without an area, whether its centre does.

    Where a home is protected, nobody is told what lies behind: it is not asked.
    """
    if person is None:
        return False
    if is_hidden(person, day):
        return True
    home = address_on(person, day, RESIDENCE)
    if home is None or home.municipality_id is None:
        return False
    served_by = Territory.objects.on(day).filter(municipality=home.municipality_id)
    if Territory.objects.on(day).filter(unit=unit).exists():
        return served_by.filter(unit=unit).exists()
    return served_by.filter(unit__centre=unit.centre_id).exists()


def _has_age(person: Person | None, asked: Conditions, day: date) -> bool:
    if person is None or person.born is None:
        return False
    age = age_on(person.born, day)
    return (asked.from_age or 0) <= age and (asked.to_age is None or age <= asked.to_age)


def _age_in_words(asked: Conditions) -> str:
    if asked.from_age and asked.to_age:
        return _("age from %(first)d to %(last)d years") % {"first": asked.from_age, "last": asked.to_age}
    if asked.from_age:
        return _("age of %(first)d years or more") % {"first": asked.from_age}
    return _("age of %(last)d years at most") % {"last": asked.to_age}


def _is_agreed(asked: Conditions, case: Case, day: date) -> bool:
    assert asked.consent is not None
    until = asked.consent.until
    for kept in case.records.filter(key=asked.consent.record, struck_at=None):
        ended = kept.content.get(until) if until else None
        if ended is None or date.fromisoformat(str(ended)[:10]) > day:
            return True
    return False
