"""What is typed where a case or a person goes on: handed over, transferred, referred, queued, told about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case, Consent
from opora.catalogue import catalogue
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.web.forms.fields import CHOOSE, CalledOffField, DayField, OneOfField, PageForm
from opora.web.forms.record_fields import SuggestingInput

ROWS_2 = forms.Textarea(attrs={"rows": 2})


def words_of(list_: str) -> list[tuple[str, Any]]:
    """The entries of a code list to choose from."""
    language = get_language() or "en"
    return [
        ("", CHOOSE),
        *((each.key, each.name(language)) for each in catalogue().code_lists[list_].entries),
    ]


class HandoverForm(PageForm):
    """To which unit of the centre or to which colleague, and what they must know at once."""

    to = OneOfField(
        label=_("To a unit"),
        required=False,
        help_text=_("Also your own: whoever takes cases there, and its head, find it in their day."),
    )
    to_worker = OneOfField(
        label=_("or to a colleague by name"),
        required=False,
        help_text=_("The case then waits for them alone."),
    )
    message = forms.CharField(
        label=_("What the unit must know"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, what was done, what is urgent."),
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], colleagues: Iterable[Worker], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix="handover", **kwargs)
        self.offer("to", units)
        self.offer("to_worker", colleagues)
        _one_is_needed(self, "to", "to_worker")


class TransferForm(PageForm):
    """The centre that became competent, here or elsewhere, and since when."""

    to_unit = OneOfField(label=_("Unit of another centre"), required=False)
    to_body = forms.CharField(
        label=_("or a centre that does not work with Opora"), required=False, max_length=200
    )
    moved_on = DayField(label=_("The person moved on"), required=False)
    reason = forms.CharField(label=_("Why the case goes there"), max_length=300, widget=ROWS_2)
    call_off_appointments = CalledOffField()

    def __init__(self, *args: Any, units: Iterable[Unit], meets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, prefix="transfer", **kwargs)
        if not meets:
            del self.fields["call_off_appointments"]
        offered = list(units)
        self.offer("to_unit", offered)
        by_centre = groupby(offered, key=lambda unit: unit.centre)
        groups = [(str(centre), [(str(unit.pk), str(unit)) for unit in units]) for centre, units in by_centre]
        self.let_choose("to_unit", [("", CHOOSE), *groups])
        _one_is_needed(self, "to_unit", "to_body")


class TakeOverForm(PageForm):
    """When a sent case was received, who works on it here, and whether it goes on in one that runs."""

    received_on = DayField(label=_("Received on"), help_text=_("The days without a centre end with it."))
    assigned_to = OneOfField(
        label=_("Who works on it here"),
        required=False,
        help_text=_("They also read the case that was sent. Left empty, the case waits to be assigned."),
    )
    into = OneOfField(
        label=_("Goes on in a case that is open here"),
        required=False,
        help_text=_("Left empty, a new case is opened."),
    )

    def __init__(
        self, *args: Any, of: int, workers: Iterable[Worker], cases: Sequence[Case], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"sent-{of}", **kwargs)
        self.of = of
        self.offer("assigned_to", workers)
        self.offer("into", cases)
        if cases:
            named = [(str(case.pk), f"{case.number}, {case.title}") for case in cases]
            self.let_choose("into", [("", CHOOSE), *named])
        else:
            del self.fields["into"]


def _one_is_needed(form: forms.Form, *names: str) -> None:
    """Of two ways to say the same, one has to be filled in: neither is called optional."""
    for name in names:
        form.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]


class DayForm(PageForm):
    """The day on which something became known."""

    on = DayField(label=_("On"))


class ReferForm(PageForm):
    """Who is sent where, and why."""

    person = OneOfField(label=_("Person"), required=False)
    to_name = forms.CharField(label=_("Body or service"), max_length=200)
    why = forms.CharField(label=_("What for"), max_length=500, widget=ROWS_2)
    on = DayField(label=_("On"))

    def __init__(self, *args: Any, persons: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, prefix="refer", **kwargs)
        self.offer("person", persons)


class ResultForm(PageForm):
    """What came of a referral."""

    result = forms.ChoiceField(label=_("What came of it"))
    on = DayField(label=_("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("result", words_of("result_of_referral"))


class ConsentForm(PageForm):
    """Who lets what be told to whom."""

    person = OneOfField(label=_("Who consents"))
    to_whom = forms.CharField(
        label=_("To whom something may be told"),
        max_length=200,
        help_text=_("One recipient. A body of the directory is offered while you type."),
    )
    what = forms.CharField(label=_("What may be told"), max_length=500, widget=ROWS_2)
    on = DayField(label=_("Given on"))
    until = DayField(
        label=_("Good until"),
        required=False,
        help_text=_("Only where the person said so; otherwise it holds until it is withdrawn."),
    )

    def __init__(self, *args: Any, persons: Iterable[Person], bodies: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, prefix="consent", **kwargs)
        self.offer("person", persons)
        self.fields["to_whom"].widget = SuggestingInput(bodies)


class DisclosureForm(PageForm):
    """What is told to somebody outside, on which ground."""

    to_whom = forms.CharField(
        label=_("To whom it is told"),
        required=False,
        max_length=200,
        help_text=_("With a consent you may leave it empty: it is told to whom the consent names."),
    )
    what = forms.CharField(label=_("What is told"), max_length=500, widget=ROWS_2)
    consent = OneOfField(
        label=_("With this consent"),
        required=False,
        help_text=_("Recipient: what the consent covers, the day it was given, and who gave it."),
    )
    lies_within = forms.BooleanField(
        label=_("What is told lies within what the consent covers"), required=False
    )
    legal_ground = forms.CharField(
        label=_("or because a law demands it"),
        required=False,
        max_length=200,
        help_text=_("The act and its article, for example “ZSV, Article 110”."),
    )
    basis = forms.ChoiceField(label=_("Ground in law"), required=False)

    def __init__(
        self,
        *args: Any,
        consents: Iterable[Consent],
        bodies: Iterable[str],
        grounds: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix="disclosure", **kwargs)
        self.offer("consent", consents)
        self.fields["to_whom"].widget = SuggestingInput(bodies)
        if grounds:
            self.let_choose("basis", [("", CHOOSE), *grounds])
        else:
            del self.fields["basis"]
        names = ("to_whom", "consent", "lies_within", "legal_ground", "basis")
        _one_is_needed(self, *(name for name in names if name in self.fields))


class QueueForm(PageForm):
    """Who waits for what, and since when."""

    queue = forms.ChoiceField(label=_("Waits for"))
    person = OneOfField(label=_("Person"))
    since = DayField(label=_("Since"))
    is_urgent = forms.BooleanField(label=_("It is urgent"), required=False)

    def __init__(self, *args: Any, persons: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, prefix="queue", **kwargs)
        self.let_choose("queue", words_of("queues"))
        self.offer("person", persons)


class EndOfWaitForm(PageForm):
    """How a wait ended."""

    how = forms.ChoiceField(label=_("How the wait ended"))
    on = DayField(label=_("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("how", words_of("ends_of_waiting"))
