"""Reads parameter files: YAML in which every number stays the decimal text that was written.

PyYAML would turn `1.10` into a binary float and `2026-03-01` into a date before anybody could check them;
this reader leaves both as text for the schema.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from .schema import LocalFile, ParameterFile

_Model = TypeVar("_Model", bound=BaseModel)

_TURNED_INTO_NUMBERS_OR_DAYS = {
    "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:timestamp",
}


class ParameterError(ValueError):
    """A parameter file cannot be used; the sentence names file, key and cure."""


_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML was built with it: ten times faster for the same result."""


class _TextLoader(_SafeLoader):  # type: ignore[misc, valid-type]
    """A safe loader that leaves numbers and days as text."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _TURNED_INTO_NUMBERS_OR_DAYS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str) -> Any:
    """Parse YAML with numbers and days left as text."""
    return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader with fewer resolvers


def shipped_files() -> Iterator[tuple[str, ParameterFile]]:
    """The parameter files that come with Opora, by name."""
    for folder in (files("opora.law.parameters") / "data", files("opora.law.procedure") / "data"):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".parameters.yaml"):
                yield file.name, checked_file(file.name, read_yaml(file.read_text("utf-8")))


def checked_file(name: str, data: object) -> ParameterFile:
    """The contents of a parameter file, or a refusal that names file, key and cure."""
    return _checked(ParameterFile, name, data)


def read_local(layer: Mapping[str, Any]) -> LocalFile:
    """Check a local layer, given as plain data with numbers as text."""
    return _checked(LocalFile, "the local layer", layer)


def read_data(folder: Traversable, name: str) -> Any:
    """One data file of a package as plain data."""
    return read_yaml((folder / name).read_text("utf-8"))


def _checked(model: type[_Model], name: str, data: object) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(_named(part, data) for part in first["loc"])
        raise ParameterError(f"{name}, {place}: {first['msg']}. Correct the entry and load again.") from error


def _named(part: int | str, data: object) -> str:
    """The key of a parameter instead of its number in the file."""
    if isinstance(part, int) and isinstance(data, Mapping):
        entries = data.get("parameters") or []
        if part < len(entries) and isinstance(entries[part], Mapping):
            return f"{part} ({entries[part].get('key', 'without key')})"
    return str(part)
