"""The course of a service as its file reads it: which steps make each part, and in what order."""

from __future__ import annotations

from typing import Literal

from opora.catalogue.schema import Step, Task
from opora.norms.file_schema import FilePart, ServiceFile


class Course:
    """What a version of the task says to the parts of a file; worked out once for all cases of it."""

    def __init__(self, file: ServiceFile, task: Task) -> None:
        self.file = file
        self.parts = [part for part in file.parts if part.is_known_to(task)]
        self.order = {step.key: place for place, step in enumerate(task.steps)}
        self._steps = {part.key: _steps_of(part, task) for part in self.parts}
        self.keys = {key: frozenset(step.key for step in steps) for key, steps in self._steps.items()}
        """By the key of a part, the steps that make it."""
        self.records = self._places(task, "record")
        self.papers = self._places(task, "document")
        """By record or paper, the place in the course that is reached with it."""

    def is_by_need(self, part: FilePart) -> bool:
        """Whether only some files need it: those in which something calls for it."""
        optional = all(step.kind == "optional" for step in self._steps[part.key])
        return part.by_need or bool(part.when) or optional

    def begins(self, part: FilePart) -> int | None:
        """The place of the first step that makes it."""
        return min((self.order[key] for key in self.keys[part.key]), default=None)

    def _places(self, task: Task, name: Literal["record", "document"]) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, step in enumerate(task.steps):
            if (key := getattr(step, name)) is not None:
                found.setdefault(key, place)
        for part in self.parts:
            if part.at in self.order and (key := getattr(part, name)) is not None:
                # It begins the step: all before it is due, what the step itself makes is not.
                found.setdefault(key, self.order[part.at] - 1)
        return found


def _steps_of(part: FilePart, task: Task) -> list[Step]:
    return [
        step
        for step in task.steps
        if step.key == part.at
        or (part.record is not None and step.record == part.record)
        or (part.document is not None and step.document == part.document)
    ]
