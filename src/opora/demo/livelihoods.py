"""What a generated person lives on: work, income and property that fit each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Chance = Callable[[str], float]


@dataclass(frozen=True)
class Livelihood:
    """Income a month and property of one person, in cents."""

    status: str
    hours: int
    wage: int
    self_employment: int
    student_work: int
    pension: int
    unemployment_benefit: int
    earlier_wage: int  # of last year, for who has lost their work
    savings: int
    vehicle: int
    securities: int
    real_estate: int

    @property
    def is_unemployed(self) -> bool:
        return self.status == "unemployed"

    @property
    def is_student(self) -> bool:
        return self.status in {"student", "student_worker"}

    @property
    def has_income(self) -> bool:
        return bool(
            self.wage + self.self_employment + self.student_work + self.pension + self.unemployment_benefit
        )

    @property
    def had_income_last_year(self) -> bool:
        return self.has_income or bool(self.earlier_wage)

    @property
    def has_property(self) -> bool:
        return bool(self.savings + self.vehicle + self.securities + self.real_estate)


@cache
def _shapes() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("livelihoods.yaml").read_text(encoding="utf-8")
    )
    return read


def livelihood_at(age: int, chance: Chance) -> Livelihood:
    """How a person of this age lives; `chance` gives a number from 0 to 1 for a topic."""
    status = _status(age, chance("status"))

    def paid(amount: str, *statuses: str) -> int:
        return _amount(_shapes()["amounts"][amount], chance(amount)) if status in statuses else 0

    out_of_work = status == "unemployed"
    with_benefit = out_of_work and chance("benefit") < _shapes()["share_of_unemployed_with_benefit"]
    earned = out_of_work and chance("earned") < _shapes()["share_of_unemployed_who_earned_last_year"]
    return Livelihood(
        status=status,
        hours=_shapes()["hours"].get(status, 0),
        wage=paid("wage", "employed") or paid("part_time_wage", "part_time"),
        self_employment=paid("self_employment", "self_employed"),
        student_work=paid("student_work", "student_worker"),
        pension=paid("pension", "pensioner"),
        unemployment_benefit=paid("unemployment_benefit", "unemployed") if with_benefit else 0,
        earlier_wage=paid("earlier_wage", "unemployed") if earned or with_benefit else 0,
        **_property(status, chance),
    )


def _status(age: int, chance: float) -> str:
    begins = max(first for first in _shapes()["statuses"] if first <= age)
    status = ""
    for name, share in _shapes()["statuses"][begins].items():
        status, chance = name, chance - share
        if chance < 0:
            break
    return str(status)


def _property(status: str, chance: Chance) -> dict[str, int]:
    shapes = _shapes()["property"]
    kinds = ("savings", "vehicle", "securities", "real_estate")
    if status == "child" or chance("property") >= shapes["share_with_any"]:
        return dict.fromkeys(kinds, 0)
    return {
        kind: _amount(shapes[kind]["amount"], chance(f"{kind}/amount"))
        if chance(kind) < shapes[kind]["share"]
        else 0
        for kind in kinds
    }


def _amount(bounds: list[int], chance: float) -> int:
    """Low amounts are commoner than high ones."""
    lowest, above = bounds
    return int(lowest + round(above * chance**2.5))
