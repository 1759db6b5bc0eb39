"""What is typed to reckon with other figures, of which nothing is kept; and a population table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.norms import PopulationTable, PopulationTableError, WhatIf, norms, read_population_table
from opora.norms.rounding import WAYS
from opora.norms.what_if import MOST, PEOPLE, printed_value
from opora.norms.wording import said
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import PageForm
from opora.web.forms.files import FileChoice

LARGEST_TABLE = 1_000_000
ROUNDING = {"up": _("up"), "nearest": _("to the nearest"), "none": _("not at all")}


class NormsForm(PageForm):
    """The place asked about, and whatever is assumed of it; an empty field stays as recorded or printed."""

    place = forms.ChoiceField(label=_("Area"), required=False)
    rounding = forms.ChoiceField(
        label=_("Rounding of performers"), required=False, choices=[(way, ROUNDING[way]) for way in WAYS]
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("place", places)
        self.on = on
        language = get_language() or "en"
        for key in PEOPLE:
            self.fields[key] = _whole(capfirst(said(key).in_(language)), "", least=0)
        for standard in norms().on(on):
            self.fields[f"services.{standard.task}"] = _whole(standard.name(language), "", least=0)
            for figure in standard.figures():
                printed = printed_value(figure)
                words = said("nothing_printed", article=figure.article)
                if printed is not None:
                    words = said("printed_figure", value=printed, article=figure.article)
                label = capfirst(said(f"figure_{figure.key}").in_(language))
                self.fields[f"{standard.task}.{figure.key}"] = _whole(label, words.in_(language), least=1)

    @property
    def of_people(self) -> list[forms.BoundField]:
        """Inhabitants and families."""
        return [self[key] for key in PEOPLE]

    @property
    def of_services(self) -> list[forms.BoundField]:
        """Services of a year, service by service."""
        return [self[f"services.{standard.task}"] for standard in norms().on(self.on)]

    @property
    def of_norms(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Every norm, by name of the service."""
        language = get_language() or "en"
        return [
            (
                standard.name(language),
                [self[f"{standard.task}.{figure.key}"] for figure in standard.figures()],
            )
            for standard in norms().on(self.on)
        ]

    @property
    def assumed(self) -> WhatIf:
        """What was typed and is right."""
        typed = getattr(self, "cleaned_data", {})
        kept = {key: value for key, value in typed.items() if isinstance(value, int)}
        return WhatIf(kept)


class PopulationForm(PageForm):
    """A population table as CSV."""

    file = forms.FileField(
        label=_("Population table as a CSV file"),
        widget=FileChoice,
        help_text=_(
            "Columns: municipality, inhabitants, families, source, date. "
            "A row Slovenija is the whole country. UTF-8, at most 1 MB."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,text/csv"

    def clean_file(self) -> PopulationTable:
        """The table; every fault of it with its line."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_TABLE:
            raise ValidationError(_("The file is larger than 1 MB. A table has one line for a municipality."))
        try:
            return read_population_table(file.read())
        except PopulationTableError as refused:
            language = get_language() or "en"
            raise ValidationError([fault.told.in_(language) for fault in refused.faults]) from None


def _whole(label: str, hint: str, *, least: int) -> WholeNumberField:
    field = WholeNumberField(label=label, help_text=hint, required=False, min_value=least, max_value=MOST)
    field.is_needed_at_times = True  # type: ignore[attr-defined]  # the page says once that all may stay empty
    return field
