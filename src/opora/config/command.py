"""The `opora` command. Each subcommand lives where its work is; this file only finds it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from opora.config import command_decide, command_law, command_records, command_registry, running


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code says whether it succeeded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opora.config.settings")
    parser = argparse.ArgumentParser(
        prog="opora", description="Opora, the open information system for centres for social work."
    )
    subcommands = parser.add_subparsers(dest="subcommand", required=True, metavar="SUBCOMMAND")
    for module in (running, command_decide, command_law, command_records, command_registry):
        module.add_subcommands(subcommands)
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen) or 0


if __name__ == "__main__":
    sys.exit(main())
