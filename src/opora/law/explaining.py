"""The graph of figures behind a determination: each once, with formula, inputs, article and parameters."""

from typing import Any

from .engine.formula import LANGUAGES, formula
from .engine.frame import Frame
from .engine.graph import Graph, Node
from .engine.program import Program, Spot
from .engine.showing import Shown
from .engine.span import Span
from .naming import period_of, shown_ends, shows_of
from .used_parameters import CellName, cells_read, used_cell

Words = dict[str, Any]


class Explanation:
    """Collects figures over the periods of all rights; a figure that did not change is not repeated."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self._months: dict[Frame, _Month] = {}

    @property
    def figures(self) -> list[Words]:
        return self._kept.figures

    def add(self, frame: Frame, roots: list[Spot]) -> str:
        """Adds everything under the roots; answers the id of the first one."""
        if frame not in self._months:
            earlier = list(self._months.values())[-1:]
            self._months[frame] = _Month(frame, self._kept, *earlier)
        ids = [self._months[frame].visit(root) for root in roots]
        return ids[0]


class _Kept:
    """The figures so far, and the latest of each name."""

    def __init__(self) -> None:
        self.figures: list[Words] = []
        self._latest: dict[str, Words] = {}

    def keep(self, node: Words, name: str, month: str) -> str:
        """The earlier node where it says the same; otherwise this one, named by the month it begins with."""
        known = self._latest.get(name)
        if known is not None:
            period, node["period"], node["id"] = node["period"], known["period"], known["id"]
            if node == known:
                return str(known["id"])
            node["period"] = period
        node["id"] = key = name if known is None and node["kind"] == "fact" else f"{name}:{month}"
        self._latest[name] = node
        self.figures.append(node)
        return key


class _Month:
    """The figures of one month, each visited once; what is as in an earlier month is not visited at all."""

    def __init__(self, frame: Frame, kept: _Kept, earlier: "_Month | None" = None) -> None:
        self._frame = frame
        self._keep = kept.keep
        self._words = _words_of(frame.program)
        self._shows = shows_of(frame.program)
        self._persons: dict[int | None, str | None] = {None: None}
        self._persons.update(enumerate(frame.case.persons))
        self._ids: dict[Spot, str] = {}
        self._read: dict[int, Any] = {}
        if earlier is not None and earlier._frame.program is frame.program:
            unlike = frame.places_unlike(earlier._frame)
            self._ids = {spot: key for spot, key in earlier._ids.items() if spot[0] not in unlike}

    def visit(self, spot: Spot) -> str:
        """A figure after everything it is made of; answers its id."""
        known = self._ids.get(spot)
        if known is None:
            is_figure = "formula" in self._words[spot[0]]
            known = self._ids[spot] = self._figure(spot) if is_figure else self._fact(spot)
        return known

    def _fact(self, spot: Spot) -> str:
        place, person = spot
        words, subject = self._words[place], self._persons[person]
        if place not in self._read:
            self._read[place] = period_of(self._frame, spot)
        period = self._read[place]
        node = words.copy()
        node["subject"], node["period"], node["value"] = subject, period, self._shown(spot)
        name = words["figure"] if subject is None else f"{words['figure']}:{subject}"
        name = f"{name}:{period}" if period else name
        return self._keep(node, name, self._frame.month_text)

    def _figure(self, spot: Spot) -> str:
        frame, (place, person) = self._frame, spot
        words, subject = self._words[place], self._persons[person]
        inputs: list[str] = []
        parameters: list[Words] = []
        for named in frame.named(spot):
            known = self._ids.get(named)
            if known is not None:
                inputs.append(known)
                continue
            under = self._words[named[0]]
            if under is _PARAMETER:
                parameters += self._cells(named)
            elif under is not _NO_WORDS:
                inputs.append(self.visit(named))
        value, month = self._shown(spot), frame.month_text
        node = words.copy()
        node["subject"], node["period"], node["value"] = subject, month, value
        node["inputs"], node["parameters"] = inputs, parameters
        if value is None and (ends := shown_ends(frame, spot)) is not None:
            node["between"] = ends
        name = words["figure"] if subject is None else f"{words['figure']}:{subject}"
        return self._keep(node, name, month)

    def _shown(self, spot: Spot) -> Shown:
        place, person = spot
        value = self._frame.values[place]
        if person is not None:
            value = value[person]
        return None if value.__class__ is Span else self._shows[place](value)

    def _cells(self, spot: Spot) -> list[Words]:
        """The cells behind a parameter; only a `table` reads others for another person."""
        cells: list[Words] | None = self._read.get(spot[0])
        if cells is None:
            graph = self._frame.program.graph
            cells = [_words_of_cell(graph, name) for name in cells_read(self._frame, spot)]
            if spot[1] is None:
                self._read[spot[0]] = cells
        return cells


_NO_WORDS: Words = {}
_PARAMETER: Words = {"kind": "parameter"}


def _words_of(program: Program) -> list[Words]:
    """For each instruction what is the same for every person and month."""
    if not program.words:
        program.words = [_words_of_node(program, node) for node in program.instructions]
    return program.words


def _words_of_node(program: Program, node: Node) -> Words:
    if node.op == "fact":
        return _words_of_fact(program.graph, node.given["fact"])
    if node.op == "figure":
        return _words_of_figure(program.graph, node.given["figure"], program.version_of[node.given["figure"]])
    return _PARAMETER if node.op in ("parameter", "table") else _NO_WORDS


# What is the same for every person and month is made once and kept with the graph; what is not has its place.

_OF_A_SUBJECT: Words = {"subject": None, "period": None, "value": None}


def _words_of_fact(graph: Graph, key: str) -> Words:
    known = graph.words.get(("fact", key))
    if known is None:
        fact = graph.facts[key]
        known = graph.words["fact", key] = {
            "kind": "fact",
            "figure": key,
            "label": fact.label.model_dump(),
            "type": fact.type,
            "unit": fact.kind.unit,
            **_OF_A_SUBJECT,
        }
    return known


def _words_of_figure(graph: Graph, key: str, number: int) -> Words:
    known = graph.words.get((key, number))
    if known is None:
        figure, version = graph.figures[key], graph.figures[key].versions[number]
        known = graph.words[key, number] = {
            "kind": "figure",
            "figure": key,
            "label": figure.label.model_dump(),
            "type": figure.type,
            "unit": figure.unit,
            "formula": {language: formula(graph, version.root, language) for language in LANGUAGES},
            "article": version.article,
            "article_confirmed": version.article_confirmed,
            **_OF_A_SUBJECT,
            "inputs": [],
            "parameters": [],
        }
    return known


def _words_of_cell(graph: Graph, name: CellName) -> Words:
    known = graph.words.get(name)
    if known is None:
        used = used_cell(graph, name)
        parameter, cell = used.parameter, used.cell
        known = graph.words[name] = {
            "key": parameter.key,
            "at": list(used.at),
            "label": parameter.label.model_dump(),
            "value": used.text,
            "unit": parameter.unit,
            "from": used.start.isoformat() if used.start else None,
            "source": cell.source if cell else None,
            "gazette": cell.gazette if cell else None,
            "confidence": cell.confidence if cell else None,
            "derived": cell is not None and cell.kind == "derived",
            "kind": cell.kind if cell else "unknown",
            "article": parameter.article,
            "article_confirmed": parameter.article_confirmed,
        }
    return known
