"""What `opora catalogue check` prints: the pieces of every definition, the printed norms, every finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from opora.config.terminal import print_wrapped

if TYPE_CHECKING:
    from opora.catalogue import Catalogue
    from opora.catalogue.checks import Finding, NormCheck
    from opora.catalogue.schema.pieces import Origin

HAS_ERRORS = 1
KEY_WIDTH, CELL_WIDTH = 34, 8


def print_check(found: Catalogue) -> int:
    """Print the table of definitions, the printed norms and every finding; 1 where there is an error."""
    from opora.catalogue.checks import findings, norm_checks

    _print_table(found)
    norms = norm_checks(found)
    _print_norms(norms)
    _print_corrections(found)
    told = findings(found)
    _print_findings(told)
    errors = sum(finding.severity == "error" for finding in told)
    print(
        f"{len(found.tasks)} definitions, {len(found.code_lists)} code lists; {len(norms)} printed norms, "
        f"{sum(norm.matches for norm in norms)} match; {errors} errors, {len(told) - errors} warnings."
    )
    return HAS_ERRORS if errors else 0


def _print_table(found: Catalogue) -> None:
    from opora.catalogue.checks.counting import KINDS, ORIGINS, pieces_by_origin

    print(f"# Pieces of every definition: {' / '.join(ORIGINS)}\n")
    print("definition".ljust(KEY_WIDTH) + "".join(kind[: CELL_WIDTH - 1].rjust(CELL_WIDTH) for kind in KINDS))
    for key, versions in found.tasks.items():
        pieces = pieces_by_origin(found, versions[-1])
        cells = (_counts(pieces[kind], ORIGINS).rjust(CELL_WIDTH) for kind in KINDS)
        print(key.ljust(KEY_WIDTH) + "".join(cells))


def _counts(pieces: Counter[Origin], origins: Sequence[Origin]) -> str:
    """How many of each origin; a dash where there is none of any."""
    return "/".join(str(pieces[origin]) for origin in origins) if pieces.total() else "-"


def _print_norms(norms: tuple[NormCheck, ...]) -> None:
    print("\n# Printed norms beside the obligatory steps, in minutes\n")
    for norm in norms:
        number = " ".join(filter(None, (norm.task.number, norm.task.letter))) or "-"
        outcome = "match" if norm.matches else f"mismatch as printed, {norm.difference:+d}"
        print(f"{number:<10} {norm.key}: printed {norm.printed}, steps {norm.sum_of_steps}: {outcome}")
        if norm.outside:
            print_wrapped(f"Obligatory steps outside the norm: {norm.outside}.", indent=11)
        if norm.team_printed:
            print_wrapped(f"Team: printed {norm.team_printed}, steps {norm.team_steps}.", indent=11)
        print_wrapped(norm.explanation, indent=11)


def _print_corrections(found: Catalogue) -> None:
    print("\n# Printed errors, and how they are read\n")
    for key, versions in found.tasks.items():
        for correction in versions[-1].corrections:
            print_wrapped(
                f"{key}, {correction.at}: printed “{correction.printed.in_language('en')}”, "
                f"read as “{correction.read_as.in_language('en')}”: "
                f"{correction.why.in_language('en')} ({correction.by}, {correction.on})",
                indent=0,
                hanging=4,
            )


def _print_findings(told: tuple[Finding, ...]) -> None:
    print("\n# Findings\n")
    for finding in told:
        print_wrapped(f"{finding.severity}: {finding.where}: {finding.what}", indent=0, hanging=4)
    print("" if told else "Nothing is wrong.\n")
