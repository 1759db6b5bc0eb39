"""Which roles of different tasks are one part: the victim of violence is whom an order protects."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from opora.cases.shared_homes import dangerous_roles
from opora.catalogue.schema.task import Role, Task


def same_part(task: Task, role: Role) -> Role | None:
    """The role of a task that is what `role` is in another one; none where the task knows no such part.

    Whose data are kept apart there comes into no role in which they would lie open to the others.
    """
    part = _part_of(role.key)
    return next(
        (
            each
            for each in task.roles
            if each.key in part and not each.is_body and (each.apart or not role.apart)
        ),
        None,
    )


def is_known_part(role: Role) -> bool:
    """Whether it is told which part somebody in this role has, whatever the task."""
    return bool(_part_of(role.key))


def _part_of(key: str) -> frozenset[str]:
    return next((part for part in _parts() if key in part), frozenset())


@cache
def _parts() -> tuple[frozenset[str], ...]:
    told = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return (dangerous_roles(), *(frozenset(part["roles"]) for part in told["parts"]))
