"""What a value is: its unit, and the range a fact or a figure may take."""

from dataclasses import dataclass
from decimal import Decimal

PURE = ""
"""Unit of plain numbers: weights, shares and counts."""

LARGEST_HOUSEHOLD = 24
"""Persons in one situation or dwelling. The proof that sums fit rests on it; loaders refuse more."""


LAST_DAY = 200_000
"""The greatest day number a date may have (a day in the year 2517)."""


def denominator_of(decimals: int) -> int:
    """What a number with so many decimals is multiplied by to be whole."""
    return int(10**decimals)


@dataclass(frozen=True)
class Type:
    """`unit` decides what may be added and compared; `decimals` how a fact is written."""

    name: str
    unit: str
    decimals: int = 0

    @property
    def denominator(self) -> int:
        return denominator_of(self.decimals)

    def whole(self, number: Decimal) -> int:
        """The value as a whole number over the denominator; refused where it is finer."""
        scaled = number * self.denominator
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{number} has more than {self.decimals} decimals")
        return int(scaled)


YES_NO = Type("yes_no", "yes_no")
CHOICE = Type("choice", "choice")
DATE = Type("date", "date")
EUR = Type("EUR", "EUR", 2)
RATIO = Type("ratio", PURE, 4)
COUNT = Type("count", PURE)
DAYS = Type("days", "days")
MONTHS = Type("months", "months")
YEARS = Type("years", "years")
HOURS = Type("hours", "hours", 1)

TYPES = {t.name: t for t in (YES_NO, CHOICE, DATE, EUR, RATIO, COUNT, DAYS, MONTHS, YEARS, HOURS)}

PARAMETER_UNITS = {
    "EUR": "EUR",
    "EUR_per_month": "EUR",
    "EUR_per_day": "EUR",
    "EUR_per_point": "EUR",
    "EUR_once": "EUR",
    "EUR_per_year": "EUR",
    "EUR_per_hour": "EUR",
    "multiple_of_basic_amount": PURE,
    "multiple_of_minimum_income": PURE,
    "fraction": PURE,
    "percent": PURE,
    "days": "days",
    "working_days": "days",
    "months": "months",
    "years": "years",
    "hours_per_month": "hours",
    "hours_per_week": "hours",
    "hours_per_day": "hours",
    "count": PURE,
    "payments": PURE,
    "m2": PURE,
    "truth": "yes_no",
    "date": "date",
    "word": "choice",
}
"""The engine's unit for each unit a parameter file may name."""
