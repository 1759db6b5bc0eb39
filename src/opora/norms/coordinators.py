"""Persons in community treatment beside the norm of persons for one coordinator.

No source at hand prints the norm: until a director states it, with act and article, the need is unknown. What
the report of a centre lets one infer is told as an inference, and nothing is reckoned from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from opora.norms.lines import Input, Line
from opora.norms.rounding import Way, whole
from opora.norms.wording import Phrase, joined, named, said

Counted = Literal["at_once", "in_a_year"]
TASK = "community_treatment"
_FILE = Path(__file__).with_name("coordinators.yaml")


@dataclass(frozen=True)
class Implied:
    """What a printed report lets one infer: so many persons are tasks for more than so many coordinators."""

    year: int
    persons: int
    coordinators_more_than: int
    source: str

    @property
    def fewer_than(self) -> Fraction:
        """Persons for one coordinator are fewer than this, if the report reckoned by the norm."""
        return Fraction(self.persons, self.coordinators_more_than)

    @property
    def phrase(self) -> Phrase:
        return said(
            "implied_per_coordinator",
            year=str(self.year),
            persons=self.persons,
            more_than=self.coordinators_more_than,
            fewer_than=self.fewer_than,
        )


@dataclass(frozen=True)
class StatedPerCoordinator:
    """The norm as a director states it: persons for one coordinator, how they are counted, which article."""

    persons: int
    counted: Counted
    act: str
    article: str


@dataclass(frozen=True)
class Treated:
    """Persons in community treatment on a day, and within its year up to that day."""

    at_once: int
    in_a_year: int
    source: Phrase

    def as_counted(self, counted: Counted) -> int:
        return self.at_once if counted == "at_once" else self.in_a_year


@cache
def implied() -> Implied:
    """The inference from the report, with its source."""
    told = yaml.safe_load(_FILE.read_text("utf-8"))
    return Implied(
        int(told["year"]), int(told["persons"]), int(told["coordinators_more_than"]), str(told["source"])
    )


def coordinators_needed(
    treated: Treated | None, stated: StatedPerCoordinator | None, *, service: str, way: Way
) -> Line:
    """How many coordinators the persons need; an unknown says why, as where nobody stated the norm."""
    line = Line(
        TASK, named(service), "coordinator", "load", "unknown", f"{TASK}.persons_per_coordinator",
        stated.article if stated else "", stated.act if stated else implied().source,
        said("no_norm_of_coordinators"),
    )  # fmt: skip
    if stated is None:
        return replace(line, state="not_printed", note=implied().phrase)
    if treated is None:
        return replace(line, formula=said("nobody_treated"))
    persons = treated.as_counted(stated.counted)
    exact = Fraction(persons, stated.persons)
    rounded = whole(exact, way)
    name = said(f"treated_{stated.counted}")
    formula = said("formula_ratio", name=name, count=persons, per=stated.persons, exact=exact)
    told = said("rounded_none") if rounded is None else said(f"rounded_{way}", rounded=rounded)
    return replace(
        line,
        state="known",
        exact=exact,
        rounded=rounded,
        inputs=(Input(name, Fraction(persons), treated.source),),
        formula=joined([formula, told]),
        note=_disagrees(stated),
    )


def per_coordinator(persons: int, coordinators: int) -> Fraction | None:
    """Persons for each coordinator there is; none where there is none."""
    return Fraction(persons, coordinators) if coordinators else None


def _disagrees(stated: StatedPerCoordinator) -> Phrase | None:
    """That a stated norm does not go with what the report says; it is followed all the same."""
    if stated.counted == "in_a_year" and stated.persons >= implied().fewer_than:
        return joined([said("stated_disagrees"), implied().phrase], " ")
    return None
