"""Sorts the instructions of a program into the loops that compute them.

Some values are the same for the whole call (parameters, dates), some belong to a household, some to a person. A
person's value is computed in a loop over the members; what needs *all* members (a sum, a rank, the value of a
relative) waits for the next loop. So each value gets a rate and, below the call, a stage: loop number `stage`
computes a person's values of that stage, and a household's values of that stage are computed before it.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from opora.law.engine.graph import Node
from opora.law.engine.operations import AGGREGATES
from opora.law.engine.program import Program

RELATIVES = frozenset({"any_relative", "sum_of_relatives"})
READS_OTHERS = RELATIVES | {"rank_among"}
TO_THE_CASE = frozenset(AGGREGATES) | {"of_applicant"}
COPIES = frozenset({"figure", "for_each_person", "unchanged"})
INVERTED = frozenset({"children", "wards"})
"""Relations that a person's own row does not hold: the children and wards name their parents and carers."""


class Rate(IntEnum):
    """How often a value changes: once a call, once a household, once a person."""

    CALL = 0
    HOUSEHOLD = 1
    PERSON = 2


@dataclass
class Plan:
    """Where each instruction is computed. Instructions that only copy another have none of their own."""

    program: Program
    source: list[int] = field(default_factory=list)
    """The instruction whose value this one has: itself, or what it copies."""
    rate: list[Rate] = field(default_factory=list)
    stage: list[int] = field(default_factory=list)
    buffered: set[int] = field(default_factory=set)
    """Persons' values that a later loop, or another person, reads."""

    @property
    def loops(self) -> int:
        """How many loops over the members there are."""
        return 1 + max((self.stage[place] for place in self.own(Rate.PERSON)), default=-1)

    def own(self, rate: Rate) -> list[int]:
        """The instructions of a rate that compute something, in order."""
        return [
            place for place, source in enumerate(self.source) if source == place and self.rate[place] == rate
        ]

    def args(self, place: int) -> list[int]:
        """The instructions whose values this one reads, copies resolved."""
        return [self.source[arg] for arg in self.program.instructions[place].args]

    def gathered_in(self, place: int) -> int:
        """The loop in which an aggregate of the members is gathered."""
        return self.stage[place] - 1


def make_plan(program: Program) -> Plan:
    """Give every instruction its rate and stage, and find what must be kept between loops."""
    plan = Plan(program)
    for place, node in enumerate(program.instructions):
        _place(plan, place, node)
    for place in range(len(program.instructions)):
        if plan.source[place] == place:
            _keep_what_is_read_later(plan, place)
    return plan


def is_inverted(node: Node) -> bool:
    """Whether an instruction reads relatives that name the person, and not the other way round."""
    return node.op in RELATIVES and node.given["relation"] in INVERTED


def _place(plan: Plan, place: int, node: Node) -> None:
    if node.op in COPIES:
        source = plan.source[node.args[0]]
        plan.source.append(source)
        plan.rate.append(plan.rate[source])
        plan.stage.append(plan.stage[source])
        return
    plan.source.append(place)
    args = plan.args(place)
    plan.rate.append(_rate(plan, node, args))
    plan.stage.append(_stage(plan, node, args))


def _rate(plan: Plan, node: Node, args: list[int]) -> Rate:
    if node.op in TO_THE_CASE:
        return Rate.HOUSEHOLD
    if node.op in ("is_applicant", "lives_in_dwelling") or node.op in READS_OTHERS:
        return Rate.PERSON
    if node.op == "fact":
        return Rate.PERSON if node.over == "person" else Rate.HOUSEHOLD
    return max((plan.rate[arg] for arg in args), default=Rate.CALL)


def _stage(plan: Plan, node: Node, args: list[int]) -> int:
    stage = max((plan.stage[arg] for arg in args), default=0)
    return stage + 1 if node.op in TO_THE_CASE or node.op in READS_OTHERS else stage


def _keep_what_is_read_later(plan: Plan, place: int) -> None:
    node = plan.program.instructions[place]
    if is_inverted(node):
        plan.buffered.add(place)
    for arg in plan.args(place):
        if plan.rate[arg] != Rate.PERSON:
            continue
        if node.op in READS_OTHERS or node.op == "of_applicant":
            plan.buffered.add(arg)
        elif node.op in TO_THE_CASE:
            if plan.stage[arg] < plan.gathered_in(place):
                plan.buffered.add(arg)
        elif plan.stage[arg] < plan.stage[place]:
            plan.buffered.add(arg)
