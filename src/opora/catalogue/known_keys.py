"""Which keys a definition may hold at a place: for whoever mistyped one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import get_args

from pydantic import BaseModel


def key_meant(model: type[BaseModel], place: Sequence[str | int]) -> str | None:
    """The key most likely meant by the last one of this place; none where no key is near it."""
    *way, written = place
    holder: type[BaseModel] | None = model
    for part in way:
        if isinstance(part, str) and holder is not None:
            holder = _held_by(holder, part)
    near = difflib.get_close_matches(str(written), _keys(holder), n=1) if holder is not None else []
    return near[0] if near else None


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _held_by(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The kind of piece that stands under a key, alone or in a list."""
    field = next((each for name, each in model.model_fields.items() if key in (name, each.alias)), None)
    return _piece_in(field.annotation) if field is not None else None


def _piece_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((piece for each in get_args(annotation) if (piece := _piece_in(each)) is not None), None)
