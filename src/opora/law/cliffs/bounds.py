"""Which bound of the law is passed between two pays: the comparison that turns, with its rule and article."""

from collections.abc import Iterator
from dataclasses import dataclass

from opora.law.engine.frame import Frame
from opora.law.engine.labels import Labels
from opora.law.engine.program import Program, Spot

from .sweeping import Sweep

_COMPARED = frozenset({"less", "less_or_equal", "equal"})


@dataclass(frozen=True)
class Bound:
    """The figure whose rule holds the comparison, and the parameters it is compared with."""

    figure: str
    label: Labels
    article: str
    parameters: tuple[str, ...]


def bounds_between(sweep: Sweep, low: int, high: int, rights: list[str]) -> tuple[Bound, ...]:
    """The comparisons that turn between two pays and on which the rights rest at one of them."""
    below, above = sweep.frame(low), sweep.frame(high)
    rested = _rested_on(below, _roots(sweep, rights)) | _rested_on(above, _roots(sweep, rights))
    turned = [
        place
        for place, node in enumerate(sweep.program.instructions)
        if node.op in _COMPARED and below.values[place] != above.values[place]
    ]
    found: dict[str, Bound] = {}
    for place in turned:
        for figure in _figures_around(sweep.program, place):
            if sweep.program.figures[figure] in rested:
                found.setdefault(figure, _bound(sweep.program, figure, place))
    return tuple(found.values())


def _roots(sweep: Sweep, rights: list[str]) -> list[Spot]:
    named = (right for right in sweep.rights if right.key in rights)
    return [
        (sweep.program.figures[str(key)], None) for right in named for key in (right.entitled, right.amount)
    ]


def _rested_on(frame: Frame, roots: list[Spot]) -> set[int]:
    """The places of all that the values were made of, as things stand."""
    found, waiting = set(roots), list(roots)
    while waiting:
        for under in frame.named(waiting.pop()):
            if under not in found:
                found.add(under)
                waiting.append(under)
    return {place for place, _ in found}


def _figures_around(program: Program, place: int) -> Iterator[str]:
    """The figures in whose rules an instruction stands."""
    seen, waiting = {place}, [place]
    while waiting:
        for user in program.dependents[waiting.pop()]:
            node = program.instructions[user]
            if node.op == "figure":
                yield str(node.given["figure"])
            elif user not in seen:
                seen.add(user)
                waiting.append(user)


def _bound(program: Program, key: str, place: int) -> Bound:
    figure = program.graph.figures[key]
    version = figure.versions[program.version_of[key]]
    return Bound(key, figure.label, version.article, tuple(_parameters_under(program, place)))


def _parameters_under(program: Program, place: int) -> Iterator[str]:
    """The parameters that a comparison names itself, or by the one figure it compares with."""
    seen, waiting = {place}, list(program.instructions[place].args)
    while waiting:
        under = waiting.pop()
        node = program.instructions[under]
        if under in seen:
            continue
        seen.add(under)
        if "parameter" in node.given:
            yield str(node.given["parameter"])
        elif node.op != "figure":
            waiting.extend(node.args)
