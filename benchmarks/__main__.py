"""`make bench`: every table, or the ones named (`python -m benchmarks documents`)."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.table import machine

NOT_A_BENCHMARK = {"__main__", "table", "timing"}


def main(names: list[str]) -> None:
    """Run the benchmarks named, or all; each module's `main()` prints its tables."""
    known = sorted(
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name not in NOT_A_BENCHMARK and not module.name.startswith("_")
    )
    print(f"Measured on {machine()}.")
    for name in sorted(names) or known:  # those with records first: they choose the database
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
