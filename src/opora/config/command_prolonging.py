"""The subcommand `prolong`: looking again at the months of emergency acts, in the whole installation."""

from __future__ import annotations

import argparse

from opora.config.terminal_acts import in_words, typed_day


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora prolong`."""
    parser = subcommands.add_parser("prolong", help="prolong rights under the emergency acts in force")
    parser.add_argument(
        "--from",
        dest="month",
        type=typed_day,
        help="a day of the first month to look at again; otherwise the months not looked at yet",
    )
    parser.set_defaults(run=lambda chosen: in_words(prolong, chosen))


def prolong(chosen: argparse.Namespace) -> str:
    """What the nightly job does, or the same again from a month on."""
    from django.utils import timezone

    from opora.rights.prolonging import prolong_from, prolong_what_ended

    now = timezone.now()
    today = timezone.localdate(now)
    if chosen.month:
        made = prolong_from(chosen.month, today=today, at=now)
    else:
        made = prolong_what_ended(today=today, at=now)
    lines = [f"{month:%Y-%m} {right}: {count}" for (month, right), count in sorted(made.items())]
    return "\n".join([*lines, f"Prolonged: {made.total()}."])
