"""An application as it is typed in: receipt, rights, the people of the household, attachments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.decisions.introduction import right_name
from opora.decisions.rights_told import RIGHTS
from opora.organisation.models import Unit
from opora.people.models import Sex
from opora.rights.models import Channel
from opora.web.forms.fields import DayField, OneOfField, PageForm
from opora.web.forms.identifiers import EmsoField

# What a member is to the applicant. Each becomes a relation on record; `other` becomes none.
MEMBER_IS: list[tuple[str, str | Promise]] = [
    ("", _("choose")),
    ("spouse", _("spouse")),
    ("partner", _("partner")),
    ("child", _("child")),
    ("child_in_care", _("child in care")),
    ("parent", _("parent")),
    ("other", _("another member of the household")),
]


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        given = data if isinstance(data, list) else [data]
        return [super(SeveralFilesField, self).clean(each, initial) for each in given if each]


class ReceiptForm(PageForm):
    """When, how and where the application came, and what it asks for."""

    filed_on = DayField(
        label=_("Received on"),
        help_text=_("The day the application came to the centre; deadlines run from it."),
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=Channel.choices)
    unit = OneOfField(label=_("Unit"))
    unit_reason = forms.CharField(
        label=_("Why the application belongs to this unit"),
        required=False,
        max_length=500,
        help_text=_("Only where another unit serves the applicant's residence."),
    )
    left_out_reason = forms.CharField(
        label=_("Why the spouse or partner on record is not in the application"),
        required=False,
        max_length=500,
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights claimed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right that the family applies for.")},
    )
    attachment = SeveralFilesField(
        label=_("Attachments"),
        required=False,
        help_text=_("PDF, JPEG, PNG, TIFF, DOCX or ODT, at most 10 MB each."),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["rights"].choices = [(right, right_name(right)) for right in RIGHTS]  # type: ignore[attr-defined]


class NewMemberForm(PageForm):
    """A member who is not on record yet."""

    given_name = forms.CharField(label=_("Given name"), required=False, max_length=80)
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, error_messages={"required": _("Enter the family name.")}
    )
    born = DayField(label=_("Birth date"), required=False)
    emso = EmsoField(label=_("EMŠO"), required=False, max_length=20)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", _("not known")), *Sex.choices])


class RelationToApplicantForm(PageForm):
    """What a member is to the applicant."""

    member_is = forms.ChoiceField(
        label=_("To the applicant"),
        choices=MEMBER_IS,
        error_messages={"required": _("Say what this member is to the applicant.")},
    )
