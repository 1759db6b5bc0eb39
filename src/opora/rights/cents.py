"""Money is kept in whole cents, while the law and letters tell it in euros."""

from __future__ import annotations

from decimal import Decimal

from opora.decisions.phrases import number

CENTS = 100
"""Of one euro."""


def in_euros(cents: int) -> str:
    """An amount of cents as the language in force writes it, without the currency: *1.421,89*."""
    return number(Decimal(cents) / CENTS, places=2)
