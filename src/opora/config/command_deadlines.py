"""The subcommand `deadlines`: counting open deadlines again."""

from __future__ import annotations

import argparse

from opora.config.django_start import start_django

LISTED = 500


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommands of this module."""
    parser = subcommands.add_parser("deadlines", help="count the open deadlines again")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    recompute = actions.add_parser(
        "recompute", help="after a change of the work-free days or of a term of the law"
    )
    recompute.add_argument("--dry-run", action="store_true", help="only say what would move")
    recompute.set_defaults(run=recompute_all)


def recompute_all(chosen: argparse.Namespace) -> int:
    """Print case, deadline, the day it had and the day it has; then how many moved."""
    start_django()
    from opora.cases.deadline_recompute import recompute_deadlines
    from opora.cases.models import Case

    count = 0
    for moved in recompute_deadlines(dry_run=chosen.dry_run):
        listed = moved[: max(0, LISTED - count)]
        numbers = Case.objects.in_bulk([each.case_id for each in listed])
        for each in listed:
            print(numbers[each.case_id].number, each.key, each.before, each.after, sep="\t")
        count += len(moved)
    if count > LISTED:
        print(f"… and {count - LISTED} more.")
    print(f"Open deadlines that {'would move' if chosen.dry_run else 'moved'}: {count}.")
    return 0
