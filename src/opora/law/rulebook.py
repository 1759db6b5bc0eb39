"""The law as one stored thing: graph and parameter values, their hash, and the programs made from them."""

import importlib
import pkgutil
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

from .engine.book import Book
from .engine.dates import Dates
from .engine.graph import Graph
from .engine.program import Program, Versions, choose_versions, link
from .parameters import load_parameters
from .reading_parameters import stored_parameters


class Rulebook:
    """A graph that can be stored, named by its hash, and computed with."""

    def __init__(self, graph: Graph, stored: bytes | None = None) -> None:
        self.graph = graph
        self._stored = stored
        self._programs: dict[tuple[Any, ...], Program] = {}
        self._versions: dict[tuple[int, ...], Versions] = {}
        self._by_versions: dict[tuple[Versions, tuple[str, ...]], Program] = {}

    @classmethod
    def from_json(cls, stored: bytes) -> "Rulebook":
        """A rulebook as it was stored; no rule of today is read."""
        return cls(Graph.from_json(stored), stored)

    def to_json(self) -> bytes:
        """Canonical JSON: what is stored once for each hash and never deleted."""
        if self._stored is None:
            self._stored = self.graph.to_json()
        return self._stored

    @cached_property
    def hash(self) -> str:
        return sha256(self.to_json()).hexdigest()

    def program(self, dates: Dates, figures: tuple[str, ...]) -> Program:
        """The instructions for the wanted figures under the rule versions that the dates select."""
        when = tuple(bisect_right(self._starts, day) for day in _days(dates))
        key = (*when, figures)
        if key not in self._programs:
            if when not in self._versions:
                self._versions[when] = choose_versions(self.graph, dates)
            self._programs[key] = self._linked(self._versions[when], figures)
        return self._programs[key]

    def _linked(self, versions: Versions, figures: tuple[str, ...]) -> Program:
        """One program for the same versions, however the dates came to select them."""
        key = (versions, figures)
        if key not in self._by_versions:
            self._by_versions[key] = link(self.graph, versions, figures)
        return self._by_versions[key]

    @cached_property
    def _starts(self) -> list[str]:
        """Every month in which some rule begins, in order."""
        figures = self.graph.figures.values()
        return sorted({version.since for figure in figures for version in figure.versions})


def _days(dates: Dates) -> tuple[str, str, str]:
    return dates.month.isoformat(), dates.filed.isoformat(), dates.decided.isoformat()


_DRAWING = Lock()
"""The rules draw into one book, so one thread draws at a time."""


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The law as shipped."""
    return build_rulebook()


def build_rulebook(local: Mapping[str, Any] | None = None) -> Rulebook:
    """The shipped law with a local layer of parameters on top.

    The acts are imported here and nowhere else, so that a replay never reads the rules of today.
    """
    with _DRAWING:
        acts = importlib.import_module(f"{__package__}.acts")
        for module in pkgutil.walk_packages(acts.__path__, f"{acts.__name__}."):
            importlib.import_module(module.name)
        book: Book = importlib.import_module(f"{acts.__name__}.law_book").book
        return Rulebook(book.draw(stored_parameters(load_parameters(local))))
