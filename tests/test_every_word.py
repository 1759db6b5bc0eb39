"""Every sentence the program can say is said in Slovenian and Italian: read from the source itself."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import opora

PACKAGE = Path(opora.__file__).parent
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/locale"))
KEYWORDS = {
    "_": None,
    "Sentence": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@pytest.mark.parametrize("language", ["sl", "it"])
@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_is_translated(room, language):
    known = {(entry.context, _first(entry.id)) for entry in _entries(language)}
    missing = sorted({words for context, words in _said_in(PACKAGE / room) if (context, words) not in known})
    assert not missing


def _said_in(room: Path):
    for path in [*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = _as_python(templatize(text))
        found = extract("python", BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in found:
            yield context, _first(message)


def _as_python(template: str) -> str:
    """The calls alone: what lies between them in a template is blanked out as x, which is no Python."""
    return "\n".join(re.findall(r"\b(?:gettext|ngettext|pgettext|npgettext)\((?:.|\n)*?\)(?= )", template))


def _entries(language: str):
    for room in ROOMS:
        with (PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            yield from (
                entry
                for entry in read_po(file)
                if entry.id and all([entry.string] if isinstance(entry.string, str) else entry.string)
            )


def _first(message) -> str:
    return message if isinstance(message, str) else message[0]
