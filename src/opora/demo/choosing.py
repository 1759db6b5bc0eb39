"""Which generated households apply: of every structure, the poorer ones more often."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opora.demo.registers import DemoRegisters
from opora.organisation.models import Unit
from opora.people.models import Person, Residence
from opora.people.relating import relations_among
from opora.sources.asked_for import AskedFor

CONSIDERED = 12_000  # rows looked at; several times as many households as apply
LARGEST = 6
ADULT, TOO_OLD = 19, 64
POOR_CENTS_A_HEAD = 45_000
SHARE_OF_OTHERS = 0.2


@dataclass(frozen=True)
class Household:
    """People of one dwelling who apply together, the applicant first."""

    unit: Unit
    members: list[Person]

    @property
    def applicant(self) -> Person:
        return self.members[0]

    def as_of(self, day: date) -> Household:
        """Those of them who were born by then."""
        return Household(self.unit, [person for person in self.members if person.born and person.born <= day])

    def has_children(self, on: date) -> bool:
        return any(_age(person, on) < ADULT - 1 for person in self.members)


def choose_households(registers: DemoRegisters, *, on: date, rng: random.Random) -> Iterator[Household]:
    """Households of the centre in a shuffled order, as long as there are any."""
    dwellings = dwellings_drawn(on, rng)
    for unit, residents in dwellings:
        household = _applying(unit, residents, on)
        if household and (_is_poor(household, registers, on) or rng.random() < SHARE_OF_OTHERS):
            yield household


def dwellings_drawn(on: date, rng: random.Random) -> list[tuple[Unit, list[Person]]]:
    """Who lives together on a day, with the unit that serves them: some thousands, in a drawn order."""
    newest = Residence.objects.order_by("-dwelling").values_list("dwelling", flat=True).first() or 0
    drawn = rng.sample(range(1, newest + 1), min(CONSIDERED // 2, newest))
    rows = (
        Residence.objects.filter(dwelling__in=drawn, period__contains=on)
        .select_related("person")
        .order_by("dwelling", "pk")
    )
    together: dict[int, list[Person]] = defaultdict(list)
    for row in rows:
        together[row.dwelling_id].append(row.person)
    served_by = _units_of_dwellings(list(together), on)
    found = [(served_by[dwelling], residents) for dwelling, residents in together.items()]
    rng.shuffle(found)
    return found


def _units_of_dwellings(dwellings: list[int], on: date) -> dict[int, Unit]:
    units = Unit.objects.select_related("centre").in_bulk()
    rows = Residence.objects.filter(
        dwelling__in=dwellings, dwelling__municipality__territories__period__contains=on
    ).values_list("dwelling", "dwelling__municipality__territories__unit")
    return {dwelling: units[unit] for dwelling, unit in rows}


def _applying(unit: Unit, residents: list[Person], on: date) -> Household | None:
    """The youngest grown-up applies, with those of the dwelling who are related to them."""
    grown = [person for person in residents if ADULT <= _age(person, on) <= TOO_OLD]
    if not grown or len(residents) > LARGEST:
        return None
    applicant = _parent_of_the_youngest(residents, grown, on) or grown[0]
    related = {applicant.pk}
    for relation in [*relations_among(residents, on)] * 2:  # twice: a partner's child comes after the partner
        if {relation.person_id, relation.other_id} & related:
            related |= {relation.person_id, relation.other_id}
    others = [person for person in residents if person.pk in related and person != applicant]
    return Household(unit, [applicant, *others])


def _parent_of_the_youngest(residents: list[Person], grown: list[Person], on: date) -> Person | None:
    youngest = min(residents, key=lambda person: _age(person, on))
    parents = {
        relation.person_id
        for relation in relations_among(residents, on)
        if relation.kind == "parent" and relation.other_id == youngest.pk
    }
    return next((person for person in grown if person.pk in parents), None)


def _is_poor(household: Household, registers: DemoRegisters, on: date) -> bool:
    asked = AskedFor.before_filing(on, months=1, years=0)
    cents = 0
    for person in household.members:
        facts = (registers.answer("tax", person.emso, asked) or {}) if person.emso else {}
        cents += sum(
            round(float(amount) * 100)
            for value in facts.values()
            if isinstance(value, dict)
            for amount in value.values()
        )
    return cents < POOR_CENTS_A_HEAD * len(household.members)


def _age(person: Person, on: date) -> int:
    born = person.born or on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
