"""What a register is asked for: the state on a day, some months, some years, and nothing beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from opora.law import month_after


@dataclass(frozen=True)
class AskedFor:
    """The times a question is about. Less is asked than could be: only what the law will read."""

    day: date
    months: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @classmethod
    def before_filing(cls, filed_on: date, *, months: int, years: int) -> Self:
        """The state on the day of filing, and so many whole months and years before it.

        >>> AskedFor.before_filing(date(2026, 2, 10), months=3, years=1)
        AskedFor(day=datetime.date(2026, 2, 10), months=('2025-11', '2025-12', '2026-01'), years=('2025',))
        """
        return cls(
            day=filed_on,
            months=tuple(f"{month_after(filed_on, back):%Y-%m}" for back in range(-months, 0)),
            years=tuple(str(year) for year in range(filed_on.year - years, filed_on.year)),
        )

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read what `to_json` wrote. ValueError where it is something else."""
        try:
            return cls(
                day=date.fromisoformat(data["day"]),
                months=tuple(str(month) for month in data["months"]),
                years=tuple(str(year) for year in data["years"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("A question to a register names a day, months and years.") from error

    def to_json(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "months": list(self.months), "years": list(self.years)}
