"""Rewrites a program into fewer and lazier terms. Nothing here knows a rule; every step keeps the value.

- What only copies is left out, equal terms become one, and what is constant is computed now.
- `and`, `or` and gates of facts are all `when`, so that one kind of term decides what need not be computed.
- An operation on `when` terms of one condition moves inside it where the other branch becomes a constant: the
  nineteen facts behind one gate then cost one look at the gate.
- What is asked of the applicant only is computed from the applicant's row, not for every person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from opora.law.batch.terms import Rate, Terms
from opora.law.engine.graph import Node
from opora.law.engine.operations import AGGREGATES, ELEMENTWISE
from opora.law.engine.program import Program

COPIES = frozenset({"figure", "for_each_person", "unchanged"})
RELATION_COLUMNS = {
    "partner": ("partner",),
    "parents": ("parent_1", "parent_2"),
    "children": ("parent_1", "parent_2"),
    "carers": ("carer_1", "carer_2"),
    "wards": ("carer_1", "carer_2"),
}
"""Which columns of places hold a relation; children and wards are found by whom they name."""
INVERTED = frozenset({"children", "wards"})
LONGEST_CHAIN = 8
"""Longer chains of `and` and `or` are halved, so that statements are not nested without end."""


@dataclass(frozen=True)
class Simplified:
    terms: Terms
    outputs: tuple[int, ...]


def simplify(program: Program, wanted: tuple[str, ...], claimed: frozenset[str]) -> Simplified:
    """The terms that compute the wanted figures for a household that claims these rights."""
    work = _Simplifying(claimed)
    numbers: list[int] = []
    for node in program.instructions:
        numbers.append(work.rewrite(node, [numbers[arg] for arg in node.args]))
    return Simplified(work.terms, tuple(numbers[program.figures[figure]] for figure in wanted))


class _Simplifying:
    def __init__(self, claimed: frozenset[str]) -> None:
        self.claimed = claimed
        self.terms = Terms()
        self.applicants: dict[int, int] = {}

    def rewrite(self, node: Node, args: list[int]) -> int:
        given = dict(node.given)
        if node.op in COPIES:
            return args[0]
        if node.op == "claimed":
            return self.terms.constant(int(given["right"] in self.claimed))
        if node.op == "fact":
            return self.terms.number("fact", **given, low=node.low, high=node.high, whose=_owner(node))
        if node.op == "of_applicant":
            return self.of_applicant(args[0])
        if node.op in ("any_relative", "sum_of_relatives"):
            return self.of_relatives(node.op, given["relation"], args[0])
        given.pop("ground", None)
        return self.operation(node.op, args, given)

    def operation(self, op: str, args: Sequence[int], given: dict[str, Any]) -> int:
        if op == "when":
            return self.when(*args)
        if op == "and":
            return self.every(args)
        if op == "or":
            return self.any(args)
        if op in AGGREGATES:
            return self.terms.number(op, args[0], self.under(args[0], args[1], True), **given)
        if op not in ELEMENTWISE:
            return self.terms.number(op, *args, **given)
        simpler = self._folded(op, args, given)
        if simpler is None and op in ("less", "less_or_equal"):
            simpler = self._compared_age(op, args)
        if simpler is None:
            simpler = self._moved_inside(op, args, given)
        return self.terms.number(op, *args, **given) if simpler is None else simpler

    # --- constants and conditions -----------------------------------------------------------------

    def _folded(self, op: str, args: Sequence[int], given: dict[str, Any]) -> int | None:
        values = [self.terms.constant_value(arg) for arg in args]
        known = [value for value in values if value is not None]
        if len(known) == len(args):
            grounds = {"ground": ""} if op == "round_quotient" else {}
            return self.terms.constant(int(ELEMENTWISE[op].function(*known, **given, **grounds)))  # type: ignore[arg-type]
        if op == "not" and self.terms[args[0]].op == "not":
            return self.terms[args[0]].args[0]
        if op == "scale" and given["by"] == 1:
            return args[0]
        if op == "multiply" and 0 in known:
            return self.terms.constant(0)
        if op == "add":
            return self._folded_sum(args, known)
        return None

    def _folded_sum(self, args: Sequence[int], known: list[int]) -> int | None:
        rest = [arg for arg in args if self.terms.constant_value(arg) is None]
        if sum(known) != 0:
            rest.append(self.terms.constant(sum(known)))
        if len(rest) == len(args):
            return None
        return rest[0] if len(rest) == 1 else self.operation("add", rest, {})

    def _compared_age(self, op: str, args: Sequence[int]) -> int | None:
        """Whether somebody is so old, as whether they were born by a day that is the same for everybody."""
        for place, arg in enumerate(args):
            if self.terms[arg].op != "years_between":
                continue
            born, until = self.terms[arg].args
            # `age < n` and `n <= age` turn on n completed years, `age <= n` and `n < age` on one more.
            more = 0 if (op == "less") == (place == 0) else 1
            last_day = self._last_day_of_birth(until, args[1 - place], more)
            if last_day is not None:
                return self.operation(
                    *(("less", [last_day, born]) if place == 0 else ("less_or_equal", [born, last_day])), {}
                )
        return None

    def _last_day_of_birth(self, until: int, years: int, more: int) -> int | None:
        term = self.terms[years]
        if self.terms[until].rate != Rate.CALL:
            return None
        if term.rate == Rate.CALL:
            return self.terms.number("last_day_of_birth", until, years, more=more)
        if term.op != "when":
            return None
        branches = [self._last_day_of_birth(until, branch, more) for branch in term.args[1:]]
        return None if None in branches else self.when(term.args[0], *branches)  # type: ignore[arg-type]

    def _moved_inside(self, op: str, args: Sequence[int], given: dict[str, Any]) -> int | None:
        """`op(when(c, a, b), d)` as `when(c, op(a, d), constant)`, if the other branch is a constant.

        Whether it is one is seen from its parts as they stand. To look deeper would take twice as long for
        every further `when` of a sum.
        """
        for arg in args:
            if self.terms[arg].op != "when":
                continue
            condition = self.terms[arg].args[0]
            otherwise = self._settled(op, [self.under(condition, other, False) for other in args], given)
            if otherwise is not None:
                then = self.operation(op, [self.under(condition, other, True) for other in args], given)
                return self.when(condition, then, otherwise)
        return None

    def _settled(self, op: str, args: Sequence[int], given: dict[str, Any]) -> int | None:
        """The constant that an operation comes to, if its parts alone tell."""
        values = [self.terms.constant_value(arg) for arg in args]
        if op == "multiply" and 0 in values:
            return self.terms.constant(0)
        return None if None in values else self._folded(op, args, given)

    def under(self, condition: int, number: int, holds: bool) -> int:
        """What a term is where the condition holds, or does not."""
        term = self.terms[number]
        if number == condition:
            return self.terms.constant(int(holds))
        if term.op == "when" and term.args[0] == condition:
            return term.args[1] if holds else term.args[2]
        return number

    def when(self, condition: int, then: int, otherwise: int) -> int:
        settled = self.terms.constant_value(condition)
        if settled is not None:
            return then if settled else otherwise
        if self.terms[condition].op == "not":
            return self.when(self.terms[condition].args[0], otherwise, then)
        then, otherwise = self.under(condition, then, True), self.under(condition, otherwise, False)
        if then == otherwise:
            return then
        branches = self.terms.constant_value(then), self.terms.constant_value(otherwise)
        if branches == (1, 0):
            return condition
        if branches == (0, 1):
            return self.operation("not", [condition], {})
        return self._when_of_when(condition, then, otherwise)

    def _when_of_when(self, condition: int, then: int, otherwise: int) -> int:
        """A condition behind a gate: the gate is asked first, so that several behind it become one.

        Left alone where the gate is no fact but computed: then the condition is wanted elsewhere as well.
        """
        term = self.terms[condition]
        if term.op == "when" and self.terms[term.args[0]].op == "fact":
            outer, parts = term.args[0], (condition, then, otherwise)
            closed = self.when(*(self.under(outer, number, False) for number in parts))
            if self.terms.constant_value(closed) is not None:
                return self.when(
                    outer, self.when(*(self.under(outer, number, True) for number in parts)), closed
                )
        return self.terms.number("when", condition, then, otherwise)

    def every(self, claims: Sequence[int]) -> int:
        return self._chain(claims, lambda first, rest: self.when(first, rest, self.terms.constant(0)))

    def any(self, claims: Sequence[int]) -> int:
        return self._chain(claims, lambda first, rest: self.when(first, self.terms.constant(1), rest))

    def _chain(self, claims: Sequence[int], join: Callable[[int, int], int]) -> int:
        if len(claims) > LONGEST_CHAIN:
            half = len(claims) // 2
            return join(self._chain(claims[:half], join), self._chain(claims[half:], join))
        return reduce(lambda rest, first: join(first, rest), reversed(claims))

    # --- the applicant and relatives --------------------------------------------------------------

    def of_applicant(self, number: int) -> int:
        """A person's value for the applicant only: operations move to the applicant's row."""
        if number not in self.applicants:
            self.applicants[number] = self._of_applicant(number)
        return self.applicants[number]

    def _of_applicant(self, number: int) -> int:
        term = self.terms[number]
        if term.rate != Rate.PERSON:
            return number
        if term.op == "is_applicant":
            return self.terms.constant(1)
        if term.op == "fact":
            return self.terms.number("fact", **term.given | {"whose": "applicant"})
        if term.op in ELEMENTWISE or term.op == "table":
            return self.operation(term.op, [self.of_applicant(arg) for arg in term.args], term.given)
        return self.terms.number("of_applicant", number)

    def of_relatives(self, op: str, relation: str, number: int) -> int:
        if relation in INVERTED:
            return self.terms.number(op, number, relation=relation)
        each = [self.of_relative(column, number) for column in RELATION_COLUMNS[relation]]
        if len(each) == 1:
            return each[0]
        return self.any(each) if op == "any_relative" else self.operation("add", each, {})

    def of_relative(self, column: str, number: int) -> int:
        """The value of one relative, 0 where there is nobody.

        Who is the applicant is found by following the columns; nothing needs to be kept for it.
        """
        term = self.terms[number]
        if term.op == "is_applicant":
            return self.terms.number("is_applicant_of", path=(column,))
        if term.op == "is_applicant_of":
            return self.terms.number("is_applicant_of", path=(column, *term.given["path"]))
        if term.op == "when" and all(self._is_settled_by_places(arg) for arg in term.args):
            condition, then, otherwise = (self._of_relative_or_constant(column, arg) for arg in term.args)
            if self.terms.constant_value(otherwise) != 1:
                return self.when(condition, then, otherwise)
        return self.terms.number("relative", number, column=column)

    def _of_relative_or_constant(self, column: str, number: int) -> int:
        constant = self.terms.constant_value(number) is not None
        return number if constant else self.of_relative(column, number)

    def _is_settled_by_places(self, number: int) -> bool:
        term = self.terms[number]
        if term.op == "when":
            return all(self._is_settled_by_places(arg) for arg in term.args)
        return term.op in ("is_applicant", "is_applicant_of") or self.terms.constant_value(number) in (0, 1)


def _owner(node: Node) -> str:
    return "person" if node.over == "person" else "dwelling"
