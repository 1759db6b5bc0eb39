"""Rounding of exact fractions to whole numbers. A rule names the direction, also below zero."""

from enum import StrEnum


class Direction(StrEnum):
    HALF_AWAY_FROM_ZERO = "half_away_from_zero"
    """0.5 becomes 1 and -0.5 becomes -1: the commercial rounding of amounts."""
    HALF_UP = "half_up"
    """0.5 becomes 1 and -0.5 becomes 0."""
    DOWN = "down"
    """Towards minus infinity: -0.1 becomes -1."""
    UP = "up"
    """Towards plus infinity: 0.1 becomes 1."""
    TOWARDS_ZERO = "towards_zero"
    """Cut off: -0.9 becomes 0."""


def round_fraction(numerator: int, denominator: int, direction: str) -> int:
    """`numerator / denominator` as a whole number; the denominator is positive."""
    if direction == Direction.HALF_AWAY_FROM_ZERO:
        if numerator < 0:
            return -((-2 * numerator + denominator) // (2 * denominator))
        return (2 * numerator + denominator) // (2 * denominator)
    if direction == Direction.HALF_UP:
        return (2 * numerator + denominator) // (2 * denominator)
    if direction == Direction.DOWN:
        return numerator // denominator
    if direction == Direction.UP:
        return -(-numerator // denominator)
    return numerator // denominator if numerator >= 0 else -(-numerator // denominator)
