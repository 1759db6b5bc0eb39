"""What pages have in common is read and drawn once a process, not once a page or form."""

from __future__ import annotations

from pathlib import Path

import opora
from opora.web.forms.cases import ReasonForm
from opora.web.forms.notes import NoteForm
from opora.web.templatetags.page import icon


def test_all_forms_share_the_templates_they_have_read():
    note, reason = NoteForm(), ReasonForm()
    name = note.renderer.field_template_name
    assert note.renderer.get_template(name).template is reason.renderer.get_template(name).template


def test_an_icon_without_words_is_drawn_once():
    assert icon("clock") is icon("clock")
    assert icon("clock") != icon("lock")


def test_an_icon_with_words_says_them():
    assert 'aria-label="Nujno &amp; takoj"' in icon("clock", "Nujno & takoj")


def test_a_page_says_nothing_outside_its_blocks_where_it_would_be_lost():
    """Of a template that extends another only blocks are drawn: words named before the first are lost."""
    lost = [
        str(each)
        for each in Path(opora.__file__).parent.rglob("*.html")
        if (text := each.read_text()).startswith("{% extends") and " as " in _tags_before_blocks(text)
    ]
    assert lost == []


def _tags_before_blocks(text: str) -> str:
    """The tags of a template up to its first block that is more than a title, without comments."""
    head, _, _ = text.partition("{% block ")
    return "".join(part.split("%}")[0] for part in head.split("{%")[1:])
