"""Lists of choices written by hand are what Django's templates write."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from opora.web.forms.drawn_choices import drawn_select, is_plain_select
from opora.web.forms.fields import RENDERER

CHOICES = [
    ("", _("choose …")),
    (1, 'A & "B"'),
    ("two", mark_safe("<b>2</b>")),
    (1234, 12345),
    (None, "–"),
]


class OwnSelect(forms.Select):
    option_template_name = "django/forms/widgets/input_option.html"


@pytest.mark.parametrize(
    "widget",
    [
        forms.Select(choices=CHOICES, attrs={"autofocus": True, "disabled": False, "data-x": 'q"&'}),
        forms.Select(choices=[("Group <1>", CHOICES[:2]), ("", "none"), ("Empty", [])]),
        forms.SelectMultiple(choices=CHOICES),
        forms.Select(choices=[]),
    ],
)
@pytest.mark.parametrize("value", [None, "", 1, "two", ["1", "1234"]])
def test_they_are_the_same_to_the_letter(widget, value):
    context = widget.get_context("a<b", value, {"id": "id_a"})
    assert is_plain_select(widget.template_name, context["widget"])
    assert drawn_select(context["widget"]) == DjangoTemplates().render(widget.template_name, context)
    assert widget.render("a<b", value, {"id": "id_a"}, RENDERER) == widget.render(
        "a<b", value, {"id": "id_a"}
    )


def test_a_list_with_options_of_its_own_is_left_to_its_template():
    widget = OwnSelect(choices=CHOICES)
    assert not is_plain_select(widget.template_name, widget.get_context("a", None, {})["widget"])
