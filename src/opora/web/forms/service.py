"""What is typed when a document is sent, and when the server reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Body
from opora.documents.delivery import OPEN_TO_OTHERS
from opora.documents.models import Method, ReturnReason
from opora.people.models import Person
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm
from opora.web.forms.papers import addressee_key

REPORTS = [
    ("handed_over_on", _("handed over, or its receipt confirmed")),
    ("left_on", _("nobody was met: left in the mailbox")),
    ("notice_left_on", _("nobody was met: a note was left")),
    ("refused_on", _("the addressee refused to take it")),
]


class DispatchForm(PageForm):
    """Which document goes to whom, and how."""

    document = OneOfField(label=_("Document"))
    addressee = forms.ChoiceField(
        label=_("Addressee"), error_messages={"required": _("Choose one from the list.")}
    )
    method = forms.ChoiceField(label=_("How"), choices=Method.choices)
    on = DayField(label=_("Dispatched on"))

    def __init__(
        self,
        *args: Any,
        documents: Any,
        addressees: Iterable[Person | Body],
        is_for_public_funds: bool = True,
        is_of_violence: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        out = OPEN_TO_OTHERS if is_of_violence else set()
        if not is_for_public_funds:
            out = {*out, Method.PUBLIC_FUNDS_MAIL}
        self.let_choose("method", [way for way in Method.choices if way[0] not in out])
        self.addressees = {addressee_key(each): each for each in addressees}
        found_of = [(key, str(each)) for key, each in self.addressees.items()]
        self.let_choose("addressee", [("", CHOOSE), *found_of])
        found = list(documents)
        self.has_documents = bool(found)
        self.offer("document", found)
        named = [(str(each.pk), f"{each.number} · {each.title}") for each in found]
        self.let_choose("document", [("", CHOOSE), *named])

    def clean_addressee(self) -> Person | Body:
        """The person or body that was chosen."""
        return self.addressees[self.cleaned_data["addressee"]]


class ServiceForm(PageForm):
    """What the server reports: one event and its day."""

    event = forms.ChoiceField(label=_("What happened"), choices=REPORTS)
    day = DayField(label=_("On which day"))


class ComeBackForm(PageForm):
    """A document that came back unserved."""

    reason = forms.ChoiceField(label=_("Why it came back"), choices=ReturnReason.choices)
    on = DayField(label=_("Came back on"))


class RemedyForm(PageForm):
    """An appeal or objection that came in."""

    filed_on = DayField(label=_("Filed on"))
