"""The pages say everything in Slovenian and Italian, and know every event and styles' rules are kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import opora
from opora.web.timeline import SENTENCES

PACKAGE = Path(opora.__file__).parent
WEB = PACKAGE / "web"
EVENT = re.compile(r"(?:add_event\([^,]+, |chronicle\(\s*[^,]+, |_note\([^,]+, |_tell\([^,]+, )\"([a-z_]+)\"")


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_sentence_of_the_pages_is_translated(language):
    with (WEB / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    untranslated = [
        message.id
        for message in catalogue
        if message.id
        and (
            message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
        )
    ]
    assert not untranslated


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_sentence_in_a_template_stands_in_the_catalogue(language):
    with (WEB / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    said = {
        found[1]
        for template in (WEB / "templates").rglob("*.html")
        for found in re.finditer(
            r"{% translate [\"'](.+?)[\"'](?: context [\"'].+?[\"'])?(?: as \w+)? %}",
            template.read_text(encoding="utf-8"),
        )
    }
    assert said <= known


def test_every_event_that_an_act_writes_has_its_sentence():
    written = {
        key
        for room in ("cases", "documents", "decisions", "rights")
        for module in (PACKAGE / room).rglob("*.py")
        for key in EVENT.findall(module.read_text(encoding="utf-8"))
    }
    assert written
    assert written - {"note_added"} <= set(SENTENCES)


@pytest.mark.parametrize("sheet", sorted((WEB / "static").rglob("*.css")), ids=lambda sheet: sheet.stem)
def test_styles_keep_their_rules(sheet):
    """No shouting, no identifiers, physical directions or colours outside the tokens."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert "!important" not in rules
    assert not re.search(r"(?m)^\s*#[a-z]", rules)
    assert not re.search(r"(margin|padding|border)-(left|right|top|bottom)\b", rules)
    if sheet.name != "tokens.css":
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", rules)
