"""Small drawings, of a parameter over time or a right over pay: where lines run, no words and no colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format

FROM, UNTIL = date(2018, 1, 1), date(2027, 1, 1)
LEFT, RIGHT, TOP, BOTTOM = 56, 620, 12, 168
WIDTH, HEIGHT = 640, 196
MOST_LINES_OF_THEIR_OWN = 6

Step = tuple[date, date | None, Decimal | None]
"""From when, until when (not included), and the value; none where nobody found it."""


@dataclass(frozen=True)
class Line:
    name: str
    path: str
    style: int
    """Which of the few line styles; every line the same where there are too many to tell apart."""


@dataclass(frozen=True)
class Tick:
    at: str
    text: str


@dataclass(frozen=True)
class Chart:
    lines: tuple[Line, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]

    @property
    def has_names(self) -> bool:
        return 1 < len(self.lines) <= MOST_LINES_OF_THEIR_OWN


def chart(series: Sequence[tuple[str, Sequence[Step]]]) -> Chart | None:
    """A drawing of several values over the same years; none where nothing is known or nothing changes."""
    known = [value for _name, steps in series for _from, _until, value in steps if value is not None]
    if not known or all(len({value for *_days, value in steps}) < 2 for _name, steps in series):
        return None
    low, high = min(Decimal(0), *known), max(Decimal(0), *known)
    several = len(series) <= MOST_LINES_OF_THEIR_OWN
    lines = (
        Line(name, " ".join(_path(steps, low, high)), number if several else 0)
        for number, (name, steps) in enumerate(series)
    )
    return Chart(tuple(line for line in lines if line.path), tuple(_years()), tuple(_values(low, high)))


@dataclass(frozen=True)
class IncomeChart:
    """One line over the pay of a month."""

    path: str
    pays: tuple[Tick, ...]
    values: tuple[Tick, ...]


def income_chart(points: Sequence[tuple[Decimal, Decimal]]) -> IncomeChart:
    """A drawing of an amount at each pay, through points in the order of pay."""
    most, high = max(pay for pay, _ in points), max(amount for _, amount in points)

    def across(pay: Decimal) -> float:
        return round(LEFT + float(pay / most) * (RIGHT - LEFT), 1)

    places = (f"{across(pay):.1f} {_up(amount, Decimal(0), high):.1f}" for pay, amount in points)
    return IncomeChart(
        path=f"M{'L'.join(places)}",
        pays=tuple(Tick(f"{across(pay):.1f}", number_format(pay.normalize())) for pay in _round_values(most)),
        values=tuple(_values(Decimal(0), high)),
    )


def _round_values(most: Decimal) -> Iterator[Decimal]:
    step = _round_step(most / 5)
    return (step * number for number in range(1, int(most / step) + 1))


def _path(steps: Sequence[Step], low: Decimal, high: Decimal) -> Iterator[str]:
    """A level line for each value, joined upright where one follows the other."""
    end: tuple[float, float] | None = None
    for start, until, value in steps:
        left, right = _across(max(start, FROM)), _across(min(until or UNTIL, UNTIL))
        if value is None or right <= left:
            end = None if value is None else end
            continue
        height = _up(value, low, high)
        joined = end is not None and end[0] == left
        yield f"{'L' if joined else 'M'}{left:.1f} {height:.1f}H{right:.1f}"
        end = (right, height)


def _across(day: date) -> float:
    share = (day - FROM).days / (UNTIL - FROM).days
    return round(LEFT + share * (RIGHT - LEFT), 1)


def _up(value: Decimal, low: Decimal, high: Decimal) -> float:
    return round(BOTTOM - float((value - low) / (high - low)) * (BOTTOM - TOP), 1)


def _years() -> Iterator[Tick]:
    for year in range(FROM.year, UNTIL.year):
        yield Tick(f"{_across(date(year, 1, 1)):.1f}", str(year))


def _values(low: Decimal, high: Decimal) -> Iterator[Tick]:
    """Three or four round values between the least and the greatest."""
    step = _round_step((high - low) / 3)
    value = (low / step).to_integral_value() * step
    while value <= high:
        if value >= low:
            yield Tick(f"{_up(value, low, high):.1f}", number_format(value.normalize()))
        value += step


def _round_step(wanted: Decimal) -> Decimal:
    """The greatest of 1, 2 and 5 times a power of ten that is not above what is wanted."""
    power = Decimal(10) ** wanted.adjusted()
    return max(power * times for times in (1, 2, 5) if power * times <= wanted)
