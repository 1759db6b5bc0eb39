"""Which roles of different tasks are one part: the victim of violence is whom an order protects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from opora.cases.shared_homes import dangerous_roles
from opora.catalogue.schema.task import Role, Task
from opora.people.models import Relation, RelationKind

CHILD = "child"


def same_part(task: Task, role: Role) -> Role | None:
    """The role of a task that is what `role` is in another one; none where the task knows no such part.

    Whose data are kept apart there comes into no role in which they would lie open to the others.
    """
    part = _part_of(role.key) | _taken_up_by(role.key)
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


def with_parents(task: Task, offered: Sequence[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The same persons, of whom those without a role are parents where a child among them is theirs."""
    role = next((each for each in task.roles if each.key == RelationKind.PARENT and each.many), None)
    children = [who for who, key in offered if key and key in _part_of(CHILD)]
    if role is None or not children:
        return list(offered)
    asked = [who for who, key in offered if not key]
    known = Relation.objects.filter(kind=RelationKind.PARENT, person__in=asked, other__in=children)
    parents = set(known.values_list("person", flat=True))
    return [(who, role.key if not key and who.pk in parents else key) for who, key in offered]


def _part_of(key: str) -> frozenset[str]:
    return next((part for part in _parts() if key in part), frozenset())


def _taken_up_by(key: str) -> frozenset[str]:
    """Roles that somebody in this one comes into, and that do not lead back."""
    return frozenset(each["role"] for each in _told()["into"] if key in each["from"])


@cache
def _parts() -> tuple[frozenset[str], ...]:
    return (dangerous_roles(), *(frozenset(part["roles"]) for part in _told()["parts"]))


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return told
