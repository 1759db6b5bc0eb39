"""What pages have in common is read and drawn once a process, not once a page or form."""

from __future__ import annotations

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
