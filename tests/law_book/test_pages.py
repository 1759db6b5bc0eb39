"""The book is pages that stand alone: every link leads somewhere, no script, nothing fetched."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from opora.config.command import main
from opora.config.messages import compile_messages
from opora.law import rulebook
from opora.law_book.pages import write_book

PUBLIC_FUNDS = [key for key, right in rulebook().graph.rights.items() if right.order < 20]
"""What counts in them is decided before them, so their links lead to each other."""

EXAMPLES = Path(__file__).parents[2] / "examples"


class Page(HTMLParser):
    """What a page names and what it points to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        if given.get("id"):
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        elif given.get("src") or tag == "link":
            self.fetched.append(given.get("src") or given["href"])


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    compile_messages()
    folder = tmp_path_factory.mktemp("book")
    examples = folder / "examples"
    for right in ("rent_subsidy", "death_grant"):
        shutil.copytree(EXAMPLES / right, examples / right)
    return write_book(folder / "sl", language="sl", examples=examples, rights=PUBLIC_FUNDS)


@pytest.fixture(scope="module")
def pages(book):
    return {path.name: Page(path.read_text("utf-8")) for path in book}


def test_there_is_an_index_and_a_sheet_for_each_right_asked_for(book):
    assert [path.stem for path in book] == ["index", *PUBLIC_FUNDS]


def test_every_link_leads_to_a_page_or_place_that_exists(pages):
    for name, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "http://")):
                continue
            target, _sign, place = link.partition("#")
            assert (target or name) in pages, (name, link)
            assert not place or place in pages[target or name].ids, (name, link)


def test_no_name_stands_twice_on_a_page(pages):
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def test_a_page_needs_no_script_and_fetches_only_its_own_styles(book, pages):
    for page in pages.values():
        assert "script" not in page.tags
        assert page.fetched == ["tokens.css", "book.css", "sheet.css"]
    assert all((book[0].parent / style).read_text("utf-8") for style in pages["index.html"].fetched)


def test_an_example_stands_with_its_result_its_conditions_and_the_whole_calculation(book):
    text = next(path for path in book if path.stem == "rent_subsidy").read_text("utf-8")
    assert "<strong>135,63 EUR</strong>" in text
    assert "izpolnjeno" in text
    assert "Celoten izračun" in text


def test_no_placeholder_of_a_template_is_left(book):
    for path in book:
        assert not re.search(r"{[{%]|>None<|%\(", path.read_text("utf-8")), path.name


def test_the_command_writes_the_book_in_another_language(tmp_path, capsys):
    out = tmp_path / "en"
    only = ["--right", "child_benefit", "--examples", str(tmp_path)]
    assert main(["law", "book", "--out", str(out), "--language", "en", *only]) == 0
    assert f"2 pages: {out / 'index.html'}" in capsys.readouterr().out
    text = (out / "child_benefit.html").read_text("utf-8")
    assert '<html lang="en">' in text
    assert "Child benefit" in text


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["law", "book", "--out", str(tmp_path / "taken"), "--language", "en"]) == 2
    assert "taken" in capsys.readouterr().err


def test_a_right_nobody_knows_is_refused_with_those_there_are(tmp_path, capsys):
    assert main(["law", "book", "--out", str(tmp_path), "--right", "pension"]) == 2
    assert "Choose one of: child_benefit" in capsys.readouterr().err
