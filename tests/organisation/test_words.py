"""What this room and the log say is said in Slovenian and Italian as well."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import opora
from opora.organisation.access_table import table

PACKAGE = Path(opora.__file__).parent


def catalogue(room, language):
    with (PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def words_of_the_table():
    steps = [(step.en, None) for step in table().steps.values()]
    cases = [(label, "case") for label in table().case_states.values()]
    return steps + cases + [(label, "decision") for label in table().decision_states.values()]


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_step_and_state_has_words_in_each_language(language):
    words = catalogue("organisation", language)
    missing = [
        text for text, context in words_of_the_table() if not getattr(words.get(text, context), "string", "")
    ]
    assert missing == []


@pytest.mark.parametrize("room", ["organisation", "audit"])
@pytest.mark.parametrize("language", ["sl", "it"])
def test_no_translation_is_empty_or_loses_a_value(room, language):
    messages = [message for message in catalogue(room, language) if message.id]
    assert messages
    wrong = [
        message.id
        for message in messages
        if not message.string or list(message.check(catalogue(room, language)))
    ]
    assert wrong == []
