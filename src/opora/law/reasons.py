"""Why a right is given or refused: its conditions, with what settled them, without prose."""

from dataclasses import dataclass
from typing import Any

from .engine.frame import Frame
from .engine.graph import Right
from .engine.program import NAMED, Spot
from .engine.showing import Shown
from .engine.span import Span, Value
from .naming import name_of, shown_figure, shown_spot, subject_of

_COMPARISONS = ("less", "less_or_equal")

Compared = tuple[str, Spot, Spot]
"""Which comparison, and its two sides."""


@dataclass(frozen=True)
class Reason:
    """One condition. `holds` is none where it is not certain yet."""

    key: str
    article: str
    article_confirmed: bool
    holds: bool | None
    values: tuple[tuple[str, Shown], ...]
    """Both sides of a comparison; of another condition what made it fail. One that holds needs no more."""
    decisive: bool
    would_change: tuple[tuple[str, Any], ...] | None

    def says_the_same_as(self, other: "Reason") -> bool:
        """Whether a reader learns nothing new: a birthday that decides nothing is not news."""
        return (self.key, self.holds, self.decisive, self.would_change, self._told) == (
            other.key,
            other.holds,
            other.decisive,
            other.would_change,
            other._told,
        )

    @property
    def _told(self) -> tuple[tuple[str, Shown], ...]:
        """The amounts compared; of another condition only what is so and what is not."""
        if self.would_change is not None and dict(self.would_change)["kind"] == "comparison":
            return self.values
        return tuple((name, value) for name, value in self.values if isinstance(value, bool))

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "article": self.article,
            "article_confirmed": self.article_confirmed,
            "figure": self.key,
            "holds": self.holds,
            "values": dict(self.values),
            "decisive": self.decisive,
            "would_change": None if self.would_change is None else dict(self.would_change),
        }


def reasons_of(frame: Frame, right: Right) -> tuple[Reason, ...]:
    """The conditions of a right in one month, the decisive one first."""
    holds = {key: _certain(frame.value((frame.program.figures[key], None))) for key in right.conditions}
    decisive = _decisive(right, holds)
    failing = sum(not claim for claim in holds.values())  # one that is open may fail yet
    reasons = [_reason(frame, key, holds[key], key == decisive, failing) for key in right.conditions]
    return tuple(sorted(reasons, key=lambda reason: not reason.decisive))


def _decisive(right: Right, holds: dict[str, bool | None]) -> str | None:
    """The first condition that fails; the last one (the money) of a right that is given."""
    failing = [key for key in right.conditions if holds[key] is False]
    if failing:
        return failing[0]
    return None if None in holds.values() else right.conditions[-1]


def _reason(frame: Frame, key: str, holds: bool | None, decisive: bool, failing: int) -> Reason:
    figure = frame.program.graph.figures[key]
    version = figure.versions[frame.program.version_of[key]]
    spot: Spot = (frame.program.figures[key], None)
    compared = _compared(frame, spot)
    told = list(compared[1:]) if compared else grounds(frame, spot) if holds is False else []
    return Reason(
        key=key,
        article=version.article,
        article_confirmed=version.article_confirmed,
        holds=holds,
        values=tuple([(name_of(frame, under), shown_spot(frame, under)) for under in told]),
        decisive=decisive,
        would_change=_would_change(frame, compared, told, holds, alone=failing <= 1),
    )


def _would_change(
    frame: Frame, compared: Compared | None, told: list[Spot], holds: bool | None, *, alone: bool
) -> tuple[tuple[str, Any], ...] | None:
    """By how much a compared figure would have to differ, or which facts would have to be otherwise.

    `alone` tells whether that would change the result, or whether another condition fails as well.
    """
    if holds is None:
        return None
    if compared is not None:
        return _difference(frame, *compared, holds=holds, alone=alone)
    instructions = frame.program.instructions
    found = [under for under in told if instructions[under[0]].op == "fact"]
    gates = {_gate_of(frame, under) for under in found}
    facts = {
        name_of(frame, under): not frame.value(under)
        for under in found
        if instructions[under[0]].unit == "yes_no" and name_of(frame, under) not in gates
    }
    if not facts:
        return None
    return (("kind", "circumstance"), ("facts", facts), ("alone", alone))


def _gate_of(frame: Frame, spot: Spot) -> str | None:
    """The fact that lets it be asked at all, of the same person: with a no to that one nothing would hold."""
    gate = frame.program.graph.facts[frame.program.instructions[spot[0]].given["fact"]].gate
    subject = subject_of(frame, spot)
    return None if gate is None else gate.fact if subject is None else f"{gate.fact}@{subject}"


def _difference(
    frame: Frame, op: str, left: Spot, right: Spot, *, holds: bool, alone: bool
) -> tuple[tuple[str, Any], ...] | None:
    own, limit = frame.value(left), frame.value(right)
    if isinstance(own, Span) or isinstance(limit, Span):
        return None
    node = frame.program.instructions[left[0]]
    own, limit = own * frame.program.instructions[right[0]].denominator, limit * node.denominator
    denominator = node.denominator * frame.program.instructions[right[0]].denominator
    gap = own - limit if not holds else limit - own
    reached = op == "less_or_equal" if not holds else op == "less"
    smallest_step = 0 if reached else denominator // 100
    return (
        ("kind", "comparison"),
        ("figure", name_of(frame, left)),
        ("limit", name_of(frame, right)),
        ("difference", shown_figure(gap, node.unit, denominator)),
        ("by", shown_figure(gap + smallest_step, node.unit, denominator)),
        ("direction", "lower" if not holds else "higher"),
        ("alone", alone),
    )


def _compared(frame: Frame, spot: Spot) -> Compared | None:
    """The two sides, where the condition compares two named amounts of the case."""
    instructions = frame.program.instructions
    node = instructions[instructions[spot[0]].args[0]]
    if node.op not in _COMPARISONS:
        return None
    sides = []
    for arg in node.args:
        place = arg
        while instructions[place].op == "scale":
            place = instructions[place].args[0]
        if instructions[place].op not in NAMED or instructions[place].over == "person":
            return None
        sides.append(place)
    return node.op, (sides[0], None), (sides[1], None)


def grounds(frame: Frame, spot: Spot) -> list[Spot]:
    """The claims and facts that settled a claim, down to the facts, each once."""
    found: dict[Spot, None] = {}
    waiting = list(reversed(frame.named(spot)))
    while waiting:
        under = waiting.pop()
        node = frame.program.instructions[under[0]]
        if under in found or node.op not in ("figure", "fact"):
            continue
        found[under] = None
        if node.op == "figure" and node.unit == "yes_no":
            waiting.extend(reversed(frame.named(under)))
    return list(found)


def _certain(value: Value) -> bool | None:
    return None if isinstance(value, Span) else bool(value)
