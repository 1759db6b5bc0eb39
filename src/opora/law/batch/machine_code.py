"""Machine code of a kernel: made by LLVM, kept in a folder, called with columns.

Whoever may write to that folder decides what is run, so it must belong to the one who runs.
"""

import ctypes
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import getsource
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from opora.law.batch import translation
from opora.law.batch.called import CALLED
from opora.law.batch.translation import Column, translated

llvm: Any = None
"""None where it is not installed: the same text then runs as plain Python, slowly."""
with suppress(ImportError):
    llvm = import_module("llvmlite.binding")

CHECK = 32
"""What a kept file begins with: the digest of the rest, so that a damaged one is made anew."""


class MachineCode:
    """A kernel as the processor runs it; other threads go on meanwhile."""

    def __init__(self, code: bytes, columns: Mapping[str, Column]) -> None:
        self.columns = tuple(columns.values())
        module = llvm.parse_assembly("")
        self._engine = llvm.create_mcjit_compiler(module, _machine())
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        self.function = _FUNCTION(self._engine.get_function_address("run"))

    def addresses(self, arrays: Sequence[NDArray[Any]], first: int = 0) -> list[int]:
        """Where these columns lie, which are the kernel's from the one numbered `first` on."""
        for array, column in zip(arrays, self.columns[first:], strict=False):
            if array.dtype != column.kind or not array.flags.c_contiguous:
                raise TypeError(f"A kernel reads {column.kind} one after the other, not {array.dtype}.")
            if column.written and not array.flags.writeable:
                raise TypeError("A kernel cannot write its results into a column that is read-only.")
        return [array.__array_interface__["data"][0] for array in arrays]

    def on(self, addresses: Sequence[int], kept: object) -> Callable[[int, int], None]:
        """What determines the chosen households from one place to before another.

        `kept` holds whatever lies at the addresses, so that it lives as long as what is returned.
        """
        if len(addresses) != len(self.columns):
            raise TypeError(f"This kernel reads {len(self.columns)} columns, not {len(addresses)}.")
        return _OnColumns(self, (ctypes.c_void_p * len(addresses))(*addresses), kept)


@dataclass(frozen=True)
class _OnColumns:
    code: MachineCode
    addresses: Any
    kept: object

    def __call__(self, first: int, last: int) -> None:
        self.code.function(first, last, self.addresses)


def machine_code(text: str, columns: Mapping[str, Column], folder: Path | None) -> MachineCode:
    """From the folder where it is kept there, else made and kept."""
    kept = folder / f"kernel_{_name(text, columns)}.o" if folder else None
    code = _kept(kept) if kept else None
    if code is None:
        code = _made(text, columns)
        if kept:
            _keep(kept, code)
    return MachineCode(code, columns)


def _made(text: str, columns: Mapping[str, Column]) -> bytes:
    module = llvm.parse_assembly(translated(text, columns, CALLED))
    machine = _machine()
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    # Households are a few persons each: what widens loops for many rows only costs time here.
    options.loop_vectorization = options.slp_vectorization = False
    passes = llvm.create_pass_builder(machine, options)
    passes.getModulePassManager().run(module, passes)
    code: bytes = machine.emit_object(module)
    return code


def _machine() -> Any:
    _initialise()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=_features(), opt=2, jit=True, codemodel="jitdefault"
    )


@cache
def _initialise() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


@cache
def _features() -> str:
    features: str = llvm.get_host_cpu_features().flatten()
    return features


def _kept(path: Path) -> bytes | None:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return None
    code = found[CHECK:]
    return code if sha256(code).digest() == found[:CHECK] else None


def _keep(path: Path, code: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(sha256(code).digest() + code)
    unfinished.replace(path)


def _name(text: str, columns: Mapping[str, Column]) -> str:
    """Changes with the text, with what it calls, with how it is translated, and with the processor."""
    return sha256("\0".join((text, repr(columns), _surroundings())).encode()).hexdigest()[:20]


@cache
def _surroundings() -> str:
    called = (getsource(function) for function in CALLED.values())
    parts = (getsource(translation), getsource(_made), str(llvm.llvm_version_info))
    return "\0".join((*called, *parts, llvm.get_process_triple(), llvm.get_host_cpu_name(), _features()))


_FUNCTION: Callable[[int], Callable[..., None]] = ctypes.CFUNCTYPE(
    None, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p
)
