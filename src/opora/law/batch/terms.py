"""A program as terms: each different value once, whatever the number of figures that name it.

A term is an operation on earlier terms. It knows how often its value changes, because that decides the loop
in which a kernel computes it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from opora.law.engine.operations import AGGREGATES

RELATIVES = frozenset({"any_relative", "sum_of_relatives"})
"""Over the children or wards of a person, whom the person's own row does not name."""
READS_OTHERS = RELATIVES | {"rank_among", "relative"}
"""A person's value that is made from values of other persons."""
OF_THE_PERSON = READS_OTHERS | {"is_applicant", "is_applicant_of", "lives_in_dwelling"}


class Rate(IntEnum):
    """How often a value changes: once a call, once a household, once a person."""

    CALL = 0
    HOUSEHOLD = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class Term:
    op: str
    args: tuple[int, ...]
    attributes: tuple[tuple[str, Any], ...]
    rate: Rate
    rests_on_cells: bool
    """Whether a figure of the law counts in it."""

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.attributes)


class Terms:
    """Numbered in an order in which they can be computed; the same term always has the same number."""

    def __init__(self) -> None:
        self._terms: list[Term] = []
        self._numbers: dict[tuple[str, tuple[int, ...], tuple[tuple[str, Any], ...]], int] = {}

    def __getitem__(self, number: int) -> Term:
        return self._terms[number]

    def __len__(self) -> int:
        return len(self._terms)

    def number(self, op: str, *args: int, **given: Any) -> int:
        """The number of this term, a new one if it was not there yet."""
        attributes = tuple(sorted(given.items()))
        key = (op, args, attributes)
        if key not in self._numbers:
            self._numbers[key] = len(self._terms)
            cells = op in ("parameter", "table") or any(self._terms[arg].rests_on_cells for arg in args)
            self._terms.append(Term(op, args, attributes, self._rate(op, args, given), cells))
        return self._numbers[key]

    def constant(self, value: int) -> int:
        return self.number("constant", value=value)

    def constant_value(self, number: int) -> int | None:
        """What a constant is; none for anything else."""
        term = self._terms[number]
        return int(term.given["value"]) if term.op == "constant" else None

    def _rate(self, op: str, args: tuple[int, ...], given: dict[str, Any]) -> Rate:
        if op in AGGREGATES or op == "of_applicant":
            return Rate.HOUSEHOLD
        if op in OF_THE_PERSON or given.get("whose") == "person":
            return Rate.PERSON
        if given.get("whose"):
            return Rate.HOUSEHOLD
        return max((self._terms[arg].rate for arg in args), default=Rate.CALL)
