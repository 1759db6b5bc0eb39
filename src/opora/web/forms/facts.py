"""Facts as they are typed in: what the law asks, each in a field of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from opora.organisation.refusal import Refused
from opora.sources.fact_periods import parse_period
from opora.sources.known_facts import check_value, declared_facts
from opora.web.forms.fields import DayField, MoneyField, PageForm, ReasonField

PREFIX = "answer"
YES, NO = "yes", "no"
STATED, SEEN = "applicant", "evidence"
WITH_DECIMALS = {"EUR", "ratio", "hours"}
PARTED_BY_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.\s])\d{3})(?:\1\d{3})*")
WORD_FOR_HOURS = re.compile(r"\s*(?:h|ur[aei]?|hours?|or[ae])\.?\s*$", re.IGNORECASE)


class WholeNumberField(forms.IntegerField):
    """A count: children, months. A text field, because browsers send nothing of a number with a word.

    `120.000` and `120 000` are a hundred and twenty thousand, and `12.0` is no count: Django would cut the
    zeros behind a point off and read a hundred and twenty.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("“%(text)s” is not a whole number. Write it in digits alone, for example 12."),
        "min_value": _("Enter at least %(limit_value)s."),
        "max_value": _("Enter at most %(limit_value)s."),
    }

    def to_python(self, value: Any) -> int | None:
        typed = str(value).strip() if isinstance(value, str) else value
        if isinstance(typed, str) and PARTED_BY_THOUSANDS.fullmatch(typed):
            typed = re.sub(r"\D", "", typed)
        if isinstance(typed, str) and re.search(r"\d[.,]", typed):
            raise ValidationError(self.error_messages["invalid"], "invalid", {"text": value})
        try:
            return super().to_python(typed)
        except ValidationError as wrong:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"text": value}) from wrong


class ShareField(forms.DecimalField):
    """A share or a plain number, with a decimal comma or point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("“%(text)s” is not a number. Write it in digits alone, for example 0,5.")
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        try:
            return super().to_python(self.without_unit(str(value)).replace(",", "."))
        except ValidationError as wrong:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"text": value}) from wrong

    def without_unit(self, text: str) -> str:
        """The number as it was typed, without the word behind it where that says nothing new."""
        return text.strip()


class HoursField(ShareField):
    """Hours: `12`, `12,5`, `12 ur` or `12 h`."""

    default_error_messages = {
        "invalid": _(
            "“%(text)s” is not a number of hours. Write the hours in digits, for example 12 or 12,5."
        )
    }

    def without_unit(self, text: str) -> str:
        return WORD_FOR_HOURS.sub("", text).strip()


class AnswersForm(PageForm):
    """The open questions of a case, all of them at once; what is left empty stays unknown.

    A field's name says which fact of whom it is, without naming anybody: `answer.p15.has_income.`
    """

    origin = forms.ChoiceField(
        label=_("Where the answers come from"),
        choices=[(STATED, _("stated in the application")), (SEEN, _("seen in evidence"))],
        initial=STATED,
    )
    note = ReasonField(
        label=_("Note"), help_text=_("Needed for what was seen in evidence: what you saw, and where.")
    )

    def __init__(self, *args: Any, questions: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, Mapping[str, Any]] = {}
        for question in questions:
            name = field_name(question)
            self.asked[name] = question
            declared = as_question(question["fact"])
            self.fields[name] = answer_field(declared, label=_in_language(declared["question"]))

    def clean(self) -> dict[str, Any]:
        """A number that cannot be is said at its own question."""
        given = super().clean() or {}
        for name in self.asked.keys() & given.keys():
            if given[name] not in (None, ""):
                self._check(name, as_situation(given[name]))
        return given

    def _check(self, name: str, value: Any) -> None:
        question = self.asked[name]
        try:
            check_value(question["fact"], parse_period(question["period"]), value)
        except Refused as refusal:
            self.add_error(name, refusal.message)
        except ValueError:  # a name that no page of ours has
            self.add_error(None, _now("This question is of no month or year. Open the page again."))

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
    if kind == "hours":
        return HoursField(**common)
    if kind == "ratio":
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
