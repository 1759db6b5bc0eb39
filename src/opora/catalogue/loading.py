"""The whole catalogue in memory, with the hash that names its version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from opora.catalogue.reading import CatalogueError, read_seals, read_task
from opora.catalogue.schema import SealKind, Task

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Catalogue:
    """All tasks by key, each in its dated versions, and the kinds of sealed cases."""

    tasks: Mapping[str, tuple[Task, ...]]
    seals: tuple[SealKind, ...]

    def task(self, key: str, *, on: date) -> Task:
        """The version of a task that holds on a day. KeyError if there is none."""
        for version in self.tasks[key]:
            if version.is_valid(on):
                return version
        raise KeyError(key)

    def to_json(self) -> dict[str, Any]:
        """Everything a case opened under this version may need later."""
        return {
            "tasks": {
                key: [version.model_dump(mode="json") for version in versions]
                for key, versions in sorted(self.tasks.items())
            },
            "seals": [seal.model_dump(mode="json") for seal in self.seals],
        }

    @cached_property
    def version(self) -> str:
        """The hash of the content: equal content, equal version."""
        canonical = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read and check every file. CatalogueError names file, key and cure."""
    tasks = {path.stem: read_task(path) for path in sorted((folder / "tasks").glob("*.yaml"))}
    seals = read_seals(folder / "code_lists" / "seals.yaml")
    known = {seal.key for seal in seals}
    for key, versions in tasks.items():
        for version in versions:
            if version.seal and version.seal not in known:
                raise CatalogueError(
                    f"{key}.yaml, key 'seal': no kind {version.seal!r} in seals.yaml; add it there first."
                )
    return Catalogue(tasks, seals)


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    return load_catalogue()


def task_from_json(content: Mapping[str, Any], key: str, *, on: date) -> Task:
    """A task as an earlier version of the catalogue defined it, from what `to_json` gave then."""
    versions = tuple(Task.model_validate(version, strict=False) for version in content["tasks"][key])
    return Catalogue({key: versions}, ()).task(key, on=on)
