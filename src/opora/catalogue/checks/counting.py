"""How many pieces a definition has, by where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Task
from opora.catalogue.schema.pieces import Origin

ORIGINS: tuple[Origin, ...] = ("printed", "described", "ours")
KINDS = ("steps", "fields", "lists", "deadlines", "stages", "outcomes", "documents", "indicators")
"""`fields` of all records, which come from where their record does; `lists` are the code lists they use."""


def pieces_by_origin(catalogue: Catalogue, task: Task) -> Mapping[str, Counter[Origin]]:
    """For each of `KINDS`, how many are printed, described or ours."""
    return {kind: Counter(_origins(catalogue, task, kind)) for kind in KINDS}


def _origins(catalogue: Catalogue, task: Task, kind: str) -> Iterator[Origin]:
    if kind == "fields":
        for record in task.records:
            yield from (record.origin for _ in record.fields)
    elif kind == "lists":
        named = {field.choices for record in task.records for field in record.fields if field.choices}
        yield from (catalogue.code_lists[key].origin for key in sorted(named))
    else:
        yield from (piece.origin for piece in getattr(task, kind))
