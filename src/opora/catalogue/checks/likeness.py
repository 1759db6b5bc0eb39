"""Two definitions that differ only in title and number are one that somebody copied and did not finish."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task

NAMES = {"number", "letter", "sl", "it", "en", "purpose", "beneficiaries", "classification", "follows"}
"""What a copy would change first."""
PROVENANCE = {"origin", "source", "note"}


def definitions_alike(catalogue: Catalogue) -> Iterator[Finding]:
    """Tasks whose work is the same to the last step, record and deadline."""
    seen: dict[str, str] = {}
    for key, versions in catalogue.tasks.items():
        first = seen.setdefault(_substance(versions[-1]), key)
        if first != key:
            yield Finding(
                "error",
                key,
                f"It differs from {first} only in title and number. Describe its own steps, records and time "
                "limits, or leave it out.",
            )


def _substance(task: Task) -> str:
    content = {name: value for name, value in task.model_dump(mode="json").items() if name not in NAMES}
    return json.dumps(_without_provenance(content), sort_keys=True)


def _without_provenance(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_provenance(item) for key, item in value.items() if key not in PROVENANCE}
    if isinstance(value, list):
        return [_without_provenance(item) for item in value]
    return value
