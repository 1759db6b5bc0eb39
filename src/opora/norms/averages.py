"""Real averages beside the printed ones, over many services. They inform and never measure a single case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from opora.norms.cycles import CycleState
from opora.norms.records import hours
from opora.norms.schema import Part, Standard
from opora.norms.wording import Phrase, number, said


@dataclass(frozen=True)
class Average:
    """The average of a part, or of the whole cycle (`part` is none), in minutes; none where none ended."""

    standard: Standard
    part: Part | None
    cycle: int | None
    services: int
    minutes: Fraction | None
    printed: int | None
    article: str

    @property
    def phrase(self) -> Phrase:
        """Both averages in one sentence."""
        if self.minutes is None:
            return said("average_of_none")
        real = number(self.minutes / 60)
        if self.printed is None:
            return said("average_not_printed", services=self.services, real=real)
        return said("average_beside", services=self.services, real=real, printed=hours(self.printed))


def averages(standard: Standard, states: Iterable[CycleState]) -> tuple[Average, ...]:
    """The averages of all evaluated cycles and all services without cycles: of each part, then of the whole.

    A cycle that still runs would only pull the average down, so it is left out.
    """
    done = [cycle for state in states for cycle in (*state.earlier, state) if _is_done(cycle)]
    parts = tuple(_of_part(standard, part, done) for part in standard.parts)
    if standard.cycle is None:
        return parts
    first = [cycle for cycle in done if cycle.number == 1]
    following = [cycle for cycle in done if cycle.number > 1]
    return (
        *parts,
        _of_cycle(standard, 1, first, standard.cycle.first_minutes),
        _of_cycle(standard, 2, following, standard.cycle.next_minutes),
    )


def _is_done(cycle: CycleState) -> bool:
    return cycle.evaluated_on is not None or (cycle.standard.cycle is None and cycle.next == "nothing")


def _of_part(standard: Standard, part: Part, done: list[CycleState]) -> Average:
    """Only of services in which the part was held: some parts are for some people only."""
    used = [state.minutes for cycle in done for state in cycle.parts if state.part == part and state.times]
    return Average(standard, part, None, len(used), _mean(used), part.expected_minutes(), part.article)


def _of_cycle(standard: Standard, cycle: int, done: list[CycleState], printed: int) -> Average:
    article = standard.cycle.article if standard.cycle else ""
    return Average(standard, None, cycle, len(done), _mean([each.minutes for each in done]), printed, article)


def _mean(minutes: list[int]) -> Fraction | None:
    return Fraction(sum(minutes), len(minutes)) if minutes else None
