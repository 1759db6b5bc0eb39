"""Every sentence these two rooms can say is said in Slovenian and Italian, placeholders included."""

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from opora.config.messages import PACKAGE

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
FORMS = {"sl": 4, "it": 2}
PLACEHOLDER = re.compile(r"\{\w+\}")


def said_in_code(room):
    found = extract_from_dir(str(PACKAGE / room), [("**.py", "python")], keywords=KEYWORDS)
    return {(context, message) for _file, _line, message, _comments, context in found}


def translated(room, language):
    path = PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language, abort_invalid=True) if message.id]


def texts(value):
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("room", ["decisions", "rights"])
def test_every_sentence_has_its_words_and_none_is_left_over(room, language):
    catalogue = translated(room, language)
    known = {(message.context, message.id) for message in catalogue}
    assert said_in_code(room) == known
    for message in catalogue:
        words = texts(message.string)
        assert all(words), message.id
        assert len(words) == (FORMS[language] if isinstance(message.id, list | tuple) else 1), message.id


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("room", ["decisions", "rights"])
def test_a_translation_fills_the_same_placeholders(room, language):
    for message in translated(room, language):
        wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
        for words in texts(message.string):
            assert set(PLACEHOLDER.findall(words)) == wanted, words


@pytest.mark.parametrize("room", ["decisions", "rights"])
def test_slovenian_addresses_people_with_vi_and_writes_its_own_quotes(room):
    for message in translated(room, "sl"):
        for words in texts(message.string):
            assert not re.search(r"\b(ti|tebi|tvoj\w*|imaš|lahko vložiš)\b", words), words
            assert '"' not in words, words
