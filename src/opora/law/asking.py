"""Which facts to ask next, in the order of how much they can decide."""

from collections.abc import Iterator

from .deciding import decide
from .determination import Period, RightResult
from .open_facts import Question, weighed_facts
from .outcome import outcome_of
from .rulebook import Rulebook
from .situation import Situation


def ask(situation: Situation, *, rulebook: Rulebook | None = None) -> list[Question]:
    """The facts to ask next, those that decide most first; none when every right is certain.

    A question is open while a path of uncertain values leads from it to an uncertain result. So nothing that
    matters is left out; now and then a fact is asked that in the end does not matter.
    """

    weights: dict[tuple[str, str | None, str | None], tuple[float, Question]] = {}
    for result in decide(situation, rulebook=rulebook).rights.values():
        for period in result.periods:
            for question, weight in _open(period, result):
                known = weights.get(question.key, (0.0, question))[0]
                weights[question.key] = (known + weight, question)
    ordered = sorted(weights.values(), key=lambda entry: (-entry[0], str(entry[1].key)))
    return [question for _, question in ordered]


def _open(period: Period, result: RightResult) -> Iterator[tuple[Question, float]]:
    for frame in period.frames:
        yield from weighed_facts(frame, outcome_of(frame, result.right))
