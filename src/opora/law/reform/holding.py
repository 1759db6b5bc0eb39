"""A population held in memory, so that one change of the law after the other is tried without reading again.

Read, compiled and determined under today's law is only what a reform touches, once for each group of rights
that look at each other; every further change of an amount runs just their kernels again. What is held are
columns alone: a restart loses nothing but time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from opora.law.batch import RightColumns, prepare_month
from opora.law.country import CountryError, PopulationFolder
from opora.law.country.partition import Way, dates_of, rights_named
from opora.law.country.running import missing_sentence, plan_for
from opora.law.country.together import grouped
from opora.law.engine.graph import Graph, Node
from opora.law.engine.program import choose_versions
from opora.law.reform.applying import reformed
from opora.law.reform.columns import Columns
from opora.law.reform.comparing import BY, Cells, Outcome, compare
from opora.law.reform.effect import Effect, denominator
from opora.law.reform.reading import Reform
from opora.law.reform.touching import touched, what_rights_read

CENTS = 100
HOUSEHOLDS_TRIED = 300
Told = Callable[[str], None]
"""Is told what is being done: `columns`, `rules` or `today`."""


@dataclass(frozen=True)
class Together:
    """Rights that one kernel determines, under rules that take every other right for claimed."""

    rights: tuple[str, ...]
    rules: Graph
    today: dict[str, Outcome]

    _together: dict[tuple[str, ...], dict[str, Outcome]] = field(default_factory=dict)

    @cached_property
    def nobody_has_a_result(self) -> frozenset[str]:
        return frozenset(right for right in self.rights if not self.today[right].known.any())

    def today_of(self, asked: tuple[str, ...]) -> dict[str, Outcome]:
        """Of these rights; known is who has a result of every one of them."""
        if asked not in self._together:
            known = np.logical_and.reduce([self.today[right].known for right in asked])
            self._together[asked] = {right: replace(self.today[right], known=known) for right in asked}
        return self._together[asked]


class HeldPopulation:
    """A folder of population under one law in one month. One thread at a time may use it."""

    def __init__(
        self,
        folder: PopulationFolder,
        graph: Graph,
        *,
        month: date,
        filed: date | None = None,
        way: Way | None = None,
    ) -> None:
        self.folder = folder
        self.graph = graph
        self.dates = dates_of(month, filed)
        self.way = way or Way()
        self.rights = rights_named(graph, "all")
        self._reads = what_rights_read(graph, self.dates, self.rights)
        self._groups = grouped(graph, choose_versions(graph, self.dates), self.rights)
        self._columns = Columns(folder, graph.facts)
        self._cells: Cells | None = None
        self._held: dict[tuple[str, ...], list[Together]] = {}

    def effect(self, reform: Reform, told: Told | None = None) -> Effect:
        """What the reform does, as `effect_of` finds it with every right claimed."""
        tell = told or _nobody
        law = reformed(self.graph, reform)
        effect = Effect(reform.title, self.dates.month)
        rights = self._touched(reform, law)
        if not rights:
            effect.whole.households = len(self._of_households().place_of)
            return effect
        held = [each for group in self._groups_of(rights) for each in self._together(group, tell)]
        left_open = {right for each in held for right in each.nobody_has_a_result}
        effect.left_open = tuple(right for right in rights if right in left_open)
        before: dict[str, Outcome] = {}
        after: dict[str, Outcome] = {}
        for each in held:
            asked = tuple(right for right in each.rights if right in rights and right not in left_open)
            if asked:
                tell("reform")
                changed = replace(each.rules, parameters=law.parameters, figures=law.figures, words={})
                before |= each.today_of(asked)
                after |= self._outcomes(self._determined(changed, each.rights), asked)
        cells = self._of_households()
        in_order = [right for right in rights if right in before]
        then, now = ({right: side[right] for right in in_order} for side in (before, after))
        effect.add(compare(then, now, cells), cells)
        return effect

    def _touched(self, reform: Reform, law: Graph) -> tuple[str, ...]:
        found = set(touched(reform, self._reads))
        if reform.rules:
            found |= set(touched(reform, what_rights_read(law, self.dates, self.rights)))
        return tuple(right for right in self.rights if right in found)

    def _groups_of(self, rights: Iterable[str]) -> list[tuple[str, ...]]:
        wanted = set(rights)
        return [group for group in self._groups if wanted & set(group)]

    def _together(self, group: tuple[str, ...], tell: Told) -> list[Together]:
        """The rights in euros of a group, determined under today's law.

        Those of which nobody has a result would make every household of the kernel a doubtful one, so they
        get one of their own, which no change of the law needs again.
        """
        if group not in self._held:
            rights = tuple(right for right in group if right in self._reads)
            self._read(rights, tell)
            tell("rules")
            tried = self._tried(rights)
            parts = [tuple(r for r in rights if (r in tried) == known) for known in (True, False)]
            self._held[group] = [self._today(part) for part in parts if part]
        return self._held[group]

    def _read(self, rights: tuple[str, ...], tell: Told) -> None:
        tell("columns")
        rules = _others_claimed(self.graph, rights)
        plan = plan_for(self.folder, rules, rights, self.dates.month, self.dates.filed)
        if plan.missing:
            raise CountryError(missing_sentence(plan.missing, self.folder.path))
        self._columns.read(plan.columns)

    def _tried(self, rights: tuple[str, ...]) -> frozenset[str]:
        """The rights of which one of the first households has a result."""
        some = self._columns.first_households(HOUSEHOLDS_TRIED)
        rules = _others_claimed(self.graph, rights)
        found = prepare_month(rules, some, self.dates, rights, with_machine_code=False).run(threads=1).rights
        return frozenset(right for right in rights if found[right].has_result.any())

    def _today(self, rights: tuple[str, ...]) -> Together:
        rules = _others_claimed(self.graph, rights)
        found = self._determined(rules, rights)
        return Together(rights, rules, {right: self._outcomes(found, (right,))[right] for right in rights})

    def _determined(self, law: Graph, rights: tuple[str, ...]) -> Mapping[str, RightColumns]:
        prepared = prepare_month(
            law,
            self._columns.population,
            self.dates,
            rights,
            cache_folder=self.way.cache_folder,
            with_machine_code=self.way.with_machine_code,
        )
        return prepared.run(threads=self.way.threads).rights

    def _outcomes(self, found: Mapping[str, RightColumns], asked: tuple[str, ...]) -> dict[str, Outcome]:
        """What was found of these rights; known is who has a result of every one of them."""
        known = _known([found[right] for right in asked])
        outcomes = {}
        for right in asked:
            over = denominator(self.graph, right)
            amount = found[right].amount
            cents = amount if over == CENTS else amount * CENTS // over
            outcomes[right] = Outcome(known, found[right].entitled, cents)
        return outcomes

    def _of_households(self) -> Cells:
        if self._cells is None:
            self._cells = Cells.of(self._columns.dwellings(BY))
        return self._cells


def _others_claimed(graph: Graph, rights: tuple[str, ...]) -> Graph:
    """The same rules in which every right but these counts as claimed without being determined."""
    nodes = [
        _claimed(node) if node.op == "claimed" and node.given["right"] not in rights else node
        for node in graph.nodes
    ]
    return replace(graph, nodes=nodes, words={})


def _known(columns: Sequence[RightColumns]) -> NDArray[np.bool_]:
    """Who has a result of each; rights determined together keep their doubts in one column."""
    bits: dict[int, int] = {}
    for column in columns:
        bits[id(column.doubts)] = bits.get(id(column.doubts), 0) | column.bit
    doubts = {id(column.doubts): column.doubts for column in columns}
    known: NDArray[np.bool_] = np.logical_and.reduce([(doubts[key] & bits[key]) == 0 for key in doubts])
    return known


def _claimed(node: Node) -> Node:
    return replace(node, op="constant", low=1, high=1, attributes=(("value", 1),))


def _nobody(_stage: str) -> None:
    return None
