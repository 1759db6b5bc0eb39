"""What is typed about a group session: who held it, for whom, about what, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.organisation.models import Worker
from opora.web.forms.case_work import MinutesField
from opora.web.forms.fields import DayField, PageForm


class SessionForm(PageForm):
    """One session for several cases; the case on whose page it is entered is one of them."""

    subject = forms.CharField(
        label=_("What the session was about"),
        max_length=200,
        error_messages={"required": _("Write what the session was about.")},
    )
    on = DayField(label=_("Day"))
    minutes = MinutesField(label=_("Minutes"), error_messages={"required": _("Enter the minutes.")})
    travel_minutes = MinutesField(label=_("On the way"), required=False, help_text=_("In minutes."))
    step = forms.ChoiceField(label=_("For which step"), required=False)
    workers = forms.TypedMultipleChoiceField(
        label=_("Who held it"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who held the session.")},
    )
    cases = forms.TypedMultipleChoiceField(
        label=_("For which other cases"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    look = forms.CharField(
        label=_("Find a case"),
        required=False,
        max_length=100,
        help_text=_("By a number, or by the name of somebody in a case of yours."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    numbers = forms.CharField(
        label=_("More cases"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their numbers, with a space between them."),
    )

    def __init__(
        self,
        *args: Any,
        workers: Sequence[Worker],
        cases: Sequence[Case],
        steps: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("workers", [(each.pk, _with_unit(each, workers[0])) for each in workers])
        self.let_choose("step", [("", _("the case as a whole")), *steps])
        if cases:
            self.let_choose("cases", [(case.pk, _told(case)) for case in cases])
        else:
            del self.fields["cases"]


def _with_unit(worker: Worker, first: Worker) -> str:
    """The name; of who works elsewhere than the first of them with the unit."""
    if worker.unit is None or worker.unit_id == first.unit_id:
        return worker.full_name
    return f"{worker.full_name} · {worker.unit.name}"


def _told(case: Case) -> str:
    """The number, whom the case is about, and its title: all cases of a group may bear one title."""
    persons = ", ".join(str(party.person) for party in case.main_persons)  # type: ignore[attr-defined]
    return " · ".join(filter(None, (case.number, persons, case.matter)))
