"""What is typed of a reform besides its changes: title, month, and a file that says it all."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from opora.web.forms.fields import PageForm
from opora.web.forms.payments import MonthField

LARGEST_REFORM = 200_000


class ReformForm(PageForm):
    """What the reform is called and the month of the rights."""

    title = forms.CharField(label=_("Title of the reform"), max_length=120, required=False)
    month = MonthField(label=_("Month of the rights"), help_text=_("For example 5. 2026."))


class ReformFileForm(PageForm):
    """A reform as YAML, such as this page and `opora law reform` read it."""

    file = forms.FileField(label=_("Reform as a YAML file"), required=False)

    def clean_file(self) -> str | None:
        """The text of the file."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        if (file.size or 0) > LARGEST_REFORM:
            raise ValidationError(_("A reform is a few lines; this file is too large. Choose another."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("The file is no text in UTF-8. Save it as such.")) from None
