"""Sorts terms into the loops that compute them, each as late as the first term that needs it.

A person's value is computed in a loop over the members; what needs *all* members (a sum, a rank, the value of
a relative) waits for the next loop. Loop number `stage` computes persons' values of that stage, and a
household's values of that stage are computed before it. Sums are gathered as early as they can be.
"""

from dataclasses import dataclass, field

from opora.law.batch.simplify import Simplified
from opora.law.batch.terms import READS_OTHERS, Rate, Term, Terms
from opora.law.engine.operations import AGGREGATES

ANYWHERE = frozenset({"constant", "fact", "is_applicant", "is_applicant_of", "lives_in_dwelling"})
"""Read where they are needed: reading them again costs less than keeping them."""


@dataclass
class Plan:
    terms: Terms
    outputs: tuple[int, ...]
    needed: list[int] = field(default_factory=list)
    """The terms that the outputs rest on, in order."""
    stage: dict[int, int] = field(default_factory=dict)
    kept: list[int] = field(default_factory=list)
    """Persons' values that a later loop, or another person, reads from a buffer."""

    @property
    def last_stage(self) -> int:
        return max((self.stage[number] for number in self.needed), default=0)

    def gathered_in(self, number: int) -> int:
        """The loop in which an aggregate of the members is gathered."""
        return self.stage[number] - 1


def make_plan(simplified: Simplified) -> Plan:
    plan = Plan(simplified.terms, simplified.outputs)
    plan.needed = _needed(plan)
    for number in plan.needed:
        plan.stage[number] = _earliest(plan, number)
    _delay(plan)
    plan.kept = sorted(_kept(plan))
    return plan


def reads_others(term: Term) -> bool:
    """Whether a term reads values of persons other than the one it is computed for."""
    return term.op in READS_OTHERS or term.op == "of_applicant"


def _needed(plan: Plan) -> list[int]:
    found: set[int] = set()
    waiting = list(plan.outputs)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += plan.terms[number].args
    return sorted(found)


def _earliest(plan: Plan, number: int) -> int:
    term = plan.terms[number]
    stages = [plan.stage[arg] + _wait(plan, term, arg) for arg in term.args]
    return max(stages, default=0)


def _wait(plan: Plan, term: Term, arg: int) -> int:
    """Whether a term must wait for the loop in which its argument is computed to end."""
    if term.op in AGGREGATES:
        return 1
    return int(reads_others(term) and plan.terms[arg].rate == Rate.PERSON)


def _delay(plan: Plan) -> None:
    latest: dict[int, int] = {}
    for number in plan.outputs:
        latest[number] = plan.last_stage
    for number in reversed(plan.needed):
        term = plan.terms[number]
        if term.op not in AGGREGATES:
            plan.stage[number] = latest[number]
        for arg in term.args:
            stage = plan.stage[number] - _wait(plan, term, arg)
            latest[arg] = min(latest.get(arg, stage), stage)


def _kept(plan: Plan) -> set[int]:
    kept: set[int] = set()
    for number in plan.needed:
        term = plan.terms[number]
        if term.op in ("any_relative", "sum_of_relatives"):
            kept.add(number)
        for arg in term.args:
            if plan.terms[arg].rate != Rate.PERSON:
                continue
            later = plan.stage[number] - (term.op in AGGREGATES) > plan.stage[arg]
            if reads_others(term) or (later and plan.terms[arg].op not in ANYWHERE):
                kept.add(arg)
    return kept
