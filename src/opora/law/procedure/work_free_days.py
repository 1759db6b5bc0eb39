"""Work-free days of Slovenia for any year since 2018, from dated rules in `data/work_free_days.yaml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from opora.law.parameters.reading import read_data


@dataclass(frozen=True, slots=True)
class WorkFreeDay:
    """One day on which nobody has to work, with its names."""

    day: date
    sl: str
    it: str
    en: str


@cache
def work_free_days(year: int) -> dict[date, WorkFreeDay]:
    """The work-free days of a year; refused before the first year that was checked."""
    rules = _rules()
    if year < int(rules["known_from"]):
        raise LookupError(
            f"Work-free days are known from {rules['known_from']}, not for {year}. "
            "Add the rules of that time to work_free_days.yaml."
        )
    return {found.day: found for found in sorted(_days_of(rules, year), key=lambda found: found.day)}


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _days_of(rules: dict[str, Any], year: int) -> Iterator[WorkFreeDay]:
    for rule in rules["fixed"]:
        if _holds(rule, year):
            yield _named(rule, date.fromisoformat(f"{year}-{rule['day']}"))
    for rule in rules["from_easter_sunday"]:
        if _holds(rule, year):
            yield _named(rule, easter_sunday(year) + timedelta(days=int(rule["days"])))
    for rule in rules["declared_once"]:
        if (day := date.fromisoformat(rule["day"])).year == year:
            yield _named(rule, day)


def _holds(rule: dict[str, str], year: int) -> bool:
    return int(rule["from"]) <= year <= int(rule.get("until", year))


def _named(rule: dict[str, str], day: date) -> WorkFreeDay:
    return WorkFreeDay(day, sl=rule["sl"], it=rule["it"], en=rule["en"])


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read_data(files("opora.law.procedure") / "data", "work_free_days.yaml")
    return rules
