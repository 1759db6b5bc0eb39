"""The columns of a population folder in memory: each read once, part by part, in its narrowest type."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
import pyarrow as pa

from opora.law.batch import Population
from opora.law.batch.population import Whole
from opora.law.country import PopulationFolder
from opora.law.engine.facts import Fact


class Columns:
    """What has been read of a folder so far."""

    def __init__(self, folder: PopulationFolder, facts: Mapping[str, Fact]) -> None:
        self.folder = folder
        self.facts = facts
        self._read: dict[str, Whole] = {}
        self._gaps: set[str] = set()
        self._population: Population | None = None

    @property
    def population(self) -> Population:
        if self._population is None:
            self._population = replace(self._people, columns=dict(self._read), gaps=frozenset(self._gaps))
        return self._population

    def read(self, columns: Collection[str]) -> None:
        """Hold these columns as well; nothing is kept of a folder that cannot be read."""
        new = sorted(set(columns) - set(self._read))
        if not new:
            return
        held: dict[str, Whole] = {}
        gaps: set[str] = set()
        persons = households = 0
        for part in range(self.folder.parts):
            piece = Population.from_arrow(self.folder.read(part, new), self.facts)
            first = {"dwelling": households, "person": persons}
            for name, values in piece.columns.items():
                of = self.facts[name.partition("@")[0]].of
                if name not in held:
                    rows = self._people.households if of == "dwelling" else self._people.persons
                    held[name] = np.empty(rows, values.dtype)
                held[name][first[of] : first[of] + len(values)] = values
            gaps |= piece.gaps
            households += piece.households
            persons += piece.persons
        self._read |= held
        self._gaps |= gaps
        self._population = None

    def first_households(self, number: int) -> Population:
        """The first few households with every column held."""
        people = self.population
        number = min(number, people.households)
        rows = int(people.starts[number])
        return Population(
            starts=people.starts[: number + 1],
            applicants=people.applicants[:number],
            in_dwelling=people.in_dwelling[:rows],
            relations={name: places[:rows] for name, places in people.relations.items()},
            columns={
                name: values[: number if self.facts[name.partition("@")[0]].of == "dwelling" else rows]
                for name, values in people.columns.items()
            },
            gaps=people.gaps,
        )

    def dwellings(self, columns: Collection[str]) -> pa.Table:
        """One row a household with what tells households apart in reports."""
        tables = [self.folder.dwellings(part, columns) for part in range(self.folder.parts)]
        return pa.concat_tables(tables).combine_chunks()

    @cached_property
    def _people(self) -> Population:
        """Who lives with whom, without a fact."""
        parts = [
            Population.from_arrow(self.folder.read(part, ()), self.facts) for part in range(self.folder.parts)
        ]
        before = np.cumsum([0, *(part.persons for part in parts)])
        starts = [part.starts[:-1] + first for part, first in zip(parts, before, strict=False)]
        return Population(
            starts=np.concatenate([*starts, before[-1:]]).astype(np.int64),
            applicants=_joined([part.applicants for part in parts]),
            in_dwelling=_joined([part.in_dwelling for part in parts]),
            relations={
                name: _joined([part.relations[name] for part in parts]) for name in parts[0].relations
            },
            columns={},
        )


def _joined(pieces: list[Whole]) -> Whole:
    joined: Whole = np.concatenate(pieces)
    return joined
