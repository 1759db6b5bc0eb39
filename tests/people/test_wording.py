"""The room speaks Slovenian and Italian."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import opora.people

ROOM = Path(opora.people.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_sentence_is_translated_with_its_places_and_numbers(language):
    with (ROOM / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    written = {
        message[2] for message in extract_from_dir(ROOM, method_map=[("**.py", "python")], keywords=KEYWORDS)
    }
    assert written
    for source in written:
        message = catalogue[source if isinstance(source, str) else source[0]]
        assert message.string, source
        assert all(message.string if isinstance(message.string, tuple) else [message.string]), source
        assert not list(message.check(catalogue)), source
    assert len(catalogue) == len(written)
