"""Reads one file of the catalogue; a slip is told with file, line, field and cure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from opora.catalogue.broken_yaml import keys_twice, told_broken
from opora.catalogue.misshapen import one_of_two_kinds, what_is_wrong
from opora.catalogue.schema import Definition, Task
from opora.catalogue.schema.beginning import Beginning
from opora.catalogue.schema.ending import Ending
from opora.catalogue.schema.lists import CodeList
from opora.catalogue.schema.references import misnamed
from opora.catalogue.sentence import Sentence, fault

Model = TypeVar("Model", bound=Definition)
Place = Sequence[str | int]


_READER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML was built with it: ten times faster for the same result."""


class _Loader(_READER):  # type: ignore[misc,valid-type]
    """A day that does not exist stays the text it was written as, so that it is told at its place."""


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return loader.construct_scalar(node)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


class CatalogueError(Exception):
    """A file of the catalogue cannot be used. Each fault names file, line, field and what to do."""

    def __init__(self, *faults: Sentence) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


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

    def line_of(self, names: Sequence[str]) -> int | None:
        """The line of what is named by keys; none where even the first is not there."""
        place: list[str | int] = []
        data = self.data
        for name in names:
            part = _part_called(name, data)
            if part is None:
                break
            place.append(part)
            data = _inside(data, part)
        return self.line(place) if place else None

    def place(self, given: Place, kind: str) -> tuple[str | int, ...]:
        """The place of an error without what does not lie in the text, such as one of several kinds."""
        node, known = self.tree, 0
        for part in given:
            following = _under(node, part)
            if following is None:
                break
            node, known = following, known + 1
        is_key = kind == "missing" and isinstance(given[-1], str)
        return tuple(given[: known + 1] if is_key else given[:known])

    def name(self, place: Place) -> str:
        """The place as people name it: pieces by their keys, other entries of a list by their turn."""
        data, names = self.data, []
        for part in place:
            data = _inside(data, part)
            key = data.get("key", data.get("role")) if isinstance(data, dict) else None
            names.append(str(part if isinstance(part, str) else key or part + 1))
        return ".".join(names)


def read_task(path: Path) -> tuple[Task, ...]:
    """The dated versions of one task: the YAML documents of its file, oldest first."""
    return read_task_text(path.read_text("utf-8"), path.name)


def read_task_text(text: str, name: str) -> tuple[Task, ...]:
    """The same from a text that lies in no file of the catalogue; faults call it by this name."""
    documents = _documents(text, name)
    versions = tuple(_read_task(document, name) for document in documents)
    if not versions:
        empty = Sentence("the file is empty; describe the task or remove the file")
        raise CatalogueError(fault(empty, file=name))
    for (earlier, later), document in zip(itertools.pairwise(versions), documents[1:], strict=True):
        if later.valid_from is None or earlier.valid_until is None or earlier.valid_until > later.valid_from:
            what = Sentence(
                "versions must follow one another; end the earlier one with valid_until no later than the "
                "next begins"
            )
            line = document.line(["valid_from"])
            raise CatalogueError(fault(what, file=name, line=line, field="valid_from"))
    return versions


def read_local_text(text: str, name: str) -> Iterator[tuple[int, Task | Ending | Beginning]]:
    """The documents of a text of the local layer: versions, and the first or the last day of versions.

    Each with the line of its day (`valid_from`, `begins_on`, `ends_on`), or its first where it names none.
    """
    documents = _documents(text, name)
    if not documents:
        empty = Sentence("the text is empty; describe a version, or say when one ends (ends_on)")
        raise CatalogueError(fault(empty, file=name))
    for document in documents:
        named = document.data if isinstance(document.data, dict) else {}
        day = next((each for each in ("ends_on", "begins_on") if each in named), "valid_from")
        yield document.line([day]), _local_piece(day, document, name)


def _local_piece(day: str, document: _Document, name: str) -> Task | Ending | Beginning:
    if day == "ends_on":
        return _read(Ending, document, name)
    if day == "begins_on":
        return _read(Beginning, document, name)
    return _read_task(document, name)


def read_code_list(path: Path) -> CodeList:
    """One code list; its file has its key as name."""
    found = read_definitions(CodeList, path)
    if len(found) != 1:
        what = Sentence("a file holds one list; fill it, split it, or remove it")
        raise CatalogueError(fault(what, file=path.name))
    return found[0]


