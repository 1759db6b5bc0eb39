"""Households of realistic structure: who lives together, how old they are, and how they are related.

Each kind of household is drawn for all its households at once; the members of household `h` stand together.
The shapes are in `shapes.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

DAYS_OF_A_YEAR = 365.25
YOUNGEST_PARTNER, OLDEST = 18.5, 100
ANCHOR, PARTNER, CHILD, ELDER, FLATMATE = range(5)

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
Days = NDArray[np.float64]


@cache
def shapes() -> dict[str, Any]:
    """`shapes.yaml`, read once."""
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8"))
    return read


@dataclass
class Members:
    """Persons as columns: household, part in it, age in days, sex; and pairs of rows that belong together."""

    household: Whole
    kind: Whole  # of the household: its place in shapes.yaml
    part: Whole
    age: Whole
    is_female: Truths
    dead_for: Whole  # days since death, -1 for the living
    couples: Whole  # pairs of rows
    parents: Whole  # pairs of rows: parent, child

    def __len__(self) -> int:
        return len(self.household)


@dataclass
class _Column:
    """One place in a kind of household, for every household of that kind: who stands there, if anybody."""

    part: int
    age: Days
    is_female: Truths
    is_there: Truths
    parents: tuple[int, ...] = ()  # columns whose child this one is
    partner: int | None = None


def draw_members(persons: int, rng: np.random.Generator) -> Members:
    """Households with exactly so many persons, filled up with singles at the end."""
    kinds = list(shapes()["households"])
    shares = np.array(list(shapes()["households"].values()))
    households = rng.choice(len(kinds), size=max(persons // 2, 1) + 10, p=shares / shares.sum())
    drawn = _draw_kinds(households, rng)
    sizes = np.bincount(drawn.household, minlength=len(households))
    whole = int(np.searchsorted(np.cumsum(sizes), persons, side="right"))
    kept = int(sizes[:whole].sum())
    missing = persons - kept
    members = _first(drawn, kept)
    if missing:
        singles = _draw_kinds(np.full(missing, kinds.index("single_young")), rng)
        members = _joined(members, singles, first_household=whole)
    return members


def _draw_kinds(households: Whole, rng: np.random.Generator) -> Members:
    parts = []
    for kind, name in enumerate(shapes()["households"]):
        numbers = np.flatnonzero(households == kind)
        parts.append(_flattened(_columns_of(name, len(numbers), rng), numbers, kind, rng))
    return _by_household(parts)


def _columns_of(kind: str, households: int, rng: np.random.Generator) -> list[_Column]:
    low, high = shapes()["ages"][kind]
    age = rng.uniform(low, high, households)
    is_female = rng.random(households) < _share_of_women(kind)
    everywhere = np.ones(households, dtype=bool)
    columns = [_Column(ANCHOR, age, is_female, everywhere)]
    if kind == "students":
        return columns + _flatmates(households, rng)
    if kind in {"couple", "couple_with_children", "three_generations"}:
        columns.append(_partner(columns[0], rng))
    if kind in {"couple_with_children", "single_parent", "three_generations"}:
        columns += _children(columns, rng)
    if kind == "three_generations":
        columns += _elders(columns, rng)
    return columns


def _share_of_women(kind: str) -> float:
    special = {
        "single_parent": shapes()["share_of_women_among_single_parents"],
        "single_old": shapes()["share_of_women_among_old_singles"],
    }
    return float(special.get(kind, 0.5))


def _partner(anchor: _Column, rng: np.random.Generator) -> _Column:
    gap = shapes()["partners_age_gap"]
    older = rng.normal(gap["mean"], gap["spread"], len(anchor.age))
    age = anchor.age + np.where(anchor.is_female, older, -older)
    out_of_age = (age < YOUNGEST_PARTNER) | (age > OLDEST)
    age[out_of_age] = np.maximum(
        anchor.age[out_of_age] - rng.uniform(0, 3, out_of_age.sum()), YOUNGEST_PARTNER
    )
    return _Column(PARTNER, age, ~anchor.is_female, anchor.is_there, partner=0)


def _children(adults: list[_Column], rng: np.random.Generator) -> list[_Column]:
    """Up to five children; the oldest may have left, at least one remains."""
    households = len(adults[0].age)
    younger = np.minimum.reduce([adult.age for adult in adults])
    low, high = shapes()["age_at_first_birth"]
    latest = np.minimum(high, younger)
    oldest = younger - rng.uniform(np.minimum(low, latest - 0.01), latest)
    shares = np.array(shapes()["children"])
    how_many = rng.choice(np.arange(1, len(shares) + 1), size=households, p=shares / shares.sum())
    columns = []
    age = oldest
    leave_at, stay = shapes()["grown_children_leave_at"], shapes()["share_of_grown_children_who_stay"]
    anybody = np.zeros(households, dtype=bool)
    for number in range(len(shares)):
        at_home = (age < leave_at) | (rng.random(households) < stay)
        last = number + 1 == how_many
        is_there = (number < how_many) & (age > 0) & (at_home | (last & ~anybody))
        anybody |= is_there
        columns.append(
            _Column(
                CHILD,
                np.maximum(age, 0.003),
                rng.random(households) < 0.49,
                is_there,
                parents=tuple(range(len(adults))),
            )
        )
        age = age - _uniform("years_between_children", households, rng)
    columns[0].is_there |= ~anybody
    return columns


def _elders(columns: list[_Column], rng: np.random.Generator) -> list[_Column]:
    """One or two parents of the anchor, in the same home."""
    anchor = columns[0]
    age = np.clip(anchor.age + _uniform("years_between_generations", len(anchor.age), rng), 40, 98)
    mother = _Column(ELDER, age, np.ones(len(age), dtype=bool), anchor.is_there)
    two = rng.random(len(age)) < shapes()["two_grandparents"]
    father = _Column(
        ELDER, np.clip(age + rng.normal(2.5, 3.5, len(age)), anchor.age + 18, 99), ~mother.is_female, two
    )
    father.partner = len(columns)
    anchor.parents = (len(columns), len(columns) + 1)
    return [mother, father]


def _uniform(shape: str, size: int, rng: np.random.Generator) -> Days:
    low, high = shapes()[shape]
    return rng.uniform(low, high, size)


def _flatmates(households: int, rng: np.random.Generator) -> list[_Column]:
    fewest, most = shapes()["students_together"]
    together = rng.integers(fewest, most, households)
    low, high = shapes()["ages"]["students"]
    return [
        _Column(
            FLATMATE,
            rng.uniform(low, high, households),
            rng.random(households) < 0.5,
            number < together - 1,
        )
        for number in range(most - 2)
    ]


def _flattened(columns: list[_Column], numbers: Whole, kind: int, rng: np.random.Generator) -> Members:
    """The people of these columns, the members of a household one after the other."""
    there = np.array([column.is_there for column in columns]).T  # household by column
    rows = np.full(there.shape, -1)
    rows[there] = np.arange(there.sum())
    age = np.array([column.age for column in columns]).T[there]
    members = Members(
        household=np.repeat(numbers, there.sum(axis=1)),
        kind=np.full(len(age), kind),
        part=np.broadcast_to(np.array([column.part for column in columns]), there.shape)[there],
        age=(age * DAYS_OF_A_YEAR).astype(np.int64),
        is_female=np.array([column.is_female for column in columns]).T[there],
        dead_for=np.full(len(age), -1),
        couples=_pairs(rows, [(c.partner, n) for n, c in enumerate(columns) if c.partner is not None]),
        parents=_parent_pairs(rows, columns, rng),
    )
    _let_some_die(members, rng)
    return members


def _pairs(rows: Whole, columns: list[tuple[int, int]]) -> Whole:
    pairs = [rows[:, pair] for pair in columns]
    both = np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)
    return np.asarray(both[(both >= 0).all(axis=1)])


def _parent_pairs(rows: Whole, columns: list[_Column], rng: np.random.Generator) -> Whole:
    """Every child with each parent; some partners are no parents of the children they live with."""
    is_step = rng.random(len(rows)) < shapes()["share_of_step_parents"]
    found = []
    for number, column in enumerate(columns):
        for parent in column.parents:
            pairs = rows[:, [parent, number]]
            there = (pairs >= 0).all(axis=1)
            if columns[parent].part == PARTNER:
                there &= ~is_step
            found.append(pairs[there])
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)


def _let_some_die(members: Members, rng: np.random.Generator) -> None:
    """Old partners and elders may have died in the last ten years, the older the likelier."""
    shape = shapes()["mortality"]
    years = members.age / DAYS_OF_A_YEAR
    chance = 1 / (1 + np.exp((shape["half_at"] - years) / shape["steep"]))
    mortal = np.isin(members.part, [PARTNER, ELDER]) & (years > 50)
    died = mortal & (rng.random(len(members)) < chance)
    members.dead_for[died] = rng.integers(10, 3650, died.sum())


def _by_household(parts: list[Members]) -> Members:
    """The kinds together, ordered by household."""
    household = np.concatenate([part.household for part in parts])
    order = np.argsort(household, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    starts = np.cumsum([0, *(len(part) for part in parts)])

    def column(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])[order]

    def pairs(name: str) -> Any:
        return place[np.concatenate([getattr(p, name) + s for p, s in zip(parts, starts, strict=False)])]

    return Members(
        household=household[order],
        kind=column("kind"),
        part=column("part"),
        age=column("age"),
        is_female=column("is_female"),
        dead_for=column("dead_for"),
        couples=pairs("couples"),
        parents=pairs("parents"),
    )


def _first(members: Members, rows: int) -> Members:
    """The first rows, which end with a household."""
    return Members(
        household=members.household[:rows],
        kind=members.kind[:rows],
        part=members.part[:rows],
        age=members.age[:rows],
        is_female=members.is_female[:rows],
        dead_for=members.dead_for[:rows],
        couples=members.couples[(members.couples < rows).all(axis=1)],
        parents=members.parents[(members.parents < rows).all(axis=1)],
    )


def _joined(members: Members, others: Members, *, first_household: int) -> Members:
    rows = len(members)
    return Members(
        household=np.concatenate([members.household, others.household + first_household]),
        kind=np.concatenate([members.kind, others.kind]),
        part=np.concatenate([members.part, others.part]),
        age=np.concatenate([members.age, others.age]),
        is_female=np.concatenate([members.is_female, others.is_female]),
        dead_for=np.concatenate([members.dead_for, others.dead_for]),
        couples=np.concatenate([members.couples, others.couples + rows]),
        parents=np.concatenate([members.parents, others.parents + rows]),
    )
