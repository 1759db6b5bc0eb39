"""The graph of the law: the one thing that explain, batch, ask and replay read.

It is plain data. Nodes are numbered in the order in which they can be computed (arguments first) and hold
only whole-number operations. `docs/law-engine.md` describes the format for everybody who generates code.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from .facts import Fact
from .frozen import frozen
from .labels import Labels
from .operations import Level
from .stored_parameters import StoredParameter

FORMAT = 1

Selector = Literal["month_of_right", "day_of_filing", "day_of_deciding"]
"""Which of the three dates selects a version of a rule or a value of a parameter."""


@dataclass(frozen=True)
class Node:
    """One operation. `low` and `high` are the proven bounds of the whole number, over `denominator`."""

    op: str
    args: tuple[int, ...]
    over: Level
    unit: str
    denominator: int
    low: int
    high: int
    attributes: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def given(self) -> dict[str, Any]:
        return dict(self.attributes)

    def to_row(self) -> list[Any]:
        return [
            self.op,
            list(self.args),
            self.over,
            self.unit,
            self.denominator,
            str(self.low),
            str(self.high),
            self.given,
        ]

    @classmethod
    def from_row(cls, row: list[Any]) -> "Node":
        op, args, over, unit, denominator, low, high, given = row
        attributes = tuple(sorted((key, frozen(value)) for key, value in given.items()))
        return cls(op, tuple(args), over, unit, denominator, int(low), int(high), attributes)


Given = Literal["monthly", "yearly", "once", "status"]
"""How often the amount of a right falls due. Days of leave and one-off grants are given once."""


class Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Stored):
    """Where the rules of a file were found: the act's gazette, what was read, how sure it is, and when."""

    gazette: str | None = None
    source: str
    confidence: Literal["high", "medium", "low"]
    checked: date


class FigureVersion(Stored):
    """A rule as it stands from one month on: `root` is the node that computes it."""

    since: str
    selected_by: Selector
    article: str
    article_confirmed: bool
    root: int
    origin: str | None = None
    """Its key in `Graph.origins`; none in a rulebook stored before rules had one."""


class Figure(Stored):
    key: str
    of: str
    """`person`, `case`, or the key of the family whose figure it is."""
    over: Level
    type: str
    unit: str
    denominator: int
    label: Labels
    meaning: str
    """The rule's docstring: what it means and what is not modelled."""
    versions: tuple[FigureVersion, ...]


class Family(Stored):
    """An act's family: the figure that marks its members."""

    key: str
    mark: str
    label: Labels


class Right(Stored):
    """What a determination of one right is made of; every entry but the first two names a figure."""

    key: str
    order: int
    given: Given = "monthly"
    entitled: str
    amount: str | None
    """None where nothing is counted: a status, a permission."""
    start: str
    end: str | None
    """None for what is given once, and for what lasts until it is taken away."""
    open_ended: str | None
    per_person: str | None
    per_person_shows: tuple[str, ...]
    conditions: tuple[str, ...]
    """In the order in which a reader wants them; the last one decides a right that is granted."""
    label: Labels


@dataclass
class Graph:
    nodes: list[Node] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    parameters: dict[str, StoredParameter] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    words: dict[tuple[str | int, ...], dict[str, Any]] = field(default_factory=dict, repr=False)
    """What readers print of a figure, kept once it is made; no part of what is stored."""

    def to_json(self) -> bytes:
        """Canonical: the same law gives the same bytes, whatever the machine."""
        return json.dumps(
            {
                "format": FORMAT,
                "nodes": [node.to_row() for node in self.nodes],
                "facts": _dumped(self.facts),
                "figures": _dumped(self.figures),
                "families": _dumped(self.families),
                "rights": _dumped(self.rights),
                "parameters": _dumped(self.parameters),
                "origins": _dumped(self.origins),
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> "Graph":
        data = json.loads(stored, parse_float=_no_floats)
        if data.get("format") != FORMAT:
            raise ValueError(f"This rulebook has format {data.get('format')!r}; this engine reads {FORMAT}.")
        return cls(
            nodes=[Node.from_row(row) for row in data["nodes"]],
            facts={key: Fact.model_validate(value) for key, value in data["facts"].items()},
            figures={key: Figure.model_validate(value) for key, value in data["figures"].items()},
            families={key: Family.model_validate(value) for key, value in data["families"].items()},
            rights={key: Right.model_validate(value) for key, value in data["rights"].items()},
            parameters={
                key: StoredParameter.model_validate(value) for key, value in data["parameters"].items()
            },
            origins={key: Origin.model_validate(value) for key, value in data.get("origins", {}).items()},
        )


def _dumped(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: entry.model_dump(mode="json") for key, entry in entries.items()}


def _no_floats(text: str) -> None:
    raise ValueError(
        f"{text} is a binary floating-point number; a rulebook holds whole numbers and text only."
    )
