"""The unknown facts that an uncertain result still hangs on, and how much hangs on each."""

from dataclasses import dataclass
from typing import Any

from .engine.frame import Frame
from .engine.program import Spot
from .engine.span import ends
from .naming import period_of, subject_of


@dataclass(frozen=True)
class Question:
    """A fact of one person (or of the dwelling) and one period, with the words to ask it by."""

    fact: str
    subject: str | None
    period: str | None
    type: str
    unit: str
    label: dict[str, str]
    question: dict[str, str]
    confidentiality: str
    choices: tuple[tuple[str, dict[str, str]], ...] = ()

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        return self.fact, self.subject, self.period

    def to_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "fact": self.fact,
            "subject": self.subject,
            "period": self.period,
            "type": self.type,
            "unit": self.unit,
            "label": self.label,
            "question": self.question,
            "confidentiality": self.confidentiality,
        }
        return {**shown, "choices": dict(self.choices)} if self.choices else shown


def open_facts(frame: Frame, roots: list[Spot]) -> list[Question]:
    return [question for question, _ in weighed_facts(frame, roots)]


def weighed_facts(frame: Frame, roots: list[Spot]) -> list[tuple[Question, float]]:
    """Every unknown fact on an open path, with the share of the uncertainty that hangs on it."""
    weights = _weights(frame, [root for root in roots if frame.is_open(root)])
    return [
        (_question(frame, spot), weight)
        for spot, weight in weights.items()
        if frame.program.instructions[spot[0]].op == "fact"
    ]


def _weights(frame: Frame, roots: list[Spot]) -> dict[Spot, float]:
    """Hands the weight of each open result down its open arguments; a leading condition gets all of it.

    The gate of a group of facts, a single condition, a choice between two branches get more than one of many
    summands.
    """
    weights: dict[Spot, float] = dict.fromkeys(roots, 1.0)
    for spot in _arguments_last(frame, roots):
        under = [argument for argument in frame.rests_on(spot) if frame.is_open(argument)]
        for position, argument in enumerate(under):
            share = 1.0 if _leads(frame, spot, position) else _part(frame, argument) / (len(under) + 1)
            weights[argument] = weights.get(argument, 0.0) + weights[spot] * share
    return weights


def _leads(frame: Frame, spot: Spot, position: int) -> bool:
    """The condition of a `when` decides which of the others will matter at all."""
    return position == 0 and frame.program.instructions[spot[0]].op == "when"


def _part(frame: Frame, spot: Spot) -> float:
    """A claim can turn an outcome over; an amount in a sum only moves it."""
    low, high = ends(frame.value(spot))
    return 1.0 if (low, high) == (0, 1) else 0.5


def _arguments_last(frame: Frame, roots: list[Spot]) -> list[Spot]:
    """Open spots, users before arguments: instructions are in order, so it is their order backwards."""
    found: set[Spot] = set(roots)
    waiting = list(roots)
    while waiting:
        for argument in frame.rests_on(waiting.pop()):
            if frame.is_open(argument) and argument not in found:
                found.add(argument)
                waiting.append(argument)
    return sorted(found, key=lambda spot: (-spot[0], -1 if spot[1] is None else spot[1]))


def _question(frame: Frame, spot: Spot) -> Question:
    fact = frame.program.graph.facts[frame.program.instructions[spot[0]].given["fact"]]
    return Question(
        fact=fact.key,
        subject=subject_of(frame, spot),
        period=period_of(frame, spot),
        type=fact.type,
        unit=fact.kind.unit,
        label=fact.label.model_dump(),
        question=fact.question.model_dump(),
        confidentiality=fact.confidentiality,
        choices=tuple((word, label.model_dump()) for word, label in fact.choice_labels.items()),
    )
