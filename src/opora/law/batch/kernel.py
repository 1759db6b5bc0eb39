"""Turns the written text into a function: machine code where LLVM is installed, else plain Python.

A text is compiled once for the process, and once for all where the caller names a cache folder
(`machine_code`). Parameters are arguments, so months and reforms of amounts share a kernel.
"""

import linecache
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opora.law.batch import machine_code
from opora.law.batch.called import CALLED
from opora.law.batch.kernel_source import Columns, KernelSource, write_kernel
from opora.law.batch.machine_code import MachineCode
from opora.law.batch.same_rules import SameRules
from opora.law.batch.spans import write_span_kernel
from opora.law.engine.graph import Graph, Right
from opora.law.engine.program import Program, Versions, link

KERNELS_KEPT = 512
"""Of the whole law some sixty groups of rights, quick and careful, before and after a reform of rules."""


@dataclass(frozen=True)
class Kernel:
    """A function for a group of rights, and what its arguments mean."""

    source: KernelSource
    graph: Graph
    machine: MachineCode | None
    """None where the text runs as it is."""

    @property
    def rights(self) -> tuple[str, ...]:
        return self.source.rights

    @property
    def of_the_law(self) -> Callable[..., list[int]]:
        function: Callable[..., list[int]] = _executed(self.source.law)["of_the_law"]
        return function

    @cached_property
    def as_it_is(self) -> Callable[..., None]:
        """The text run by Python itself."""
        function: Callable[..., None] = _executed(self.source.text)["kernel"]
        return function

    def on(self, given: Sequence[NDArray[Any]]) -> "Readied":
        """The kernel with what it reads of the population and the law."""
        if self.machine:
            return Readied(self, self.machine.addresses(given), given)
        return Readied(self, [array.tolist() for array in given], given)


@dataclass(frozen=True)
class Readied:
    """A kernel and its columns, lists of numbers or their addresses."""

    kernel: Kernel
    columns: list[Any]
    given: Sequence[NDArray[Any]]
    """Kept, so that what lies at the addresses stays."""

    def into(
        self, outputs: Sequence[NDArray[Any]], chosen: NDArray[np.int64], buffer: NDArray[Any]
    ) -> Callable[[int, int], None]:
        """What determines the chosen households from one place to before another and writes their results."""
        machine = self.kernel.machine
        if machine:
            more = (chosen, *outputs, buffer)
            return machine.on([*self.columns, *machine.addresses(more, len(self.columns))], (self, more))
        # Numbers of NumPy would overflow where Python's own do not.
        columns = [*self.columns, chosen.tolist(), *outputs, buffer.tolist()]
        return lambda first, last: self.kernel.as_it_is(first, last, *columns)


def compile_rights(
    graph: Graph,
    versions: Versions,
    rights: tuple[str, ...],
    *,
    careful: bool = True,
    gaps: bool = True,
    cache_folder: Path | None = None,
    with_machine_code: bool = True,
) -> Kernel:
    """The kernel that determines these rights together, in the legal order.

    Compiled once for each text: months and reforms that change only parameters use the same kernel.
    """
    source = source_of(graph, versions, rights, careful=careful, gaps=gaps)
    compiled = machine_code.llvm is not None and with_machine_code
    return Kernel(source, graph, _compiled(source.text, source.columns, cache_folder) if compiled else None)


def compile_spans(
    graph: Graph,
    versions: Versions,
    rights: tuple[str, ...],
    *,
    cache_folder: Path | None = None,
    with_machine_code: bool = True,
) -> Kernel:
    """The kernel that settles what the careful one for the same rights left open."""
    source = _span_source(SameRules(graph), versions, rights)
    compiled = machine_code.llvm is not None and with_machine_code
    return Kernel(source, graph, _compiled(source.text, source.columns, cache_folder) if compiled else None)


def source_of(
    graph: Graph, versions: Versions, rights: tuple[str, ...], *, careful: bool, gaps: bool = True
) -> KernelSource:
    """What a kernel will be, without compiling it."""
    return _source(SameRules(graph), versions, rights, careful, gaps)


def compilations() -> int:
    """How many texts this process has compiled or taken from a cache folder."""
    return _compiled.cache_info().misses


@lru_cache(maxsize=KERNELS_KEPT)
def _source(
    key: SameRules, versions: Versions, rights: tuple[str, ...], careful: bool, gaps: bool
) -> KernelSource:
    program, ordered = _linked(key.graph, versions, rights)
    return write_kernel(program, ordered, careful=careful, gaps=gaps)


@lru_cache(maxsize=KERNELS_KEPT)
def _span_source(key: SameRules, versions: Versions, rights: tuple[str, ...]) -> KernelSource:
    return write_span_kernel(*_linked(key.graph, versions, rights))


def _linked(graph: Graph, versions: Versions, rights: tuple[str, ...]) -> tuple[Program, tuple[Right, ...]]:
    ordered = tuple(sorted((graph.rights[right] for right in rights), key=lambda right: right.order))
    wanted = tuple(figure for right in ordered for figure in (right.entitled, right.amount or right.entitled))
    return link(graph, versions, wanted), ordered


@lru_cache(maxsize=KERNELS_KEPT)
def _compiled(text: str, columns: Columns, cache_folder: Path | None) -> MachineCode:
    return machine_code.machine_code(text, dict(columns), cache_folder)


@lru_cache(maxsize=KERNELS_KEPT)
def _executed(text: str) -> dict[str, Any]:
    """The functions of a text, run by Python itself."""
    name = f"<kernel {sha256(text.encode()).hexdigest()[:20]}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {**CALLED, "place": int}
    exec(compile(text, name, "exec"), namespace)  # noqa: S102 - written by us from the graph, never from input
    return namespace
