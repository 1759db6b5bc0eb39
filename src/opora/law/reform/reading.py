"""Reads a reform file; whatever is wrong with it is said with file, line and name.

A reform is YAML: `title`, `parameters` (a number, or what it follows from), `rules` (which dated version
stands) and `builds_on` (another reform that comes first). `docs/population.md` shows each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from opora.law.reform.refusing import Place, ReformError, nearest_name

TOP = ("title", "builds_on", "parameters", "rules")
WAYS = ("value", "times", "plus", "as_of", "same_as", "at")


@dataclass(frozen=True)
class ParameterChange:
    """One parameter as the reform wants it; exactly one way is given, `at` apart."""

    key: str
    place: Place
    value: str | None = None
    times: Decimal | None = None
    plus: Decimal | None = None
    as_of: date | None = None
    same_as: str | None = None
    at: tuple[str, ...] | None = None
    """The words of the one cell that changes; every cell unless told."""


@dataclass(frozen=True)
class RuleChange:
    """The version of a rule that stands under the reform."""

    figure: str
    version: str
    place: Place


@dataclass(frozen=True)
class Reform:
    title: str
    parameters: tuple[ParameterChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()

    @property
    def changes_something(self) -> bool:
        return bool(self.parameters or self.rules)


def read_reform(path: Path) -> Reform:
    """The reform of a file with those it builds on, which come first."""
    return _read(path, _text_of(path), ())


def read_reform_text(text: str, name: str) -> Reform:
    """A reform that stands by itself, such as one sent over a page; `name` is told where it is refused."""
    return _read(Path(name), text, None)


def _read(path: Path, text: str, coming_from: tuple[Path, ...] | None) -> Reform:
    entries = dict(_pairs(_root(path, text), path))
    for name, (key, _) in entries.items():
        if name not in TOP:
            raise _at(path, key).refuse(
                "unknown_entry", name=name, near=nearest_name(name, TOP), known=", ".join(TOP)
            )
    before = Reform("")
    if "builds_on" in entries:
        node = entries["builds_on"][1]
        if coming_from is None:
            raise _at(path, node).refuse("builds_on_another", name=node.value)
        before = _before(path, node, coming_from)
    title = _text(path, entries["title"][1]) if "title" in entries else path.stem
    return Reform(
        title=title,
        parameters=before.parameters + tuple(_parameters(path, entries)),
        rules=before.rules + tuple(_rules(path, entries)),
    )


def _before(path: Path, node: yaml.Node, coming_from: tuple[Path, ...]) -> Reform:
    other = (path.parent / str(node.value)).resolve()
    chain = (*coming_from, path.resolve())
    if other in chain:
        circle = " → ".join(file.name for file in (*chain[chain.index(other) :], other))
        raise _at(path, node).refuse("builds_in_a_circle", circle=circle)
    if not other.is_file():
        raise _at(path, node).refuse("builds_on_nothing", name=node.value)
    return _read(other, _text_of(other), chain)


def _parameters(path: Path, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> Iterator[ParameterChange]:
    if "parameters" not in entries:
        return
    for name, (key, node) in _pairs(entries["parameters"][1], path):
        place = _at(path, key)
        changes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        yield from (_parameter(path, place, name, one) for one in changes)


def _parameter(path: Path, place: Place, key: str, node: yaml.Node) -> ParameterChange:
    if isinstance(node, yaml.ScalarNode):
        return ParameterChange(key, place, value=node.value)
    given = dict(_pairs(node, path))
    for name, (entry, _) in given.items():
        if name not in WAYS:
            near = nearest_name(name, WAYS)
            raise _at(path, entry).refuse("unknown_way", name=key, way=name, near=near, known=", ".join(WAYS))
    ways = [name for name in given if name != "at"]
    if len(ways) != 1:
        raise place.refuse("one_way_needed", name=key, known=", ".join(WAYS[:-1]), count=len(ways))
    way = ways[0]
    read = {"times": _number, "plus": _number, "as_of": _day}.get(way, _text)
    words = {"at": _words(given["at"][1])} if "at" in given else {}
    return ParameterChange(key, place, **{way: read(path, given[way][1])}, **words)  # type: ignore[arg-type]


def _rules(path: Path, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> Iterator[RuleChange]:
    if "rules" in entries:
        for name, (key, node) in _pairs(entries["rules"][1], path):
            yield RuleChange(name, _text(path, node), _at(path, key))


def _root(path: Path, text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Place(path, line).refuse("no_yaml", why=getattr(error, "problem", None) or error) from None
    except RecursionError:
        raise Place(path, 1).refuse("no_yaml", why="nested too deeply") from None
    if node is None:
        raise Place(path, 1).refuse("empty")
    return node


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Place(path, 1).refuse("no_text") from None
    except OSError as error:
        raise ReformError(None, "unreadable", file=path, why=error.strerror) from None


def _pairs(node: yaml.Node, path: Path) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise _at(path, node).refuse("names_needed")
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            raise _at(path, key).refuse("twice", name=name)
        seen.add(name)
        yield name, (key, value)


def _at(path: Path, node: yaml.Node) -> Place:
    return Place(path, node.start_mark.line + 1)


def _text(path: Path, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _at(path, node).refuse("one_value_needed")
    return str(node.value)


def _number(path: Path, node: yaml.Node) -> Decimal:
    try:
        number = Decimal(_text(path, node))
    except InvalidOperation:
        raise _at(path, node).refuse("no_number", value=node.value) from None
    if not number.is_finite():
        raise _at(path, node).refuse("not_reckonable", value=node.value)
    return number


def _day(path: Path, node: yaml.Node) -> date:
    try:
        return date.fromisoformat(_text(path, node))
    except ValueError:
        raise _at(path, node).refuse("no_day", value=node.value) from None


def _words(node: yaml.Node) -> tuple[str, ...]:
    words = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(str(word.value) for word in words)
