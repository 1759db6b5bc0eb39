"""The `opora` command. Each subcommand lives where its work is; this file only finds it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from opora.config import (
    command_catalogue,
    command_country,
    command_counts,
    command_deadlines,
    command_decide,
    command_exemptions,
    command_law,
    command_log,
    command_prolonging,
    command_records,
    command_registry,
    command_simulation,
    command_staffing,
    command_worker,
    running,
)

MODULES = (
    running,
    command_decide,
    command_law,
    command_catalogue,
    command_counts,
    command_country,
    command_records,
    command_deadlines,
    command_exemptions,
    command_prolonging,
    command_worker,
    command_log,
    command_registry,
    command_simulation,
    command_staffing,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code says whether it succeeded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
    chosen = subcommands().parse_args(arguments)
    return chosen.run(chosen) or 0


def subcommands() -> argparse.ArgumentParser:
    """Everything that `opora` understands."""
    parser = argparse.ArgumentParser(
        prog="opora", description="Opora, the open information system for centres for social work."
    )
    found = parser.add_subparsers(dest="subcommand", required=True, metavar="SUBCOMMAND")
    for module in MODULES:
        module.add_subcommands(found)
    return parser


if __name__ == "__main__":
    sys.exit(main())
