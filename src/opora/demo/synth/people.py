"""Who there is: the members of one part of the population, in households, with what each mainly does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.demo.structure import ANCHOR, CHILD, DAYS_OF_A_YEAR, PARTNER, Members, draw_members, shapes
from opora.demo.synth.assumptions import Assumptions

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
GROWN_UP, GROWN_CHILD = 18, 26


@dataclass
class People:
    """One entry a person; `household` counts from 0 within the part."""

    members: Members
    statuses: dict[str, Truths]
    assumptions: Assumptions

    def __len__(self) -> int:
        return len(self.members)

    @property
    def household(self) -> Whole:
        return self.members.household

    @cached_property
    def starts(self) -> Whole:
        """Where each household begins."""
        return np.flatnonzero(np.diff(self.household, prepend=-1))

    @cached_property
    def place(self) -> Whole:
        """The place of each person within the household."""
        return np.arange(len(self)) - self.starts[self.household]

    @cached_property
    def years(self) -> NDArray[np.float64]:
        return self.members.age / DAYS_OF_A_YEAR

    @cached_property
    def is_applicant(self) -> Truths:
        return np.asarray(self.members.part == ANCHOR)

    @cached_property
    def kind_of_household(self) -> list[str]:
        """Of each household, as `demo/shapes.yaml` names it."""
        names = list(shapes()["households"])
        return [names[kind] for kind in self.members.kind[self.starts]]

    def group(self, name: str | None) -> Truths:
        """Whom a draw concerns."""
        if name is None:
            return np.ones(len(self), dtype=bool)
        if name in self.statuses:
            return self.statuses[name]
        if name in self.assumptions.groups:
            of = [self.statuses[status] for status in self.assumptions.groups[name]]
            return np.asarray(np.logical_or.reduce(of))
        return self._of_households(name)

    def _of_households(self, name: str) -> Truths:
        is_child = self.members.part == CHILD
        if name == "children":
            return np.asarray(is_child & (self.years < GROWN_UP))
        if name == "children_of_one_parent":
            alone = list(shapes()["households"]).index("single_parent")
            return np.asarray(is_child & (self.members.kind == alone) & (self.years < GROWN_CHILD))
        newborn = np.logical_or.reduceat(is_child & (self.years < 1), self.starts)
        return np.asarray(newborn[self.household] & np.isin(self.members.part, [ANCHOR, PARTNER]))


def draw_people(persons: int, assumptions: Assumptions, rng: np.random.Generator) -> People:
    """So many persons. Deaths, which the demo draws for its records, are left out: everybody lives."""
    members = draw_members(persons, rng)
    chance = rng.random(persons)
    by_age = assumptions.statuses.by_age
    bands = np.array(sorted(by_age))
    band = bands[np.searchsorted(bands, members.age / DAYS_OF_A_YEAR, side="right") - 1]
    statuses = {word: np.zeros(persons, dtype=bool) for shares in by_age.values() for word in shares}
    for first, shares in by_age.items():
        ends = np.cumsum(list(shares.values()))
        chosen = np.searchsorted(ends / ends[-1], chance, side="right")
        for number, status in enumerate(shares):
            statuses[status] |= (band == first) & (chosen == number)
    return People(members, statuses, assumptions)


def relations(people: People) -> dict[str, NDArray[Any]]:
    """The relation columns of a population: places within the household, -1 for nobody."""
    nobody = np.full(len(people), -1, dtype=np.int8)
    partner, first, second = nobody.copy(), nobody.copy(), nobody.copy()
    one, other = people.members.couples.T
    partner[one], partner[other] = people.place[other], people.place[one]
    parent, child = people.members.parents.T
    order = np.lexsort((people.place[parent], child))
    parent, child = parent[order], child[order]
    is_first = np.diff(child, prepend=-1) != 0
    first[child[is_first]] = people.place[parent[is_first]]
    second[child[~is_first]] = people.place[parent[~is_first]]
    return {
        "partner": partner,
        "parent_1": first,
        "parent_2": second,
        "carer_1": nobody,
        "carer_2": nobody,
    }
