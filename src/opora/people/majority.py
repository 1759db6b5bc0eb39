"""Who is of age, and who may act for themselves before an authority (DZ art. 152, ZUP art. 46).

Not known here: that a court has recognised full legal capacity of a child who became a parent.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from opora.people.models import Person, Relation, RelationKind

YEARS: int = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))["years"]


def is_minor(person: Person, on: date) -> bool:
    """Whether somebody is under age on a day; nobody whose birth date is not known is said to be."""
    return person.born is not None and age(person.born, on) < YEARS


def acts_alone(person: Person, on: date) -> bool:
    """Whether somebody is of age, or was married before: marriage gives a child full legal capacity."""
    if not is_minor(person, on):
        return True
    marriages = Relation.objects.filter(kind=RelationKind.SPOUSE, period__startswith__lte=on)
    return marriages.filter(person=person).exists() or marriages.filter(other=person).exists()


def age(born: date, on: date) -> int:
    """Years completed on a day; who was born on 29 February completes them on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
