"""The interview on situations small enough to try them all: how many of its questions nobody needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod

from benchmarks.table import Table
from opora.law import Situation, ask, rulebook
from opora.law.engine.case import DWELLING, Case
from opora.law.engine.dates import Dates
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.facts import Fact
from opora.law.engine.graph import Right
from opora.law.engine.operations import RELATIONS
from opora.law.engine.program import Program
from opora.law.engine.types import CHOICE, YES_NO

DATES = Dates(date(2026, 7, 1), date(2026, 6, 15), date(2026, 6, 15))
MOST_SITUATIONS = 600
Answers = tuple[int, ...]


@dataclass
class Enumerated:
    """A right that one person alone can be asked about, by facts of few values, and all its outcomes."""

    right: Right
    facts: list[Fact]
    outcomes: dict[Answers, tuple[int, ...]]

    def case(self, known: dict[str, int]) -> Case:
        by_day = {(key, DWELLING if self._of_dwelling(key) else 0): value for key, value in known.items()}
        relatives: dict[str, list[list[int]]] = {relation: [[]] for relation in RELATIONS}
        return Case(["ana"], 0, [1], relatives, frozenset({self.right.key}), by_day=dict(by_day))

    def _of_dwelling(self, key: str) -> bool:
        return any(fact.key == key and fact.of == "dwelling" for fact in self.facts)

    def questions(self, answers: Answers) -> list[str]:
        """The interview of somebody who answers so: the facts asked, in order."""
        said = dict(zip((fact.key for fact in self.facts), answers, strict=True))
        known: dict[str, int] = {}
        while open_questions := ask(self._situation(known)):
            key = open_questions[0].fact
            known[key] = said[key]
        return list(known)

    def _situation(self, known: dict[str, int]) -> Situation:
        return Situation({}, self.case(known), DATES.filed, DATES.decided, DATES.month, (self.right.key,))

    def superfluous(self, answers: Answers, asked: list[str]) -> int:
        """Questions whose answer could not change the outcome any more when they were asked."""
        return sum(not self._matters(answers, set(asked[:number]), key) for number, key in enumerate(asked))

    def _matters(self, answers: Answers, known: set[str], key: str) -> bool:
        """Whether two situations that differ in this fact alone have different outcomes."""
        place = [fact.key for fact in self.facts].index(key)
        of_the_rest: dict[Answers, set[tuple[int, ...]]] = {}
        for each in self._agreeing(answers, known):
            rest = each[:place] + each[place + 1 :]
            of_the_rest.setdefault(rest, set()).add(self.outcomes[each])
        return any(len(outcomes) > 1 for outcomes in of_the_rest.values())

    def not_needed(self, answers: Answers, asked: list[str]) -> int:
        """Questions without which the other answers would have led to the same outcome, whatever the rest."""
        return sum(
            len({self.outcomes[each] for each in self._agreeing(answers, set(asked) - {key})}) == 1
            for key in asked
        )

    def _agreeing(self, answers: Answers, kept: set[str]) -> Iterator[Answers]:
        places = [place for place, fact in enumerate(self.facts) if fact.key in kept]
        for other in self.outcomes:
            if all(other[place] == answers[place] for place in places):
                yield other


def enumerable() -> Iterator[Enumerated]:
    """Every right small enough, with the outcome of each of its situations."""
    for right in rulebook().graph.rights.values():
        figures = (right.entitled, right.amount, right.start, right.end, right.open_ended)
        program = rulebook().program(DATES, tuple(key for key in figures if key))
        facts = list({fact.key: fact for _, fact, _, _ in program.facts_read}.values())
        small = all(fact.kind in (YES_NO, CHOICE) and fact.period == "day" for fact in facts)
        if small and 1 < prod(_values(fact) for fact in facts) <= MOST_SITUATIONS:
            yield _enumerated(right, facts, program)


def _values(fact: Fact) -> int:
    return fact.range[1] + 1


def _enumerated(right: Right, facts: list[Fact], program: Program) -> Enumerated:
    found = Enumerated(right, facts, {})
    for answers in product(*(range(_values(fact)) for fact in facts)):
        case = found.case(dict(zip((fact.key for fact in facts), answers, strict=True)))
        evaluation = Evaluation(program, case, DATES)
        entitled = evaluation.figure(right.entitled)
        amount = evaluation.figure(right.amount) if entitled and right.amount else 0
        found.outcomes[answers] = entitled, amount
    return found


def main() -> None:
    """Print for each right how many questions were asked in all its situations, and how many too many.

    A question that every interview has to ask may turn out not to have been needed: of two conditions the
    second may fail. Superfluous is only one that could not matter any more when it was asked.
    """
    table = Table(
        "The interview, on every situation of a right",
        ["right", "facts", "situations", "questions on average", "superfluous", "not needed in hindsight"],
    )
    sums = [0, 0, 0, 0]
    for each in enumerable():
        asked = {answers: each.questions(answers) for answers in each.outcomes}
        counted = (
            len(asked),
            sum(map(len, asked.values())),
            sum(each.superfluous(answers, keys) for answers, keys in asked.items()),
            sum(each.not_needed(answers, keys) for answers, keys in asked.items()),
        )
        sums = [total + count for total, count in zip(sums, counted, strict=True)]
        table.add(each.right.key, len(each.facts), *_shares(*counted))
    table.add("all", "", *_shares(*sums))
    table.print()


def _shares(situations: int, questions: int, superfluous: int, not_needed: int) -> tuple[str, ...]:
    average = f"{questions / situations:.2f}"
    if not questions:
        return str(situations), average, "-", "-"
    return str(situations), average, f"{superfluous / questions:.1%}", f"{not_needed / questions:.1%}"
