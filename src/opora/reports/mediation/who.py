"""A mediator as records name them: a worker of the centre, or a person who comes from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

CASE, REGISTER = "family_mediation", "mediators"
"""The task whose cases are mediations, and the register of those who lead them."""


@dataclass(frozen=True, order=True)
class Who:
    """One mediator: the key of a worker, or the public key of a person from outside."""

    worker: int | None = None
    person: str = ""

    @classmethod
    def in_entry(cls, content: Mapping[str, Any], person: str = "person") -> Self | None:
        """Whom an entry of the register names; none where it names nobody."""
        if content.get("worker") is not None:
            return cls(worker=int(content["worker"]))
        return cls(person=str(content[person])) if content.get(person) else None

    @property
    def word(self) -> str:
        """How an address names them."""
        return f"worker-{self.worker}" if self.worker is not None else f"person-{self.person}"
