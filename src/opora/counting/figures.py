"""What a count says: a number with the cases behind it, by unit and by each split; or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from opora.counting.meaning import Meaning
from opora.counting.period import Period

Word = str | None
"""A value that something is split by; none where it is not recorded."""


class Unknown(StrEnum):
    """Why there is no number."""

    NOT_RECORDED = "not_recorded"  # cases ran, and nobody wrote such a record in any
    NO_AMOUNT = "no_amount"  # there are records, and none of them tells the amount
    NOTHING_TO_DIVIDE = "nothing_to_divide"  # a mean or a share of nothing
    NOT_DEFINED = "not_defined"  # the definition does not say enough


@dataclass(frozen=True)
class Figure:
    """One number. `cases` are behind it (of a register, records); `without` are rows that lack it."""

    value: Decimal | None
    cases: int = 0
    rows: int = 0
    without: int = 0

    @property
    def is_nothing(self) -> bool:
        return self.rows == 0


NOTHING = Figure(Decimal(0))


@dataclass(frozen=True)
class Stock:
    """Those that were there when a period began, that came, that went, and that were there when it ended."""

    at_start: int = 0
    came: int = 0
    went: int = 0
    at_end: int = 0

    @property
    def adds_up(self) -> bool:
        return self.at_start + self.came - self.went == self.at_end


@dataclass(frozen=True)
class Split:
    """A count by one thing: by word the whole, by word and unit. What is `overlapping` does not add up."""

    by: str
    whole: Mapping[Word, Figure]
    by_unit: Mapping[tuple[Word, int], Figure]
    is_overlapping: bool = False

    def ranked(self) -> tuple[Word, ...]:
        """The words by what stands at them, the most first; what is not recorded last."""
        return tuple(
            sorted(self.whole, key=lambda word: (word is None, -(self.whole[word].value or 0), word))
        )


@dataclass(frozen=True)
class Count:
    """An indicator in a period: the whole, its units, its splits, and two splits crossed."""

    meaning: Meaning | None
    period: Period
    whole: Figure
    unknown: Unknown | None = None
    why: str = ""
    by_unit: Mapping[int, Figure] = field(default_factory=dict)
    splits: tuple[Split, ...] = ()
    crossed: Mapping[tuple[Word, Word], Figure] = field(default_factory=dict)
    stock: Stock | None = None

    @property
    def is_known(self) -> bool:
        return self.unknown is None
