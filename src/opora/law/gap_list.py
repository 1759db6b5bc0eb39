"""Everything open in the law as one list: of parameters and of rules, with the rights that rest on it.

What carries an amount of today in a right that is decided comes first: an error there is paid out tomorrow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache, lru_cache

from .command import rule_gaps
from .engine.graph import Graph, Right
from .engine.reach import figures_of, reached
from .parameters import GapKind, NotInForceError, ParameterSet, conflicts, gaps, load_parameters
from .parameters.reading import shipped_files
from .rulebook import rulebook

PROCEDURE = "procedure"
OF_AN_AMOUNT = frozenset(
    {GapKind.UNKNOWN, GapKind.ASSUMED, GapKind.LOW_CONFIDENCE, GapKind.DERIVED, GapKind.STALE}
)
GRAVEST_FIRST = (
    "unknown",
    "stale",
    "assumed",
    "first_day_unknown",
    "low_confidence",
    "conflict",
    "derived",
    "choice",
    "not_modelled",
    "not_read",
    "not_found",
    "article_unconfirmed",
)


class Part(IntEnum):
    """How near a gap is to the money; the order of the list."""

    AMOUNTS_OF_TODAY = 0
    RIGHTS_DECIDED = 1
    PROCEDURE = 2
    RIGHTS_NOT_MODELLED = 3


@dataclass(frozen=True)
class OpenPoint:
    """One thing to find out; `label` is the Slovenian name of the parameter or figure it is about."""

    part: Part
    kind: str
    where: str
    label: str
    rights: tuple[str, ...]
    since: str
    what: str


def open_points(*, on: date, right: str | None = None) -> list[OpenPoint]:
    """The whole list, or that of one right; the nearest to the money first, then the gravest kind."""
    return [point for point in _all_open(on) if right is None or right in point.rights]


@lru_cache(maxsize=2)
def _all_open(on: date) -> tuple[OpenPoint, ...]:
    """Of the law as shipped, which stays as it is while a process runs: each right is picked out of it."""
    found = [*_of_parameters(on), *_of_rules()]
    return tuple(sorted(found, key=lambda point: (point.part, GRAVEST_FIRST.index(point.kind))))


def rights_with_parameters() -> list[str]:
    """What a list can be asked for: the rights decided, the procedure, files with data no rule reads yet."""
    read = _readers()
    unread = [file for parameter, file in _file_of().items() if parameter not in read]
    return list(dict.fromkeys([*rulebook().graph.rights, PROCEDURE, *unread]))


def _of_parameters(on: date) -> Iterator[OpenPoint]:
    parameters, readers, file_of = load_parameters(), _readers(), _file_of()
    for gap in gaps(parameters, on=on):
        rights = readers.get(gap.parameter) or (file_of[gap.parameter],)
        today = gap.kind in OF_AN_AMOUNT and gap.parameter in readers
        today = today and _stands(parameters, gap.parameter, gap.start, on)
        yield OpenPoint(
            part=Part.AMOUNTS_OF_TODAY if today else _part(rights),
            kind=gap.kind.value,
            where=gap.parameter,
            label=parameters.parameter(gap.parameter).label.sl,
            rights=rights,
            since=str(gap.start or ""),
            what=gap.sentence,
        )
    for found in conflicts(parameters):
        rights = readers.get(found.parameter) or (file_of[found.parameter],)
        yield OpenPoint(
            part=_part(rights),
            kind="conflict",
            where=found.parameter,
            label=parameters.parameter(found.parameter).label.sl,
            rights=rights,
            since=str(found.start),
            what=f"used {found.used} ({found.used_kind}), not {found.not_used}. {found.reason or ''}",
        )


def _of_rules() -> Iterator[OpenPoint]:
    graph = rulebook().graph
    within = {key: _reached(graph, right)[0] for key, right in graph.rights.items()}
    for gap in rule_gaps():
        rights = tuple(key for key, figures in within.items() if gap["figure"] in figures)
        yield OpenPoint(
            part=Part.RIGHTS_DECIDED,
            kind=gap["kind"],
            where=gap["figure"],
            label=graph.figures[gap["figure"]].label.sl,
            rights=rights,
            since="",
            what=gap["what"],
        )


def _part(rights: tuple[str, ...]) -> Part:
    if set(rights) & set(rulebook().graph.rights):
        return Part.RIGHTS_DECIDED
    return Part.PROCEDURE if rights == (PROCEDURE,) else Part.RIGHTS_NOT_MODELLED


def _stands(parameters: ParameterSet, key: str, start: date | None, on: date) -> bool:
    """Whether the value that began then is the one of today, or an adjustment was due since."""
    try:
        value = parameters.at(key, on)
    except NotInForceError:
        return False
    return start is None or start >= value.start


@cache
def _readers() -> dict[str, tuple[str, ...]]:
    """For each parameter that a rule reads, the rights that rest on it; an index goes with what it raises."""
    graph, parameters = rulebook().graph, load_parameters()
    found: dict[str, dict[str, None]] = {}
    for right in graph.rights.values():
        for key in _reached(graph, right)[1]:
            index = parameters.parameter(key).uprated_by
            for read in (key, index) if index else (key,):
                found.setdefault(read, {})[right.key] = None
    return {key: tuple(rights) for key, rights in found.items()}


def _reached(graph: Graph, right: Right) -> tuple[set[str], set[str]]:
    """All figures and parameters under a right, in any version of its rules."""
    reach = reached(graph, figures_of(right))
    return set(reach.figures), set(reach.parameters)


@cache
def _file_of() -> dict[str, str]:
    """In which file of rights a parameter stands, or that it is one of the procedure."""
    return {
        parameter.key: PROCEDURE if name.startswith(("zup.", "zupjs_procedure.")) else name.split(".")[0]
        for name, file in shipped_files()
        for parameter in file.parameters
    }
