"""Tasks for the tests of deadlines: only what a deadline reads of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from opora.catalogue import Task
from opora.catalogue.schema.deadlines import TaskDeadline

WORDS = {"sl": "beseda", "it": "parola", "en": "word"}


def deadline(key: str = "limit", **told: Any) -> TaskDeadline:
    """A deadline of a task, bound to the centre unless told otherwise."""
    return TaskDeadline.model_validate({"key": key, **WORDS, "binds": "centre", **told}, strict=False)


def task(*deadlines: TaskDeadline, **told: Any) -> Task:
    """A task with these deadlines, a step `visit` that names `limit`, and a record `order`."""
    return Task.model_validate(
        {
            "number": None,
            **WORDS,
            "kind": "statutory_task",
            "field": "adults_in_difficulty",
            "purpose": "For tests.",
            "beneficiaries": "Nobody.",
            "published": None,
            "valid_from": date(2018, 1, 1),
            "legal_basis": [{"act": "ZSV"}],
            "executors": [{"role": "lead", "qualification": "professional_worker"}],
            "opened_by": ["own_request"],
            "steps": [step("visit", deadline="limit")],
            "records": [record("order", "from_on", "until_on", "met_at", many=True)],
            "deadlines": deadlines,
            **told,
        },
        strict=False,
    )


def step(key: str, **told: Any) -> dict[str, Any]:
    return {"key": key, **WORDS, "origin": "ours", "kind": "obligatory", **told}


def record(key: str, *days: str, many: bool = False) -> dict[str, Any]:
    """A record with days; a field whose key ends in `_at` holds a moment."""
    types = {day: "moment" if day.endswith("_at") else "date" for day in days}
    fields = [{"key": day, **WORDS, "type": types[day]} for day in days]
    fields.append({"key": "holds", **WORDS, "type": "yes_no"})
    return {"key": key, **WORDS, "origin": "ours", "many": many, "fields": fields}
