"""What a web process reads before its first request, and then keeps for its life."""

from __future__ import annotations

import gc

from opora.catalogue import catalogue
from opora.law import rulebook


def read_ahead() -> None:
    """Read law and catalogue, and let the garbage collector leave them alone.

    Otherwise it would stop a request now and then to go through all of it.
    """
    rulebook()
    _ = catalogue().as_read
    gc.collect()
    gc.freeze()
