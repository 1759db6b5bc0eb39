"""Turns the written text into a function: compiled by Numba, or as it is where Numba is not installed.

A text is compiled once for the process, and once for all where the caller names a cache folder: the text is
then written there as a module, beside which Numba keeps the machine code. Whoever may write to that folder
decides what is run, so it must belong to the one who runs.
"""

import importlib.util
import linecache
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from inspect import getsource
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from opora.law.batch.called import CALLED
from opora.law.batch.kernel_source import KernelSource, write_kernel
from opora.law.batch.population import narrowest
from opora.law.engine.graph import Graph
from opora.law.engine.program import Versions, link

numba: ModuleType | None
try:
    import numba
except ImportError:  # the same text then runs as plain Python, slowly
    numba = None


@dataclass(frozen=True)
class Kernel:
    """A function for a group of rights, and what its arguments mean."""

    source: KernelSource
    of_the_law: Callable[..., list[int]]
    run: Callable[..., None]
    graph: Graph
    compiled: bool

    @property
    def rights(self) -> tuple[str, ...]:
        return self.source.rights


@dataclass(frozen=True, eq=False)
class _SameRules:
    """Lets a cache tell rules apart by identity: a graph is never changed after it is drawn.

    A reform that changes only parameters keeps the rules of the graph it was made from, and so their text.
    """

    graph: Graph

    def __hash__(self) -> int:
        return id(self.graph.nodes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameRules) and all(
            getattr(other.graph, part) is getattr(self.graph, part)
            for part in ("nodes", "facts", "figures", "rights")
        )


def compile_rights(
    graph: Graph,
    versions: Versions,
    rights: tuple[str, ...],
    *,
    careful: bool = True,
    cache_folder: Path | None = None,
    with_numba: bool = True,
) -> Kernel:
    """The kernel that determines these rights together, in the legal order.

    Compiled once for each text: months and reforms that change only parameters use the same kernel.
    """
    source = source_of(graph, versions, rights, careful=careful)
    types = tuple(narrowest(*graph.facts[column.fact].range) for column in source.facts)
    plain = _as_it_is(source.text)
    compiled = numba is not None and with_numba
    run = plain["kernel"]
    if compiled:
        run = _compiled(source.text, types, len(source.relations), len(rights), cache_folder)
    return Kernel(source, plain["of_the_law"], run, graph, compiled)


def source_of(graph: Graph, versions: Versions, rights: tuple[str, ...], *, careful: bool) -> KernelSource:
    """What a kernel will be, without compiling it."""
    return _source(_SameRules(graph), versions, rights, careful)


def compilations() -> int:
    """How many texts this process has compiled or taken from a cache folder."""
    return _compiled.cache_info().misses


@lru_cache(maxsize=64)
def _source(key: _SameRules, versions: Versions, rights: tuple[str, ...], careful: bool) -> KernelSource:
    graph = key.graph
    ordered = tuple(sorted((graph.rights[right] for right in rights), key=lambda right: right.order))
    wanted = tuple(figure for right in ordered for figure in (right.entitled, right.amount or right.entitled))
    return write_kernel(link(graph, versions, wanted), ordered, careful=careful)


@lru_cache(maxsize=64)
def _as_it_is(text: str) -> dict[str, Any]:
    """The functions of the text, run by Python itself."""
    return _executed(text)


@lru_cache(maxsize=64)
def _compiled(
    text: str, facts: tuple[type, ...], relations: int, rights: int, cache_folder: Path | None
) -> Callable[..., None]:
    assert numba is not None
    for function in CALLED.values():
        _make_callable(function)
    kernel = _in_memory(text) if cache_folder is None else _from_folder(text, cache_folder)
    kernel.__globals__["place"] = (
        numba.uintp
    )  # an unsigned place needs no look whether it counts from the end
    # `numpy`: denominators are proven positive, so no division needs a check.
    compiled: Callable[..., None] = numba.njit(
        _signature(facts, relations, rights),
        nogil=True,
        error_model="numpy",
        cache=cache_folder is not None,
    )(kernel)
    return compiled


def _signature(facts: tuple[type, ...], relations: int, rights: int) -> Any:
    """The types of the arguments, so that nothing is compiled a second time for a read-only column."""
    assert numba is not None

    def column(kind: type, *, writable: bool = False) -> Any:
        return numba.types.Array(numba.from_dtype(np.dtype(kind)), 1, "C", readonly=not writable)

    whole = numba.int64
    return numba.void(
        *(whole, whole, column(np.int64), column(np.int8), column(np.int8)),
        *(column(np.int64), column(np.int64), column(np.int64), column(np.int64, writable=True)),
        column(np.int64),
        *(column(np.int8) for _ in range(relations)),
        *(column(kind) for kind in facts),
        *(column(kind, writable=True) for kind in (np.int8, np.int64) for _ in range(rights)),
        column(np.int64, writable=True),
    )


def _executed(text: str) -> dict[str, Any]:
    name = f"<kernel {_name(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {**CALLED, "place": int}
    exec(compile(text, name, "exec"), namespace)  # noqa: S102 - written by us from the graph, never from input
    return namespace


def _in_memory(text: str) -> Callable[..., None]:
    kernel: Callable[..., None] = _executed(text)["kernel"]
    return kernel


def _from_folder(text: str, folder: Path) -> Callable[..., None]:
    """The text as a module in the folder; Numba finds its machine code by the file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"kernel_{_name(text)}.py"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # Numba looks there for the module of what it has kept
    spec.loader.exec_module(module)
    module.__dict__.update(CALLED)
    kernel: Callable[..., None] = module.kernel
    return kernel


def _name(text: str) -> str:
    """Changes with the text and with what the text calls."""
    called = "".join(getsource(function) for function in CALLED.values())
    return sha256((text + called).encode()).hexdigest()[:20]


@cache
def _make_callable(function: Callable[..., Any]) -> None:
    assert numba is not None
    numba.extending.register_jitable(function)
