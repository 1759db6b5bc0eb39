"""An application as it is typed in: receipt, rights, the people of the household, attachments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.decisions.introduction import right_name
from opora.decisions.rights_told import AREAS, claimable, told
from opora.organisation.models import Unit
from opora.organisation.refusal import Refused
from opora.people.models import Sex
from opora.rights.applications import refuse_future_day
from opora.rights.models import Channel
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm, ReasonField
from opora.web.forms.files import SeveralFilesField
from opora.web.forms.identifiers import EmsoField

# What a member is to the applicant. Each becomes a relation on record; `other` becomes none.
MEMBER_IS: list[tuple[str, str | Promise]] = [
    ("", CHOOSE),
    ("spouse", _("spouse")),
    ("partner", _("partner")),
    ("child", _("child")),
    ("child_in_care", _("child in care")),
    ("parent", _("parent")),
    ("other", _("another member of the household")),
]


COMMON = ("cash_social_assistance", "child_benefit")
"""rights that stand first, because most applications are for them"""


def _right_of(box: BoundWidget) -> str:
    return str(box.data["value"])


class ReceiptForm(PageForm):
    """When, how and where the application came, and what it asks for."""

    filed_on = DayField(
        label=_("Received on"),
        help_text=_("The day the application came to the centre; deadlines run from it."),
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=Channel.choices)
    unit = OneOfField(label=_("Unit"))
    unit_reason = ReasonField(
        label=_("Why the application belongs to this unit"),
        help_text=_("Only where another unit serves the applicant's residence."),
    )
    left_out_reason = ReasonField(label=_("Why the spouse or partner on record is not in the application"))
    capacity_reason = ReasonField(
        label=_("By which decision of a court a minor applies"),
        help_text=_(
            "Only for a child who became a parent and was recognised full legal capacity (DZ art. 152)."
        ),
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
        self.offer("unit", units)
        self.let_choose("rights", [(right, right_name(right)) for right in claimable()])

    @property
    def common_rights(self) -> list[BoundWidget]:
        """The check boxes of the rights that most families apply for."""
        return [box for box in self["rights"].subwidgets if _right_of(box) in COMMON]

    @property
    def other_rights(self) -> list[tuple[str, list[BoundWidget]]]:
        """The check boxes of all other rights by field of work, in the legal order."""
        boxes = [box for box in self["rights"].subwidgets if _right_of(box) not in COMMON]
        grouped = [
            (str(name), [box for box in boxes if told(_right_of(box)).area == area])
            for area, name in AREAS.items()
        ]
        return [(name, found) for name, found in grouped if found]

    @property
    def is_another_chosen(self) -> bool:
        """Whether a right beside the common ones is ticked: then their list stands open."""
        return any(box.data["selected"] for _name, boxes in self.other_rights for box in boxes)

    def clean_filed_on(self) -> date:
        """No day still to come: said with everything else that is wrong."""
        filed_on: date = self.cleaned_data["filed_on"]
        try:
            refuse_future_day(filed_on, timezone.localdate())
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        return filed_on

    @property
    def refused_files(self) -> list[int]:
        """Which of the files sent cannot be taken in: the page lets go of these and keeps the others."""
        wrong = self.errors.as_data().get("attachment", []) if self.is_bound else []
        return [error.params["place"] for error in wrong if error.params]


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
