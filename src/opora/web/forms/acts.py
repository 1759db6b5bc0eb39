"""What is written for an act beyond rights, and what is entered of an appeal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue.schema.task import TaskDocument
from opora.decisions.models import Act, AppealState, Outcome, Undoing
from opora.documents.models import Document
from opora.people.models import Person
from opora.web.forms.fields import DayField, OneOfField, PageForm
from opora.web.forms.papers import LETTER_LANGUAGES

LONGEST = 20_000
PLAIN = [("=ruling", _("another ruling (sklep)")), ("=decision", _("another decision (odločba)"))]
ACT_OF = {"=ruling": Act.RULING, "=decision": Act.DECISION}
OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.PARTLY_GRANTED]
LINKS = [
    (Undoing.CORRECTS, _("correct an evident mistake (ruling, ZUP 223)")),
    (Undoing.REPLACES, _("replace it by a new act (ZUP 242)")),
    (Undoing.SETS_ASIDE, _("set it aside from the beginning (odprava)")),
    (Undoing.REVOKES, _("revoke it for the future (razveljavitev)")),
    (Undoing.REOPENS, _("reopen the procedure (ruling, obnova, ZUP 260)")),
]
RESULTS = [
    (AppealState.CONFIRMED, _("the appeal was refused: the decision stands")),
    (AppealState.REJECTED, _("the appeal was rejected: the decision stands")),
    (AppealState.RETURNED, _("the decision was annulled and the case returned")),
    (AppealState.CHANGED, _("the second instance decided otherwise itself")),
]


class WrittenForm(PageForm):
    """The two parts that a worker writes."""

    operative = forms.CharField(
        label=_("What is decided (izrek)"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Each point in a paragraph of its own."),
        error_messages={"required": _("Write what is decided, each point in a paragraph of its own.")},
    )
    reasons = forms.CharField(
        label=_("Why (obrazložitev)"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("What was found, from what, and by which rule it is so decided."),
        error_messages={"required": _("Write why it is so decided.")},
    )


class ActForm(WrittenForm):
    """An act of the case's task, or a plain decision or ruling."""

    key = forms.ChoiceField(
        label=_("Which act"), error_messages={"required": _("Choose the act from the list.")}
    )
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose to whom the act is addressed.")},
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LETTER_LANGUAGES, initial="sl")
    is_appealable = forms.BooleanField(
        label=_("An appeal lies against the ruling (the law says so)"), required=False, initial=True
    )
    field_order = ("key", "to", "outcome", "language", "operative", "reasons", "is_appealable")

    def __init__(
        self,
        *args: Any,
        acts: Sequence[TaskDocument],
        persons: Iterable[Person],
        stated: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        operative = self.fields["operative"]
        operative.help_text = " ".join([str(operative.help_text), *stated])
        language = get_language() or "sl"
        self.persons = {str(person.pk): person for person in persons}
        self.let_choose("key", [*((each.key, each.name(language)) for each in acts), *PLAIN])
        self.let_choose("to", [(key, person.full_name) for key, person in self.persons.items()])

    def clean_to(self) -> list[Person]:
        """The persons that were chosen."""
        return [self.persons[key] for key in self.cleaned_data["to"]]

    def clean(self) -> dict[str, Any]:
        """A plain act has no key, but says which it is."""
        given = super().clean() or {}
        if (key := given.get("key", "")) in ACT_OF:
            given |= {"key": "", "act": ACT_OF[key]}
        return given


class LinkForm(WrittenForm):
    """An act linked to one that was issued."""

    how = forms.ChoiceField(label=_("What it does"), choices=LINKS)
    field_order = ("how", "operative", "reasons")


class AppealForm(PageForm):
    """An appeal that came in."""

    filed_by = OneOfField(label=_("Who appeals"), required=False)
    filed_on = DayField(
        label=_("Filed on"), help_text=_("The day it was handed to the post or at the centre.")
    )
    received_on = DayField(label=_("Came on"))
    document = OneOfField(label=_("The appeal among the documents"), required=False)

    def __init__(
        self, *args: Any, persons: Iterable[Person], documents: Iterable[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("filed_by", persons, none=_("the party"))
        self.offer("document", documents, none=_("not registered yet"))


class ReasonsForm(PageForm):
    """Why an appeal is rejected."""

    reasons = WrittenForm.base_fields["reasons"]


class OnForm(PageForm):
    """A day on which something happened to the appeal."""

    on = DayField(label=_("On which day"))


class AnswersForm(PageForm):
    """The term in which the opposing party answers the appeal."""

    served_on = DayField(label=_("Served on the opposing party on"))
    days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=1,
        error_messages={"required": _("Say how many days they have, as a number.")},
    )


class ResultForm(PageForm):
    """What the second instance decided."""

    result = forms.ChoiceField(label=_("Result"), choices=RESULTS)
    result_on = DayField(label=_("Day of the act"))
    received_on = DayField(label=_("Came back on"))
    document = OneOfField(label=_("The act among the documents"), required=False)

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("document", documents, none=_("not registered yet"))


class ResultServedForm(PageForm):
    """When the act on the appeal was served."""

    served_on = DayField(label=_("Served on"))
