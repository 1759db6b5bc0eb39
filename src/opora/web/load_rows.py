"""The load of a unit as its head reads it: hours by worker and field of work, beside a full post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opora.cases.executors import word_of
from opora.cases.load import Load
from opora.cases.unit_load import Share, full_post, total


@dataclass(frozen=True)
class OfField:
    """One field of work in a row."""

    name: str
    load: Load


@dataclass(frozen=True)
class LoadRow:
    """One worker or unit: open cases, hours of the printed norms still to be done, overdue deadlines."""

    key: int | None
    name: str
    load: Load
    fields: tuple[OfField, ...]
    overdue: int
    post_percent: int = 100
    """Of a full post; a unit is told in weeks of one."""

    @property
    def weeks(self) -> float:
        """How many weeks of their share of a post the hours are."""
        return full_post().weeks(self.load.norm_minutes, self.post_percent)

    @property
    def is_part_of_a_post(self) -> bool:
        return self.post_percent < 100

    @property
    def is_reckoned(self) -> bool:
        """Whether a norm is printed for any of the cases: without one there are no hours, not none at all."""
        return is_reckoned(self.load)


def is_reckoned(load: Load) -> bool:
    return not load.cases or load.without_norm < load.cases


def mean_cases(rows: Iterable[LoadRow]) -> float | None:
    """How many open cases those have on average who have any: comparable also where no norm is printed."""
    counted = [row.load.cases for row in rows if row.key is not None and row.load.cases]
    return sum(counted) / len(counted) if counted else None


def load_rows(
    shares: Iterable[Share],
    names: Mapping[int | None, str],
    overdue: Mapping[int | None, int],
    *,
    by: str,
    posts: Mapping[int | None, int] | None = None,
) -> list[LoadRow]:
    """One row for each of these names, the most loaded first; `by` is `worker` or `unit`.

    `posts` are shares of a post in per cent, by the same keys; whoever is not among them works a full one.
    """
    posts = posts or {}
    of: dict[int | None, list[Share]] = {key: [] for key in names}
    for share in shares:
        of.setdefault(getattr(share, by), []).append(share)
    rows = [
        LoadRow(key, names.get(key, ""), total(own), _fields(own), overdue.get(key, 0), posts.get(key, 100))
        for key, own in of.items()
        if key in names
    ]
    return sorted(rows, key=lambda row: (-row.load.norm_minutes, -row.load.cases, row.name))


def _fields(shares: Iterable[Share]) -> tuple[OfField, ...]:
    of: dict[str, Load] = {}
    for share in shares:
        of[share.field] = of.get(share.field, Load()) + share.load
    found = [OfField(word_of("fields_of_work", field), load) for field, load in of.items()]
    return tuple(sorted(found, key=lambda each: (-each.load.norm_minutes, -each.load.cases, each.name)))
