"""Every word of these rooms is said in Slovenian and Italian."""

import pytest
from babel.messages.pofile import read_po

from opora.config.messages import PACKAGE


@pytest.mark.parametrize("language", ["sl", "it"])
@pytest.mark.parametrize("room", ["sources", "cases", "documents"])
def test_no_sentence_is_left_without_words(room, language):
    path = PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    said = [message for message in catalogue if message.id]
    assert said
    for message in said:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(words), message.id
