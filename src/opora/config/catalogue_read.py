"""The catalogue that a command prints: the shipped files, with the centre's own layer where there is one."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from opora.config import environment
from opora.config.django_start import start_django

if TYPE_CHECKING:
    from opora.catalogue import Catalogue


@dataclass(frozen=True)
class CatalogueRead:
    """A catalogue, and how many texts of the centre lie over it; none where only shipped files were read."""

    catalogue: Catalogue
    local: int | None = None
    is_unreachable: bool = False
    """Whether a database was there and did not answer."""


def catalogue_read(*, shipped: bool) -> CatalogueRead:
    """The catalogue with what the centre approved, where there is a database and it is not left out."""
    from opora.catalogue import shipped_catalogue

    found = shipped_catalogue()
    if shipped or not has_database():
        return CatalogueRead(found)
    texts = _texts_approved()
    if texts is None:
        return CatalogueRead(found, is_unreachable=True)
    return CatalogueRead(found.with_local(texts), local=len(texts))


def has_database() -> bool:
    """Whether an address of one is set, or `opora run` has made one: none is made to read a catalogue."""
    return (
        bool(os.environ.get("OPORA_DATABASE_URL"))
        or (environment.home() / "postgres" / "data" / "PG_VERSION").exists()
    )


def _texts_approved() -> list[tuple[str, str]] | None:
    """The approved texts; none where the database cannot be read, so that the shipped files still are."""
    try:
        start_django()
    except (OSError, RuntimeError, subprocess.SubprocessError, psycopg.Error):
        return None
    from django.db import DatabaseError

    from opora.amendments.layer import layer_texts

    try:
        return layer_texts()
    except DatabaseError:
        return None


def which_catalogue(read: CatalogueRead, language: str) -> str:
    """Whether the centre's own versions are in it, in a line to print above it."""
    from opora.catalogue.telling.words import words_in

    words = words_in(language)
    if read.local is None:
        return words["database_silent" if read.is_unreachable else "shipped_only"]
    return words["with_local_one" if read.local == 1 else "with_local_many"].format(count=read.local)
