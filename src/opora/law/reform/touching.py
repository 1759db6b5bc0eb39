"""Which rights a reform can touch: those that read a changed parameter or rule, or a right that does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions, link
from opora.law.reform.reading import Reform


@dataclass(frozen=True)
class Reads:
    """What a right rests on in one month, itself and through every figure it reads."""

    parameters: frozenset[str]
    figures: frozenset[str]


def what_rights_read(graph: Graph, dates: Dates, rights: Sequence[str]) -> dict[str, Reads]:
    """Of the rights in euros among these, in their order."""
    versions = choose_versions(graph, dates)
    found = {}
    for key in rights:
        right = graph.rights[key]
        if right.amount is None or graph.figures[right.amount].unit != "EUR":
            continue
        program = link(graph, versions, (right.entitled, right.amount))
        parameters = (node.given.get("parameter") for node in program.instructions)
        found[key] = Reads(frozenset(filter(None, parameters)), frozenset(program.figures))
    return found


def touched(reform: Reform, reads: Mapping[str, Reads]) -> tuple[str, ...]:
    """The rights that read something the reform changes."""
    parameters = {change.key for change in reform.parameters}
    figures = {change.figure for change in reform.rules}
    return tuple(
        right for right, read in reads.items() if read.parameters & parameters or read.figures & figures
    )


def touched_rights(
    reform: Reform, laws: Sequence[Graph], dates: Dates, rights: Sequence[str]
) -> tuple[str, ...]:
    """The rights in euros that the reform can touch under one of these laws; a swapped rule reads anew."""
    different = laws if reform.rules else laws[:1]
    found = {right for law in different for right in touched(reform, what_rights_read(law, dates, rights))}
    return tuple(right for right in rights if right in found)
