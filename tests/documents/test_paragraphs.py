"""What was typed on lines of its own stands on lines of its own in the letter."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdf

from opora.documents.compose import compose
from opora.documents.paragraphs import LONGEST_PARAGRAPH, paragraphs


def lines_of(pdf: bytes) -> list[str]:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return [" ".join(line.split()) for line in text.split("\n")]


def test_a_blank_line_parts_paragraphs_and_a_single_break_is_a_line_of_its_own():
    typed = "Nataša Vohišnik,  predlagateljica\r\nSimon Krilašek, oče\r\n \r\nDrugi odstavek.\n"
    assert paragraphs(typed) == ["Nataša Vohišnik, predlagateljica\nSimon Krilašek, oče", "Drugi odstavek."]


def test_a_paragraph_too_long_to_print_is_parted_behind_a_sentence():
    pieces = paragraphs("Stavek je tu.\n" * 600)
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST_PARAGRAPH and piece.endswith(".") for piece in pieces)


def test_lines_typed_in_a_paper_are_lines_of_its_pdf():
    typed = "Pokliče 113.\nUmakne se k sosedi."
    points = {"kind": "labelled", "lines": [{"label": "Kdo", "text": typed}]}
    letter = {
        "letterhead": {"organisation": "Center", "address": ["Ulica 1"]},
        "addressee": ["Spis"],
        "case_number": "122-1/2026",
        "issued_on": date(2026, 5, 6),
        "title": "Načrt",
        "sections": [
            {"heading": "Ob nevarnosti", "blocks": paragraphs(typed)},
            {"heading": "Naloge", "blocks": [points]},
            {"heading": "Konec", "blocks": paragraphs(typed)},
        ],
        "signatures": {"led": {"name": "Ana"}},
    }
    found = lines_of(compose("paper", letter, language="sl"))
    assert found.count("Pokliče 113.") == 2
    assert "Kdo: Pokliče 113." in found
    assert found.count("Umakne se k sosedi.") == 3
