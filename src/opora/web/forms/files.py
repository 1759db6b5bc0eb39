"""Fields for files: the button speaks our language, and what cannot be taken in is said at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from opora.documents.uploads import KINDS, LARGEST, accept_upload
from opora.organisation.refusal import Refused

ACCEPTED = ",".join(extension for kind in KINDS for extension in kind.extensions)


class FileChoice(forms.ClearableFileInput):
    """A file, shown by its name below the button. A browser's own button speaks the browser's language."""

    template_name = "components/file_choice.html"

    def __init__(self) -> None:
        several = {"multiple": True} if self.allow_multiple_selected else {}
        super().__init__({"accept": ACCEPTED, "data-collects": True, "hx-preserve": True} | several)


class ChoiceOfFiles(FileChoice):
    """Several files, collected one after the other."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, each looked into at once: what would be refused is said with all else."""

    widget = ChoiceOfFiles

    def clean(self, data: Any, _initial: Any = None) -> list[UploadedFile[bytes]]:
        given = [each for each in (data if isinstance(data, list) else [data]) if each is not None]
        refused = [
            ValidationError(refusal.message, params={"place": place})
            for place, upload in enumerate(given)
            if (refusal := _refusal_of(upload))
        ]
        if refused:
            raise ValidationError(refused)
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        return given


def _refusal_of(upload: UploadedFile[bytes]) -> Refused | None:
    content = upload.read(LARGEST + 1)
    upload.seek(0)
    try:
        accept_upload(content, file_name=upload.name or "", claimed_type=upload.content_type or "")
    except Refused as refusal:
        return refusal
    return None
