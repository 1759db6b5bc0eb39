"""A reform as YAML again, such as `read_reform` reads it."""

from collections.abc import Iterable
from typing import Any

import yaml

from opora.law.reform.reading import WAYS, ParameterChange, Reform


def written_reform(reform: Reform) -> str:
    """The same changes in the same order; several of one parameter become a list."""
    parameters: dict[str, list[Any]] = {}
    for change in reform.parameters:
        parameters.setdefault(change.key, []).append(_written(change))
    content: dict[str, Any] = {"title": reform.title}
    if parameters:
        content["parameters"] = {key: each if len(each) > 1 else each[0] for key, each in parameters.items()}
    if reform.rules:
        content["rules"] = {rule.figure: rule.version for rule in reform.rules}
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)


class _Number(str):
    """Written without quotation marks, digit for digit."""

    __slots__ = ()


class _Plain(yaml.SafeDumper):
    pass


_Plain.add_representer(
    _Number, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:float", str(text))
)


def _written(change: ParameterChange) -> Any:
    ways: Iterable[str] = (way for way in WAYS if way != "at" and getattr(change, way) is not None)
    way = next(iter(ways))
    value = _scalar(str(getattr(change, way)))
    if change.at is None:
        return value if way == "value" else {way: value}
    return {way: value, "at": [str(word) for word in change.at]}


def _scalar(text: str) -> str:
    return _Number(text) if text.lstrip("-").replace(".", "", 1).isdigit() else text
