"""Records that resemble somebody being entered, as far as this worker may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opora.audit import trail
from opora.organisation.models import Worker
from opora.people.duplicates import Resemblance
from opora.people.models import Person
from opora.people.need_to_know import known_among


@dataclass(frozen=True)
class Likeness:
    """One record to compare: no more of it than every search shows."""

    person: Person
    born_year: int | None
    why: str
    may_open: bool


def to_compare(resemblances: Sequence[Resemblance], worker: Worker) -> list[Likeness]:
    """What is shown of them; the log remembers that it was."""
    found = [resemblance.person for resemblance in resemblances]
    trail.shows(found)
    known = known_among([person.pk for person in found], worker, Person.objects.all()) if found else set()
    return [
        Likeness(
            person=each.person,
            born_year=each.person.born.year if each.person.born else None,
            why=each.wording,
            may_open=each.person.pk in known,
        )
        for each in resemblances
    ]
