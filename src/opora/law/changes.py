"""What changed in the law between two days: values of parameters, and versions of rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .engine.formula import formula
from .engine.graph import Figure, Graph
from .engine.reach import figures_of, reached
from .engine.stored_parameters import StoredEntry, StoredParameter
from .used_parameters import shown_cell


@dataclass(frozen=True)
class ParameterChange:
    """One cell with its value on either day; none where no value stood, or where nobody found it."""

    key: str
    label: str
    at: tuple[str, ...]
    before: str | None
    after: str | None
    unit: str
    since: date | None
    """The first day of the value of the later day; none where it was ended."""
    source: str
    gazette: str | None
    confidence: str
    article: str


@dataclass(frozen=True)
class RuleChange:
    """A figure of which another version stands on the later day."""

    key: str
    label: str
    since: str
    article: str
    before: str | None
    """The formula in words; none where the rule began between the two days."""
    after: str
    source: str
    gazette: str | None
    confidence: str


def changed_parameters(
    graph: Graph, earlier: date, later: date, *, right: str | None = None
) -> list[ParameterChange]:
    """Every cell whose value differs between the two days, in the order of the files."""
    keys = list(graph.parameters) if right is None else _of_right(graph, right)[1]
    return [change for key in keys for change in _parameter_changes(graph.parameters[key], earlier, later)]


def changed_rules(graph: Graph, earlier: date, later: date, *, right: str | None = None) -> list[RuleChange]:
    """Every figure that another version computes on the later day."""
    keys = list(graph.figures) if right is None else _of_right(graph, right)[0]
    return [change for key in keys for change in _rule_changes(graph, graph.figures[key], earlier, later)]


def _of_right(graph: Graph, right: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reach = reached(graph, figures_of(graph.rights[right]))
    return reach.figures, reach.parameters


def _parameter_changes(parameter: StoredParameter, earlier: date, later: date) -> Iterator[ParameterChange]:
    old, new = _entry_on(parameter, earlier), _entry_on(parameter, later)
    if old is new:
        return
    for place, at in enumerate(parameter.places):
        before = shown_cell(parameter, old.cells[place]) if old else None
        after = shown_cell(parameter, new.cells[place]) if new else None
        if before == after:
            continue
        told = new or old
        assert told is not None
        cell = told.cells[place]
        yield ParameterChange(
            key=parameter.key,
            label=parameter.label.sl,
            at=at,
            before=before,
            after=after,
            unit="" if parameter.unit.startswith("choice:") else parameter.unit,
            since=new.start if new else None,
            source=cell.source,
            gazette=cell.gazette,
            confidence=cell.confidence,
            article=parameter.article,
        )


def _entry_on(parameter: StoredParameter, day: date) -> StoredEntry | None:
    position = parameter.position_on(day)
    return parameter.entries[position] if position >= 0 else None


def _rule_changes(graph: Graph, figure: Figure, earlier: date, later: date) -> Iterator[RuleChange]:
    roots = {version.since: version for version in figure.versions}
    standing = [[since for since in roots if since <= day.isoformat()] for day in (earlier, later)]
    old, new = (sinces[-1] if sinces else None for sinces in standing)
    if old == new or new is None:
        return
    version = roots[new]
    origin = graph.origins.get(version.origin or "")
    yield RuleChange(
        key=figure.key,
        label=figure.label.sl,
        since=new,
        article=version.article,
        before=formula(graph, roots[old].root, "sl") if old else None,
        after=formula(graph, version.root, "sl"),
        source=origin.source if origin else "",
        gazette=origin.gazette if origin else None,
        confidence=origin.confidence if origin else "",
    )
