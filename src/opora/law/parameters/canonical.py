"""Parameters as plain JSON data and back: stored with the rulebook, so that a decision replays for ever."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .schema import Parameter
from .values import Cell, Confidence, Derivation, Input, Kind, ParameterValue, Scalar


def parameter_as_json(parameter: Parameter) -> dict[str, Any]:
    """What the parameter is; its entries are stored as the values they led to."""
    stored = parameter.model_dump(mode="json", exclude={"values"})
    return {name: stored[name] for name in sorted(stored)}


def parameter_from_json(stored: Mapping[str, Any]) -> Parameter:
    return Parameter.model_validate({**stored, "values": []})


def value_as_json(value: ParameterValue) -> dict[str, Any]:
    return {
        "from": value.start.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "layer": value.layer,
        "start_from": value.start_from,
        "uprated": value.uprated,
        "adjusted_on": value.adjusted_on.isoformat() if value.adjusted_on else None,
        "note": value.note,
        "cells": [{"at": list(at), **_cell_as_json(cell)} for at, cell in value.cells.items()],
    }


def value_from_json(parameter: Parameter, stored: Mapping[str, Any]) -> ParameterValue:
    return ParameterValue(
        key=parameter.key,
        unit=parameter.unit,
        start=date.fromisoformat(stored["from"]),
        until=_day(stored["until"]),
        cells={tuple(cell["at"]): _cell_from_json(parameter, cell) for cell in stored["cells"]},
        article=parameter.article,
        article_confirmed=parameter.article_confirmed,
        layer=stored["layer"],
        start_from=stored["start_from"],
        uprated=stored["uprated"],
        adjusted_on=_day(stored["adjusted_on"]),
        note=stored["note"],
        axes=parameter.axes,
    )


def _cell_as_json(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value if cell.value is None or isinstance(cell.value, bool) else str(cell.value),
        "kind": cell.kind.value,
        "source": cell.source,
        "confidence": cell.confidence.value,
        "checked": cell.checked.isoformat(),
        "gazette": cell.gazette,
        "note": cell.note,
        "doubt": None if cell.doubt is None else dict(cell.doubt),
        "derived": cell.derivation and _derivation_as_json(cell.derivation),
    }


def _cell_from_json(parameter: Parameter, stored: Mapping[str, Any]) -> Cell:
    return Cell(
        value=_scalar(parameter, stored["value"]),
        kind=Kind(stored["kind"]),
        source=stored["source"],
        confidence=Confidence(stored["confidence"]),
        checked=date.fromisoformat(stored["checked"]),
        gazette=stored["gazette"],
        note=stored["note"],
        doubt=stored.get("doubt"),
        derivation=stored["derived"] and _derivation_from_json(stored["derived"]),
    )


def _scalar(parameter: Parameter, stored: str | bool | None) -> Scalar | None:
    if stored is None or isinstance(stored, bool):
        return stored
    if parameter.is_number:
        return Decimal(stored)
    return date.fromisoformat(stored) if parameter.unit == "date" else stored


def _derivation_as_json(derivation: Derivation) -> dict[str, Any]:
    return {
        "rule": derivation.rule,
        "inputs": [
            {
                "parameter": used.parameter,
                "at": list(used.at),
                "from": used.start.isoformat(),
                "value": str(used.value),
                "source": used.source,
                "confidence": used.confidence.value,
            }
            for used in derivation.inputs
        ],
    }


def _derivation_from_json(stored: Mapping[str, Any]) -> Derivation:
    return Derivation(
        rule=stored["rule"],
        inputs=tuple(
            Input(
                parameter=used["parameter"],
                at=tuple(used["at"]),
                start=date.fromisoformat(used["from"]),
                value=Decimal(used["value"]),
                source=used["source"],
                confidence=Confidence(used["confidence"]),
            )
            for used in stored["inputs"]
        ),
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
