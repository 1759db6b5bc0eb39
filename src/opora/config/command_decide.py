"""`opora decide`: calculation, explanation and document for one household, without a server."""

from __future__ import annotations

import argparse


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora decide`."""
