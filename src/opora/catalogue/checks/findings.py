"""Every check of the catalogue, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opora.catalogue.announced import announced_changes
from opora.catalogue.checks.asked import records_asked, unplaced_records
from opora.catalogue.checks.bases import unknown_acts
from opora.catalogue.checks.changes import changes_that_do_not_fit
from opora.catalogue.checks.figures import unprinted_minutes
from opora.catalogue.checks.finding import Finding
from opora.catalogue.checks.likeness import definitions_alike
from opora.catalogue.checks.norms import unexplained_norms
from opora.catalogue.checks.numbering import numbers_given_twice
from opora.catalogue.checks.pieces import weak_pieces
from opora.catalogue.checks.unread import unchecked
from opora.catalogue.checks.untold import untold_texts
from opora.catalogue.loading import Catalogue

__all__ = ["Finding", "findings"]


def findings(catalogue: Catalogue) -> tuple[Finding, ...]:
    """Errors first, each in the order of the catalogue."""
    found = [
        *(_unreadable(fault) for fault in catalogue.faults),
        *changes_that_do_not_fit(catalogue),
        *unknown_acts(catalogue),
        *numbers_given_twice(catalogue),
        *definitions_alike(catalogue),
        *unplaced_records(catalogue),
        *weak_pieces(catalogue),
        *untold_texts(catalogue),
        *unprinted_minutes(catalogue),
        *unexplained_norms(catalogue),
        *unchecked(catalogue, _naming(catalogue)),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _naming(catalogue: Catalogue) -> Iterator[tuple[str, Iterable[str]]]:
    """What names tasks: changes of the catalogue, the records asked of a field of work, other tasks."""
    for change in announced_changes():
        yield change.key, (*change.adds, *change.removes)
    for group in records_asked().groups:
        yield group.field or "every field", [place for record in group.records for place in record.kept_in]
    for key, versions in catalogue.tasks.items():
        for version in versions:
            yield key, [role.listed_in for role in version.roles if role.listed_in]
            yield key, [each.kept_in for each in version.indicators if each.kept_in]


def _unreadable(fault: str) -> Finding:
    file, _, what = fault.partition(" ")
    return Finding("error", file.rstrip(":,"), what)
