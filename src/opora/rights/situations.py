"""What the law engine is told of an application: persons, relations, dwelling, facts and the three dates.

Facts come from `sources`, births and relations from `people`. What is not known is left out: an unknown fact
stays unknown. Which of these persons are a family, each act finds out for itself.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from opora.law import rulebook
from opora.people.models import Person, Relation, RelationKind
from opora.people.relating import relations_among
from opora.rights.models import Application
from opora.sources.facts import as_situation, facts_in_force
from opora.sources.models import Fact

VERSION = 1
OTHER = "other"


def situation_of(application: Application, *, decided_on: date, month: date | None = None) -> dict[str, Any]:
    """The situation (version 1) with everything known today.

    `month` is the first month asked about; without it each right begins when the law lets it begin.
    """
    facts = facts_in_force(application.case_id)
    return situation_with(application, facts, decided_on=decided_on, month=month)


def situation_with(
    application: Application,
    facts: list[Fact],
    *,
    decided_on: date,
    month: date | None = None,
    members: list[Person] | None = None,
) -> dict[str, Any]:
    """The situation with exactly these facts; `members` as of `members_of`, where they are at hand."""
    members = members_of(application) if members is None else members
    known = as_situation(facts)
    shared = application.household["dwelling"]
    return {
        "version": VERSION,
        "dates": {
            **({"month": f"{month:%Y-%m}"} if month else {}),
            "filed": application.filed_on.isoformat(),
            "decided": decided_on.isoformat(),
        },
        "rights": list(application.rights),
        "applicant": key_of(application.applicant),
        "persons": {key_of(person): _of_person(person) | known.get(person.pk, {}) for person in members},
        "relations": [_relation(relation) for relation in relations_among(members, application.filed_on)],
        "dwelling": {
            "persons": [key_of(person) for person in members if person.pk in shared],
            **known.get(None, {}),
        },
    }


def members_of(application: Application) -> list[Person]:
    """The applicant and the persons named in the application, the applicant first."""
    persons = Person.objects.filter(pk__in=application.household["persons"])
    return sorted(
        persons,
        key=lambda person: (person.pk != application.applicant_id, person.born or date.max, person.pk),
    )


def key_of(person: Person | int) -> str:
    """How a situation names a person: without their name."""
    return f"p{person if isinstance(person, int) else person.pk}"


def person_id(key: str) -> int:
    """The opposite of `key_of`."""
    return int(key.removeprefix("p"))


def _of_person(person: Person) -> dict[str, Any]:
    """What the person's record tells already; a register or the officer may say otherwise later."""
    known = {
        "born": person.born.isoformat() if person.born else None,
        "sex": person.sex,
        "citizenship": _as_choice("citizenship", person.citizenship),
    }
    return {fact: value for fact, value in known.items() if value}


def _as_choice(fact: str, value: str) -> str:
    """The value, or the law's word for all others it does not tell apart."""
    return value if not value or value in rulebook().graph.facts[fact].choices else OTHER


def _relation(relation: Relation) -> dict[str, Any]:
    one, other = key_of(relation.person_id), key_of(relation.other_id)
    match relation.kind:
        case RelationKind.PARENT:
            return {"type": "parent", "parent": one, "child": other}
        case RelationKind.CARER | RelationKind.GUARDIAN:
            return {"type": "in_care", "carer": one, "child": other}
        case _:
            return {"type": "partner", "persons": [one, other]}
