"""A population under the law as it is and as it would be: cost, winners and losers.

Compared are households of which both laws give a result for every right looked at; the others are counted
apart. A right of which today's law gives nobody a result, because a figure of it is unknown, is named and
left out. Gains are of the money that falls due for the month: rights in euros that are given monthly, yearly
or once; what others than the household pay is told by right and counts in no gain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from opora.law.country import CountryError, PopulationFolder
from opora.law.country.partition import Way, rights_named
from opora.law.country.running import CountryPlan, Progress, determine_part, missing_sentence, plan_for
from opora.law.country.together import grouped
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions
from opora.law.reform.applying import reformed
from opora.law.reform.comparing import BY, Cells, Change, Compared, Outcome, compare
from opora.law.reform.reading import Reform
from opora.law.reform.touching import touched_rights


@dataclass
class Effect:
    """`whole` counts each household once; `rights` each right by itself."""

    title: str
    month: date
    whole: Change = field(default_factory=Change)
    rights: dict[str, Change] = field(default_factory=dict)
    groups: dict[str, dict[str, Change]] = field(default_factory=lambda: {name: {} for name in BY})
    not_compared: int = 0
    left_open: tuple[str, ...] = ()
    """Rights that the reform touches and of which nobody has a result: a figure of the law is unknown."""

    def add(self, found: Compared, cells: Cells) -> None:
        """Count some more households."""
        self.not_compared += found.not_compared
        for right, change in found.rights.items():
            self.rights.setdefault(right, Change()).add(change)
        for key, change in zip(cells.keys, found.cells, strict=True):
            self.whole.add(change)
            for name, group in zip(cells.by, key, strict=True):
                if change.households:
                    self.groups[name].setdefault(group, Change()).add(change)

    def to_data(self) -> dict[str, Any]:
        """As plain words and whole numbers, for a file or another process."""
        return asdict(self) | {"month": f"{self.month:%Y-%m}", "left_open": list(self.left_open)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Effect":
        """What `to_data` gave."""
        return cls(
            title=data["title"],
            month=date.fromisoformat(f"{data['month']}-01"),
            whole=Change(**data["whole"]),
            rights={right: Change(**change) for right, change in data["rights"].items()},
            groups={
                name: {key: Change(**change) for key, change in groups.items()}
                for name, groups in data["groups"].items()
            },
            not_compared=data["not_compared"],
            left_open=tuple(data["left_open"]),
        )

    def compare_nobody_so_far(self) -> None:
        """What was counted without a right of which others have a result cannot stand."""
        self.not_compared += self.whole.households
        self.whole, self.rights, self.groups = Change(), {}, {name: {} for name in BY}


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
    touched = touched_rights(reform, (graph, law), plans[0].dates, named)
    if not touched:
        effect.whole.households = sum(len(folder.dwellings(part, ())) for part in range(folder.parts))
        return effect
    claimed = _claimed_with(touched, plans)
    before, after = (plan_for(folder, each, claimed, month, filed) for each in (graph, law))
    for plan in (before, after):
        if plan.missing:
            raise CountryError(missing_sentence(plan.missing, folder.path))
    effect.left_open = touched
    for part in range(folder.parts):
        tables = [determine_part(folder, part, plan, way) for plan in (before, after)]
        outcomes = [outcomes_of(table, graph, touched) for table in tables]
        _leave_less_open(effect, outcomes[0])
        cells = Cells.of(folder.dwellings(part, BY))
        before_them, after_them = (_without(side, effect.left_open) for side in outcomes)
        effect.add(compare(before_them, after_them, cells), cells)
        if progress:
            progress(part + 1, folder.parts)
    return effect


def outcomes_of(table: pa.Table, graph: Graph, rights: Sequence[str]) -> dict[str, Outcome]:
    """These rights in a table of results."""
    found = {}
    for right in rights:
        entitled = table.column(f"{right}.entitled")
        amount = np.asarray(table.column(f"{right}.amount").fill_null(0)).astype(np.int64)
        found[right] = Outcome(
            known=np.asarray(entitled.is_valid()),
            entitled=np.asarray(entitled.fill_null(False)).astype(np.int8),
            cents=amount * 100 // denominator(graph, right),
        )
    return found


def denominator(graph: Graph, right: str) -> int:
    """Amounts of a right are over the denominator of its figure, which is a multiple of cents."""
    return graph.figures[str(graph.rights[right].amount)].denominator


def _claimed_with(touched: tuple[str, ...], plans: Sequence[CountryPlan]) -> tuple[str, ...]:
    """With the rights that ask, or are asked, whether they are claimed together with one of them."""
    groups = [
        group
        for plan in plans
        for group in grouped(plan.graph, choose_versions(plan.graph, plan.dates), plan.rights)
    ]
    return tuple(sorted({right for group in groups if set(group) & set(touched) for right in group}))


def _leave_less_open(effect: Effect, before: Mapping[str, Outcome]) -> None:
    """A right of which a later part gives somebody a result is compared from there on, in that part alone."""
    still = tuple(right for right in effect.left_open if not before[right].known.any())
    if still != effect.left_open:
        effect.compare_nobody_so_far()
        effect.left_open = still


def _without(outcomes: Mapping[str, Outcome], left_open: Sequence[str]) -> dict[str, Outcome]:
    return {right: outcome for right, outcome in outcomes.items() if right not in left_open}
