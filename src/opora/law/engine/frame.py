"""The values of one month of one case, and what each of them rests on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .calendar import month_index, month_text
from .case import Case
from .dates import Dates
from .in_force import InForce
from .paths import Found, Walks, walks, walks_to
from .program import Leading, Program, Spot
from .span import Span, Value


@dataclass(frozen=True, eq=False)
class Frame:
    """The values of one month, kept after the evaluation has moved on."""

    program: Program
    case: Case
    dates: Dates
    values: list[Any]
    like: "Frame | None" = None
    """The month before, where nothing but time has passed: somebody is older, and nothing came of it."""

    @cached_property
    def in_force(self) -> InForce:
        return self.program.in_force(self.dates)

    @cached_property
    def leading_to_doubts(self) -> Leading:
        """What rests on the values of the law that are doubtful on these dates."""
        return self.program.leading_to(tuple(self.in_force.doubtful))

    @cached_property
    def month_text(self) -> str:
        return month_text(month_index(self.dates.month))

    def value(self, spot: Spot) -> Value:
        place, subject = spot
        found = self.values[place]
        value: Value = found if subject is None else found[subject]
        return value

    def is_open(self, spot: Spot) -> bool:
        return isinstance(self.value(spot), Span)

    def rests_on(self, spot: Spot) -> Found:
        """The arguments that made the value what it is; plain steps between are left out."""
        return self._along(self._to_arguments, spot)

    def named(self, spot: Spot) -> Found:
        """The named values directly under a figure, in the order of its formula, each once."""
        return self._along(self._to_names, spot)

    def reached(self, roots: list[Spot], leading: Leading) -> list[Spot]:
        """Of the instructions that something leads to, those that the roots rest on."""
        found: Found = {}
        to_places = walks_to(leading, self.program)
        for place, person in roots:
            to_places[place](self.values, self.case, person, found)
        spots = [spot for spot in found if spot[0] in leading.places]
        return sorted(spots, key=lambda spot: (spot[0], spot[1] or 0))

    def places_unlike(self, other: "Frame") -> set[int]:
        """Where this month differs from another one of the same program, and all that is made of it.

        The date itself differs every month; it matters only where something made of it does.
        """
        pairs = enumerate(zip(self.values, other.values, strict=True))
        unlike = {place for place, (one, another) in pairs if one is not another and one != another}
        instructions = self.program.instructions
        unlike = {place for place in unlike if instructions[place].op != "date"}
        if self.in_force is not other.in_force:
            entries = other.in_force.entries
            unlike |= {place for place, entry in self.in_force.entries.items() if entry != entries[place]}
        return self.program.with_users(unlike)

    @cached_property
    def _to_names(self) -> Walks:
        return walks(self.program, "names")

    @cached_property
    def _to_arguments(self) -> Walks:
        return walks(self.program, "arguments")

    def _along(self, walks: Walks, spot: Spot) -> Found:
        place, person = spot
        found: Found = {}
        walks[place](self.values, self.case, person, found)
        return found
