"""How many whole persons an exact need is. The rulebook prints no rounding, so the way is a setting."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

Way = Literal["up", "nearest", "none"]
WAYS: tuple[Way, ...] = ("up", "nearest", "none")


def whole(exact: Fraction, way: Way) -> int | None:
    """Whole persons; none where the exact share is left as it is."""
    if way == "none":
        return None
    return math.ceil(exact) if way == "up" else math.floor(exact + Fraction(1, 2))
