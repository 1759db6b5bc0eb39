"""What is typed when a document is sent, and when the server reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opora.documents.models import Method, ReturnReason
from opora.web.forms.fields import DayField, OneOfField, PageForm

REPORTS = [
    ("handed_over_on", _("handed over, or its receipt confirmed")),
    ("left_on", _("nobody was met: left in the mailbox")),
    ("notice_left_on", _("nobody was met: a note was left")),
    ("refused_on", _("the addressee refused to take it")),
]


class DispatchForm(PageForm):
    """Which document goes to whom, and how."""

    document = OneOfField(label=_("Document"))
    addressee = OneOfField(label=_("Addressee"))
    method = forms.ChoiceField(label=_("How"), choices=Method.choices)
    on = DayField(label=_("Dispatched on"))

    def __init__(self, *args: Any, documents: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(documents)
        self.has_documents = bool(found)
        self.offer("document", found)
        self.offer("addressee", persons)


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
