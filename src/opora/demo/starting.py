"""Starts a process that handles a part of the demo. Imports no tables: they need Django set up first."""

from __future__ import annotations

import logging

import django


def start_quietly() -> None:
    """Registers that do not answer are part of the demo, and no news to whoever sets it up."""
    django.setup()
    logging.getLogger("opora").setLevel(logging.ERROR)
