"""One household in process: read, decide both rights, and explain every figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import Table
from benchmarks.timing import median_and_p95, seconds_of
from opora.law import decide, parse_situation, read_situation

EXAMPLES = Path(__file__).parents[1] / "examples"
RIGHTS = ["cash_social_assistance", "child_benefit"]
REPEATS = 300


def main() -> None:
    """Print milliseconds for each example situation; the aim is 3 ms to decide with explanation."""
    table = Table(
        f"One household, both rights, milliseconds: median (95th percentile) of {REPEATS}",
        ["situation", "read and check", "decide", "decide with explanation", "periods", "figures"],
    )
    for path in sorted(EXAMPLES.glob("*.json")):
        data = json.loads(path.read_text("utf-8"), parse_float=str) | {"rights": RIGHTS}
        text = json.dumps(data)
        situation = parse_situation(data)
        explained = decide(situation).to_json(explain=True)
        table.add(
            path.stem.replace("_", " "),
            _milliseconds(lambda: read_situation(text)),  # noqa: B023
            _milliseconds(lambda: decide(situation).to_json()),  # noqa: B023
            _milliseconds(lambda: decide(situation).to_json(explain=True)),  # noqa: B023
            sum(len(right["periods"]) for right in explained["rights"].values()),
            len(explained["figures"]),
        )
    table.print()


def _milliseconds(act: Callable[[], object]) -> str:
    median, p95 = median_and_p95(seconds_of(act, repeats=REPEATS))
    return f"{median * 1000:.2f} ({p95 * 1000:.2f})"
