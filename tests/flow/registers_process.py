"""The simulated registers as a process of their own, which know what a file says.

    python -m tests.flow.registers_process FILE

FILE holds `{"tax": {"<EMŠO>": {facts}}}` and is read at every question, so a test may add to it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from opora.sources.asked_for import AskedFor
from opora.sources.registry import serve


class FileOfFacts:
    """A `RegistryData` that a test writes down beforehand."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def answer(self, register: str, emso: str, period: AskedFor) -> dict[str, Any] | None:
        found: dict[str, dict[str, dict[str, Any]]] = json.loads(self._path.read_text("utf-8"))
        return found.get(register, {}).get(emso)


if __name__ == "__main__":
    serve(
        FileOfFacts(Path(sys.argv[1])),
        token=os.environ["OPORA_REGISTRY_TOKEN"],
        port=0,
        ready=lambda server: print(server.url, flush=True),  # noqa: T201 - read by who started us
    )
