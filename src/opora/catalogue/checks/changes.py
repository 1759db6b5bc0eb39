"""A change of the catalogue and the tasks it names must tell the same story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opora.catalogue.announced import AnnouncedChange, announced_changes
from opora.catalogue.checks.finding import Finding
from opora.catalogue.checks.unread import read
from opora.catalogue.loading import Catalogue


def changes_that_do_not_fit(
    catalogue: Catalogue, changes: Iterable[AnnouncedChange] | None = None
) -> Iterator[Finding]:
    """A task a change adds was published with it; one it removes was removed on that day."""
    for change in announced_changes() if changes is None else changes:
        for key in read(change.adds, catalogue):
            days = {version.published for version in catalogue.tasks.get(key, ())}
            if change.published not in days:
                yield _misfit(change, key, "adds", "published")
        for key in read(change.removes, catalogue):
            days = {version.removed_on for version in catalogue.tasks.get(key, ())}
            if change.published not in days:
                yield _misfit(change, key, "removes", "removed_on")


def _misfit(change: AnnouncedChange, key: str, what: str, field: str) -> Finding:
    return Finding(
        "error",
        change.key,
        f"It {what} {key}, and no version of that task says {field}: {change.published}. Correct the one or "
        "the other.",
    )
