"""What the simulated state registers know of a generated person.

Nothing is stored: every answer follows from the EMŠO and the seed, so it is the same in every process and
costs no table. An EMŠO tells birth date, sex and, by its region, the citizenship drawn for the household
(see `identifiers.py`); all else is drawn from a hash. The facts fit each other: who has a wage has hours.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from opora.demo.identifiers import FIRST_REGION, nation_of_region
from opora.demo.livelihoods import Livelihood, livelihood_at
from opora.organisation.refusal import Refused
from opora.people.identifiers import Emso, check_emso
from opora.sources.asked_for import AskedFor

REGIONS = range(FIRST_REGION, FIRST_REGION + 10)
CITIZENSHIPS_BY_NAME = {"SI", "AT", "BA", "DE", "HR", "HU", "IT", "ME", "MK", "RS", "RU", "UA", "XK"}
WITH_PERMIT = 0.85
WITH_PROTECTION = 0.5
OTHER_PARENT_DEAD = 0.02
KINDERGARTEN_AGES = range(1, 6)
IN_KINDERGARTEN = 0.84
SCHOOL_AGES = range(6, 19)
SECONDARY_AGES = range(15, 19)
STUDENT_AGES = range(19, 26)
ADULT = 18


@dataclass(frozen=True)
class DemoRegisters:
    """The registers of one generated population; a `RegistryData` for the registry process."""

    seed: int

    def answer(self, register: str, emso: str, period: AskedFor) -> dict[str, Any] | None:
        """The facts one register holds of a person; None for an EMŠO that was never generated."""
        try:
            holder = check_emso(emso)
        except Refused:
            return None
        if int(holder.region) not in REGIONS or holder.born > period.day:
            return None
        return _ANSWERS[register](_Resident(holder, self.seed, period))


@dataclass(frozen=True)
class _Resident:
    """A person at the time of the question."""

    emso: Emso
    seed: int
    period: AskedFor

    @cached_property
    def age(self) -> int:
        born, day = self.emso.born, self.period.day
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @cached_property
    def nation(self) -> str:
        return nation_of_region(int(self.emso.region))

    @cached_property
    def livelihood(self) -> Livelihood:
        return livelihood_at(self.age, self.chance)

    def chance(self, topic: str) -> float:
        """A number from 0 to 1 that is this person's own for this topic."""
        text = f"{self.seed}/{self.emso.number}/{topic}".encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest()) / 2**64

    def monthly(self, cents: int, topic: str) -> dict[str, str]:
        """An amount in every month asked about, a little more or less each time."""
        return {
            month: euros(round(cents * (0.97 + 0.06 * self.chance(f"{topic}/{month}"))))
            for month in self.period.months
        }


def _population(person: _Resident) -> dict[str, Any]:
    foreign = person.nation != "SI"
    facts: dict[str, Any] = {
        "citizenship": person.nation if person.nation in CITIZENSHIPS_BY_NAME else "other",
        "permanent_residence_in_slovenia": True,
    }
    if foreign:
        facts["permanent_residence_permit"] = person.chance("permit") < WITH_PERMIT
        facts["recognised_international_protection"] = (
            person.nation == "UA" and person.chance("protection") < WITH_PROTECTION
        )
    if person.age < ADULT:
        facts["child_registered_residence_in_slovenia"] = True
        facts["other_parent_has_died"] = person.chance("other parent") < OTHER_PARENT_DEAD
    return facts


def _tax(person: _Resident) -> dict[str, Any]:
    life = person.livelihood
    facts: dict[str, Any] = {
        "has_income": life.has_income,
        "had_income_in_the_year": life.had_income_last_year,
    }
    if life.has_income:
        facts |= {
            "wage": person.monthly(life.wage, "wage"),
            "self_employment_income": person.monthly(life.self_employment, "self-employment"),
            "student_work_income": person.monthly(life.student_work, "student work"),
            "pension": dict.fromkeys(person.period.months, euros(life.pension)),
            "other_periodic_income": dict.fromkeys(person.period.months, euros(0)),
        }
    if life.had_income_last_year:
        facts |= {
            "periodic_income_of_the_year": {
                year: euros(_of_the_year(life, person.chance(f"year/{year}"))) for year in person.period.years
            },
            "other_income_of_the_year": dict.fromkeys(person.period.years, euros(0)),
        }
    return facts


def _of_the_year(life: Livelihood, chance: float) -> int:
    monthly = life.wage + life.self_employment + life.student_work + life.pension + life.unemployment_benefit
    return round(12 * max(monthly, life.earlier_wage) * (0.9 + 0.1 * chance))


def _employment(person: _Resident) -> dict[str, Any]:
    life = person.livelihood
    facts: dict[str, Any] = {
        "registered_at_employment_service": life.is_unemployed,
        "work_activity_hours": str(life.hours),
        "employed_or_self_employed": life.hours > 0 and not life.is_student,
        "permanently_unemployable_by_zrsz_decision": False,
    }
    if life.has_income:
        facts["unemployment_benefit"] = dict.fromkeys(person.period.months, euros(life.unemployment_benefit))
    return facts


def _property(person: _Resident) -> dict[str, Any]:
    life = person.livelihood
    if not life.has_property:
        return {"has_property": False}
    return {
        "has_property": True,
        "vehicle_value": euros(life.vehicle),
        "securities_value": euros(life.securities),
        "other_real_estate_value": euros(life.real_estate),
    }


def _bank(person: _Resident) -> dict[str, Any]:
    life = person.livelihood
    return {"savings": euros(life.savings)} if life.has_property else {}


def _school(person: _Resident) -> dict[str, Any]:
    if person.age >= max(STUDENT_AGES):
        return {"in_regular_education": False}
    return {
        "in_kindergarten": person.age in KINDERGARTEN_AGES
        and person.chance("kindergarten") < IN_KINDERGARTEN,
        "in_secondary_school": person.age in SECONDARY_AGES,
        "in_regular_education": person.age in SCHOOL_AGES or person.livelihood.is_student,
    }


_ANSWERS = {
    "population": _population,
    "tax": _tax,
    "employment": _employment,
    "property": _property,
    "bank": _bank,
    "school": _school,
}


def euros(cents: int) -> str:
    """An amount as a situation holds it."""
    return f"{cents // 100}.{cents % 100:02}"
