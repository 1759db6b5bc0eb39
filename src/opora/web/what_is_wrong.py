"""What is wrong with a form, told together above it: each with a link to where it is corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.utils.translation import gettext as _

from opora.web.household_rows import Row


@dataclass(frozen=True)
class Wrong:
    """One thing to correct."""

    sentence: str
    place: str  # the id of the element that is corrected; empty where it is the form as a whole
    whose: str = ""  # the member of the household it concerns
    field: str = ""  # what the field is called


def what_is_wrong(form: BaseForm, rows: Sequence[Row]) -> list[Wrong]:
    """Everything at once, in the order of the page."""
    return [*_in_form(form, place=""), *in_rows(rows)]


def in_rows(rows: Sequence[Row]) -> Iterator[Wrong]:
    """What is wrong with the rows of persons alone."""
    for row in rows:
        yield from _in_row(row)


def _in_row(row: Row) -> Iterator[Wrong]:
    if row.refusal:
        yield Wrong(row.refusal, f"{row.prefix}-error", row.called)
    if row.similar:
        yield Wrong(_("This person may already be on record"), row.prefix, row.called)
    for form in (row.entry, row.relation):
        if form is not None:
            yield from _in_form(form, place=row.prefix, whose=row.called)


def _in_form(form: BaseForm, *, place: str, whose: str = "") -> Iterator[Wrong]:
    for name, errors in form.errors.items():
        for sentence in errors:
            at = place if name == NON_FIELD_ERRORS else _place_of(form, name)
            called = "" if name == NON_FIELD_ERRORS else str(form[name].label or "")
            yield Wrong(str(sentence), at, whose, called)


def _place_of(form: BaseForm, name: str) -> str:
    field = form[name]
    return field.id_for_label or f"{field.auto_id}_error"
