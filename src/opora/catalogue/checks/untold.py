"""What a page shows and nobody has said in Slovenian or in Italian yet."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema.corrections import NAMES
from opora.catalogue.schema.pieces import Correction, Said

QUOTED = frozenset({"printed", "read_as"})
"""Of a correction of a name, what is printed and how it is read: a quotation, the same in every language."""


def untold_texts(catalogue: Catalogue) -> Iterator[Finding]:
    """Of every version of every task: purpose, grounds, notes and whatever else is said beside names."""
    for key, versions in catalogue.tasks.items():
        for version in versions:
            for place, said in texts_of(version):
                if said.sl is None:
                    yield Finding(
                        "error", key, f"{place} is said in English alone. Say it in Slovenian (sl)."
                    )
                if said.it is None:
                    yield Finding("error", key, f"{place} is not said in Italian. Say it there too (it).")


def texts_of(piece: BaseModel, place: str = "") -> Iterator[tuple[str, Said]]:
    """Every text of a definition with its place, such as `steps.refer.ground`."""
    for name in type(piece).model_fields:
        held = getattr(piece, name)
        if isinstance(piece, Correction) and name in QUOTED and piece.at.rpartition(".")[2] in NAMES:
            continue
        for each in held if isinstance(held, tuple) else (held,):
            inner = ".".join(filter(None, (place, name, str(getattr(each, "key", "")))))
            if isinstance(each, Said):
                yield inner, each
            elif isinstance(each, BaseModel):
                yield from texts_of(each, inner)
