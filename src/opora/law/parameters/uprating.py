"""Works out the cells that were never found in print: previous cell x (1 + index), half-up to cents.

The rule reproduces every neighbour that was printed (`checks`), except where a conflict is declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from .parameter_set import ParameterSet
from .values import Cell, Confidence, Derivation, Input, Kind, ParameterValue, Place

_LESS_SURE = list(Confidence)


@dataclass(frozen=True, slots=True)
class UpratingCheck:
    """A printed figure compared with what uprating the figure before it would give."""

    parameter: str
    at: Place
    start: date
    printed: Decimal
    worked_out: Decimal
    index: Decimal
    previous_kind: Kind

    @property
    def agrees(self) -> bool:
        return self.printed == self.worked_out


@dataclass(frozen=True, slots=True)
class Step:
    """One uprating: which cell, from which day, raised by which index."""

    previous: ParameterValue
    index: ParameterValue
    decimals: int

    def raised(self, at: Place) -> Decimal | None:
        """The previous figure raised by the index; None where the previous one is not known."""
        previous = self.previous.cells[at].value
        if not isinstance(previous, Decimal):
            return None
        unit = Decimal(1).scaleb(-self.decimals)
        return (previous * (1 + self.index.number)).quantize(unit, rounding=ROUND_HALF_UP)

    def derive(self, at: Place, checked: date) -> Cell | None:
        """The cell with its inputs, as sure as the least sure of them."""
        raised = self.raised(at)
        if raised is None:
            return None
        before, index = self.previous.cells[at], self.index.cell()
        return Cell(
            value=raised,
            kind=Kind.DERIVED,
            source=before.source,
            confidence=max(before.confidence, index.confidence, key=_LESS_SURE.index),
            checked=checked,
            derivation=Derivation(
                rule=f"previous figure × (1 + {index.number}), rounded half up to {self.decimals} decimals",
                inputs=(_input(self.previous, at), _input(self.index, ())),
            ),
        )


def _input(value: ParameterValue, at: Place) -> Input:
    cell = value.cells[at]
    return Input(value.key, at, value.start, cell.number, cell.source, cell.confidence)


def index_of_the_year(timeline: tuple[ParameterValue, ...], start: date) -> ParameterValue | None:
    """The yearly index that belongs to an adjustment: the one of the same calendar year.

    Bounds, amounts and the basic amount follow one index on 1 February, 1 March and 1 April.
    """
    return next((value for value in timeline if value.start.year == start.year), None)


def uprating_checks(parameters: ParameterSet) -> list[UpratingCheck]:
    """Every printed figure of an uprated entry beside what uprating the one before it gives."""
    return [check for key in parameters for check in _checks(parameters, key)]


def _checks(parameters: ParameterSet, key: str) -> Iterator[UpratingCheck]:
    parameter = parameters.parameter(key)
    if parameter.uprated_by is None:
        return
    index = parameters.timeline(parameter.uprated_by)
    for before, value in pairwise(parameters.timeline(key)):
        year = index_of_the_year(index, value.start)
        if not value.uprated or year is None:
            continue
        step = Step(previous=before, index=year, decimals=parameter.decimals)
        for at, cell in value.cells.items():
            worked_out = step.raised(at)
            if cell.kind is Kind.KNOWN and worked_out is not None:
                kind = before.cells[at].kind
                yield UpratingCheck(key, at, value.start, cell.number, worked_out, year.number, kind)
