"""Money is kept in whole cents, while the law reckons in euros."""

CENTS = 100
"""Of one euro."""
