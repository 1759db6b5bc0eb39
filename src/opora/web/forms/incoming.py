"""What is typed when mail is taken in, and when it is given to its case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue.schema.task import TaskDocument
from opora.documents.models import Channel
from opora.organisation.models import Unit
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm
from opora.web.forms.files import SeveralFilesField

CASE_NUMBER = _("Number of the case")


class MailForm(PageForm):
    """A piece of mail as the stamp and the envelope say it."""

    unit = OneOfField(label=_("Unit"))
    received_on = DayField(label=_("Came on"))
    channel = forms.ChoiceField(
        label=_("How it arrived"),
        choices=[("", CHOOSE), *Channel.choices],
        error_messages={"required": _("Choose how it came.")},
    )
    posted_on = DayField(
        label=_("Posted on"),
        required=False,
        help_text=_("As the postmark says. A registered letter counts as filed on that day (ZUP 68)."),
    )
    sender = forms.CharField(
        label=_("Sender"),
        max_length=200,
        help_text=_("As it stands on the envelope."),
        error_messages={"required": _("Write who sent it, as it stands on the envelope.")},
    )
    subject = forms.CharField(label=_("What it is"), max_length=200, required=False)
    attachments = WholeNumberField(
        label=_("Attachments"),
        min_value=0,
        max_value=500,
        initial=0,
        error_messages={"required": _("Enter the number of attachments; 0 where there are none.")},
    )
    case_number = forms.CharField(
        label=CASE_NUMBER,
        max_length=40,
        required=False,
        help_text=_("Where it is not known, leave it empty: the mail waits with the unit."),
    )
    attachment = SeveralFilesField(
        label=_("Files"),
        help_text=_(
            "The letter first, then what came with it. PDF, JPEG, PNG, TIFF, DOCX or ODT, at most 10 MB each."
        ),
        error_messages={"required": _("Choose the file.")},
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", units)

    @property
    def refused_files(self) -> list[int]:
        """Which of the files sent cannot be taken in: the page lets go of these and keeps the others."""
        wrong = self.errors.as_data().get("attachment", []) if self.is_bound else []
        return [error.params["place"] for error in wrong if error.params]


class AssignForm(PageForm):
    """The case to which waiting mail belongs."""

    case_number = forms.CharField(
        label=CASE_NUMBER,
        max_length=40,
        error_messages={"required": _("Enter the number of the case.")},
    )


class NameForm(PageForm):
    """Which document of the case's task a piece of mail is."""

    kind = forms.ChoiceField(
        label=_("Which document it is"), error_messages={"required": _("Choose a document from the list.")}
    )

    def __init__(self, *args: Any, documents: Iterable[TaskDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sl"
        self.let_choose("kind", [("", CHOOSE), *((each.key, each.name(language)) for each in documents)])
