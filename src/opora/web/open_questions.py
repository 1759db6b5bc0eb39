"""What the law still has to know, as fields: by person, the most decisive first; an answer closes others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from opora.web.forms.facts import AnswersForm, field_name, gate_of, without_those_behind_a_gate

AT_ONCE = 24  # the most decisive first: an answer to one closes many others
Question = Mapping[str, Any]


@dataclass(frozen=True)
class AskedField:
    """One question with the field for its answer."""

    field: BoundField
    question: Question


@dataclass(frozen=True)
class Group:
    """The questions about one person, or about the dwelling."""

    subject: str
    about: str
    fields: list[AskedField]
    is_new: bool
    """whether nobody was asked about this person on the page that is open"""


@dataclass(frozen=True)
class QuestionsLeft:
    """The form with its questions, and how the open page differs from it after an answer."""

    form: AnswersForm
    groups: list[Group]
    count: int
    shows_all: bool
    gone: list[str]
    """fields on the open page that no longer matter"""
    came: list[Group]
    """questions that the answer opened"""

    @property
    def hidden(self) -> int:
        return self.count - len(self.form.asked)


def questions_left(
    asked: Iterable[Question],
    names: Mapping[str, str],
    *,
    all_of_them: bool = False,
    wrong: AnswersForm | None = None,
    answered: AnswersForm | None = None,
) -> QuestionsLeft:
    """What to show of the open questions. `wrong` is a form whose answers were refused: it stays as typed."""
    still_open = without_those_behind_a_gate(asked)
    chosen = still_open if all_of_them else _first(still_open, answered)
    form = wrong or AnswersForm(questions=chosen)
    on_page = set(answered.asked) if answered else set()
    kept = {field_name(question) for question, _value in answered.answers()} if answered else set()
    new = [name for name in form.asked if name not in on_page] if answered else []
    subjects = {str(question["subject"]) for question in answered.asked.values()} if answered else set()
    return QuestionsLeft(
        form=form,
        groups=_grouped(form, form.asked, names, set()),
        count=len(still_open),
        shows_all=all_of_them,
        gone=sorted(on_page - kept - {field_name(question) for question in still_open}),
        came=_grouped(form, new, names, subjects),
    )


def _first(still_open: list[Question], answered: AnswersForm | None) -> list[Question]:
    """The most decisive, and behind an answer just given everything that it opened."""
    given = answered.answers() if answered else []
    gates = {(question["subject"], question["fact"]) for question, _value in given}
    return [
        question for place, question in enumerate(still_open) if place < AT_ONCE or gate_of(question) in gates
    ]


def _grouped(
    form: AnswersForm, chosen: Iterable[str], names: Mapping[str, str], present: set[str]
) -> list[Group]:
    """The chosen questions by whom they are about, in the order of the engine."""
    found: dict[str, list[AskedField]] = {}
    for name in chosen:
        question = form.asked[name]
        found.setdefault(str(question["subject"]), []).append(AskedField(form[name], question))
    return [
        Group(subject, names.get(subject, _("The dwelling")), fields, subject not in present)
        for subject, fields in found.items()
    ]
