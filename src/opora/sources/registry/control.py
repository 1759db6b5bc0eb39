"""Turns the switches of a running registry from another process, as `opora registry` does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Control:
    """The switchboard of the registry at `url`."""

    url: str
    token: str

    def read(self) -> dict[str, Any]:
        """How every register's switch stands."""
        return self._call(None)

    def turn(
        self, register: str, *, latency_ms: int | None = None, outage: bool | None = None
    ) -> dict[str, Any]:
        """Make a register slow, silent or well again; the switches as they stand afterwards."""
        return self._call({"register": register, "latency_ms": latency_ms, "outage": outage})

    def _call(self, wish: dict[str, Any] | None) -> dict[str, Any]:
        if not self.url.startswith(("http://", "https://")):
            raise ValueError("The registry's address begins with http:// or https://.")
        request = Request(  # noqa: S310 - the scheme is checked above
            f"{self.url}/control",
            data=None if wish is None else json.dumps(wish).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urlopen(request, timeout=PATIENCE_SECONDS) as reply:  # noqa: S310
            answer: dict[str, Any] = json.load(reply)
        return answer
