"""Turns the written text into a function: compiled by Numba, or as it is where Numba is not installed."""

import linecache
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from opora.law.batch.kernel_source import KernelSource, write_kernel
from opora.law.engine import calendar
from opora.law.engine.graph import Graph
from opora.law.engine.program import Versions, link

numba: ModuleType | None
try:
    import numba
except ImportError:  # the same text then runs as plain Python, slowly
    numba = None


# The rounding directions of `engine.rounding`, each a function of its own, because compiled code compares no text.
# A property test holds the two equal.


def half_away_from_zero(numerator: int, denominator: int) -> int:
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def down(numerator: int, denominator: int) -> int:
    return numerator // denominator


def up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def towards_zero(numerator: int, denominator: int) -> int:
    return numerator // denominator if numerator >= 0 else -(-numerator // denominator)


CALLED = {
    function.__name__: function
    for function in (
        *(half_away_from_zero, half_up, down, up, towards_zero),
        *(calendar.civil, calendar.number_of),
        *(calendar.completed_years, calendar.start_of_month, calendar.month_after),
    )
}
"""What a kernel's statements call."""


@dataclass(frozen=True)
class Kernel:
    """A function for a group of rights, and what its arguments mean."""

    rights: tuple[str, ...]
    source: KernelSource
    run: Callable[..., None]
    graph: Graph

    @property
    def compiled(self) -> bool:
        return numba is not None


@dataclass(frozen=True, eq=False)
class _GraphKey:
    """Lets the cache tell rulebooks apart by identity: a graph is never changed after it is drawn."""

    graph: Graph

    def __hash__(self) -> int:
        return id(self.graph)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _GraphKey) and other.graph is self.graph


def compile_rights(graph: Graph, versions: Versions, rights: tuple[str, ...]) -> Kernel:
    """The kernel that determines these rights together, in the legal order.

    Outputs are, for each right, whether it is given and its monthly amount. Compiled once for each choice of rule
    versions: months and reforms that change only parameters use the same kernel.
    """
    return _compile_rights(_GraphKey(graph), versions, rights)


@lru_cache(maxsize=64)
def _compile_rights(key: _GraphKey, versions: Versions, rights: tuple[str, ...]) -> Kernel:
    graph = key.graph
    wanted = tuple(
        figure for right in rights for figure in (graph.rights[right].entitled, graph.rights[right].amount)
    )
    source = write_kernel(link(graph, versions, wanted), wanted)
    return Kernel(rights, source, _function(source.text), graph)


@lru_cache(maxsize=64)
def _function(text: str) -> Callable[..., None]:
    name = f"<kernel {hash(text) & 0xFFFFFFFF:08x}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    namespace: dict[str, Any] = dict(CALLED)
    exec(compile(text, name, "exec"), namespace)  # noqa: S102 - written by us from the graph, never from input
    kernel: Callable[..., None] = namespace["kernel"]
    if numba is None:
        return kernel
    for function in CALLED.values():
        _make_callable(function)
    # `numpy`: denominators are proven positive, so no division needs a check.
    compiled: Callable[..., None] = numba.njit(nogil=True, error_model="numpy")(kernel)
    return compiled


@cache
def _make_callable(function: Callable[..., Any]) -> None:
    assert numba is not None
    numba.extending.register_jitable(function)
