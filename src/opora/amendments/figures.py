"""Figures of a proposed version: printed in the source they name, a difference of the norm explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opora.catalogue import Task
from opora.catalogue.checks import norm_check
from opora.catalogue.checks.figures import minutes_without_source
from opora.catalogue.local import local_name
from opora.catalogue.reading import line_of
from opora.catalogue.sentence import Sentence, fault


def faults_of_figures(key: str, text: str, earlier: Sequence[Task], task: Task) -> list[Sentence]:
    """What is wrong with the figures of a version, each with its line in the text that proposes it.

    `earlier` are the versions of the task before it: a source that printed another figure there does not
    print this one.
    """
    wrong = [*minutes_without_source(task), *_said_of_an_old_source(earlier, task)]
    found = [
        fault(what, file=local_name(key), line=line_of(field, text), field=field) for field, what in wrong
    ]
    check = norm_check(key, task)
    if check is not None and check.fault:
        found.append(fault(check.fault, file=local_name(key), line=line_of("norm", text), field="norm"))
    return found


def _said_of_an_old_source(earlier: Sequence[Task], task: Task) -> Iterator[tuple[str, Sentence]]:
    """Figures that changed while the source beside them did not."""
    now = _figures(task)
    for field, (figure, source) in now.items():
        printed = {_figures(version).get(field) for version in earlier} - {None}
        there = sorted({each[0] for each in printed if each is not None and each[1] == source})
        if source is not None and there and figure not in there:
            yield (
                field,
                Sentence(
                    "%(source)s prints %(printed)s here and not %(figure)s; name the source that prints the "
                    "new figure, or leave the old one",
                    source=source,
                    printed=there[-1],
                    figure=figure,
                ),
            )


def _figures(task: Task) -> dict[str, tuple[int, str | None]]:
    """Every figure by its field, with the source it is said to stand in."""
    found: dict[str, tuple[int, str | None]] = {
        f"steps.{step.key}.minutes": (step.printed_minutes, step.source)
        for step in task.steps
        if step.printed_minutes
    }
    if task.norm is not None and task.norm.minutes is not None:
        found["norm.minutes"] = (task.norm.minutes, task.norm.source)
    for each in task.deadlines:
        if each.length is not None:
            found[f"deadlines.{each.key}.length.count"] = (each.length.count, each.source)
    return found
