"""`opora catalogue`: what the catalogue holds, checked, shown and compared."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opora.config.terminal import print_wrapped, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.catalogue import Catalogue
    from opora.catalogue.checks import Finding, NormCheck

HAS_ERRORS = 1
KEY_WIDTH, CELL_WIDTH = 34, 8


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora catalogue` and what it can do."""
    parser = subcommands.add_parser("catalogue", help="check, show and compare the catalogue of tasks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("check", help="every definition, what it has, and what is wrong with it")
    action.set_defaults(run=until_the_reader_leaves(check))
    action = actions.add_parser("schema", help="the JSON schema of a definition, for editors")
    action.set_defaults(run=until_the_reader_leaves(schema))


def schema(_chosen: argparse.Namespace) -> int:
    """Print the JSON schema."""
    from opora.catalogue.schema.publishing import json_schema_text

    print(json_schema_text(), end="")
    return 0


def check(_chosen: argparse.Namespace) -> int:
    """Print the table of definitions, the printed norms and every finding; 1 where there is an error."""
    from opora.catalogue import catalogue
    from opora.catalogue.checks import findings, norm_checks

    found = catalogue()
    _print_table(found)
    norms = norm_checks(found)
    _print_norms(norms)
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
        cells = ("/".join(str(pieces[kind][origin]) for origin in ORIGINS) for kind in KINDS)
        print(key.ljust(KEY_WIDTH) + "".join(cell.replace("0/0/0", "-").rjust(CELL_WIDTH) for cell in cells))


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
        for correction in norm.task.corrections:
            print_wrapped(
                f"{correction.at}: printed “{correction.printed}”, read as “{correction.read_as}” "
                f"({correction.by}, {correction.on}).",
                indent=11,
            )


def _print_findings(told: tuple[Finding, ...]) -> None:
    print("\n# Findings\n")
    for finding in told:
        print_wrapped(f"{finding.severity}: {finding.where}: {finding.what}", indent=0, hanging=4)
    print("" if told else "Nothing is wrong.\n")
