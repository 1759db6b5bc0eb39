"""The notes on rules in the languages of their readers.

The rules are written in English, and so are their notes (docstrings). Beside this file stand the same notes
in other languages, each with the fingerprint of the English text it says; a note whose English text has
changed since is shown in English again, and a test names it.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

from opora.law.engine.graph import Figure

FINGERPRINT_LENGTH = 8
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML was built with it: seven times faster, and the first sheet waits."""


def note_of(figure: Figure, language: str) -> str:
    """The note on the rule of a figure: in the language if it is told in it, otherwise in English."""
    told = notes_told(language).get(figure.key)
    return str(told["note"]) if told and told["of"] == fingerprint(figure.meaning) else figure.meaning


def fingerprint(meaning: str) -> str:
    """What changes with the English text, not with how its lines are broken."""
    return sha256(" ".join(meaning.split()).encode()).hexdigest()[:FINGERPRINT_LENGTH]


@cache
def notes_told(language: str) -> dict[str, Any]:
    """For each figure `note` and `of`, the fingerprint of the English text; empty in English."""
    file = files(__package__) / f"{language}.yaml"
    if not file.is_file():
        return {}
    notes: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=_SafeLoader)  # noqa: S506 - a safe one
    return notes
