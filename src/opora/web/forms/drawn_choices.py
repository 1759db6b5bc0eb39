"""Lists of choices written by hand: Django's templates take a page of options as long as the rest of a page.

What is written is letter for letter what `django/forms/widgets/select.html` writes, as a test compares.
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"
OPTION = "django/forms/widgets/select_option.html"


def is_plain_select(template_name: str, widget: dict[str, Any]) -> bool:
    """Whether it is a list of choices that nobody has given a template of its own."""
    return template_name == SELECT and all(
        option["template_name"] == OPTION
        for _name, options, _index in widget["optgroups"][:1]
        for option in options[:1]
    )


def drawn_select(widget: dict[str, Any]) -> SafeString:
    """The element with its groups and options."""
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{_escaped(name)}">')
        parts += [_option(option) for option in options]
        if name:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _option(option: dict[str, Any]) -> str:
    value = conditional_escape(str(option["value"]))
    return f'\n  <option value="{value}"{_attributes(option["attrs"])}>{_escaped(option["label"])}</option>\n'


def _escaped(text: Any) -> str:
    return conditional_escape(text if isinstance(text, str) else localize(text))


def _attributes(attrs: dict[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )
