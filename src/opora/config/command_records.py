"""Subcommands that work on the records: set-up, worker, registry, replay, demo, manage."""

from __future__ import annotations

import argparse
import os
import sys
import time


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommands of this module."""
    parser = subcommands.add_parser("set-up", help="migrate and load what this version brings")
    parser.set_defaults(run=set_up)
    parser = subcommands.add_parser("worker", help="do the queued jobs")
    parser.set_defaults(run=worker)
    parser = subcommands.add_parser("registry", help="serve the simulated state registers of the demo")
    parser.add_argument("--port", type=int, required=True)
    parser.set_defaults(run=registry)
    parser = subcommands.add_parser("replay", help="recompute issued decisions from their stored law")
    parser.add_argument("--all", action="store_true", required=True, help="every issued decision")
    parser.set_defaults(run=replay)
    parser = subcommands.add_parser("manage", help="run a Django management command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=manage)


def set_up(_chosen: argparse.Namespace) -> int:
    """Migrate as the owner, grant rights, load the law, the network and the demo centre."""
    from opora.config.messages import compile_messages
    from opora.config.set_up import remember_set_up

    compile_messages()
    _with_django()
    from opora.config import loading

    for step, act in loading.STEPS:
        began = time.monotonic()
        print(f"  {step} …", end="", flush=True)
        act()
        print(f" {time.monotonic() - began:.1f} s", flush=True)
    remember_set_up()
    return 0


def worker(_chosen: argparse.Namespace) -> int:
    """Do queued jobs until told to stop."""
    _with_django()
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "10")
    return 0


def registry(chosen: argparse.Namespace) -> int:
    """Serve the simulated registers until told to stop."""
    _with_django()
    from opora.config.loading import serve_registers

    serve_registers(chosen.port)
    return 0


def replay(_chosen: argparse.Namespace) -> int:
    """Replay every issued decision; fails if one gives another result than it had."""
    _with_django()
    from opora.rights.replay import replay_all

    report = replay_all()
    print(report.summary())
    return 0 if report.identical else 1


def manage(chosen: argparse.Namespace) -> int:
    """Hand the arguments to Django."""
    _with_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["opora manage", *chosen.arguments])
    return 0


def _with_django() -> None:
    import django

    if not os.environ.get("OPORA_DATABASE_URL"):
        _use_embedded_database()
    try:
        django.setup()
    except Exception as failure:
        sys.exit(f"Opora's settings do not hold: {failure}")


def _use_embedded_database() -> None:
    """For subcommands called by hand: the embedded database, which `make run` has set up."""
    import atexit
    from contextlib import ExitStack

    from opora.config import environment
    from opora.config.database_setup import create_database
    from opora.config.embedded_postgres import OWNER_ROLE, EmbeddedPostgres

    server = EmbeddedPostgres(environment.home() / "postgres")
    while_needed = ExitStack()
    while_needed.enter_context(server.in_use())
    atexit.register(while_needed.close)
    create_database(server)
    os.environ["OPORA_DATABASE_URL"] = server.url(OWNER_ROLE)
