"""Subcommands that work on the records: set-up, jobs, replay, touched, manage."""

from __future__ import annotations

import argparse
import logging
import time
from datetime import date, datetime, timedelta

from opora.config.django_start import start_django


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommands of this module."""
    parser = subcommands.add_parser("set-up", help="migrate and load what this version brings")
    parser.set_defaults(run=set_up)
    parser = subcommands.add_parser("jobs", help="do the queued jobs until told to stop")
    parser.set_defaults(run=jobs)
    parser = subcommands.add_parser("replay", help="recompute issued decisions from their stored law")
    parser.add_argument("--all", action="store_true", required=True, help="every issued decision")
    parser.set_defaults(run=replay)
    parser = subcommands.add_parser("touched", help="decisions that rest on what a register told in a time")
    parser.add_argument("register", help="population, tax, employment, property, bank or school")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="DAY")
    parser.add_argument("--until", dest="last", type=date.fromisoformat, required=True, metavar="DAY")
    parser.set_defaults(run=touched)
    parser = subcommands.add_parser("manage", help="run a Django management command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=manage)


def set_up(_chosen: argparse.Namespace) -> int:
    """Migrate as the owner, grant rights, load the law, the network and the demo centre."""
    from opora.config.messages import compile_messages
    from opora.config.set_up import remember_set_up

    compile_messages()
    start_django()
    # The demo lets registers fail on purpose; what the rooms log of it is no news here.
    logging.getLogger("opora").setLevel(logging.ERROR)
    from opora.config import loading

    for number, (step, act) in enumerate(loading.STEPS, start=1):
        began = time.monotonic()
        print(f"  {number} of {len(loading.STEPS)}: {step} …", end="", flush=True)
        act()
        print(f" {time.monotonic() - began:.1f} s", flush=True)
    remember_set_up()
    return 0


def jobs(_chosen: argparse.Namespace) -> int:
    """Do queued jobs until told to stop."""
    start_django()
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "10")
    return 0


def replay(_chosen: argparse.Namespace) -> int:
    """Replay every issued decision; fails if one gives another result than it had."""
    start_django()
    from opora.rights.replaying import replay_all

    report = replay_all()
    print(f"{report.replayed} determinations replayed on {report.rulebooks} stored rulebooks.")
    if report.identical:
        print("Every one gives the identical result.")
        return 0
    print(f"{len(report.different)} give another result: {', '.join(map(str, report.different))}")
    return 1


def touched(chosen: argparse.Namespace) -> int:
    """Print case, number and day of the decisions in effect that a faulty register has touched."""
    start_django()
    from django.utils.timezone import make_aware

    from opora.rights.touched import decisions_resting_on

    midnight = datetime.min.time()
    found = decisions_resting_on(
        chosen.register,
        from_at=make_aware(datetime.combine(chosen.first, midnight)),
        until_at=make_aware(datetime.combine(chosen.last + timedelta(days=1), midnight)),
    )
    for decision in found.select_related("case"):
        print(decision.case.number, decision.number, decision.issued_on, sep="\t")
    print(f"Decisions in effect that rest on it: {len(found)}.")
    return 0


def manage(chosen: argparse.Namespace) -> int:
    """Hand the arguments to Django."""
    start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["opora manage", *chosen.arguments])
    return 0
