"""The notes on rules are told in Slovenian and Italian as well, and say what the English ones say today."""

import pytest

from opora.law import rulebook
from opora.law_book.figures import OPENINGS
from opora.law_book.notes import fingerprint, note_of, notes_told

FIGURES = rulebook().graph.figures
IN_TRANSLATION = ["sl", "it"]


@pytest.mark.parametrize("language", IN_TRANSLATION)
def test_every_note_is_told_as_it_stands_today(language):
    today = {key: fingerprint(figure.meaning) for key, figure in FIGURES.items()}
    told = {key: note["of"] for key, note in notes_told(language).items()}
    assert told == today, "translate the notes that differ in src/opora/law_book/notes"


@pytest.mark.parametrize("language", IN_TRANSLATION)
def test_what_is_left_open_stays_marked_in_translation(language):
    for key, figure in FIGURES.items():
        told = notes_told(language)[key]["note"]
        assert [told.count(opening) for opening in OPENINGS] == [
            figure.meaning.count(opening) for opening in OPENINGS
        ], key


def test_a_note_whose_english_changed_is_shown_in_english():
    figure = FIGURES["child_benefit"].model_copy(update={"meaning": "Something else since yesterday."})
    assert note_of(figure, "sl") == "Something else since yesterday."
    assert note_of(FIGURES["child_benefit"], "sl") != FIGURES["child_benefit"].meaning
    assert note_of(FIGURES["child_benefit"], "en") == FIGURES["child_benefit"].meaning


def test_how_lines_are_broken_makes_no_difference():
    assert fingerprint("One\n    line.") == fingerprint("One line.")
