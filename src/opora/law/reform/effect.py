"""A population under the law as it is and as it would be: cost, winners and losers.

Compared are households of which both laws give a result for every right looked at; the others are counted
apart. Gains are of the money that falls due for the month: rights in euros that are given monthly, yearly
or once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from opora.law.country import CountryError, PopulationFolder
from opora.law.country.partition import Way, rights_named
from opora.law.country.running import CountryPlan, Progress, determine_part, missing_sentence, plan_for
from opora.law.country.together import grouped
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions, link
from opora.law.reform.applying import reformed
from opora.law.reform.reading import Reform

BY = ("household_type", "unit", "municipality")
NOT_NAMED = ""


@dataclass
class Change:
    """A group of households, or a right: money in cents for the month, and who wins or loses."""

    households: int = 0
    entitled_before: int = 0
    entitled_after: int = 0
    before: int = 0
    after: int = 0
    winners: int = 0
    losers: int = 0
    gained: int = 0
    lost: int = 0

    @property
    def cost(self) -> int:
        """What the reform costs more; below zero what it saves."""
        return self.after - self.before

    def add(self, other: "Change") -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Effect:
    """`whole` counts each household once; `rights` each right by itself."""

    title: str
    month: date
    whole: Change = field(default_factory=Change)
    rights: dict[str, Change] = field(default_factory=dict)
    groups: dict[str, dict[str, Change]] = field(default_factory=lambda: {name: {} for name in BY})
    not_compared: int = 0


def effect_of(
    reform: Reform,
    folder: PopulationFolder,
    graph: Graph,
    *,
    month: date,
    rights: str | Sequence[str] = "all",
    filed: date | None = None,
    way: Way | None = None,
    progress: Progress | None = None,
) -> Effect:
    """What the reform does in one month. Rights that it cannot touch are not computed."""
    law = reformed(graph, reform)
    effect = Effect(reform.title, month)
    named = rights_named(graph, rights)
    plans = [plan_for(folder, each, named, month, filed) for each in (graph, law)]
    touched = touched_rights(reform, plans)
    if not touched:
        effect.whole.households = sum(len(folder.dwellings(part, ())) for part in range(folder.parts))
        return effect
    claimed = _claimed_with(touched, plans)
    before, after = (plan_for(folder, each, claimed, month, filed) for each in (graph, law))
    for plan in (before, after):
        if plan.missing:
            raise CountryError(missing_sentence(plan.missing, folder.path))
    for part in range(folder.parts):
        tables = [determine_part(folder, part, plan, way) for plan in (before, after)]
        _compare(effect, graph, touched, tables[0], tables[1], folder.dwellings(part, BY))
        if progress:
            progress(part + 1, folder.parts)
    return effect


def touched_rights(reform: Reform, plans: Sequence[CountryPlan]) -> tuple[str, ...]:
    """The rights in euros that read a changed parameter or rule, or a right that does."""
    parameters = {change.key for change in reform.parameters}
    rules = {change.figure for change in reform.rules}
    found = []
    for right in plans[0].rights:
        figure = plans[0].graph.rights[right].amount
        if figure is None or plans[0].graph.figures[figure].unit != "EUR":
            continue
        if any(_reads(plan, right, parameters, rules) for plan in plans):
            found.append(right)
    return tuple(found)


def _claimed_with(touched: tuple[str, ...], plans: Sequence[CountryPlan]) -> tuple[str, ...]:
    """With the rights that ask, or are asked, whether they are claimed together with one of them."""
    groups = [
        group
        for plan in plans
        for group in grouped(plan.graph, choose_versions(plan.graph, plan.dates), plan.rights)
    ]
    return tuple(sorted({right for group in groups if set(group) & set(touched) for right in group}))


def _reads(plan: CountryPlan, right: str, parameters: set[str], rules: set[str]) -> bool:
    wanted = plan.graph.rights[right]
    versions = choose_versions(plan.graph, plan.dates)
    program = link(plan.graph, versions, (wanted.entitled, wanted.amount or wanted.entitled))
    return bool(rules & set(program.figures)) or any(
        node.given.get("parameter") in parameters for node in program.instructions
    )


def _compare(
    effect: Effect,
    graph: Graph,
    rights: tuple[str, ...],
    before: pa.Table,
    after: pa.Table,
    dwellings: pa.Table,
) -> None:
    known = np.ones(len(before), dtype=bool)
    for table in (before, after):
        for right in rights:
            known &= np.asarray(table.column(f"{right}.entitled").is_valid())
    effect.not_compared += int((~known).sum())
    money = {}
    for right in rights:
        amounts = [_cents(graph, table, right)[known] for table in (before, after)]
        entitled = [
            np.asarray(table.column(f"{right}.entitled").fill_null(False))[known] for table in (before, after)
        ]
        money[right] = (amounts, entitled)
        effect.rights.setdefault(right, Change()).add(_change(*amounts, *entitled))
    amounts = [np.sum([money[right][0][side] for right in rights], axis=0) for side in (0, 1)]
    entitled = [np.logical_or.reduce([money[right][1][side] for right in rights]) for side in (0, 1)]
    effect.whole.add(_change(*amounts, *entitled))
    for name in BY:
        if name not in dwellings.column_names:
            continue
        keys, group = np.unique(
            np.asarray(dwellings.column(name).fill_null(NOT_NAMED)).astype(str)[known], return_inverse=True
        )
        for number, key in enumerate(keys):
            here = group == number
            change = _change(*(side[here] for side in (*amounts, *entitled)))
            effect.groups[name].setdefault(str(key), Change()).add(change)


def _cents(graph: Graph, table: pa.Table, right: str) -> NDArray[np.int64]:
    """Amounts of a right are over the denominator of its figure, which is a multiple of cents."""
    denominator = graph.figures[str(graph.rights[right].amount)].denominator
    values = np.asarray(table.column(f"{right}.amount").fill_null(0)).astype(np.int64)
    return values * 100 // denominator


def _change(
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    entitled_before: NDArray[Any],
    entitled_after: NDArray[Any],
) -> Change:
    gain = after - before
    return Change(
        households=len(gain),
        entitled_before=int(entitled_before.sum()),
        entitled_after=int(entitled_after.sum()),
        before=int(before.sum()),
        after=int(after.sum()),
        winners=int((gain > 0).sum()),
        losers=int((gain < 0).sum()),
        gained=int(gain[gain > 0].sum()),
        lost=int(-gain[gain < 0].sum()),
    )
