"""How the standard of a service is written down: what the rulebook prints, each figure with its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Named, Origin, Source, Words

Role = Literal["professional_worker", "leader", "co_provider"]
Level = Literal["VI", "V"]


class Printed(Definition):
    """Something the rulebook prints; `note` says in English what the print leaves open."""

    article: Words
    source: Source
    origin: Origin = "printed"
    note: Words | None = None


class Element(Printed):
    """One of the eight parts of which article 2 makes a standard; it names where the part is printed."""

    key: Literal[
        "description", "beneficiaries", "procedure", "duration",
        "methods", "executors", "training_and_supervision", "documentation",
    ]  # fmt: skip


class Part(Named, Printed):
    """One part of the course of a service, with its printed time; none printed is an explicit null."""

    steps: tuple[Key, ...] = Field(min_length=1)
    """The steps of the catalogue's task that are this part."""
    minutes: int | None = Field(gt=0)
    average: bool
    times: int | None = Field(default=1, gt=0)
    """How often it is expected; never a limit."""
    weekly_minutes: int | None = Field(default=None, gt=0)
    """The average of a meeting, where weekly meetings are agreed instead."""
    workers_counted: int = Field(default=1, gt=0)
    """How many workers' time makes up the printed sum of hours."""
    record: Key | None = None
    """The record of the catalogue's task that is one holding of this part."""
    numbers: tuple[int, ...] = ()
    """Where one kind of record serves several parts: the numbers in its field `part` that are this one."""
    place: Literal["before_agreement", "alongside", "after_agreement", "closing", "extra"]
    first_cycle_only: bool = False

    def expected_minutes(self, *, weekly: bool = False) -> int | None:
        """What the whole part takes by the print, in minutes of one worker times the workers counted."""
        minutes = (self.weekly_minutes if weekly else None) or self.minutes
        if minutes is None:
            return None
        return minutes * (self.times or 1) * self.workers_counted


class Cycle(Printed):
    """The printed average of a whole cycle, in minutes: of the first, and of every next one."""

    first_minutes: int = Field(gt=0)
    next_minutes: int = Field(gt=0)
    agreement: Key
    record: Key
    """The records of the catalogue's task that are the agreement, and a cycle that begins, by its number."""


class Repeat(Printed):
    """Whether the service may be had again in the same matter."""

    rule: Literal["as_a_rule_not", "after_evaluation", "not_printed"]


class Experience(Printed):
    """What a performer must have behind them, as printed; `least` where the print says najmanj."""

    role: Role
    law: Words
    years: int | None = Field(gt=0)
    least: bool = False
    years_in: Words | None = None


class Supervision(Printed):
    """Supervision that a role owes: so many hours for so many services, or so many sessions a year."""

    role: Role
    amount: int = Field(gt=0)
    unit: Literal["hours", "sessions"]
    per_services: int | None = Field(gt=0)

    @model_validator(mode="after")
    def _sessions_are_counted_by_the_year(self) -> Self:
        if (self.unit == "hours") != (self.per_services is not None):
            raise ValueError("hours are owed per_services, sessions by the year (per_services: null)")
        return self


class Training(Printed):
    """Hours of training a year; null, as the rulebook leaves them to an agreement we have no source of."""

    hours: int | None = Field(gt=0)
    agreement: Words


class Load(Printed):
    """How many services one performer carries out, on average, in a month or a year."""

    key: Key
    role: Role
    services: int = Field(gt=0)
    period: Literal["month", "year"]


class Ratio(Printed):
    """One performer for so many inhabitants or families; null where the article prints none."""

    key: Key
    role: Role
    per: int | None = Field(gt=0)
    of: Literal["inhabitants", "families"]


class Administrative(Printed):
    """The share of one administrative worker that so many performers bring with them."""

    key: Key
    level: Level
    least: bool
    per: int = Field(gt=0)
    base: Literal["direct_workers", "all_performers"]


class Standard(Definition):
    """One dated version of the standard and norm of one service."""

    task: Key
    """The task of the catalogue that the service is."""
    sl: Words
    it: Words
    en: Words
    published: date
    valid_from: date
    valid_until: date | None = None
    elements: tuple[Element, ...] = Field(min_length=8, max_length=8)
    parts: tuple[Part, ...] = Field(min_length=1)
    cycle: Cycle | None = None
    repeat: Repeat
    experience: tuple[Experience, ...] = Field(min_length=1)
    supervision: tuple[Supervision, ...] = Field(min_length=1)
    training: Training
    load: tuple[Load, ...] = Field(min_length=1)
    organisation: tuple[Ratio, ...] = Field(min_length=1)
    administrative: tuple[Administrative, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        counted = Counter([figure.key for figure in self.figures()] + [part.key for part in self.parts])
        if twice := sorted(key for key, times in counted.items() if times > 1):
            raise ValueError(f"{', '.join(twice)} stands twice; give each a key of its own")
        return self

    @model_validator(mode="after")
    def _every_performer_has_a_load_and_a_ratio(self) -> Self:
        if [each.role for each in self.load] != [each.role for each in self.organisation]:
            raise ValueError("load and organisation name the same roles in the same order")
        return self

    @model_validator(mode="after")
    def _each_element_once(self) -> Self:
        if len({element.key for element in self.elements}) < len(self.elements):
            raise ValueError("elements: article 2 names eight, each stands once")
        return self

    def figures(self) -> Iterator[Load | Ratio | Administrative]:
        """The figures from which staff are reckoned, in the order of the article."""
        yield from self.load
        yield from self.administrative
        yield from self.organisation

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(each.role for each in self.load)

    def part(self, key: str) -> Part:
        """A part by its key. KeyError if the service has none of that name."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def part_of_step(self, step: str) -> Part | None:
        """The part that a step of the catalogue's task belongs to; none for a step without printed time."""
        return next((part for part in self.parts if step in part.steps), None)

    def name(self, language: str) -> str:
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


class CountingRule(Printed):
    """How time is counted (article 40)."""

    key: Key


class Former(Definition):
    """The rulebook that held before; its figures are not among our sources."""

    sl: Words
    gazettes: tuple[Words, ...]
    until: date
    source: Source


class Rounding(Definition):
    """How many whole persons an exact need is; the rulebook prints ratios and no rounding."""

    performers: Literal["up", "nearest", "none"]
    administrative: Literal["up", "nearest", "none"]
    administrative_sum: Literal["up", "nearest", "none"]
    origin: Literal["ours"]
    note: Words


class Rulebook(Definition):
    """The act itself."""

    sl: Words
    it: Words
    en: Words
    gazette: Words
    published: date
    valid_from: date
    legal_basis: Words
    source: Source
    counting: tuple[CountingRule, ...]
    former: Former
    rounding: Rounding

    def name(self, language: str) -> str:
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)
