"""What is asked to learn who decides: on what, for which residence, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue import catalogue
from opora.decisions.introduction import right_name
from opora.decisions.rights_told import AREAS, claimable, told
from opora.organisation.models import Municipality
from opora.people.folding import fold
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm
from opora.web.task_choice import task_on


class CompetentBodyForm(PageForm):
    """A right or a task, a municipality and a day."""

    what = forms.ChoiceField(
        label=_("Right or task"), error_messages={"required": _("Choose one from the list.")}
    )
    municipality = OneOfField(label=_("Municipality of the residence"))
    on = DayField(label=_("On the day"))

    def __init__(self, *args: Any, municipalities: Iterable[Municipality], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("what", [("", CHOOSE), *_rights(), *_tasks(on)])
        self.offer("municipality", municipalities)


def _rights() -> list[tuple[str, list[tuple[str, str]]]]:
    by_area: dict[str, list[tuple[str, str]]] = {}
    for right in claimable():
        by_area.setdefault(told(right).area, []).append((right, right_name(right)))
    return [(f"{_('Rights')}: {AREAS[area]}", rights) for area, rights in by_area.items()]


def _tasks(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The tasks of each field of work that are no right of the same key."""
    language, rights = get_language() or "en", set(claimable())
    by_field: dict[str, list[tuple[str, str]]] = {}
    for key in catalogue().tasks:
        if key not in rights and (task := task_on(key, on)).kind != "register":
            by_field.setdefault(task.field, []).append((key, task.name(language)))
    return [
        (field.name(language), sorted(by_field[field.key], key=lambda row: fold(row[1])))
        for field in catalogue().code_lists["fields_of_work"].entries
        if field.key in by_field
    ]
