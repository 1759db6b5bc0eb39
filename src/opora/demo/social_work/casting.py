"""Who takes part in the cases of the demo: generated households of the shape a story asks for."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from opora.demo.choosing import dwellings_drawn
from opora.organisation.models import Unit
from opora.people.models import Person, Relation
from opora.people.relating import relations_among

Cast = dict[str, Person]
CHILD, YOUNG, GROWN, WORKING_AGE, OLD = 3, 14, 19, 62, 72
AS_RELATIVES = 24
"""A grown-up of so many years helps an old person, or is guardian of one."""


class Casting:
    """The households of the centre; none is taken twice, and nobody whose address is protected."""

    def __init__(self, *, on: date, rng: random.Random) -> None:
        self.on = on
        self._households: dict[int, list[list[Person]]] = defaultdict(list)
        for unit, residents in dwellings_drawn(on, rng):
            if not any(person.is_protected for person in residents):
                self._households[unit.pk].append(residents)

    def cast(self, shapes: Sequence[str], unit: Unit) -> Cast | None:
        """One household of each shape in a unit, together; None where there is no other of one."""
        together: Cast = {}
        for shape in shapes:
            found = self._next(shape, unit)
            if found is None:
                return None
            together |= found
        return together

    def _next(self, shape: str, unit: Unit) -> Cast | None:
        households = self._households[unit.pk]
        for place, residents in enumerate(households):
            found = _SHAPES[shape](_Household(residents, self.on))
            if found is not None:
                del households[place]
                return found
        return None


class _Household:
    def __init__(self, residents: list[Person], on: date) -> None:
        self.residents, self.on = residents, on

    def between(self, youngest: int, oldest: int, *, sex: str = "") -> Iterator[Person]:
        """Those of that many years, the oldest first."""
        found = [p for p in self.residents if youngest <= _age(p, self.on) < oldest and sex in ("", p.sex)]
        return iter(sorted(found, key=lambda person: (person.born or self.on, person.pk)))

    def related(self) -> list[Relation]:
        return list(relations_among(self.residents, self.on))

    def parents_of(self, child: Person) -> list[Person]:
        ids = {
            each.person_id for each in self.related() if each.kind == "parent" and each.other_id == child.pk
        }
        return [person for person in self.residents if person.pk in ids]

    def couple(self) -> tuple[Person, Person] | None:
        """A woman and a man of working age who live as spouses or partners."""
        by_id = {person.pk: person for person in self.between(GROWN, WORKING_AGE)}
        if len(by_id) < len(("woman", "man")):
            return None
        for each in self.related():
            two = [by_id[key] for key in (each.person_id, each.other_id) if key in by_id]
            if each.kind != "parent" and sorted(person.sex for person in two) == ["female", "male"]:
                woman, man = sorted(two, key=lambda person: person.sex)
                return woman, man
        return None


def _family(home: _Household) -> Cast | None:
    for child in home.between(CHILD, YOUNG):
        parents = {person.sex: person for person in home.parents_of(child)}
        if set(parents) == {"female", "male"}:
            return {"mother": parents["female"], "father": parents["male"], "child": child}
    return None


def _single_parent(home: _Household) -> Cast | None:
    for child in home.between(CHILD, YOUNG):
        if parents := home.parents_of(child):
            return {"parent": parents[0], "child": child}
    return None


def _youth(home: _Household) -> Cast | None:
    for young in home.between(YOUNG, GROWN - 1):
        if parents := home.parents_of(young):
            return {"parent": parents[0], "young": young}
    return None


def _couple(home: _Household) -> Cast | None:
    two = home.couple()
    return two and {"woman": two[0], "man": two[1]}


def _two_adults(home: _Household) -> Cast | None:
    grown = list(home.between(GROWN, WORKING_AGE))
    return {"first": grown[-1], "second": grown[0]} if len(grown) > 1 else None


def _one(name: str, youngest: int, oldest: int, sex: str) -> Callable[[_Household], Cast | None]:
    def found(home: _Household) -> Cast | None:
        person = next(home.between(youngest, oldest, sex=sex), None)
        return None if person is None else {name: person}

    return found


def _ward_and_guardian(home: _Household) -> Cast | None:
    old = next(home.between(OLD, 120), None)
    relative = next(home.between(AS_RELATIVES, OLD), None)
    return {"old": old, "relative": relative} if old and relative else None


_SHAPES: dict[str, Callable[[_Household], Cast | None]] = {
    "family": _family,
    "single_parent": _single_parent,
    "youth": _youth,
    "couple": _couple,
    "two_adults": _two_adults,
    "woman": _one("adult", GROWN + 4, WORKING_AGE, "female"),
    "man": _one("adult", GROWN + 4, WORKING_AGE, "male"),
    "old_woman": _one("old", OLD, 120, "female"),
    "old_man": _one("old", OLD, 120, "male"),
    "ward_and_guardian": _ward_and_guardian,
}
SHAPES = frozenset(_SHAPES)


def _age(person: Person, on: date) -> int:
    born = person.born or on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
