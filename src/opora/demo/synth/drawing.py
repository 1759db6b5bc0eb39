"""Draws one fact of everybody, as its assumption says, in the whole numbers of a population file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from opora.demo.synth.assumptions import Assumptions, Draw
from opora.demo.synth.people import People
from opora.law.engine.facts import Fact
from opora.law.engine.types import CHOICE, DATE, YES_NO

Whole = NDArray[np.int64]
Chances = Callable[[str], np.random.Generator]


def chances(*seed: int) -> Chances:
    """A generator of its own for each fact, so that a new fact moves no other."""
    return lambda topic: np.random.default_rng([*seed, crc32(topic.encode())])


class Drawing:
    """The facts of one part of the population; a fact that follows from others is drawn after them."""

    def __init__(
        self,
        people: People,
        facts: Mapping[str, Fact],
        assumptions: Assumptions,
        first_of_month: int,
        of_part: Chances,
        settled: Mapping[str, Whole],
    ) -> None:
        self.people, self.facts, self.assumptions = people, facts, assumptions
        self.first_of_month = first_of_month
        self.of_part = of_part
        self.found: dict[str, Whole] = dict(settled)
        self.ungated: dict[str, Whole] = dict(settled)

    def fact(self, key: str) -> Whole:
        """One entry a person, or a household for a fact of the dwelling; as it stands in an average month."""
        if key not in self.found:
            fact = self.facts[key]
            drawn = self._before_the_gate(key)
            if fact.gate is not None:
                neutral = fact.whole(fact.gate.otherwise)
                drawn = np.where(self.fact(fact.gate.fact) == 1, drawn, neutral)
            self.found[key] = drawn
        return self.found[key]

    def in_month(self, key: str, month: str) -> Whole:
        """The same, moved a little up or down, as incomes move from month to month."""
        average = self.fact(key)
        swing = self.assumptions.monthly_swing.value
        moved = average * self.of_part(f"{key}@{month}").uniform(1 - swing, 1 + swing, len(average))
        low, high = self.facts[key].range
        return np.clip(np.rint(moved), low, high).astype(np.int64)

    def _before_the_gate(self, key: str) -> Whole:
        """As drawn; a gate may follow from the very facts behind it, as `has_income` does from incomes."""
        if key not in self.ungated:
            self.ungated[key] = self._drawn(self.facts[key])
        return self.ungated[key]

    def _drawn(self, fact: Fact) -> Whole:
        section_and_draw = self.assumptions.draws.get(fact.key)
        rng = self.of_part(fact.key)
        if section_and_draw is None:
            return self._unnamed(fact, rng)
        draw = section_and_draw[1]
        if draw.any_of:
            return np.asarray(
                np.logical_or.reduce([self._before_the_gate(key) > 0 for key in draw.any_of])
            ).astype(int)
        if draw.sum_of:
            total = np.sum([self._before_the_gate(key) for key in draw.sum_of], axis=0) * draw.times
            return self._within(fact, total)
        size = self._size(fact)
        concerned = self._concerned(fact, draw) & (rng.random(size) < draw.share)
        return np.where(concerned, self._value(fact, draw, rng, size), self._otherwise(fact, draw))

    def _size(self, fact: Fact) -> int:
        return len(self.people.starts) if fact.of == "dwelling" else len(self.people)

    def _concerned(self, fact: Fact, draw: Draw) -> NDArray[np.bool_]:
        concerned = (
            np.ones(self._size(fact), dtype=bool) if fact.of == "dwelling" else self.people.group(draw.of)
        )
        if draw.ages:
            low, below = draw.ages
            concerned = concerned & (self.people.years >= low) & (self.people.years < below)
        return concerned & (self.fact(draw.unless) == 0) if draw.unless else concerned

    def _value(self, fact: Fact, draw: Draw, rng: np.random.Generator, size: int) -> Whole:
        if fact.kind is YES_NO:
            return np.ones(size, dtype=np.int64)
        if draw.one_of:
            places = [fact.choices.index(word) for word in draw.one_of]
            shares = np.array(list(draw.one_of.values()))
            return rng.choice(places, size=size, p=shares / shares.sum())
        if draw.days_ago:
            least, most = draw.days_ago
            return self._within(fact, self.first_of_month - rng.integers(least, most + 1, size))
        unit = fact.whole("1")
        if draw.between:
            return self._within(fact, rng.uniform(*draw.between, size) * unit)
        return self._within(fact, rng.lognormal(np.log(draw.around or 1), draw.spread, size) * unit)

    def _otherwise(self, fact: Fact, draw: Draw) -> int:
        if draw.otherwise is not None:
            return fact.whole(draw.otherwise if isinstance(draw.otherwise, bool) else str(draw.otherwise))
        if fact.kind is DATE:
            return self.first_of_month - self.assumptions.unnamed.date[0]
        return fact.range[0]

    def _unnamed(self, fact: Fact, rng: np.random.Generator) -> Whole:
        size = self._size(fact)
        if fact.kind is DATE:
            least, most = self.assumptions.unnamed.date
            return self._within(fact, self.first_of_month - rng.integers(least, most + 1, size))
        return np.full(size, 0 if fact.kind in (YES_NO, CHOICE) else fact.range[0], dtype=np.int64)

    def _within(self, fact: Fact, values: NDArray[Any]) -> Whole:
        return np.asarray(np.clip(np.rint(values), *fact.range)).astype(np.int64)
