"""A letter is data in, an accessible archive PDF out, or a sentence that says what does not fit."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdf
import pytest
from tests.documents.conftest import violations
from tests.documents.letters import TEMPLATES, bilingual, in_language, letter

from opora.documents.compose import TEMPLATES as EVERY_TEMPLATE
from opora.documents.compose import LetterError, compose, preview_pages
from opora.documents.wording import keep_together

LANGUAGES = ["sl", "it", "en", "sl-it"]


def text_of(pdf: bytes) -> str:
    """The text as it reads, with no-break spaces and line ends as plain spaces."""
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_in_every_language_keeps_both_standards(template, language):
    pdf = compose(template, in_language(template, language), language=language)
    assert violations(pdf) == []


def test_every_template_is_tried_here_or_where_papers_are_made():
    assert set(EVERY_TEMPLATE) == {*TEMPLATES, "paper"}


@pytest.mark.parametrize(("sections", "pages"), [(1, 2), (9, 3)])
def test_long_reasons_take_more_pages_and_keep_both_standards(sections, pages):
    pdf = compose("decision", letter("decision", sections=sections), language="sl")
    assert pages_of(pdf) == pages
    assert violations(pdf) == []


def test_a_short_call_fits_one_page():
    pdf = compose("call_to_supplement", letter("call_to_supplement"), language="sl")
    assert pages_of(pdf) == 1


def test_standards_hold_whatever_bytes_the_streams_of_a_letter_end_in():
    for number in range(40):
        data = letter("call_to_supplement") | {"case_number": f"1232-{number}/2026-1"}
        assert violations(compose("call_to_supplement", data, language="sl")) == []


def test_slovenian_and_italian_letters_are_in_the_text_as_they_are_written():
    text = text_of(compose("decision", bilingual("decision"), language="sl-it"))
    assert "Živa Čuček Šinkovec" in text
    assert "Unità di Capodistria" in text
    assert "Maksimilijan Aleksander" in text


def test_amounts_and_days_are_written_as_the_language_writes_them():
    slovenian = text_of(compose("decision", letter("decision"), language="sl"))
    assert "1.421,89" in slovenian
    assert "389,50" in slovenian
    assert "1. 5. 2026" in slovenian
    english = text_of(compose("decision", letter("decision"), language="en"))
    assert "1,421.89" in english
    assert "1 May 2026" in english


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sl", ["Številka", "Izrek", "Obrazložitev", "Pouk o pravnem sredstvu", "Stran 1 od 2"]),
        ("it", ["Numero", "Dispositivo", "Motivazione", "Pagina 1 di 2"]),
        ("en", ["Number", "Operative part", "Reasons", "Legal remedy", "Page 1 of 2"]),
    ],
)
def test_the_sheet_speaks_the_language_of_the_letter(language, words):
    text = text_of(compose("decision", letter("decision", language), language=language))
    assert [word for word in words if word not in text] == []


def test_the_parts_of_a_decision_stand_in_the_order_of_the_law():
    text = text_of(compose("decision", letter("decision"), language="sl"))
    order = [
        "izdaja naslednjo",
        "ODLOČBA",
        "Izrek",
        "Obrazložitev",
        "Pouk o pravnem",
        "ki je vodila",
        "ki odloča",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_a_bilingual_letter_names_the_language_of_each_part():
    pdf = compose("decision", bilingual("decision"), language="sl-it")
    tree = pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    assert {"it"} <= _languages_in(tree)
    assert pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "sl"


def _languages_in(element) -> set[str]:
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    below = [kid.get_object() for kid in kids if not isinstance(kid, int)]
    found = {element["/Lang"]} if "/Lang" in element else set()
    return found.union(*(_languages_in(kid) for kid in below if isinstance(kid, dict) and "/S" in kid))


def test_words_are_never_read_as_layout():
    data = letter("call_to_supplement") | {"subject": '#panic("x") $x$ *krepko* = "naslov" \\ `koda`'}
    text = text_of(compose("call_to_supplement", data, language="sl"))
    assert '#panic("x") $x$ *krepko* = "naslov" \\ `koda`' in text


def test_composing_the_same_letter_twice_gives_the_same_bytes():
    data = letter("decision")
    assert compose("decision", data, language="sl") == compose("decision", data, language="sl")


def test_letters_composed_in_threads_equal_letters_composed_one_by_one():
    letters = [letter("decision") | {"case_number": f"1232-{number}/2026-1"} for number in range(8)]
    alone = [compose("decision", each, language="sl") for each in letters]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda each: compose("decision", each, language="sl"), letters))
    assert together == alone


def test_signatures_never_stand_alone_on_a_page():
    for sections in range(1, 8):
        pdf = compose("decision", letter("decision", sections=sections), language="sl")
        last = pypdf.PdfReader(BytesIO(pdf)).pages[-1].extract_text()
        assert "Pritožbo vložite" in re.sub(r"\s+", " ", last)
        assert "Špela Kovačič" in last


def test_the_delivery_lines_stand_with_the_signatures_wherever_the_page_ends():
    for lines in range(20):
        data = letter("decision", sections=1)
        data["reasons"][0]["blocks"] += ["Vmesna vrstica."] * lines
        pages = pypdf.PdfReader(BytesIO(compose("decision", data, language="sl"))).pages
        last = pages[-1].extract_text()
        assert "Vročiti" in last
        assert "Špela Kovačič" in last


def test_a_day_in_words_and_a_number_with_what_it_counts_stay_on_one_line():
    assert keep_together("od 1. maja 2026 za 2 otroka") == "od 1.\u00a0maja\u00a02026 za 2\u00a0otroka"
    assert keep_together("1° maggio 2026") == "1°\u00a0maggio\u00a02026"


@pytest.mark.parametrize("language", ["sl", "sl-it"])
def test_a_table_stands_on_the_page_of_the_sentence_before_it_wherever_the_page_ends(language):
    for lines in range(1, 20):
        data = in_language("decision", language, sections=1)
        for version in data.values() if language == "sl-it" else [data]:
            [section] = version["reasons"]
            table = section["blocks"][-1]
            section["blocks"] = [*["Vmesna vrstica."] * lines, "Sledi tabela (zakon).", table]
        pages = [
            page.extract_text()
            for page in pypdf.PdfReader(BytesIO(compose("decision", data, language=language))).pages
        ]
        [sentence] = [number for number, text in enumerate(pages) if "Sledi tabela (zakon)." in text]
        total = table["total"][0]
        assert total in pages[sentence]


def test_a_draft_that_nobody_signs_yet_has_no_signature_fields_and_does_not_say_it_is_signed():
    pdf = compose("decision", letter("decision") | {"draft": True, "signatures": {}}, language="sl")
    assert "/AcroForm" not in pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert "Podpisano elektronsko" not in text_of(pdf)
    assert violations(pdf) == []


def test_a_draft_names_who_will_sign_it_but_not_as_signed():
    draft = text_of(compose("decision", letter("decision") | {"draft": True}, language="sl"))
    assert "Špela Kovačič" in draft
    assert "Podpisano elektronsko" not in draft
    assert "Podpisano elektronsko" in text_of(compose("decision", letter("decision"), language="sl"))


def test_a_very_long_name_wraps_instead_of_leaving_its_place():
    long_name = "Maksimilijana Aleksandra Konstantina Wolfeschlegelsteinhausenbergerdorff-Žnidaršič Čuček"
    data = letter("decision")
    data |= {"addressee": [long_name, "Prešernova ulica 12 b", "6310 Izola"]}
    data["signatures"] = {"decided": {"name": long_name}}
    pdf = compose("decision", data, language="sl")
    assert violations(pdf) == []
    assert "Wolfeschlegelsteinhausenbergerdorff" in text_of(pdf)


def test_a_name_that_no_font_can_print_is_refused_and_shown():
    data = letter("decision") | {"addressee": ["李娜", "Prešernova ulica 12"]}
    with pytest.raises(LetterError, match=r"contains “李娜?”.* none of the installed fonts can print"):
        compose("decision", data, language="sl")


def test_cyrillic_and_greek_names_can_be_printed():
    data = letter("decision") | {"addressee": ["Ђорђе Љубишић", "Ελένη Παπαδοπούλου"]}
    assert "Ђорђе Љубишић" in text_of(compose("decision", data, language="sl"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"operative": []}, r"operative: List should have at least 1 item"),
        ({"signatures": {}}, r"signatures: .*nobody signs the letter"),
        ({"colour": "red"}, r"colour: Extra inputs are not permitted"),
        ({"issued_on": "4. 5."}, r"issued_on: "),
        ({"title": " "}, r"title: String should have at least 1 character"),
    ],
)
def test_data_that_make_no_letter_are_refused_by_place_and_reason(change, sentence):
    with pytest.raises(LetterError, match=sentence):
        compose("decision", letter("decision") | change, language="sl")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["2026-05-01", "1.00"], "row 1 has 2 cells, but the table has 3 columns"),
        (["2026-05-01", None, "četrt"], "“četrt” under “Znesek na mesec v EUR” is no amount"),
        (["2026-02-30", None, "1.00"], "“2026-02-30” under “Od” is no date"),
        (["2026-05-01", None, "NaN"], "“NaN” under “Znesek na mesec v EUR” is no amount"),
    ],
)
def test_a_table_says_which_row_does_not_fit(row, sentence):
    data = letter("decision")
    table = data["operative"][0]["blocks"][0] | {"rows": [row]}
    data["operative"] = [{"text": "Pomoč se prizna:", "blocks": [table]}]
    with pytest.raises(LetterError, match=re.escape(sentence)):
        compose("decision", data, language="sl")


def test_an_unknown_template_or_language_is_refused_with_the_known_ones():
    with pytest.raises(LetterError, match="The letters are: decision, "):
        compose("invoice", letter("decision"), language="sl")
    for language in ("hu", "sl-sl", "sl-it-en", ""):
        with pytest.raises(LetterError, match="Give one of sl, it, en"):
            compose("decision", letter("decision"), language=language)


def test_a_bilingual_letter_needs_both_languages():
    with pytest.raises(LetterError, match="needs one letter for each of: sl, it"):
        compose("decision", letter("decision"), language="sl-it")


def test_versions_that_decide_differently_are_refused():
    data = bilingual("decision")
    data["it"]["operative"] = data["it"]["operative"][:1]
    data["it"]["case_number"] = "1232-1/2026-1"
    with pytest.raises(LetterError, match="differ in: case_number, number of operative"):
        compose("decision", data, language="sl-it")


def test_versions_with_different_amounts_are_refused():
    data = bilingual("decision")
    table = data["it"]["operative"][0]["blocks"][0]
    other = table | {"rows": [[*table["rows"][0][:2], "1421.90"], table["rows"][1]]}
    data["it"]["operative"] = [{"text": "Importi:", "blocks": [other]}, data["it"]["operative"][1]]
    with pytest.raises(LetterError, match="differ in: figures in tables"):
        compose("decision", data, language="sl-it")


def test_a_preview_shows_every_page_as_an_image():
    pages = preview_pages("decision", letter("decision", sections=9), language="sl")
    assert len(pages) == 3
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_a_draft_says_so_across_the_page():
    data = letter("call_to_supplement") | {"draft": True}
    pdf = compose("call_to_supplement", data, language="sl")
    assert "OSNUTEK" in text_of(pdf)
    assert violations(pdf) == []
