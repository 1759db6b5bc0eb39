"""Which months or years of a fact a rule looks at, counted from one of the three dates."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["month_of_right", "day_of_filing", "day_of_deciding"]


@dataclass(frozen=True)
class Months:
    """Months counted from the month of the anchor; -1 is the month before."""

    anchor: Anchor
    offsets: tuple[int, ...]


@dataclass(frozen=True)
class Year:
    """A calendar year counted from the year of the anchor."""

    anchor: Anchor
    offset: int


three_months_before_filing = Months("day_of_filing", (-3, -2, -1))
"""Its length is also the parameter `income_reference_months_monthly_rights`; a test holds them equal."""

twelve_months_of_contributions = Months("day_of_filing", tuple(range(-14, -2)))
"""Twelve months of work; contributions on the last of them were charged in the month before the previous one
of filing, because a month's wage is paid in the next. Of an application in September: July of the year before
to June. Its length is also the parameter `parental_benefit_base_months`; a test holds them equal."""

month_of_right = Months("month_of_right", (0,))

previous_year = Year("day_of_filing", -1)