def read_definitions(model: type[Model], path: Path) -> tuple[Model, ...]:
    """The documents of a file of another room that is written and refused like the catalogue's own."""
    documents = _documents(path.read_text("utf-8"), path.name)
    return tuple(_read(model, document, path.name) for document in documents)


def line_of(field: str, text: str) -> int | None:
    """The line of a field named as faults name it (`steps.talk.minutes`), or of the nearest that holds it.

    None where no document of the text holds anything of it.
    """
    lines = [document.line_of(field.split(".")) for document in _documents(text, "")]
    return next((line for line in reversed(lines) if line is not None), None)


def _read_task(document: _Document, file: str) -> Task:
    task = _read(Task, document, file)
    if faults := [_at(place, _named_wrongly(what), document, file) for place, what in misnamed(task)]:
        raise CatalogueError(*faults)
    return task


def _documents(text: str, name: str) -> list[_Document]:
    loader, documents = None, []
    try:
        loader = _Loader(text)
        while loader.check_node():
            tree = loader.get_node()
            if twice := list(keys_twice(tree, name)):
                raise CatalogueError(*twice)
            data = loader.construct_document(tree)
            if tree is not None and data is not None:
                documents.append(_Document(data, tree))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CatalogueError(told_broken(error, text, name)) from error
    finally:
        if loader is not None:
            loader.dispose()
    return documents


def _read(model: type[Model], document: _Document, file: str) -> Model:
    if not isinstance(document.data, dict):
        what = Sentence("a definition is a list of keys with values; this is something else")
        raise CatalogueError(fault(what, file=file, line=document.line([])))
    _check_order(model, document, file)
    try:
        return model.model_validate(_lists_as_tuples(document.data))
    except RecursionError as error:
        raise CatalogueError(told_broken(error, "", file)) from error
    except ValidationError as error:
        raise CatalogueError(*_misshapen(model, error, document, file)) from error


def _misshapen(
    model: type[BaseModel], error: ValidationError, document: _Document, file: str
) -> Iterator[Sentence]:
    """One fault for each place, also where a value could be of several kinds and is of none."""
    by_place: dict[tuple[str | int, ...], list[ErrorDetails]] = {}
    for each in error.errors():
        if each["type"] == "too_short" and each["input"]:
            continue  # not empty: what it holds is told entry by entry
        by_place.setdefault(document.place(each["loc"], each["type"]), []).append(each)
    for place, errors in sorted(by_place.items(), key=lambda item: document.line(item[0])):
        what = what_is_wrong(errors[0], model) if len(errors) == 1 else one_of_two_kinds(errors, model)
        yield _at(place, what, document, file)


def _named_wrongly(what: Sentence) -> Sentence:
    return Sentence("%(what)s. Name what is there, or define it", what=what)


def _at(place: Place, what: Sentence, document: _Document, file: str) -> Sentence:
    field = document.name(place) or Sentence("the whole definition")
    return fault(what, file=file, line=document.line(place), field=field)


def _check_order(model: type[BaseModel], document: _Document, file: str) -> None:
    """The same key order in every file lets a reader compare two tasks line by line."""
    order = list(model.model_fields)
    known = [key for key in document.data if key in order]
    for before, after in itertools.pairwise(known):
        if order.index(after) < order.index(before):
            what = Sentence(
                "it stands behind '%(before)s'; move it before, as in every other definition", before=before
            )
            raise CatalogueError(fault(what, file=file, line=document.line([after]), field=after))


def _under(node: yaml.Node, part: str | int) -> yaml.Node | None:
    found: yaml.Node | None = None
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found = node.value[part]
    elif isinstance(node, yaml.MappingNode):
        found = next((value for key, value in node.value if key.value == part), None)
    return found


def _part_called(name: str, data: Any) -> str | int | None:
    """A key of a mapping, or the place in a list of the piece that has this key."""
    if isinstance(data, dict):
        return name if name in data else None
    pieces = enumerate(data) if isinstance(data, list) else ()
    return next(
        (at for at, each in pieces if isinstance(each, dict) and each.get("key", each.get("role")) == name),
        None,
    )


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None


def _lists_as_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_lists_as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return value
