"""Pieces that are defined but do nothing: a step nobody does, a limit without a basis, an empty count."""

from __future__ import annotations

from collections.abc import Iterator

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Indicator, Task, TaskDeadline

LEAD = "lead"
COUNTS_OF_THE_CASE = ("cases", "persons", "families", "children", "services", "decisions")
"""What can be counted without naming a piece: the cases themselves, and who and what is in them."""


def weak_pieces(catalogue: Catalogue) -> Iterator[Finding]:
    """Of every version of every task."""
    for key, versions in catalogue.tasks.items():
        for version in versions:
            yield from _steps_nobody_does(key, version)
            yield from (found for deadline in version.deadlines for found in _without_basis(key, deadline))
            for indicator in (each for each in version.indicators if each.kept_in is None):
                yield from _counts_nothing(key, version, indicator)
                yield from _split_apart(key, version, indicator)


def _steps_nobody_does(key: str, task: Task) -> Iterator[Finding]:
    """A step that names no executor is done by the lead, or by the only executor there is."""
    if len(task.executors) == 1 or any(executor.role == LEAD for executor in task.executors):
        return
    roles = ", ".join(executor.role for executor in task.executors)
    for step in task.steps:
        if step.by is None:
            yield Finding("error", key, f"Step {step.key} has no executor. Say by whom it is done: {roles}.")


def _without_basis(key: str, deadline: TaskDeadline) -> Iterator[Finding]:
    """A day that a field holds rests on whatever set it: an order, a plan, an agreement."""
    told_elsewhere = (
        deadline.falls_on is not None
        or deadline.origin == "ours"
        or (deadline.origin == "described" and deadline.source is not None)
    )
    if deadline.basis is None and not told_elsewhere:
        yield Finding(
            "warning",
            key,
            f"Time limit {deadline.key} has no legal basis; {deadline.source or 'no source'} prints it "
            "without one. Name the act when it is known.",
        )


def _counts_nothing(key: str, task: Task, indicator: Indicator) -> Iterator[Finding]:
    if indicator.of is None and indicator.counts not in COUNTS_OF_THE_CASE:
        yield Finding(
            "error",
            key,
            f"Indicator {indicator.key} counts {indicator.counts} of nothing. Name the record, field, step "
            "or document (of).",
        )
    if task.kind == "register" and indicator.of is None:
        yield Finding(
            "error",
            key,
            f"Indicator {indicator.key} counts cases, and a register has none. Name one of its records (of).",
        )


def _split_apart(key: str, task: Task, indicator: Indicator) -> Iterator[Finding]:
    """A case with five visits has no one place in a split by visit: what is split is what is counted."""
    many = {record.key for record in task.records if record.many}
    counted = (indicator.of or "").partition(".")[0]
    for split in indicator.by:
        record = split.partition(".")[0]
        if record in many and record != counted:
            yield Finding(
                "error",
                key,
                f"Indicator {indicator.key} is split by {split}, of which a case has many, and counts "
                f"{indicator.of or 'cases'}. Count the records of {record} (of), or split by something else.",
            )
