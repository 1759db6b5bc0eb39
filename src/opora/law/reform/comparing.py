"""Two results of the same households side by side, counted by right and by cell of what tells them apart.

Most households change nothing, so only those that do are looked at one by one; sums are of whole numbers.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray

BY = ("household_type", "unit", "municipality")
NOT_NAMED = ""
Places = NDArray[np.intp]


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


@dataclass(frozen=True)
class Outcome:
    """A right for every household: 0 and 0 where it has no result."""

    known: NDArray[np.bool_]
    entitled: NDArray[np.int8]
    cents: NDArray[np.int64]

    @cached_property
    def sum_entitled(self) -> int:
        return int(np.count_nonzero(self.entitled))

    @cached_property
    def sum_cents(self) -> int:
        return int(self.cents.sum())


@dataclass(frozen=True)
class Cells:
    """Households that have type, unit and municipality in common; `keys` names them in the order of `by`."""

    by: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    place_of: Places
    """Of each household the place of its key."""

    @classmethod
    def of(cls, dwellings: pa.Table) -> "Cells":
        """From a table with a row a household."""
        by = tuple(name for name in BY if name in dwellings.column_names)
        code = np.zeros(len(dwellings), np.int64)
        names = []
        for name in by:
            column = dwellings.column(name).cast(pa.string()).fill_null(NOT_NAMED)
            encoded = column.combine_chunks().dictionary_encode()
            if isinstance(encoded, pa.ChunkedArray):
                encoded = encoded.combine_chunks()
            names.append(encoded.dictionary.to_pylist())
            code = code * max(len(names[-1]), 1) + np.asarray(encoded.indices)
        found, place_of = np.unique(code, return_inverse=True)
        return cls(by, tuple(_words(int(each), names) for each in found), place_of.astype(np.intp))

    def sums(self, values: NDArray[np.int64], households: Places) -> NDArray[np.int64]:
        """Of each cell the sum over these households."""
        total = np.zeros(len(self.keys), np.int64)
        np.add.at(total, self.place_of[households], values[households])
        return total

    def count(self, households: Places | None = None) -> NDArray[np.intp]:
        """Of each cell how many of these households, or of all, it has."""
        places = self.place_of if households is None else self.place_of[households]
        return np.bincount(places, minlength=len(self.keys))


@dataclass(frozen=True)
class Compared:
    rights: Mapping[str, Change]
    cells: tuple[Change, ...]
    not_compared: int


def compare(before: Mapping[str, Outcome], after: Mapping[str, Outcome], cells: Cells) -> Compared:
    """The same rights under both laws; a household without a result of one of them is not compared."""
    unknown = np.zeros(len(cells.place_of), dtype=bool)
    both = (*before.values(), *after.values())
    for known in {id(outcome.known): outcome.known for outcome in both}.values():
        unknown |= ~known
    out = np.flatnonzero(unknown)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda right: _Pair(before[right], after[right], unknown, out), before)
        pairs = dict(zip(before, made, strict=True))
    of_households = [pair for right, pair in pairs.items() if right not in paid_by_others()]
    return Compared(
        {right: pair.change for right, pair in pairs.items()},
        _by_cell(of_households, cells, unknown, out),
        len(out),
    )


@cache
def paid_by_others() -> frozenset[str]:
    """Rights whose money is no household's gain, from `not_the_households_money.yaml`."""
    path = Path(__file__).with_name("not_the_households_money.yaml")
    return frozenset(yaml.safe_load(path.read_text("utf-8")))


class _Pair:
    """A right before and after, and the households compared to which it gives another amount."""

    def __init__(self, before: Outcome, after: Outcome, unknown: NDArray[np.bool_], out: Places) -> None:
        self.before, self.after = before, after
        moved = np.flatnonzero(before.cents != after.cents)
        self.moved = moved[~unknown[moved]]
        self.gain = after.cents[self.moved] - before.cents[self.moved]
        self.change = self._counted(out)

    def _counted(self, out: Places) -> Change:
        money = self.before.sum_cents - int(self.before.cents[out].sum())
        return Change(
            households=len(self.before.known) - len(out),
            entitled_before=self.before.sum_entitled - int(np.count_nonzero(self.before.entitled[out])),
            entitled_after=self.after.sum_entitled - int(np.count_nonzero(self.after.entitled[out])),
            before=money,
            after=money + int(self.gain.sum()),
            winners=int(np.count_nonzero(self.gain > 0)),
            losers=int(np.count_nonzero(self.gain < 0)),
            gained=int(self.gain[self.gain > 0].sum()),
            lost=int(-self.gain[self.gain < 0].sum()),
        )


def _by_cell(pairs: list[_Pair], cells: Cells, unknown: NDArray[np.bool_], out: Places) -> tuple[Change, ...]:
    size = len(unknown)
    before, gain = np.zeros(size, np.int64), np.zeros(size, np.int64)
    entitled = [np.zeros(size, np.int8), np.zeros(size, np.int8)]
    for pair in pairs:
        before += pair.before.cents
        gain[pair.moved] += pair.gain
        entitled[0] |= pair.before.entitled
        entitled[1] |= pair.after.entitled
    before[out] = 0
    won, lost = np.flatnonzero(gain > 0), np.flatnonzero(gain < 0)
    entitled_then, entitled_now = (np.flatnonzero(side.astype(bool) & ~unknown) for side in entitled)
    sums = {
        "households": cells.count() - cells.count(out),
        "entitled_before": cells.count(entitled_then),
        "entitled_after": cells.count(entitled_now),
        "before": cells.sums(before, np.flatnonzero(before)),
        "winners": cells.count(won),
        "losers": cells.count(lost),
        "gained": cells.sums(gain, won),
        "lost": -cells.sums(gain, lost),
    }
    sums["after"] = sums["before"] + sums["gained"] - sums["lost"]
    return tuple(
        Change(**{name: int(values[place]) for name, values in sums.items()})
        for place in range(len(cells.keys))
    )


def _words(code: int, names: list[list[str]]) -> tuple[str, ...]:
    found = []
    for known in reversed(names):
        found.append(known[code % len(known)])
        code //= len(known)
    return tuple(reversed(found))
