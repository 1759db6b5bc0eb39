"""`opora registry`: the demo's simulated state registers, and their switches for latency and outage."""

from __future__ import annotations

import argparse
import json
import sys

from opora.config import environment
from opora.config.django_start import start_django


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora registry serve`, `show` and `switch`."""
    parser = subcommands.add_parser("registry", help="the simulated state registers of the demo")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("serve", help="answer questions until told to stop")
    action.add_argument("--port", type=int, default=environment.registry_port())
    action.set_defaults(run=serve)
    action = actions.add_parser("show", help="how every register stands")
    action.set_defaults(run=show)
    action = actions.add_parser("switch", help="make a register slow, silent or well again")
    action.add_argument("register", help="population, tax, employment, property, bank or school")
    action.add_argument("--latency", type=int, metavar="MS", help="milliseconds before each answer")
    action.add_argument("--outage", choices=["on", "off"], help="whether the register is out of service")
    action.set_defaults(run=switch)


def serve(chosen: argparse.Namespace) -> int:
    """Serve the generated population's data."""
    start_django()
    from opora.demo.registers import DemoRegisters
    from opora.organisation.models import Installation
    from opora.sources.credentials import registry_token
    from opora.sources.registry.running import serve as serve_registers

    seed = Installation.objects.get(id=1).loaded["demo"]["seed"]
    serve_registers(DemoRegisters(seed), token=registry_token(environment.home()), port=chosen.port)
    return 0


def show(_chosen: argparse.Namespace) -> int:
    """Print the switches."""
    return _print_switches(lambda control: control.read())


def switch(chosen: argparse.Namespace) -> int:
    """Turn a register's switches and print them all."""
    outage = None if chosen.outage is None else chosen.outage == "on"
    return _print_switches(
        lambda control: control.turn(chosen.register, latency_ms=chosen.latency, outage=outage)
    )


def _print_switches(ask: object) -> int:
    from opora.sources.credentials import registry_token
    from opora.sources.registry.control import Control

    control = Control(environment.registry_url(), registry_token(environment.home()))
    try:
        print(json.dumps(ask(control), indent=2))  # type: ignore[operator]
    except OSError as problem:
        print(f"The registers do not answer: {problem}. Start them with `make run`.", file=sys.stderr)
        return 1
    return 0
