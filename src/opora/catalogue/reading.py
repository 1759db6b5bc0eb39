"""Reads one file of the catalogue; a slip is told with file, line, field and cure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from opora.catalogue.schema import Definition, Task
from opora.catalogue.schema.lists import CodeList

Model = TypeVar("Model", bound=Definition)
Place = Sequence[str | int]


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML was built with it: ten times faster for the same result."""


class CatalogueError(Exception):
    """A file of the catalogue cannot be used. The message names file, line, field and what to do."""


@dataclass(frozen=True)
class _Document:
    """One YAML document of a file: its data, and the tree that knows the lines."""

    data: Any
    tree: yaml.Node

    def line(self, place: Place) -> int:
        """The line of a field, or of the nearest one that holds it."""
        node = self.tree
        for part in place:
            following = _under(node, part)
            if following is None:
                break
            node = following
        return int(node.start_mark.line) + 1


def read_task(path: Path) -> tuple[Task, ...]:
    """The dated versions of one task: the YAML documents of its file, oldest first."""
    documents = _documents(path)
    versions = tuple(_read(Task, document, path.name) for document in documents)
    if not versions:
        raise CatalogueError(f"{path.name}: the file is empty; describe the task or remove the file.")
    for (earlier, later), document in zip(itertools.pairwise(versions), documents[1:], strict=True):
        if later.valid_from is None or earlier.valid_until is None or earlier.valid_until > later.valid_from:
            raise CatalogueError(
                f"{path.name}, line {document.line(['valid_from'])}, valid_from: versions must follow one another; "
                "end the earlier one with valid_until no later than the next begins."
            )
    return versions


def read_code_list(path: Path) -> CodeList:
    """One code list; its file has its key as name."""
    [document] = _documents(path) or [None]
    if document is None:
        raise CatalogueError(f"{path.name}: the file is empty; list the entries or remove the file.")
    return _read(CodeList, document, path.name)


def _documents(path: Path) -> list[_Document]:
    text = path.read_text("utf-8")
    try:
        trees = [tree for tree in yaml.compose_all(text, Loader=_LOADER) if not _is_empty(tree)]
        data = [each for each in yaml.load_all(text, Loader=_LOADER) if each is not None]  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise CatalogueError(f"{path.name}: this is not YAML: {error}") from error
    return [_Document(*pair) for pair in zip(data, trees, strict=True)]


def _read(model: type[Model], document: _Document, file: str) -> Model:
    if not isinstance(document.data, dict):
        raise CatalogueError(f"{file}: a definition is a list of keys with values; this is something else.")
    _check_order(model, document, file)
    try:
        return model.model_validate(_lists_as_tuples(document.data))
    except ValidationError as error:
        faults = "; ".join(_told(each["loc"], each["msg"], document) for each in error.errors())
        raise CatalogueError(f"{file}, {faults}. Correct it as schema/ says.") from error


def _told(place: Place, message: str, document: _Document) -> str:
    field = ".".join(map(str, place)) or "the whole file"
    return f"line {document.line(place)}, {field}: {message.removeprefix('Value error, ')}"


def _check_order(model: type[BaseModel], document: _Document, file: str) -> None:
    """The same key order in every file lets a reader compare two tasks line by line."""
    order = list(model.model_fields)
    known = [key for key in document.data if key in order]
    for before, after in itertools.pairwise(known):
        if order.index(after) < order.index(before):
            raise CatalogueError(
                f"{file}, line {document.line([after])}, {after}: it stands behind {before!r}; move it before, "
                "as in every other file."
            )


def _is_empty(tree: yaml.Node | None) -> bool:
    return tree is None or tree.tag == "tag:yaml.org,2002:null"


def _under(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return value
    return None


def _lists_as_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_lists_as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return value
