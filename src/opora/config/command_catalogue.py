"""`opora catalogue`: what the catalogue holds, checked, shown and compared."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from opora.config.catalogue_check_printed import print_check
from opora.config.catalogue_read import catalogue_read, which_catalogue
from opora.config.terminal import language_of, print_wrapped, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.catalogue import Task
    from opora.catalogue.comparing import Comparison
    from opora.catalogue.schema import LegalBasis

UNKNOWN_TASK = 2
ENGLISH = "en"


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora catalogue` and what it can do."""
    parser = subcommands.add_parser("catalogue", help="check, show and compare the catalogue of tasks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("check", help="every definition, what it has, and what is wrong with it")
    _ask_shipped(action)
    action.set_defaults(run=until_the_reader_leaves(check))
    action = actions.add_parser("show", help="one definition as a worker reads it")
    action.add_argument("task", help="its key, or its number and letter: opinion_on_eviction, '1.2.2.3 A'")
    action.add_argument("--on", type=_day_typed, required=True, metavar="DATE", help="the day it is read for")
    action.add_argument("--language", choices=["sl", "it", "en"], help="that of the terminal, if not given")
    _ask_shipped(action)
    action.set_defaults(run=until_the_reader_leaves(show))
    action = actions.add_parser("diff", help="what was announced and what changed between two days")
    action.add_argument("earlier", type=_day_typed, metavar="DATE1")
    action.add_argument("later", type=_day_typed, metavar="DATE2")
    _ask_shipped(action)
    action.set_defaults(run=until_the_reader_leaves(diff))
    action = actions.add_parser("acts", help="the acts that tasks and time limits rest on")
    action.add_argument("--on", type=_day_typed, metavar="DATE", help="only those in force on a day")
    action.set_defaults(run=until_the_reader_leaves(print_acts))
    action = actions.add_parser("schema", help="the JSON schema of a definition, for editors")
    action.set_defaults(run=until_the_reader_leaves(schema))


def _ask_shipped(action: argparse.ArgumentParser) -> None:
    action.add_argument("--shipped", action="store_true", help="leave out what the centre itself approved")


def check(chosen: argparse.Namespace) -> int:
    """Print the whole check; 1 where there is an error."""
    read = catalogue_read(shipped=chosen.shipped)
    print(f"{which_catalogue(read, ENGLISH)}\n")
    return print_check(read.catalogue)


def schema(_chosen: argparse.Namespace) -> int:
    """Print the JSON schema."""
    from opora.catalogue.schema.publishing import json_schema_text

    print(json_schema_text(), end="")
    return 0


def show(chosen: argparse.Namespace) -> int:
    """Print one definition; where no task is called that, the nearest names."""
    from opora.catalogue.telling import told

    read = catalogue_read(shipped=chosen.shipped)
    found = read.catalogue
    key = found.key_of(chosen.task)
    if key is None:
        near = ", ".join(found.keys_near(chosen.task))
        print(f"No task is called {chosen.task!r}. Nearest: {near}.", file=sys.stderr)
        return UNKNOWN_TASK
    language = language_of(chosen.language)
    print(f"{which_catalogue(read, language)}\n")
    version = found.version_for(key, on=chosen.on)
    for line in told(found, key, version, on=chosen.on, language=language):
        print_wrapped(line.strip(), indent=len(line) - len(line.lstrip()), hanging=2)
        if not line:
            print()
    return 0


def diff(chosen: argparse.Namespace) -> int:
    """Print what was published between two days, and apart from it what came to hold."""
    from opora.catalogue.comparing import compare

    read = catalogue_read(shipped=chosen.shipped)
    print(f"{which_catalogue(read, ENGLISH)}\n")
    comparison = compare(read.catalogue, chosen.earlier, chosen.later)
    _print_announced(comparison)
    _print_effective(comparison)
    announced, effective = len(comparison.announced), len(comparison.effective)
    print(f"\n{_count(announced, 'announcement')}, {_count(effective, 'change')} in effect.")
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


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


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
            f"{act.name}{title}: {gazette}; {_count(len(resting.tasks), 'task')}, "
            f"{_count(len(resting.deadlines), 'time limit')}",
            indent=0,
            hanging=4,
        )
    print(f"\n{_count(len(shown), 'act')}, {sum(act.emergency for act in shown)} of them of an emergency.")
    return 0
