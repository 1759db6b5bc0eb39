"""A task written out as the file it would be among the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from opora.catalogue.schema import Task

WIDTH = 118


class _Writer(yaml.SafeDumper):
    """Texts that YAML could take for something else are quoted; nothing is shortened by references."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name PyYAML gives it
        return True


def as_yaml(versions: Iterable[Task]) -> str:
    """The documents of the versions, oldest first; read again, they are equal to what was written."""
    return "---\n".join(document(pieces_of(version)) for version in versions)


def pieces_of(task: Task) -> dict[str, Any]:
    """What a definition says, piece by piece, without what it leaves to the schema."""
    return {
        name: _plain(each) for name, each in task.model_dump(by_alias=True, exclude_defaults=True).items()
    }


def document(pieces: dict[str, Any]) -> str:
    """Small pieces in one line, the rest one key a line, as in the shipped files."""
    return yaml.dump(
        pieces,
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value
