"""The printed norm beside the sum of the steps: two figures, neither worked out from the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task
from opora.catalogue.sentence import Sentence

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
        """Minutes of the norm less those of the steps."""
        return self.printed - self.sum_of_steps

    @property
    def fault(self) -> Sentence | None:
        """Why it may not stay so: a difference that nobody explained, or an explanation of another one."""
        explained = self.task.norm.difference if self.task.norm else None
        if explained == (None if self.matches else self.difference) and (self.matches or self.explanation):
            return None
        if self.matches:
            return Sentence(
                "The printed norm and the steps give the same %(printed)s minutes, and norm.difference says "
                "%(explained)s; leave it out",
                printed=self.printed,
                explained=explained,
            )
        if not self.explanation:
            return Sentence(
                "The printed norm is %(printed)s minutes and the steps give %(steps)s; say in "
                "norm.explanation how the two differ, and in norm.difference by how much: %(difference)s",
                printed=self.printed,
                steps=self.sum_of_steps,
                difference=self.difference,
            )
        return Sentence(
            "The printed norm is %(printed)s minutes and the steps give %(steps)s, and the explanation "
            "is not of this difference; explain it in norm.explanation and write norm.difference: "
            "%(difference)s",
            printed=self.printed,
            steps=self.sum_of_steps,
            difference=self.difference,
        )


def norm_checks(catalogue: Catalogue) -> tuple[NormCheck, ...]:
    """Every version with a printed norm."""
    every = (norm_check(key, version) for key, versions in catalogue.tasks.items() for version in versions)
    return tuple(check for check in every if check is not None)


def unexplained_norms(catalogue: Catalogue) -> Iterator[Finding]:
    """A norm that differs from its steps must say why, as far as anybody knows."""
    for check in norm_checks(catalogue):
        if check.fault:
            yield Finding("error", check.key, f"{check.fault}.")


def norm_check(key: str, task: Task) -> NormCheck | None:
    """One version with a printed norm beside its steps; none of one without a norm."""
    if task.norm is None or task.norm.minutes is None:
        return None
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
