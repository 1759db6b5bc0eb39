"""One figure of a need: how much, by which rule and article, from what, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from opora.norms.areas import Area
from opora.norms.wording import Phrase, joined, said

Basis = Literal["population", "load"]
BASES: tuple[Basis, ...] = ("population", "load")
State = Literal["known", "unknown", "not_printed"]
Post = Literal[
    "professional_worker", "leader", "co_provider", "performers", "administrative_vi", "administrative_v",
    "coordinator",
]  # fmt: skip


@dataclass(frozen=True)
class Input:
    """A number that went into a figure, and where it comes from."""

    name: Phrase
    value: Fraction
    source: Phrase
    is_what_if: bool = False


@dataclass(frozen=True)
class ByParts:
    """The same figure of every part, beside that of the whole."""

    whole: tuple[Fraction, int | None]
    parts: tuple[tuple[str, Fraction, int | None], ...]

    @property
    def exact(self) -> Fraction:
        return sum((exact for _name, exact, _rounded in self.parts), Fraction(0))

    @property
    def rounded(self) -> int | None:
        heads = [rounded for _name, _exact, rounded in self.parts if rounded is not None]
        return sum(heads) if len(heads) == len(self.parts) else None

    @property
    def raised(self) -> tuple[tuple[str, Fraction, int], ...]:
        """The parts that rounding changed."""
        return tuple(
            (name, exact, heads) for name, exact, heads in self.parts if heads is not None and heads != exact
        )

    @property
    def phrase(self) -> Phrase:
        """Why rounding each part gives another number than rounding the whole once."""
        exact, heads = self.whole
        told = []
        if self.exact != exact:
            told.append(said("parts_exact_differ", parts=self.exact, whole=exact))
        if heads is not None and self.rounded is not None:
            told.append(self._of_heads(heads, self.rounded))
        return joined(told, " ")

    def _of_heads(self, heads: int, parts: int) -> Phrase:
        if parts == heads:
            return said("parts_agree", rounded=heads)
        raised = joined(
            [
                said("part_rounded", name=name, exact=exact, rounded=rounded)
                for name, exact, rounded in self.raised
            ]
        )
        return said("parts_differ", parts=parts, whole=heads, difference=parts - heads, raised=raised)


@dataclass(frozen=True)
class Line:
    """One figure of a need. `task` is none for a sum over the services; `exact` and `rounded` are persons."""

    task: str | None
    service: Phrase
    post: Post
    basis: Basis
    state: State
    rule: str
    article: str
    source: str
    formula: Phrase
    exact: Fraction | None = None
    rounded: int | None = None
    inputs: tuple[Input, ...] = ()
    note: Phrase | None = None
    is_what_if: bool = False
    by_parts: ByParts | None = None

    @property
    def left_out(self) -> Phrase | None:
        """Of a sum: the services whose articles print nothing to reckon with, so they are not in it."""
        return self.note if self.task is None else None

    @property
    def heads(self) -> Fraction | None:
        """Whole persons, or the exact share where nothing is rounded."""
        return self.exact if self.rounded is None else Fraction(self.rounded)


@dataclass(frozen=True)
class Need:
    """What the rulebook asks of an area, and of its parts."""

    area: Area
    lines: tuple[Line, ...]
    parts: tuple[Need, ...] = ()

    def line(self, task: str | None, post: Post, basis: Basis) -> Line:
        """One figure. KeyError if the service has no such post."""
        for line in self.lines:
            if (line.task, line.post, line.basis) == (task, post, basis):
                return line
        raise KeyError((task, post, basis))

    def all(self) -> tuple[Need, ...]:
        """This one and everything below, from the whole to the parts."""
        return (self, *(below for part in self.parts for below in part.all()))
