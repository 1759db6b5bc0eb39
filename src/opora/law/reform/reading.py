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

from opora.law.engine.errors import nearest

TOP = ("title", "builds_on", "parameters", "rules")
WAYS = ("value", "times", "plus", "as_of", "same_as", "at")


class ReformError(ValueError):
    """The reform cannot be used; the message names file, line and what to write instead."""


@dataclass(frozen=True)
class Place:
    """Where something stands in a reform file."""

    file: Path
    line: int

    def refuse(self, sentence: str) -> ReformError:
        return ReformError(f"{self.file.name}, line {self.line}: {sentence}")


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
    return _read(path, ())


def _read(path: Path, coming_from: tuple[Path, ...]) -> Reform:
    entries = dict(_pairs(_root(path), path))
    for name, (key, _) in entries.items():
        if name not in TOP:
            raise _at(path, key).refuse(
                f"a reform has no entry {name!r}.{nearest(name, list(TOP))} It has {', '.join(TOP)}."
            )
    before = Reform("")
    if "builds_on" in entries:
        before = _before(path, entries["builds_on"][1], coming_from)
    title = str(entries["title"][1].value) if "title" in entries else path.stem
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
        raise _at(path, node).refuse(f"the reforms build on each other in a circle: {circle}. Cut it.")
    if not other.is_file():
        raise _at(path, node).refuse(f"the reform it builds on is not there: {node.value}. Correct the name.")
    return _read(other, chain)


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
            raise _at(path, entry).refuse(
                f"{key!r} cannot change by {name!r}.{nearest(name, list(WAYS))} "
                f"Write one of {', '.join(WAYS)}."
            )
    ways = [name for name in given if name != "at"]
    if len(ways) != 1:
        raise place.refuse(
            f"{key!r} needs exactly one of {', '.join(WAYS[:-1])}; here {len(ways)} are given. Keep one."
        )
    way = ways[0]
    read = {"times": _number, "plus": _number, "as_of": _day}.get(way, _text)
    words = {"at": _words(given["at"][1])} if "at" in given else {}
    return ParameterChange(key, place, **{way: read(path, given[way][1])}, **words)  # type: ignore[arg-type]


def _rules(path: Path, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> Iterator[RuleChange]:
    if "rules" in entries:
        for name, (key, node) in _pairs(entries["rules"][1], path):
            yield RuleChange(name, _text(path, node), _at(path, key))


def _root(path: Path) -> yaml.Node:
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ReformError(f"{path} cannot be read: {error.strerror}. Correct the name.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Place(path, line).refuse(f"this is no YAML: {getattr(error, 'problem', error)}.") from None
    if node is None:
        raise Place(path, 1).refuse("the file is empty. Write `parameters:` with what changes.")
    return node


def _pairs(node: yaml.Node, path: Path) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise _at(path, node).refuse("names with values are needed here, such as `basic_amount: 500.00`.")
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            raise _at(path, key).refuse(f"{name!r} stands here twice. Keep one.")
        seen.add(name)
        yield name, (key, value)


def _at(path: Path, node: yaml.Node) -> Place:
    return Place(path, node.start_mark.line + 1)


def _text(path: Path, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _at(path, node).refuse("one value is needed here, not a list or names.")
    return str(node.value)


def _number(path: Path, node: yaml.Node) -> Decimal:
    try:
        number = Decimal(_text(path, node))
    except InvalidOperation:
        raise _at(path, node).refuse(
            f"{node.value!r} is no number. Write it with a point, as 1.05."
        ) from None
    if not number.is_finite():
        raise _at(path, node).refuse(f"{node.value!r} is no number to reckon with.")
    return number


def _day(path: Path, node: yaml.Node) -> date:
    try:
        return date.fromisoformat(_text(path, node))
    except ValueError:
        raise _at(path, node).refuse(f"{node.value!r} is no day. Write it as 2024-01-01.") from None


def _words(node: yaml.Node) -> tuple[str, ...]:
    words = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(str(word.value) for word in words)
