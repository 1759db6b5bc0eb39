"""`opora catalogue`: what the catalogue holds, checked, shown and compared."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from opora.config.terminal import language_of, print_wrapped, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.catalogue import Catalogue, Task
    from opora.catalogue.checks import Finding, NormCheck
    from opora.catalogue.comparing import Comparison
    from opora.catalogue.schema import LegalBasis

HAS_ERRORS, UNKNOWN_TASK = 1, 2
KEY_WIDTH, CELL_WIDTH = 34, 8


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora catalogue` and what it can do."""
    parser = subcommands.add_parser("catalogue", help="check, show and compare the catalogue of tasks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("check", help="every definition, what it has, and what is wrong with it")
    action.set_defaults(run=until_the_reader_leaves(check))
    action = actions.add_parser("show", help="one definition as a worker reads it")
    action.add_argument("task", help="its key, or its number and letter: opinion_on_eviction, '1.2.2.3 A'")
    action.add_argument("--on", type=_day_typed, required=True, metavar="DATE", help="the day it is read for")
    action.add_argument("--language", choices=["sl", "it", "en"], help="that of the terminal, if not given")
    action.set_defaults(run=until_the_reader_leaves(show))
    action = actions.add_parser("diff", help="what was announced and what changed between two days")
    action.add_argument("earlier", type=_day_typed, metavar="DATE1")
    action.add_argument("later", type=_day_typed, metavar="DATE2")
    action.set_defaults(run=until_the_reader_leaves(diff))
    action = actions.add_parser("acts", help="the acts that tasks and time limits rest on")
    action.add_argument("--on", type=_day_typed, metavar="DATE", help="only those in force on a day")
    action.set_defaults(run=until_the_reader_leaves(print_acts))
    action = actions.add_parser("schema", help="the JSON schema of a definition, for editors")
    action.set_defaults(run=until_the_reader_leaves(schema))


def schema(_chosen: argparse.Namespace) -> int:
    """Print the JSON schema."""
    from opora.catalogue.schema.publishing import json_schema_text

    print(json_schema_text(), end="")
    return 0


def show(chosen: argparse.Namespace) -> int:
    """Print one definition; where no task is called that, the nearest names."""
    from opora.catalogue import catalogue
    from opora.catalogue.telling import told

    found = catalogue()
    key = found.key_of(chosen.task)
    if key is None:
        near = ", ".join(found.keys_near(chosen.task)) or "see opora catalogue check for all keys"
        print(f"No task is called {chosen.task!r}. Nearest: {near}.", file=sys.stderr)
        return UNKNOWN_TASK
    version = found.version_for(key, on=chosen.on)
    for line in told(found, key, version, on=chosen.on, language=language_of(chosen.language)):
        print_wrapped(line.strip(), indent=len(line) - len(line.lstrip()), hanging=2)
        if not line:
            print()
    return 0


def diff(chosen: argparse.Namespace) -> int:
    """Print what was published between two days, and apart from it what came to hold."""
    from opora.catalogue import catalogue
    from opora.catalogue.comparing import compare

    comparison = compare(catalogue(), chosen.earlier, chosen.later)
    _print_announced(comparison)
    _print_effective(comparison)
    print(f"\n{len(comparison.announced)} announcements, {len(comparison.effective)} changes in effect.")
    return 0


def _print_announced(comparison: Comparison) -> None:
    print("# Published\n")
    for change in comparison.changes:
        print_wrapped(
            f"{change.published} “{change.sl}”, adopted by: {change.adopted_by}, on the ground of "
            f"{_basis(change.basis)}; {change.why} {len(change.adds)} added, {len(change.removes)} removed; "
            f"in effect: {_day(change.effective)}",
            indent=0,
            hanging=4,
        )
    for each in comparison.announced:
        what = "added" if each.what == "published" else "removal announced"
        print_wrapped(
            f"{each.on} {_named(each.key, each.task)}: {what}; in effect: {_day(each.effective)}",
            indent=0,
            hanging=4,
        )


def _print_effective(comparison: Comparison) -> None:
    print("\n# In effect\n")
    for change in comparison.effective:
        print_wrapped(f"{change.what}: {_named(change.key, change.task)}", indent=0, hanging=4)
        for field in change.fields:
            print_wrapped(
                f"{field.place}: {_value(field.before)} → {_value(field.after)}", indent=4, hanging=4
            )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "never printed"


def _basis(basis: LegalBasis) -> str:
    return " ".join(filter(None, (basis.act, basis.article)))


def _named(key: str, task: Task) -> str:
    return " ".join(filter(None, (task.number, task.letter, key, f"“{task.sl}”")))


def _value(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def _day_typed(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-05-04") from None


def print_acts(chosen: argparse.Namespace) -> int:
    """Print every act with its gazette, and how many tasks and time limits rest on it."""
    from opora.catalogue import catalogue
    from opora.catalogue.acts import acts, resting_on

    found = catalogue()
    shown = [act for act in acts().values() if chosen.on is None or act.is_in_force(chosen.on)]
    for act in shown:
        resting = resting_on(found, act.name)
        gazette = f"UL {', '.join(act.gazette)}" if act.gazette else "gazette not printed"
        title = f" ({act.sl})" if act.sl else ""
        print_wrapped(
            f"{act.name}{title}: {gazette}; {len(resting.tasks)} tasks, {len(resting.deadlines)} time limits",
            indent=0,
            hanging=4,
        )
    print(f"\n{len(shown)} acts, {sum(act.emergency for act in shown)} of them of an emergency.")
    return 0


def check(_chosen: argparse.Namespace) -> int:
    """Print the table of definitions, the printed norms and every finding; 1 where there is an error."""
    from opora.catalogue import catalogue
    from opora.catalogue.checks import findings, norm_checks

    found = catalogue()
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
