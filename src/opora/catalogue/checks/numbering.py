"""A number of the catalogue is given once: a removed task keeps its own, so old reports stay readable."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task


def numbers_given_twice(catalogue: Catalogue) -> Iterator[Finding]:
    """Two tasks under one number and letter, also where one of them ended or was removed."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key, versions in catalogue.tasks.items():
        for number in {_number(version) for version in versions if version.number}:
            holders[number].append(key)
    for number, keys in sorted(holders.items()):
        for first, second in itertools.pairwise(keys):
            yield Finding(
                "error",
                second,
                f"Number {number} is that of {first}. A number is never given again; give this task another.",
            )


def _number(task: Task) -> str:
    return " ".join(filter(None, (task.number, task.letter)))
