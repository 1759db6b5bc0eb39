"""What a case has reached: the records, steps and documents that bring it to a stage of its task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_events import Tasks, facts_of
from opora.cases.models import Case
from opora.catalogue import Task
from opora.catalogue.schema.task import Stage


def has_come_to(case: Case, stage: Stage, *, on: date) -> bool:
    """Whether anything that leads to the stage is there; of a stage that nothing leads to, always."""
    if not stage.reached_by:
        return True
    facts = facts_of([case], Tasks(), on=on)[case.pk]
    for milestone in stage.reached_by:
        kind, key, *field = milestone.split(".")
        there = [each for each in facts.of(f"{kind}.{key}") if not each.left_out]
        if any(not field or _holds(each.content, field[0]) for each in there):
            return True
    return False


def stages_to_choose(case: Case) -> list[Stage]:
    """Those that somebody may say: nothing else leads there, or the case has come as far. None ends it."""
    stages = [stage for stage in task_of(case).stages if stage.is_ != "closed"]
    stands = next((place for place, stage in enumerate(stages) if stage.key == case.stage), -1)
    return [stage for place, stage in enumerate(stages) if place <= stands or not stage.reached_by]


def what_leads_to(stage: Stage, task: Task, language: str) -> list[str]:
    """The names of the records, steps and documents that bring a case to a stage."""
    pieces = {"record": task.records, "step": task.steps, "document": task.documents}
    names = []
    for milestone in stage.reached_by:
        kind, key, *_field = milestone.split(".")
        names += [f"“{each.name(language)}”" for each in pieces[kind] if each.key == key]
    return list(dict.fromkeys(names))


def _holds(content: Mapping[str, Any], field: str) -> bool:
    """Whether a field holds something, or the word after the sign; a no is nothing."""
    name, _, word = field.partition("=")
    value = content.get(name)
    if not word:
        return value not in (None, "", False)
    return word in value if isinstance(value, list) else value == word
