"""What is typed to register a document, and to record its service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.catalogue.schema.task import TaskDocument
from opora.documents.incoming_kinds import ATTACHMENT, EVIDENCE, LETTER, LETTER_OF_BODY, SUPPLEMENT
from opora.web.forms.fields import DayField, PageForm
from opora.web.forms.files import FileChoice

KINDS = {
    EVIDENCE: _("evidence"),
    SUPPLEMENT: _("supplement of the application"),
    ATTACHMENT: _("attachment of the application"),
    LETTER: _("letter of the party"),
    LETTER_OF_BODY: _("letter of a body or institution"),
}


class IncomingForm(PageForm):
    """A document that came in: one that the case's task names, or of a kind that any case may have."""

    title = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("For example: wage slip for March.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[*KINDS.items()])
    on = DayField(label=_("Came on"))
    attachment = forms.FileField(
        label=_("File"),
        widget=FileChoice,
        help_text=_("PDF, JPEG, PNG, TIFF, DOCX or ODT, at most 10 MB."),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def __init__(
        self, *args: Any, documents: Iterable[TaskDocument], kinds: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sl"
        named = [(each.key, each.name(language)) for each in documents]
        self.let_choose("kind", [*named, *((kind, KINDS[kind]) for kind in kinds)])
