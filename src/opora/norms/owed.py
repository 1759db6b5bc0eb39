"""Supervision and training owed and done by a worker in a year, and services beside the norm of a worker."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from opora.norms.loading import Norms, norms
from opora.norms.schema import Load, Role, Standard, Supervision
from opora.norms.wording import Phrase, decimal, named, number, said

By = Literal["pro_rata", "full_block"]


@dataclass(frozen=True)
class Owed:
    """What a worker owes for one service in a role, in hours or sessions; `amount` is none where unknown."""

    task: str
    role: Role
    kind: Literal["supervision", "training"]
    unit: Literal["hours", "sessions"]
    amount: Fraction | None
    done: Fraction
    article: str
    source: str
    formula: Phrase

    @property
    def missing(self) -> Fraction | None:
        """What is still to be done; none where it is not known how much is owed."""
        return None if self.amount is None else max(self.amount - self.done, Fraction(0))


@dataclass(frozen=True)
class Beside:
    """Services of a worker in so many months beside the norm of one worker."""

    task: str
    role: Role
    services: int
    expected: Fraction
    article: str
    source: str

    @property
    def share(self) -> Fraction:
        """1 where the worker carried out as many as the norm."""
        return self.services / self.expected

    @property
    def phrase(self) -> Phrase:
        percent = number(Fraction(decimal(self.share * 100, places=1)))
        return said("beside_norm", services=self.services, expected=self.expected, percent=percent)


Performed = tuple[str, Role]


def owed(
    services: Mapping[Performed, int],
    *,
    year: int,
    supervised: Mapping[Performed, Fraction | int] | None = None,
    trained: Fraction | int = 0,
    training_hours: int | None = None,
    by: By = "pro_rata",
    book: Norms | None = None,
) -> tuple[Owed, ...]:
    """What a worker owes in a year for the services carried out, by service and role.

    Sessions a year are owed by whoever carries the service out, so name it with 0 where it is theirs and was
    asked for by nobody. `training_hours`: those of the collective agreement, which are not in the rulebook.
    `by`: each begun service brings its part of the hours, or only a full block of them does.
    """
    book = book or norms()
    day = date(year, 12, 31)
    done = supervised or {}
    found = []
    for (task, role), count in services.items():
        standard = book.standard(task, on=day)
        for supervision in standard.supervision:
            if supervision.role == role:
                told = Fraction(done.get((task, role), 0))
                found.append(_supervision(standard, supervision, count, told, by))
    return (*found, *_training(services, book, day, training_hours, Fraction(trained)))


def beside_norm(standard: Standard, role: Role, *, services: int, months: int = 12) -> Beside:
    """Services of a worker beside the norm. KeyError for a role that the service does not have."""
    load = _load(standard, role)
    expected = Fraction(load.services * months, 1 if load.period == "month" else 12)
    return Beside(standard.task, role, services, expected, load.article, load.source)


def _load(standard: Standard, role: Role) -> Load:
    for load in standard.load:
        if load.role == role:
            return load
    raise KeyError(role)


def _supervision(standard: Standard, supervision: Supervision, services: int, done: Fraction, by: By) -> Owed:
    if supervision.per_services is None:
        amount = Fraction(supervision.amount)
        formula = said("owed_sessions", amount=supervision.amount)
    else:
        blocks = Fraction(services, supervision.per_services)
        blocks = blocks if by == "pro_rata" else Fraction(math.floor(blocks))
        amount = supervision.amount * blocks
        formula = said(
            f"owed_{by}",
            amount=supervision.amount,
            services=services,
            per=supervision.per_services,
            owed=amount,
        )
    return Owed(
        standard.task,
        supervision.role,
        "supervision",
        supervision.unit,
        amount,
        done,
        supervision.article,
        supervision.source,
        formula,
    )


def _training(
    services: Mapping[Performed, int], book: Norms, day: date, hours: int | None, done: Fraction
) -> list[Owed]:
    """One line for the worker: the agreement counts hours of a person, not of a service."""
    if not services:
        return []
    (task, role), *_others = services
    trainings = [book.standard(each, on=day).training for each, _role in services]
    articles = ", ".join(dict.fromkeys(training.article for training in trainings))
    sources = ", ".join(dict.fromkeys(training.source for training in trainings))
    agreements = "; ".join(dict.fromkeys(training.agreement for training in trainings))
    printed = [training.hours for training in trainings if training.hours is not None]
    known = hours if hours is not None else max(printed, default=None)
    if known is None:
        formula = said("training_unknown", agreement=named(agreements))
    else:
        formula = said("training_set", hours=known, agreement=named(agreements))
    amount = None if known is None else Fraction(known)
    return [Owed(task, role, "training", "hours", amount, done, articles, sources, formula)]
