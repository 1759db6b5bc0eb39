"""Lays the local layer over the shipped files: it may add or end, never rewrite (docs/decisions/0012).

A shipped figure that is only derived, assumed or unknown is no law yet, so a local entry may put the
printed figure in its place; a known one stands.
"""

from collections.abc import Mapping
from datetime import date

from .places import nested, raw_cells
from .reading import ParameterError
from .schema import DERIVE, UNKNOWN, CellSource, Entry, LocalFile, Parameter, RawCell
from .values import Place


def with_local_layer(
    shipped: Mapping[str, Parameter], local: LocalFile
) -> tuple[dict[str, Parameter], dict[str, frozenset[str]]]:
    """The parameters with the local entries among theirs, and the starts of those entries by key."""
    parameters = dict(shipped)
    local_starts: dict[str, frozenset[str]] = {}
    for parameter in local.new:
        if parameter.key in parameters:
            raise ParameterError(
                f"the local layer defines {parameter.key}, which is shipped. Give it another key, "
                "or add values to the shipped one under 'added'."
            )
        parameters[parameter.key] = parameter
        local_starts[parameter.key] = frozenset(str(entry.start) for entry in parameter.values)
    for addition in local.added:
        if addition.key not in shipped:
            raise ParameterError(
                f"the local layer adds to {addition.key}, which is not shipped. "
                "Define it in full under 'new'."
            )
        parameters[addition.key] = _with_entries(parameters[addition.key], addition.values)
        local_starts[addition.key] = frozenset(str(entry.start) for entry in addition.values)
    return parameters, local_starts


def _with_entries(parameter: Parameter, added: list[Entry]) -> Parameter:
    values = list(parameter.values)
    last = max(entry.start for entry in values if isinstance(entry.start, date))
    for entry in added:
        if not isinstance(entry.start, date):
            raise ParameterError(f"the local layer, {parameter.key}: give the first day of the value.")
        same_day = next((old for old in values if old.start == entry.start), None)
        if same_day is not None:
            values[values.index(same_day)] = _completed(parameter, same_day, entry)
        elif entry.start > last:
            values.append(entry)
        else:
            raise ParameterError(
                f"the local layer, {parameter.key}: a value from {entry.start} would rewrite a shipped one. "
                f"Local values may only start after {last}, the first day of the last shipped value."
            )
    return parameter.model_copy(update={"values": values})


def _completed(parameter: Parameter, shipped: Entry, local: Entry) -> Entry:
    """The shipped entry with its open cells filled from the local one of the same day."""
    if shipped.ended or local.ended:
        raise ParameterError(f"{_of_the_day(parameter, local)} End the value on a later day instead.")
    if shipped.assumed:
        return local
    value: list[RawCell] = []
    sources = list(shipped.cells)
    ours = raw_cells(parameter, local)
    for (at, old), (_, new) in zip(raw_cells(parameter, shipped), ours, strict=True):
        value.append(_one_of(parameter, local, old, new))
        if value[-1] != old:
            sources = [source for source in sources if source.at != at] + [_source_of(local, at)]
    return shipped.model_copy(update={"value": nested(parameter, value), "cells": sources})


def _one_of(parameter: Parameter, local: Entry, old: RawCell, new: RawCell) -> RawCell:
    if new in (DERIVE, UNKNOWN, old):
        return old
    if old in (DERIVE, UNKNOWN):
        return new
    raise ParameterError(f"{_of_the_day(parameter, local)} {old} is shipped as known; leave it as it is.")


def _source_of(local: Entry, at: Place) -> CellSource:
    own = next((source for source in local.cells if source.at == at), None)
    return own or CellSource(
        at=at,
        source=local.source,
        confidence=local.confidence,
        checked=local.checked,
        gazette=local.gazette,
        note=local.note,
        doubt=local.doubt,
    )


def _of_the_day(parameter: Parameter, local: Entry) -> str:
    return f"the local layer, {parameter.key} from {local.start}: this would rewrite a shipped value."
