"""Lays a reform over the law: the same graph with other amounts, or with another version of a rule.

The shipped law is not touched. A reform of amounts keeps the rules as they are, so that no kernel is
compiled anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from opora.law.engine.errors import NotCovered
from opora.law.engine.graph import Figure, Graph
from opora.law.engine.stored_parameters import StoredCell, StoredEntry, StoredParameter
from opora.law.reform.reading import ParameterChange, Reform, RuleChange
from opora.law.reform.refusing import nearest_name

CellChange = Callable[[StoredCell], StoredCell]
Parameters = dict[str, StoredParameter]
MOST_DIGITS = 20


def reformed(graph: Graph, reform: Reform) -> Graph:
    """The law as it would be; a name that is unknown, a value out of range or a circle is refused."""
    changes = _in_order(reform.parameters, graph)
    parameters = dict(graph.parameters)
    for change in changes:
        parameters[change.key] = _changed(parameters[change.key], change, parameters)
    if not reform.rules:
        return replace(graph, parameters=parameters)
    figures = dict(graph.figures)
    for rule in reform.rules:
        figures[rule.figure] = _pinned(rule, graph.figures)
    law = replace(graph, parameters=parameters, figures=figures, words={})
    for rule in reform.rules:
        _refuse_a_circle(law, rule)
    return law


def _in_order(changes: Iterable[ParameterChange], graph: Graph) -> list[ParameterChange]:
    """As written, but what a parameter is to equal comes before it."""
    changes = list(changes)
    by_key: dict[str, list[ParameterChange]] = {}
    for change in changes:
        for name in (change.key, *((change.same_as,) if change.same_as else ())):
            if name not in graph.parameters:
                near = nearest_name(name, graph.parameters)
                raise change.place.refuse("unknown_parameter", name=name, near=near)
        by_key.setdefault(change.key, []).append(change)
    ordered: list[ParameterChange] = []

    def place(key: str, coming_from: tuple[str, ...]) -> None:
        for change in by_key.get(key, ()):
            if change in ordered:
                continue
            if change.same_as in (*coming_from, key):
                chain = (*coming_from, key)
                circle = " → ".join((*chain[chain.index(str(change.same_as)) :], str(change.same_as)))
                raise change.place.refuse("follows_from_itself", name=key, circle=circle)
            if change.same_as:
                place(change.same_as, (*coming_from, key))
            ordered.append(change)

    for change in changes:
        place(change.key, ())
    return ordered


def _changed(parameter: StoredParameter, change: ParameterChange, parameters: Parameters) -> StoredParameter:
    where = _places(parameter, change)
    entries = []
    for entry in parameter.entries:
        cells = list(entry.cells)
        for place in where:
            cells[place] = _cell(parameter, entry, place, change, parameters)
        entries.append(StoredEntry(start=entry.start, until=entry.until, cells=tuple(cells)))
    # Built anew from its fields: a copy would keep what the original has already worked out.
    fields = {name: getattr(parameter, name) for name in StoredParameter.model_fields}
    return StoredParameter(**fields | {"entries": tuple(entries)})


def _places(parameter: StoredParameter, change: ParameterChange) -> list[int]:
    if change.at is None:
        if change.value is not None and len(parameter.places) > 1:
            raise change.place.refuse(
                "one_number_for_many",
                name=parameter.key,
                count=len(parameter.places),
                places=_some(parameter.places),
            )
        return list(range(len(parameter.places)))
    if change.at not in parameter.places:
        asked = ", ".join(change.at)
        raise change.place.refuse(
            "no_value_at",
            name=parameter.key,
            asked=asked,
            near=nearest_name(asked, (", ".join(place) for place in parameter.places)),
            places=_some(parameter.places),
        )
    return [parameter.place(change.at)]


def _cell(
    parameter: StoredParameter,
    entry: StoredEntry,
    place: int,
    change: ParameterChange,
    parameters: Parameters,
) -> StoredCell:
    old = entry.cells[place]
    new = _new_value(parameter, entry.start, place, old.value, change, parameters)
    if new is None:
        return old
    if not parameter.low <= new <= parameter.high:
        low, high = (_shown(parameter, end) for end in (parameter.low, parameter.high))
        raise change.place.refuse(
            "out_of_range", name=parameter.key, value=_shown(parameter, new), low=low, high=high
        )
    return StoredCell(
        value=new,
        kind="assumed",
        confidence="high",
        source=f"{change.place.file.name}, line {change.place.line}",
        why="reform",
    )


def _new_value(
    parameter: StoredParameter,
    day: date,
    place: int,
    old: int | None,
    change: ParameterChange,
    parameters: Parameters,
) -> int | None:
    """None where an unknown value cannot be moved: it stays unknown."""
    if change.value is not None:
        return _whole(parameter, change, change.value)
    if change.as_of is not None:
        return _on(parameter, change.as_of, place, change)
    if change.same_as is not None:
        return _of_the_other(parameter, parameters[change.same_as], day, place, change)
    if old is None:
        return None
    if parameter.words:
        raise change.place.refuse("word_not_reckoned", name=parameter.key)
    by = _to_reckon_with(change.times if change.times is not None else change.plus or Decimal(0), change)
    moved = old * by if change.times is not None else old + by * parameter.denominator
    return int(moved.quantize(Decimal(1), ROUND_HALF_UP))


def _whole(parameter: StoredParameter, change: ParameterChange, text: str) -> int:
    if parameter.words:
        if text not in parameter.words:
            raise change.place.refuse(
                "not_one_of_the_words",
                name=parameter.key,
                value=text,
                near=nearest_name(text, parameter.words),
                words=", ".join(parameter.words),
            )
        return parameter.words.index(text)
    if parameter.unit == "yes_no" and text in ("yes", "no", "true", "false"):
        return int(text in ("yes", "true"))
    try:
        whole = _to_reckon_with(Decimal(text), change) * parameter.denominator
    except InvalidOperation:
        raise change.place.refuse("no_number_for_parameter", name=parameter.key, value=text) from None
    if not whole.is_finite() or whole != int(whole):
        places = len(str(parameter.denominator)) - 1
        raise change.place.refuse("too_many_places", name=parameter.key, value=text, places=places)
    return int(whole)


def _to_reckon_with(number: Decimal, change: ParameterChange) -> Decimal:
    """No parameter has so many digits; writing one out could take for ever."""
    if number.is_finite() and number.adjusted() >= MOST_DIGITS:
        raise change.place.refuse("not_reckonable", value=number)
    return number


def _on(parameter: StoredParameter, day: date, place: int, change: ParameterChange) -> int | None:
    try:
        return parameter.on(day).cells[place].value
    except NotCovered:
        first = parameter.entries[0].start.isoformat()
        raise change.place.refuse(
            "no_value_on_day", name=parameter.key, day=day.isoformat(), first=first
        ) from None


def _of_the_other(
    parameter: StoredParameter, other: StoredParameter, day: date, place: int, change: ParameterChange
) -> int | None:
    same = (other.unit, other.denominator, len(other.places)) == (
        parameter.unit,
        parameter.denominator,
        len(parameter.places),
    )
    if not same:
        raise change.place.refuse(
            "different_kinds",
            name=parameter.key,
            unit=parameter.unit,
            count=len(parameter.places),
            other=other.key,
            other_unit=other.unit,
            other_count=len(other.places),
        )
    return _on(other, max(day, other.entries[0].start), place, change)


def _some(places: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(", ".join(place) for place in places[:8])


def _shown(parameter: StoredParameter, value: int) -> str:
    return f"{Decimal(value) / parameter.denominator:f}"


def _pinned(rule: RuleChange, figures: dict[str, Figure]) -> Figure:
    figure = figures.get(rule.figure)
    if figure is None:
        raise rule.place.refuse("unknown_rule", name=rule.figure, near=nearest_name(rule.figure, figures))
    chosen = next((version for version in figure.versions if version.since == rule.version), None)
    if chosen is None:
        versions = ", ".join(version.since for version in figure.versions)
        raise rule.place.refuse("unknown_version", name=rule.figure, version=rule.version, versions=versions)
    fixed = chosen.model_copy(update={"since": figure.versions[0].since})
    return figure.model_copy(update={"versions": (fixed,)})


def _refuse_a_circle(graph: Graph, rule: RuleChange) -> None:
    """A version of one time may read a rule that at another time reads it."""
    path: list[str] = []
    done: set[str] = set()

    def walk(key: str) -> None:
        if key in path:
            circle = " → ".join([*path[path.index(key) :], key])
            raise rule.place.refuse("rules_in_a_circle", circle=circle)
        if key in done:
            return
        path.append(key)
        for version in graph.figures[key].versions:
            for read in _figures_read(graph, version.root):
                walk(read)
        path.pop()
        done.add(key)

    walk(rule.figure)


def _figures_read(graph: Graph, root: int) -> set[str]:
    found: set[str] = set()
    waiting, seen = [root], set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        node = graph.nodes[number]
        if node.op == "figure":
            found.add(node.given["figure"])
        waiting.extend(node.args)
    return found
