"""Builds the parameter set: shipped files, local layer, derived cells, order of time."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from .layers import with_local_layer
from .parameter_set import ParameterSet
from .reading import ParameterError, read_local, shipped_files
from .schema import NEW_REGIME, LocalFile, Parameter
from .timeline import Timeline, build_timeline


def load_parameters(local: Mapping[str, Any] | None = None) -> ParameterSet:
    """Read the shipped files and, on top of them, one local layer that may add or end but never rewrite.

    The local layer is plain data of the shape `{"new": [...], "added": [{"key": ..., "values": [...]}]}`,
    with every number as decimal text. Without one the same set is answered again: files do not change under a
    running process.
    """
    return _laid_over(read_local(local)) if local else _without_local_layer()


@cache
def _without_local_layer() -> ParameterSet:
    return _laid_over(read_local({}))


def _laid_over(local: LocalFile) -> ParameterSet:
    parameters, local_entries = with_local_layer(_shipped(), local)
    timelines: dict[str, Timeline] = {}
    for key in _those_others_need_first(parameters):
        parameter = parameters[key]
        timelines[key] = build_timeline(
            parameter,
            index=timelines[parameter.uprated_by] if parameter.uprated_by else (),
            new_regime=timelines.get(NEW_REGIME, ()),
            local_starts=local_entries.get(key, frozenset()),
        )
    return ParameterSet(parameters, timelines)


@cache
def _shipped() -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    for name, file in shipped_files():
        for parameter in file.parameters:
            if parameter.key in parameters:
                raise ParameterError(f"{name}: {parameter.key} is defined twice; keep one of the two.")
            parameters[parameter.key] = parameter
    return parameters


def _those_others_need_first(parameters: Mapping[str, Parameter]) -> list[str]:
    """Indices and the start of the new procedure rules before everything that refers to them."""
    for parameter in parameters.values():
        if parameter.uprated_by and parameter.uprated_by not in parameters:
            raise ParameterError(
                f"{parameter.key}: it is uprated by {parameter.uprated_by}, which no file defines. "
                "Define the index, or correct its name."
            )
    needed = {p.uprated_by for p in parameters.values()} | {NEW_REGIME}
    return sorted(parameters, key=lambda key: key not in needed)
