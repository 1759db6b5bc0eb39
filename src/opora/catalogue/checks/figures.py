"""Minutes are only ever printed ones: whoever writes them says where they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task
from opora.catalogue.sentence import Sentence


def unprinted_minutes(catalogue: Catalogue) -> Iterator[Finding]:
    """Steps of any version that say minutes and not where those are printed."""
    for key, versions in catalogue.tasks.items():
        for version in versions:
            for place, what in minutes_without_source(version):
                yield Finding("error", key, f"{place}: {what}.")


def minutes_without_source(task: Task) -> Iterator[tuple[str, Sentence]]:
    """Each such step with what to do about it."""
    for step in task.steps:
        if step.printed_minutes and step.source is None:
            yield (
                f"steps.{step.key}.minutes",
                Sentence(
                    "minutes are only ever printed ones; name the source that prints them (origin: printed, "
                    "source), or leave them out"
                ),
            )
