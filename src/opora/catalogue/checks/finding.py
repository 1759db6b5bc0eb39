"""One thing that a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """What is wrong where, and the cure. An error stops a release; a warning waits for somebody who knows."""

    severity: Literal["error", "warning"]
    where: str
    what: str
