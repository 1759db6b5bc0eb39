"""Runs the simulated registers as a process of their own, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

from opora.sources.registry.data import RegistryData
from opora.sources.registry.server import RegistryServer


def serve(
    data: RegistryData,
    *,
    token: str,
    port: int,
    host: str = "127.0.0.1",
    ready: Callable[[RegistryServer], None] = lambda _server: None,
) -> None:
    """Answer until SIGTERM or Ctrl-C, then end cleanly. Only in a process's main thread.

    `ready` is called once questions are accepted; the server it gets knows its address.
    """
    with RegistryServer(data, token=token, port=port, host=host) as server:

        def stop(*_signal: object) -> None:
            """From a thread of its own: `shutdown` waits for the loop that the signal interrupted."""
            threading.Thread(target=server.shutdown, daemon=True).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        ready(server)
        server.serve_forever()
