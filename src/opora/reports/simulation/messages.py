"""What is asked of the simulation and what it answers; each is one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from opora.law.reform import Effect

State = Literal["ready", "preparing", "refused", "away"]
"""Away: nobody answers at the socket."""


@dataclass(frozen=True)
class Question:
    """A reform as YAML, and the month of the rights."""

    reform: str
    month: date

    def written(self) -> bytes:
        return json.dumps({"reform": self.reform, "month": self.month.isoformat()}).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Question:
        data = json.loads(line)
        return cls(str(data["reform"]), date.fromisoformat(data["month"]))


@dataclass(frozen=True)
class People:
    """The population that was asked."""

    persons: int
    households: int
    is_generated: bool
    seed: int | None = None


@dataclass(frozen=True)
class Answer:
    state: State
    effect: Effect | None = None
    people: People | None = None
    doing: str = ""
    """While it is being prepared: population, columns, rules, today or reform."""
    seconds: float = 0.0
    why: str = ""
    """Why it was refused: month, columns, population or broken."""
    told: Mapping[str, str] | None = None

    def written(self) -> bytes:
        data: dict[str, Any] = asdict(self)
        data["effect"] = self.effect.to_data() if self.effect else None
        return json.dumps(data).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Answer:
        data = json.loads(line)
        data["effect"] = Effect.from_data(data["effect"]) if data["effect"] else None
        data["people"] = People(**data["people"]) if data["people"] else None
        return cls(**data)
