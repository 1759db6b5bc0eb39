"""The three dates that decide which law applies."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from .calendar import day_number, first_of_month, month_index


@dataclass(frozen=True)
class Dates:
    """`month` is the first day of the month that the right is for."""

    month: date
    filed: date
    decided: date

    def __post_init__(self) -> None:
        if self.month.day != 1:
            raise ValueError(f"{self.month} is no month; give its first day.")

    def in_month(self, month: date) -> "Dates":
        return replace(self, month=month)

    @cached_property
    def _days(self) -> dict[str, date]:
        return {
            "month_of_right": self.month,
            "day_of_filing": self.filed,
            "day_of_deciding": self.decided,
        }

    def day(self, selector: str) -> date:
        """The day by which a selector looks up a rule version, a parameter or a fact."""
        return self._days[selector]

    def number(self, anchor: str) -> int:
        return day_number(self._days[anchor])

    def month_index(self, anchor: str, offset: int) -> int:
        return month_index(first_of_month(self._days[anchor])) + offset

    def year(self, anchor: str, offset: int) -> int:
        return self._days[anchor].year + offset
