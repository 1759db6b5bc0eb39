"""A file that leaves the system is named for what it is, never for whom."""

import pytest

from opora.documents.compose import TEMPLATES
from opora.documents.file_names import file_name


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("decision", "odlocba-1232-15-2026-3.pdf"),
        ("informative_calculation", "izracun-1232-15-2026-3.pdf"),
        ("call_to_supplement", "poziv-1232-15-2026-3.pdf"),
        ("rejection_ruling", "sklep-1232-15-2026-3.pdf"),
        ("something_else", "dokument-1232-15-2026-3.pdf"),
    ],
)
def test_a_file_is_named_in_slovenian_with_the_number_of_its_document(kind, named):
    assert file_name(kind, "1232-15/2026-3", ending=".pdf") == named


def test_letters_with_marks_become_plain():
    named = file_name("payments", "otroški dodatek", "2026-05", ending=".csv")
    assert named == "seznam-izplacil-otroski-dodatek-2026-05.csv"


def test_every_letter_has_a_name_of_its_own():
    names = {file_name(template, ending="") for template in TEMPLATES}
    assert len(names) == len(TEMPLATES)
    assert "dokument" not in names
