"""`opora catalogue`: what the catalogue holds, printed and checked."""

from __future__ import annotations

import argparse

from opora.config.terminal import until_the_reader_leaves


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora catalogue` and what it can do."""
    parser = subcommands.add_parser("catalogue", help="print and check the catalogue of tasks")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("schema", help="the JSON schema of a definition, for editors")
    action.set_defaults(run=until_the_reader_leaves(schema))


def schema(_chosen: argparse.Namespace) -> int:
    """Print the JSON schema."""
    from opora.catalogue.schema.publishing import json_schema_text

    print(json_schema_text(), end="")
    return 0
