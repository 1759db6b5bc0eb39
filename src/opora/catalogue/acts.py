"""The acts, by-laws and contracts that definitions rest on, with their numbers of the Official Gazette."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from opora.catalogue.loading import Catalogue
from opora.catalogue.reading import read_definitions
from opora.catalogue.schema import Task
from opora.catalogue.schema.pieces import Definition, LegalBasis, Source, Words

FILE = Path(__file__).parent / "acts.yaml"
GazetteNumber = Annotated[str, StringConstraints(pattern=r"^\d{1,3}/\d{2}$")]


class Act(Definition):
    """A basis by the name that definitions call it; without a full title of its own, that is its title."""

    name: Words
    kind: Literal["act", "by_law", "contract", "collective_agreement", "call"]
    sl: Words | None = None
    it: Words | None = None
    en: Words
    gazette: tuple[GazetteNumber, ...] = ()
    """Where it was published, and then its changes, as printed; empty where no source prints it."""
    emergency: bool = False
    in_force_from: date | None = None
    in_force_until: date | None = None
    source: Source

    def title(self, language: str) -> str:
        """The full title; Slovenian, which alone is official, where we have no other."""
        slovenian = self.sl or self.name
        return {"sl": slovenian, "it": self.it or slovenian}.get(language[:2], self.en)

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on a day; a day that nobody printed does not stand in the way."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_until is None or on < self.in_force_until
        )


class _Acts(Definition):
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Resting:
    """What rests on an act: the keys of tasks, and time limits as `task.deadline`."""

    tasks: tuple[str, ...]
    deadlines: tuple[str, ...]


@cache
def acts(path: Path = FILE) -> Mapping[str, Act]:
    """Every act by its name."""
    [found] = read_definitions(_Acts, path)
    return {act.name: act for act in found.acts}


def acts_near(name: str) -> tuple[str, ...]:
    """The acts that a name not in the list most likely means."""
    return tuple(difflib.get_close_matches(name, acts(), n=2))


def resting_on(catalogue: Catalogue, name: str) -> Resting:
    """The newest versions of tasks, and their time limits, that name an act."""
    tasks, deadlines = [], []
    for key, versions in catalogue.tasks.items():
        if any(basis.act == name for basis in versions[-1].legal_basis):
            tasks.append(key)
        deadlines += [
            f"{key}.{deadline.key}"
            for deadline in versions[-1].deadlines
            if deadline.basis is not None and deadline.basis.act == name
        ]
    return Resting(tuple(tasks), tuple(deadlines))


def bases_of(task: Task) -> Iterator[LegalBasis]:
    """Every legal basis that a definition names: its own, those of executors and of time limits."""
    yield from task.legal_basis
    yield from (executor.basis for executor in task.executors if executor.basis is not None)
    yield from (deadline.basis for deadline in task.deadlines if deadline.basis is not None)
