"""The switches of the simulated registers: how slow each is, and whether it answers at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

LONGEST_LATENCY_MS = 60_000


@dataclass(frozen=True)
class Switch:
    """One register's: milliseconds it takes to answer, and whether it is out of order."""

    latency_ms: int = 0
    outage: bool = False


class Switches:
    """All registers' switches; may be read and set from several threads."""

    def __init__(self, registers: Iterable[str]) -> None:
        self._lock = threading.Lock()
        self._switches = {register: Switch() for register in registers}

    def __contains__(self, register: object) -> bool:
        return register in self._switches

    def of(self, register: str) -> Switch:
        with self._lock:
            return self._switches[register]

    def turn(self, register: str, *, latency_ms: int | None = None, outage: bool | None = None) -> None:
        """Set what is given and leave the rest. ValueError for a register or latency that cannot be."""
        if register not in self:
            raise ValueError(f"No register is called {register!r}; there are {', '.join(self._switches)}.")
        if latency_ms is not None and not 0 <= latency_ms <= LONGEST_LATENCY_MS:
            raise ValueError(f"A latency is between 0 and {LONGEST_LATENCY_MS} milliseconds.")
        with self._lock:
            before = self._switches[register]
            self._switches[register] = replace(
                before,
                latency_ms=before.latency_ms if latency_ms is None else latency_ms,
                outage=before.outage if outage is None else outage,
            )

    def wait_and_see(self, register: str) -> bool:
        """Let the register take its time; False if it is out of order."""
        switch = self.of(register)
        time.sleep(switch.latency_ms / 1000)
        return not switch.outage

    def to_json(self) -> dict[str, Any]:
        with self._lock:
            return {register: asdict(switch) for register, switch in self._switches.items()}
