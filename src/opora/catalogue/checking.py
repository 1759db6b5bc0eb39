"""`python -m opora.catalogue.checking`: every fault, and how many pieces each definition has."""

from __future__ import annotations

import sys

from opora.catalogue.loading import load_catalogue

PIECES = (
    "roles",
    "steps",
    "records",
    "stages",
    "outcomes",
    "deadlines",
    "documents",
    "indicators",
    "corrections",
)


def main() -> int:
    """Print the table and the faults; 1 where there are any."""
    found = load_catalogue()
    print("task", "fields", *PIECES, sep="\t")
    for key, versions in found.tasks.items():
        task = versions[-1]
        fields = sum(len(record.fields) for record in task.records)
        print(key, fields, *(len(getattr(task, piece)) for piece in PIECES), sep="\t")
    for fault in found.faults:
        print(fault)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
