"""Which instructions a right can rest on where it alone is claimed: no branch of another right is taken."""

from collections.abc import Iterable

from opora.law.engine.program import Program

_COPIES = ("figure", "for_each_person", "of_applicant", "unchanged", "scale")
_STILL_THE_AMOUNT = frozenset({*_COPIES, "when", "multiply", "round_quotient", "sum_of_members"})
"""Operations through which a value stays the amount; a summand is only a part of it."""


def ways_taken(program: Program, roots: Iterable[int], *, claimed: str) -> dict[int, bool]:
    """The places reached from the roots, and whether everybody who is given something comes by them.

    Where one branch of an amount is nought, whoever is given something takes the other one.
    """
    settled = _settled(program, claimed)
    found: dict[int, bool] = {}
    seen: set[tuple[int, bool, bool]] = set()
    waiting = [(root, True, True) for root in roots]
    while waiting:
        place, always, is_amount = way = waiting.pop()
        if way in seen:
            continue
        seen.add(way)
        found[place] = always or found.get(place, False)
        node = program.instructions[place]
        is_amount = is_amount and node.op in _STILL_THE_AMOUNT
        if node.op != "when":
            waiting += [(arg, always, is_amount) for arg in node.args]
            continue
        claim, then, otherwise = node.args
        if settled[claim] is not None:
            waiting.append((then if settled[claim] else otherwise, always, is_amount))
            continue
        waiting += [
            (claim, always, False),
            (then, always and is_amount and _is_nought(program, otherwise), is_amount),
            (otherwise, always and is_amount and _is_nought(program, then), is_amount),
        ]
    return found


def _is_nought(program: Program, place: int) -> bool:
    node = program.instructions[place]
    while node.op in _COPIES:
        node = program.instructions[node.args[0]]
    return node.op == "constant" and node.given["value"] == 0


def _settled(program: Program, claimed: str) -> list[bool | None]:
    """For each instruction the yes or no that what is claimed alone makes of it; none where facts decide."""
    settled: list[bool | None] = []
    for node in program.instructions:
        under = [settled[arg] for arg in node.args]
        value: bool | None = None
        if node.op == "claimed":
            value = node.given["right"] == claimed
        elif node.op == "constant" and node.unit == "yes_no":
            value = bool(node.given["value"])
        elif node.op == "not" and under[0] is not None:
            value = not under[0]
        elif node.op == "and":
            value = False if False in under else None if None in under else True
        elif node.op == "or":
            value = True if True in under else None if None in under else False
        elif node.op in _COPIES:
            value = under[0]
        settled.append(value)
    return settled
