"""One printed table of measurements."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of text under a title; printed as Markdown, so that it can be kept as it is."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """Add a row; every cell is printed as it is."""
        self.rows.append([str(cell) for cell in cells])

    def print(self) -> None:
        """Print the table."""
        print(f"\n### {self.title}\n")
        for row in (self.columns, ["---"] * len(self.columns), *self.rows):
            print("| " + " | ".join(row) + " |", flush=True)


def machine() -> str:
    """What the figures were measured on."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {system}"
