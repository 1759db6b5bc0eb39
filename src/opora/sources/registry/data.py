"""What the simulated registers know: handed in by whoever generated the people."""

from __future__ import annotations

from typing import Any, Protocol

from opora.sources.asked_for import AskedFor


class RegistryData(Protocol):
    """The knowledge behind the simulated registers. Must be safe to ask from several threads.

    `answer` gives the facts one register holds of one person, in the form of a situation's person:
    a scalar for a fact of the day, `{"2026-01": "1100.00"}` for months, `{"2025": "9000.00"}` for years;
    amounts as text with two decimals. Keys are facts of the law and stand in `registers.yaml` under that
    register. `None` means the register does not know the person. The same question always gets the
    same answer.
    """

    def answer(self, register: str, emso: str, period: AskedFor) -> dict[str, Any] | None: ...
