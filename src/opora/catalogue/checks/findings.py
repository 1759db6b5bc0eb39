"""Every check of the catalogue, in one list."""

from __future__ import annotations

from opora.catalogue.checks.asked import unplaced_records
from opora.catalogue.checks.bases import unknown_acts
from opora.catalogue.checks.changes import changes_that_do_not_fit
from opora.catalogue.checks.figures import unprinted_minutes
from opora.catalogue.checks.finding import Finding
from opora.catalogue.checks.likeness import definitions_alike
from opora.catalogue.checks.norms import unexplained_norms
from opora.catalogue.checks.numbering import numbers_given_twice
from opora.catalogue.checks.pieces import weak_pieces
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
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _unreadable(fault: str) -> Finding:
    file, _, what = fault.partition(" ")
    return Finding("error", file.rstrip(":,"), what)
