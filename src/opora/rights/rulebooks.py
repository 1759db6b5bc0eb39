"""The law that determinations were made under: kept compressed, once for each hash, never deleted."""

from __future__ import annotations

import zlib
from functools import lru_cache

from opora import law
from opora.rights.models import Rulebook


def store_rulebook() -> Rulebook:
    """The row of the rulebook in force; written at its first use. Two at once write the same row."""
    book = law.rulebook()
    rows = Rulebook.objects.defer("content")
    stored = rows.filter(pk=book.hash).first()
    if stored is None:
        Rulebook.objects.bulk_create(
            [Rulebook(hash=book.hash, content=zlib.compress(book.to_json(), level=9))], ignore_conflicts=True
        )
        stored = rows.get(pk=book.hash)
    return stored


def opened(stored: Rulebook) -> bytes:
    """The rulebook's canonical JSON, as `law.replay` takes it."""
    return zlib.decompress(bytes(stored.content))


@lru_cache(maxsize=4)
def read_rulebook(stored_hash: str) -> law.Rulebook:
    """The rulebook of this hash, as it was stored. A hash names one content, so it is read once a process."""
    return law.Rulebook.from_json(opened(Rulebook.objects.get(pk=stored_hash)))
