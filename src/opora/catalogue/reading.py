"""Reads one file of the catalogue; a slip is told with file, line, field and cure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from opora.catalogue.schema import Definition, Task
from opora.catalogue.schema.ending import Ending
from opora.catalogue.schema.lists import CodeList
from opora.catalogue.schema.references import misnamed

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
    return read_task_text(path.read_text("utf-8"), path.name)


def read_task_text(text: str, name: str) -> tuple[Task, ...]:
    """The same from a text that lies in no file of the catalogue; faults call it by this name."""
    documents = _documents(text, name)
    versions = tuple(_read_task(document, name) for document in documents)
    if not versions:
        raise CatalogueError(f"{name}: the file is empty; describe the task or remove the file.")
    for (earlier, later), document in zip(itertools.pairwise(versions), documents[1:], strict=True):
        if later.valid_from is None or earlier.valid_until is None or earlier.valid_until > later.valid_from:
            raise CatalogueError(
                f"{name}, line {document.line(['valid_from'])}, valid_from: versions must follow one "
                "another; end the earlier one with valid_until no later than the next begins."
            )
    return versions


def read_local_text(text: str, name: str) -> Iterator[tuple[int, Task | Ending]]:
    """The documents of a text of the local layer, each with its line: versions, and ends of versions."""
    documents = _documents(text, name)
    if not documents:
        raise CatalogueError(f"{name}: the text is empty; describe a version, or say when one ends.")
    for document in documents:
        is_ending = isinstance(document.data, dict) and "ends_on" in document.data
        yield document.line([]), _read(Ending, document, name) if is_ending else _read_task(document, name)


def read_code_list(path: Path) -> CodeList:
    """One code list; its file has its key as name."""
    found = read_definitions(CodeList, path)
    if len(found) != 1:
        raise CatalogueError(f"{path.name}: a file holds one list; fill it, split it, or remove it.")
    return found[0]


def read_definitions(model: type[Model], path: Path) -> tuple[Model, ...]:
    """The documents of a file of another room that is written and refused like the catalogue's own."""
    documents = _documents(path.read_text("utf-8"), path.name)
    return tuple(_read(model, document, path.name) for document in documents)


def _read_task(document: _Document, file: str) -> Task:
    task = _read(Task, document, file)
    if faults := "; ".join(_told(place, message, document) for place, message in misnamed(task)):
        raise CatalogueError(f"{file}, {faults}. Name what is there, or define it.")
    return task


def _documents(text: str, name: str) -> list[_Document]:
    loader = _LOADER(text)
    documents = []
    try:
        while loader.check_node():
            tree = loader.get_node()
            data = loader.construct_document(tree)
            if tree is not None and data is not None:
                documents.append(_Document(data, tree))
    except yaml.YAMLError as error:
        raise CatalogueError(f"{name}: this is not YAML: {error}") from error
    finally:
        loader.dispose()
    return documents


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
                f"{file}, line {document.line([after])}, {after}: it stands behind {before!r}; move it "
                "before, as in every other file."
            )


def _under(node: yaml.Node, part: str | int) -> yaml.Node | None:
    found: yaml.Node | None = None
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found = node.value[part]
    elif isinstance(node, yaml.MappingNode):
        found = next((value for key, value in node.value if key.value == part), None)
    return found


def _lists_as_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_lists_as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return value
