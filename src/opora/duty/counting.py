"""The columns of the monthly table and the rules of counting into them, by validity: `data/counting.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from opora.law.parameters.reading import read_yaml
from opora.law.procedure.work_free_days import work_free_days

SATURDAY, SUNDAY = 5, 6
A_DAY = 24 * 60
Kind = Literal["working_day", "saturday", "sunday", "holiday"]
Origin = Literal["printed", "described", "assumed"]
Minutes = Annotated[int, BeforeValidator(lambda text: int(text))]
Hours = Annotated[Decimal, BeforeValidator(lambda text: Decimal(str(text)))]
Clock = Annotated[time, BeforeValidator(lambda text: time.fromisoformat(str(text)))]
Day = Annotated[date, BeforeValidator(lambda text: date.fromisoformat(str(text)))]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(_Data):
    """A column of hours: of a type of day, from a time up to another, over midnight where that is earlier."""

    key: str
    column: Minutes
    day_type: str
    begins: Clock
    ends: Clock

    @property
    def is_over_midnight(self) -> bool:
        return self.ends <= self.begins

    def holds(self, clock: time) -> bool:
        """Whether a time of the day lies in it."""
        if self.is_over_midnight:
            return clock >= self.begins or clock < self.ends
        return self.begins <= clock < self.ends

    @property
    def minutes(self) -> int:
        """How long it is on the clock face."""
        return (_of_day(self.ends) - _of_day(self.begins)) % A_DAY or A_DAY


class _Rule(_Data):
    origin: Origin
    source: str


class AfterMidnight(_Rule):
    value: Literal["own_day", "evening_before"] = Field(alias="is")


class SundayThatIsHoliday(_Rule):
    value: Literal["sunday", "holiday"] = Field(alias="is")


class MonthRule(_Rule):
    value: Literal["cut_at_midnight", "by_beginning"] = Field(alias="is")


class Travel(_Rule):
    value: Literal["counted", "left_out"] = Field(alias="is")


class BothWorkers(_Rule):
    value: Literal["each", "once"] = Field(alias="is")


class RoundedTo(_Rule):
    value: Annotated[Minutes, Field(ge=1, le=60)] = Field(alias="is")


class Rules(_Data):
    """What the printed table leaves open, each with where its answer comes from."""

    after_midnight: AfterMidnight
    sunday_that_is_holiday: SundayThatIsHoliday
    month: MonthRule
    travel: Travel
    both_workers: BothWorkers
    rounded_to: RoundedTo


class Range(_Rule):
    """From the least to the most that nobody asks about."""

    least: Hours
    most: Hours


class Plausible(_Data):
    hours_per_intervention: Range


class Counting(_Data):
    """One form of the monthly table: its columns and rules, valid from a day until the next one begins."""

    since: Day = Field(alias="from")
    source: str
    day_types: Mapping[Kind, str]
    bands: tuple[Band, ...]
    rules: Rules
    plausible: Plausible

    @model_validator(mode="after")
    def _every_hour_lies_in_one_band(self) -> Self:
        if missing := {"working_day", "saturday", "sunday", "holiday"} - set(self.day_types):
            raise ValueError(f"Say in day_types what these days count as: {sorted(missing)}.")
        for day_type in set(self.day_types.values()):
            of_type = [band for band in self.bands if band.day_type == day_type]
            for number in range(A_DAY):
                clock = time(*divmod(number, 60))
                held = [band.key for band in of_type if band.holds(clock)]
                if len(held) != 1:
                    raise ValueError(
                        f"At {clock:%H:%M} of a day of type {day_type} lie these bands: {held}. "
                        "It must be one: correct `begins` and `ends`."
                    )
        return self

    def day_type(self, day: date) -> str:
        """The type of day of the form that a day of the calendar counts as."""
        return self.day_types[self._kind(day)]

    def _kind(self, day: date) -> Kind:
        is_holiday, is_sunday = day in work_free_days(day.year), day.weekday() == SUNDAY
        if is_holiday and is_sunday:
            return self.rules.sunday_that_is_holiday.value
        if is_holiday:
            return "holiday"
        if is_sunday:
            return "sunday"
        return "saturday" if day.weekday() == SATURDAY else "working_day"

    def band_at(self, day: date, clock: time) -> Band:
        """The column of a minute, named by its calendar day and the time on the clock."""
        return next(
            band
            for band in self.bands
            if band.holds(clock) and band.day_type == self.day_type(self._counted_as(band, day, clock))
        )

    def _counted_as(self, band: Band, day: date, clock: time) -> date:
        is_morning_of_a_night = band.is_over_midnight and clock < band.ends
        if is_morning_of_a_night and self.rules.after_midnight.value == "evening_before":
            return day - timedelta(days=1)
        return day

    @property
    def clocks(self) -> tuple[time, ...]:
        """The times of the day at which the column may change: midnight, and where bands begin and end."""
        edges = {time(), *(band.begins for band in self.bands), *(band.ends for band in self.bands)}
        return tuple(sorted(edges))


class _File(_Data):
    forms: tuple[Counting, ...]


def counting_on(day: date, forms: Iterable[Counting] | None = None) -> Counting:
    """The form that holds on a day. Refused (LookupError) before the first one that is known."""
    known = sorted(forms or shipped_forms(), key=lambda form: form.since)
    held = [form for form in known if form.since <= day]
    if not held:
        raise LookupError(
            f"No form of the monthly table is known for {day}: the first holds from {known[0].since}. "
            "Add the earlier form to counting.yaml."
        )
    return held[-1]


def forms_in(text: str) -> tuple[Counting, ...]:
    """The forms of a file, checked."""
    return _File.model_validate(read_yaml(text)).forms


@cache
def shipped_forms() -> tuple[Counting, ...]:
    return forms_in((files("opora.duty") / "data" / "counting.yaml").read_text("utf-8"))


@cache
def forms_of_file(path: str) -> tuple[Counting, ...]:
    """The forms of an installation's own file; the shipped ones where it has none."""
    return forms_in(Path(path).read_text("utf-8")) if path else shipped_forms()


def _of_day(clock: time) -> int:
    return clock.hour * 60 + clock.minute
