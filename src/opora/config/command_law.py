"""`opora law`: what the law room knows, printed."""

from __future__ import annotations

import argparse


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora law`."""
