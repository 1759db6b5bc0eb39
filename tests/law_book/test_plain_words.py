"""With every example of a sheet stands what the person concerned is told."""

from pathlib import Path

import pytest
from django.utils import translation

from opora.law_book.examples import decided_examples

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sl", "Pripada vam {amount} na mesec, od 1. maja 2026."),
        ("it", "Le spettano {amount} al mese, dal 1º maggio 2026."),
        ("en", "You will get {amount} a month, from 1 May 2026."),
    ],
)
def test_an_example_is_told_plainly_in_the_language_of_the_sheet(language, sentence):
    with translation.override(language):
        (example,) = decided_examples(EXAMPLES, "attendance_supplement", language)
    said = example.plain[0].replace("\N{NO-BREAK SPACE}", " ")
    assert sentence.format(amount=example.amount) in said
