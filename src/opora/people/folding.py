"""Search keys that ignore case and diacritics, in Python and in the database alike.

The embedded PostgreSQL has neither `unaccent` nor ICU, so the letters are listed here.
"""

from __future__ import annotations

import unicodedata

from django.db.models import F, Func, Value
from django.db.models.functions import Concat, Lower

ACCENTED = "čćšžđáàâäãåéèêëíìîïóòôöõúùûüýÿñçěřůťďňľłßőű"
PLAIN = "ccszdaaaaaaeeeeiiiiooooouuuuyyncerutdnllsou"


def fold(text: str) -> str:
    """The search key of a typed text: lower case, no diacritics, single spaces.

    >>> fold("  Čučnik   ŽIGA ")
    'cucnik ziga'
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return " ".join(composed.translate(str.maketrans(ACCENTED, PLAIN)).split())


class Translate(Func):
    """PostgreSQL's `translate`, an immutable function, as generated columns demand."""

    function = "TRANSLATE"


def folded_key(*columns: str) -> Translate:
    """The fold of several columns joined by spaces, as the expression of a generated column."""
    joined: list[F | Value] = []
    for column in columns:
        joined += [Value(" "), F(column)] if joined else [F(column)]
    return Translate(Lower(Concat(*joined)), Value(ACCENTED), Value(PLAIN))
