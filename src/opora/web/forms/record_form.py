"""The form of a record, made from its definition: also of one that is only proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.lists import CodeList
from opora.web.forms.fields import PageForm
from opora.web.forms.record_fields import AtHand, ValueField

PREFIX = "of"


class RecordForm(PageForm):
    """One kind of record of a task. What is worked out is not asked; it is named beside the form."""

    def __init__(self, *args: Any, definition: Record, at_hand: AtHand, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", PREFIX)
        super().__init__(*args, **kwargs)
        self.definition = definition
        for told in self.asked:
            self.fields[told.key] = ValueField(told, at_hand)

    @property
    def asked(self) -> list[RecordField]:
        """The fields somebody fills in."""
        return [told for told in self.definition.fields if told.derived is None]

    @property
    def worked_out(self) -> list[str]:
        """What nobody types, by name."""
        language = get_language() or "en"
        return [told.name(language) for told in self.definition.fields if told.derived is not None]

    def values(self) -> dict[str, Any]:
        """What was filled in, as a record keeps it; what was emptied is not in it."""
        return {key: value for key, value in self.cleaned_data.items() if value is not None}

    def say(self, faults: Mapping[str, str]) -> None:
        """Let each sentence stand at its field."""
        for key, sentence in faults.items():
            self.add_error(key if key in self.fields else None, sentence)


def record_form_preview(definition: Record, lists: Mapping[str, CodeList]) -> RecordForm:
    """The form that a definition will give, empty and with no case behind it.

    Drawn by `work/_record_fields.html`, as the form of a real record is.
    """
    return RecordForm(definition=definition, at_hand=AtHand(lists=lists), prefix=f"preview-{definition.key}")
