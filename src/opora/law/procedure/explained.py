"""A day worked out from the law, with every step that led to it.

Steps and warnings are key words with values, not sentences: letters and screens say them in the reader's
language. `recomputed()` walks the steps again; a day that its own explanation does not lead to is a defect.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from opora.law.months import month_after
from opora.law.parameters.articles import article_to_print

from .regimes import Regime


class StepKind(StrEnum):
    """What a step does with the day before it."""

    STARTS = "starts"
    ADDS_DAYS = "adds_days"
    ADDS_WORKING_DAYS = "adds_working_days"
    ADDS_MONTHS = "adds_months"
    ADDS_HOURS = "adds_hours"
    TAKES_DAYS = "takes_days"
    TAKES_MONTHS = "takes_months"
    CLAMPED = "clamped"
    SKIPS = "skips"
    SKIPS_BACK = "skips_back"
    NOT_SHIFTED = "not_shifted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Step:
    """One step and the day on which it arrives.

    `CLAMPED` follows `ADDS_MONTHS` where the month has no such day (ZUP 100(2)); `SKIPS` moves a last day
    that is not worked to the next one (ZUP 101(2)); `NOT_SHIFTED` notes that a fiction stays where it falls;
    `REPLACED` takes another event's day, such as an earlier receipt. `TAKES_DAYS` and `TAKES_MONTHS` count
    back, and `SKIPS_BACK` then goes to the working day before; `ADDS_HOURS` goes by the clock, to the day
    and hour it names.
    """

    kind: StepKind
    day: date
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caution:
    """Why the day should be looked at by a person, as a key word with values and an English sentence."""

    key: str
    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    """The same for an officer, by language."""


@dataclass(frozen=True, slots=True)
class ExplainedDate:
    """A day with its rule, article and regime, and how it was reached."""

    day: date
    rule: str
    article: str
    article_confirmed: bool
    regime: Regime
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...] = ()

    @property
    def skipped(self) -> tuple[Step, ...]:
        """The days on which the term could not end, each with its reason."""
        return tuple(step for step in self.steps if step.kind is StepKind.SKIPS)

    @property
    def article_to_print(self) -> str:
        return article_to_print(self.article, confirmed=self.article_confirmed)

    def recomputed(self) -> date:
        """The day to which the steps lead when they are walked again."""
        day = self.steps[0].day
        for step in self.steps[1:]:
            day = _after(step, day)
        return day

    def to_json(self) -> dict[str, Any]:
        """Plain data for a case file."""
        return {
            "day": self.day.isoformat(),
            "rule": self.rule,
            "article": self.article,
            "article_confirmed": self.article_confirmed,
            "regime": self.regime.value,
            "steps": [
                {"kind": step.kind.value, "day": step.day.isoformat(), "values": dict(step.values)}
                for step in self.steps
            ],
            "warnings": [
                {"key": caution.key, "sentence": caution.sentence, "values": dict(caution.values)}
                for caution in self.warnings
            ],
        }


def without_repeats(cautions: tuple[Caution, ...]) -> tuple[Caution, ...]:
    """The same cautions in their order, each once."""
    return tuple(caution for number, caution in enumerate(cautions) if caution not in cautions[:number])


def plus_months(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of a shorter month (ZUP 100(2))."""
    first = month_after(day, months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _after(step: Step, day: date) -> date:
    match step.kind:
        case StepKind.ADDS_DAYS:
            return day + timedelta(days=int(step.values["days"]))
        case StepKind.ADDS_MONTHS:
            return plus_months(day, int(step.values["months"]))
        case StepKind.TAKES_DAYS:
            return day - timedelta(days=int(step.values["days"]))
        case StepKind.TAKES_MONTHS:
            return plus_months(day, -int(step.values["months"]))
        case StepKind.SKIPS:
            return day + timedelta(days=1)
        case StepKind.SKIPS_BACK:
            return day - timedelta(days=1)
        case StepKind.STARTS | StepKind.REPLACED | StepKind.ADDS_WORKING_DAYS | StepKind.ADDS_HOURS:
            return step.day
        case StepKind.CLAMPED | StepKind.NOT_SHIFTED:
            return day
