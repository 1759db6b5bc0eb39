"""The printed norm beside the sum of the steps: two figures, neither worked out from the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task

TEAM = "team"


@dataclass(frozen=True)
class NormCheck:
    """A printed norm in minutes, and the minutes of the steps that belong to it."""

    key: str
    task: Task
    printed: int
    sum_of_steps: int
    outside: int
    """Minutes of obligatory steps that the norm leaves out: a commission, a team."""
    team_printed: int | None
    team_steps: int
    """Minutes of the steps that an expert team does."""
    explanation: str

    @property
    def matches(self) -> bool:
        return self.printed == self.sum_of_steps

    @property
    def difference(self) -> int:
        return self.printed - self.sum_of_steps


def norm_checks(catalogue: Catalogue) -> tuple[NormCheck, ...]:
    """Every version with a printed norm."""
    return tuple(
        _compared(key, version)
        for key, versions in catalogue.tasks.items()
        for version in versions
        if version.norm is not None and version.norm.minutes is not None
    )


def unexplained_norms(catalogue: Catalogue) -> Iterator[Finding]:
    """A norm that differs from its steps must say why, as far as anybody knows."""
    for check in norm_checks(catalogue):
        if not check.matches and not check.explanation:
            yield Finding(
                "error",
                check.key,
                f"The printed norm is {check.printed} minutes and the steps give {check.sum_of_steps}; "
                "say in norm.explanation how the two differ.",
            )


def _compared(key: str, task: Task) -> NormCheck:
    assert task.norm is not None
    assert task.norm.minutes is not None
    obligatory = [step for step in task.steps if step.kind == "obligatory"]
    return NormCheck(
        key=key,
        task=task,
        printed=task.norm.minutes,
        sum_of_steps=sum(step.printed_minutes for step in obligatory if step.in_norm),
        outside=sum(step.printed_minutes for step in obligatory if not step.in_norm),
        team_printed=task.norm.team_minutes,
        team_steps=sum(step.printed_minutes for step in task.steps if step.by == TEAM),
        explanation=task.norm.explanation.in_language("en") if task.norm.explanation else "",
    )
