"""One household that claims every right of the law, the rights of public funds, and each right alone."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

from benchmarks.table import Table
from benchmarks.timing import median_and_p95, seconds_of
from opora.law import decide, parse_situation, rulebook

HOUSEHOLD = Path(__file__).with_name("household_claiming_every_right.json")
PUBLIC_FUNDS = (
    "child_benefit",
    "cash_social_assistance",
    "income_supplement",
    "state_scholarship",
    "kindergarten_fee_reduction",
    "school_snack_subsidy",
    "school_lunch_subsidy",
    "rent_subsidy",
    "compulsory_health_insurance",
)
REPEATS = 60
REPEATS_OF_ONE = 12


def main() -> None:
    """Print milliseconds with explanation; the aims are 10 ms for all rights and 3 ms for one."""
    data = json.loads(HOUSEHOLD.read_text("utf-8"), parse_float=str)
    rights = tuple(rulebook().graph.rights)
    _decided(data, rights)
    gc.freeze()  # as the web server does once it has read the law
    table = Table(
        f"A couple with two children, every fact known, milliseconds: median (95th percentile) of {REPEATS}",
        ["claimed", "rights", "decide with explanation", "figures"],
    )
    for name, claimed in (("all rights", rights), ("rights of public funds", PUBLIC_FUNDS)):
        median, p95 = _milliseconds(data, claimed, REPEATS)
        figures = len(_decided(data, claimed)["figures"])
        table.add(name, len(claimed), f"{median:.1f} ({p95:.1f})", figures)
    table.print()
    alone = {right: _milliseconds(data, (right,), REPEATS_OF_ONE)[0] for right in rights}
    _print_alone(alone)


def _print_alone(alone: dict[str, float]) -> None:
    table = Table(
        f"One right of that household alone: median of {REPEATS_OF_ONE}",
        ["right", "decide with explanation, ms"],
    )
    dearest = sorted(alone, key=alone.__getitem__, reverse=True)
    for right in dearest[:8]:
        table.add(right, f"{alone[right]:.1f}")
    table.add(f"median of {len(alone)} rights", f"{sorted(alone.values())[len(alone) // 2]:.1f}")
    table.add("rights within 3 ms", str(sum(taken <= 3 for taken in alone.values())))
    table.print()


def _milliseconds(data: dict[str, Any], rights: tuple[str, ...], repeats: int) -> tuple[float, float]:
    situation = parse_situation(data | {"rights": list(rights)})
    taken = seconds_of(lambda: decide(situation).to_json(explain=True), repeats=repeats)
    median, p95 = median_and_p95(taken)
    return median * 1000, p95 * 1000


def _decided(data: dict[str, Any], rights: tuple[str, ...]) -> dict[str, Any]:
    return decide(parse_situation(data | {"rights": list(rights)})).to_json(explain=True)
