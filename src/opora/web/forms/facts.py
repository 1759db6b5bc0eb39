"""Facts as they are typed in: what the law asks, each in a field of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.sources.known_facts import declared_facts
from opora.web.forms.fields import DayField, MoneyField, PageForm

PREFIX = "answer"
YES, NO = "yes", "no"
STATED, SEEN = "applicant", "evidence"
WITH_DECIMALS = {"EUR", "ratio", "hours"}


class WholeNumberField(forms.IntegerField):
    """A count: children, hours, months."""

    default_error_messages = {"invalid": _("Enter a whole number, without decimals.")}


class ShareField(forms.DecimalField):
    """A share or a plain number, with a decimal comma or point."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(str(value).replace(",", ".") if value is not None else value)


class AnswersForm(PageForm):
    """The open questions of a case, all of them at once; what is left empty stays unknown.

    A field's name says which fact of whom it is, without naming anybody: `answer.p15.has_income.`
    """

    origin = forms.ChoiceField(
        label=_("Where the answers come from"),
        choices=[(STATED, _("stated in the application")), (SEEN, _("seen in evidence"))],
        initial=STATED,
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, help_text=_("For evidence: what you saw, and where.")
    )

    def __init__(self, *args: Any, questions: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, Mapping[str, Any]] = {}
        for question in questions:
            name = field_name(question)
            self.asked[name] = question
            declared = as_question(question["fact"])
            self.fields[name] = answer_field(declared, label=_in_language(declared["question"]))

    def answers(self) -> list[tuple[Mapping[str, Any], Any]]:
        """Each answered question with its value as a situation holds it."""
        given = [(self.asked[name], self.cleaned_data.get(name)) for name in self.asked]
        return [(question, as_situation(value)) for question, value in given if value not in (None, "")]


class CorrectionForm(PageForm):
    """One fact of one person, corrected from evidence."""

    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        help_text=_("What you saw, and where."),
        error_messages={"required": _("Write a note: what did you see, and where?")},
    )

    def __init__(self, *args: Any, question: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = answer_field(question, label=_("Value"), required=True)
        self.order_fields(["value", "note"])


class SettleForm(PageForm):
    """Why one of several contradicting facts counts."""

    note = forms.CharField(
        label=_("Why it counts, and the other does not"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why this counts: the decision has to say so.")},
    )


def field_name(question: Mapping[str, Any]) -> str:
    """The name of a question's field; `asked_by` reads it again."""
    return f"{PREFIX}.{question['subject'] or ''}.{question['fact']}.{question.get('period') or ''}"


def asked_by(names: Iterable[str]) -> list[dict[str, Any]]:
    """The questions that fields of these names ask, answered before or not; other names are passed over."""
    found = []
    for name in names:
        prefix, _dot, rest = name.partition(".")
        subject, _dot, rest = rest.partition(".")
        fact, _dot, period = rest.partition(".")
        if prefix == PREFIX and fact in declared_facts():
            found.append(as_question(fact) | {"subject": subject, "period": period or None})
    return found


def without_those_behind_a_gate(questions: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The questions whose gate is not asked as well: a closed gate leaves nothing behind it to answer."""
    asked = list(questions)
    open_gates = {(question["subject"], question["fact"]) for question in asked}
    return [question for question in asked if gate_of(question) not in open_gates]


def gate_of(question: Mapping[str, Any]) -> tuple[str, str] | None:
    """Of whom which fact decides whether this one is asked at all; none where nothing does."""
    declared = declared_facts().get(question["fact"])
    return (question["subject"], declared.gate.fact) if declared and declared.gate else None


def as_question(fact: str) -> dict[str, Any]:
    """A declared fact in the shape of a question of the engine."""
    declared = declared_facts()[fact]
    return {
        "fact": fact,
        "type": declared.type,
        "choices": declared.choices,
        "choice_labels": {choice: words.model_dump() for choice, words in declared.choice_labels.items()},
        "question": declared.question.model_dump(),
    }


def answer_field(question: Mapping[str, Any], *, label: Any, required: bool = False) -> forms.Field:
    """The field for a fact of this type."""
    kind = str(question["type"])
    common: dict[str, Any] = {"label": label, "required": required}
    if kind == "yes_no":
        choices = [(YES, _("yes")), (NO, _("no")), ("", _("not known"))]
        return forms.ChoiceField(choices=choices[: 2 if required else 3], widget=forms.RadioSelect, **common)
    if kind == "choice":
        return forms.ChoiceField(choices=[("", "–"), *_choices(question)], **common)
    if kind == "EUR":
        return MoneyField(**common)
    if kind == "date":
        return DayField(**common)
    if kind in {"ratio", "hours"}:
        return ShareField(**common)
    return WholeNumberField(**common)


def as_situation(value: Any) -> Any:
    """A typed value as a situation holds it: yes and no as true and false, numbers and days as text."""
    if value == YES:
        return True
    if value == NO:
        return False
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_typed(value: Any, question: Mapping[str, Any]) -> Any:
    """The opposite: a known value as somebody would type it into its field."""
    if isinstance(value, bool):
        return YES if value else NO
    if question["type"] == "date":
        return date.fromisoformat(str(value))
    if question["type"] in WITH_DECIMALS:
        return str(value).replace(".", get_format("DECIMAL_SEPARATOR"))
    return value


def _choices(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    labels = question.get("choice_labels") or {}
    return [
        (choice, _in_language(labels[choice]) if choice in labels else choice.replace("_", " "))
        for choice in question.get("choices") or ()
    ]


def _in_language(words: Mapping[str, str]) -> str:
    return words.get((get_language() or "en")[:2]) or words["en"]
