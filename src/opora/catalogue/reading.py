"""Reads one file of the catalogue; a slip is refused with file, key and cure."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from opora.catalogue.schema import Definition, SealKind, Task

Model = TypeVar("Model", bound=Definition)


class CatalogueError(Exception):
    """The catalogue cannot be read. The message names the file, the key and what to do."""


def read_task(path: Path) -> tuple[Task, ...]:
    """The dated versions of one task: the YAML documents of its file, oldest first."""
    versions = tuple(_read(Task, document, path.name) for document in _documents(path))
    if not versions:
        raise CatalogueError(f"{path.name}: the file is empty; describe the task or remove the file.")
    for earlier, later in itertools.pairwise(versions):
        if later.valid_from is None or earlier.valid_until is None or earlier.valid_until > later.valid_from:
            raise CatalogueError(
                f"{path.name}, key 'valid_from': versions must follow one another; end the earlier one with "
                "valid_until no later than the next begins."
            )
    return versions


def read_seals(path: Path) -> tuple[SealKind, ...]:
    """The kinds of sealed cases."""
    return tuple(
        _read(SealKind, entry, path.name) for document in _documents(path) for entry in document["seals"]
    )


def _documents(path: Path) -> list[Any]:
    try:
        return [document for document in yaml.safe_load_all(path.read_text("utf-8")) if document is not None]
    except yaml.YAMLError as error:
        raise CatalogueError(f"{path.name}: this is not YAML: {error}") from error


def _read(model: type[Model], document: Any, file: str) -> Model:
    if not isinstance(document, dict):
        raise CatalogueError(f"{file}: a definition is a list of keys with values; this is something else.")
    _check_order(model, document, file)
    try:
        return model.model_validate(_lists_as_tuples(document))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise CatalogueError(f"{file}, key {key!r}: {first['msg']}. Correct it as schema.py says.") from error


def _check_order(model: type[BaseModel], document: dict[str, Any], file: str) -> None:
    """The same key order in every file lets a reader compare two tasks line by line."""
    order = list(model.model_fields)
    known = [key for key in document if key in order]
    for before, after in itertools.pairwise(known):
        if order.index(after) < order.index(before):
            raise CatalogueError(
                f"{file}, key {after!r}: it stands behind {before!r}; move it before, as in every other file."
            )


def _lists_as_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_lists_as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return value
