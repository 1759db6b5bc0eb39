"""What is said of the conditions of a right: the figures compared, what fails, what would have changed it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from .known_values import Json, KnownValues, Value, read_value
from .sentences import OfCondition, never_named
from .writing import Values

Say = Callable[[str, Values], str | None]

FACTS_SHOWN = 3
"""Of the facts that settled a condition so many are named: more would be a list, not a reason."""


class Conditions:
    """The conditions of one period, the decisive one first."""

    def __init__(
        self,
        reasons: Sequence[Json],
        known: KnownValues,
        of_condition: Callable[[str], OfCondition],
        say: Say,
        name: Callable[[str], str],
    ) -> None:
        self._reasons = reasons
        self._known = known
        self._of = of_condition
        self._say = say
        self._name = name

    def compared(self) -> Iterator[str]:
        """Both amounts of the decisive condition and their difference, where it compares two."""
        for reason in self._reasons:
            if reason["decisive"] and _is_comparison(reason):
                yield from self._numbers(reason)

    def others_met(self) -> Iterator[str]:
        """That nothing else stood in the way, where there is anything else."""
        if len(self._reasons) > 1 and all(reason["holds"] for reason in self._reasons):
            yield from self._said("others_met")

    def all_met(self) -> Iterator[str]:
        """Each condition that is met, in the order of the law."""
        for reason in sorted(self._reasons, key=lambda each: each["decisive"]):
            if reason["holds"]:
                yield from self._plainly(reason)

    def that_fail(self) -> Iterator[str]:
        """Each condition that fails, with its amounts or the facts that settled it."""
        for reason in self._failing():
            if _is_comparison(reason):
                yield from self._numbers(reason)
            else:
                yield from self._plainly(reason)
                yield from self._settled_by(reason)

    def loss(self) -> Iterator[str]:
        """What would have cost the right."""
        lost = [sentence for reason in self._reasons for sentence in self._lost(reason)]
        if lost:
            yield from lost
        elif self._reasons:
            yield from self._said("lost_one" if len(self._reasons) == 1 else "lost_some")

    def gain(self) -> Iterator[str]:
        """What would have given the right."""
        failing = list(self._failing())
        for reason in failing:
            if _is_comparison(reason):
                yield from self._said(self._of(reason["key"]).gained, _compared_values(reason))
        if len(failing) > 1:
            yield from self._said("several_fail")
        elif failing and not _is_comparison(failing[0]):
            yield from self._said("gained")
        if len(failing) == 1 and len(self._reasons) > 1 and _all_else_holds(self._reasons):
            yield from self._said("others_met")

    def _failing(self) -> Iterator[Json]:
        return (reason for reason in self._reasons if reason["holds"] is False)

    def _lost(self, reason: Json) -> Iterator[str]:
        if reason["decisive"] and _is_comparison(reason):
            yield from self._said(self._of(reason["key"]).lost, _compared_values(reason))

    def _numbers(self, reason: Json) -> Iterator[str]:
        """The two amounts, then how far they lie apart."""
        words, values = self._of(reason["key"]), _compared_values(reason)
        if not words.numbers:
            yield from self._plainly(reason)
        for sentence in words.numbers:
            yield from self._said(sentence, values)
        if values["difference"] == 0:
            yield from self._said(words.level or "level", values)
        else:
            yield from self._said(words.under if reason["holds"] else words.over, values)

    def _plainly(self, reason: Json) -> Iterator[str]:
        words = self._of(reason["key"])
        yield from self._said(words.met if reason["holds"] else words.failed)

    def _settled_by(self, reason: Json) -> Iterator[str]:
        """The facts that would have to be otherwise, as they are."""
        if not self._of(reason["key"]).names_facts:
            return
        facts = (reason["would_change"] or {}).get("facts", {})
        grounds = [(*named.partition("@")[::2], otherwise) for named, otherwise in facts.items()]
        telling = [each for each in grounds if each[0] not in never_named()]
        for fact, person, otherwise in telling[:FACTS_SHOWN]:
            label = self._known.label(fact)
            answer = self._say("no" if otherwise else "yes", {})
            if label is None or answer is None:
                continue
            values: dict[str, Value] = {"label": label, "answer": answer}
            if person and len(self._known.persons) > 1:
                yield from self._said("settled_by_of", {**values, "person": self._name(person)})
            else:
                yield from self._said("settled_by", values)

    def _said(self, sentence: str | None, values: Values | None = None) -> Iterator[str]:
        text = None if sentence is None else self._say(sentence, values or {})
        if text is not None:
            yield text


def _is_comparison(reason: Json) -> bool:
    """Whether it compares two amounts that are known."""
    would = reason["would_change"]
    return would is not None and would["kind"] == "comparison" and would["difference"] is not None


def _compared_values(reason: Json) -> dict[str, Value]:
    would = reason["would_change"]
    found = {
        "left": read_value(reason["values"][would["figure"]]),
        "right": read_value(reason["values"][would["limit"]]),
        "difference": Decimal(would["difference"]),
        "by": Decimal(would["by"]),
    }
    return {name: value for name, value in found.items() if value is not None}


def _all_else_holds(reasons: Sequence[Json]) -> bool:
    return sum(reason["holds"] is not True for reason in reasons) == 1
