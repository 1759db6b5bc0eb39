"""The stories of the demo, read and checked, and who of a unit handles each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opora.catalogue import catalogue
from opora.demo.workers import login_of, worker_list
from opora.organisation.models import Role, Unit, Worker

ACTS = ("note", "record", "step", "paper", "queue", "close")


@dataclass(frozen=True)
class Story:
    """What is told of cases of one task: who takes part, and what happened after how many days."""

    task: str
    how: str
    cast: tuple[str, ...]
    parties: Mapping[str, Any]
    cases: Mapping[str, list[int | date]]
    tell: tuple[Mapping[str, Any], ...]
    meeting: Mapping[str, Any]
    waiting: Mapping[str, list[int]]
    listed: tuple[Mapping[str, Any], ...] = ()

    @property
    def field(self) -> str:
        """The field of work that its task belongs to."""
        return catalogue().tasks[self.task][-1].field


@cache
def stories() -> tuple[Story, ...]:
    """Every story of `stories.yaml`, in its order. Refused (ValueError) where an act is none."""
    told = yaml.safe_load(Path(__file__).with_name("stories.yaml").read_text(encoding="utf-8"))
    found = tuple(
        Story(**{"waiting": {}, **each, "cast": tuple(each["cast"]), "tell": tuple(each["tell"])})
        for each in told
    )
    for story in found:
        for act in story.tell:
            if sum(key in act for key in ACTS) != 1:
                raise ValueError(f"{story.task}, after {act['after']}: say one of {', '.join(ACTS)}.")
    return found


class Staff:
    """Who of a unit gets a case of a field: whoever works in that field, else whoever has no field."""

    def __init__(self) -> None:
        self._fields = {
            login_of(each["given_name"], each["family_name"]): each.get("works_in", [])
            for each in worker_list()["workers"]
        }
        self._in_role: dict[tuple[int, str], list[Worker]] = {}

    def handler(self, unit: Unit, field: str) -> Worker:
        """The professional worker of the unit for a field."""
        found = self._of(unit, Role.PROFESSIONAL)
        return next(
            (worker for worker in found if field in self._fields.get(worker.login, [])),
            next((worker for worker in found if not self._fields.get(worker.login)), found[0]),
        )

    def head(self, unit: Unit) -> Worker:
        return self._of(unit, Role.HEAD_OF_UNIT)[0]

    def clerk(self, unit: Unit) -> Worker:
        return self._of(unit, Role.CLERK)[0]

    def professionals(self, unit: Unit) -> list[Worker]:
        return self._of(unit, Role.PROFESSIONAL)

    def _of(self, unit: Unit, role: Role) -> list[Worker]:
        if (unit.pk, role) not in self._in_role:
            held = Worker.objects.filter(grants__unit=unit, grants__role=role)
            self._in_role[unit.pk, role] = list(held.select_related("centre", "unit").order_by("pk"))
        return self._in_role[unit.pk, role]
