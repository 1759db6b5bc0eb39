"""The shape of a parameter file, checked strictly: a slip in a file is refused with its place and cure.

Shipped files and the local layer have the same shape. Numbers arrive as decimal text, never as floats.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from opora.law.engine.frozen import frozen
from opora.law.engine.types import denominator_of

from .articles import article_to_print
from .values import Confidence

UNITS_OF_NUMBERS = (
    "EUR",
    "EUR_per_month",
    "EUR_per_day",
    "EUR_per_point",
    "EUR_once",
    "EUR_per_year",
    "EUR_per_hour",
    "multiple_of_basic_amount",
    "multiple_of_minimum_income",
    "fraction",
    "percent",
    "days",
    "working_days",
    "months",
    "years",
    "hours_per_month",
    "hours_per_week",
    "hours_per_day",
    "count",
    "day_of_month",
    "payments",
    "m2",
)
UNITS = (*UNITS_OF_NUMBERS, "word", "truth", "date")

DERIVE = "derive"
UNKNOWN = "unknown"
NEW_REGIME = "zup_i_from"
"""A start written as this word is the day kept in the parameter of that name (ZUP as amended by ZUP-I)."""

_DECIMAL_TEXT = re.compile(r"-?\d+(\.\d+)?")


def _decimal_from_text(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _DECIMAL_TEXT.fullmatch(value):
        return Decimal(value)
    raise ValueError(f"{value!r} is not a number written as decimal text, such as '385.05'")


def _day_from_text(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


DecimalText: TypeAlias = Annotated[Decimal, BeforeValidator(_decimal_from_text)]
Day: TypeAlias = Annotated[date, BeforeValidator(_day_from_text)]
Words: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(frozen)]
Bounds: TypeAlias = Annotated[tuple[DecimalText, DecimalText], BeforeValidator(frozen)]
RawCell: TypeAlias = str | bool
"""A number as text, a word, `derive` (by uprating the previous cell) or `unknown`."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Labels(Strict):
    sl: str = Field(min_length=2)
    it: str = Field(min_length=2)
    en: str = Field(min_length=2)


class Provenance(Strict):
    """Nothing enters the law without these three."""

    source: str = Field(min_length=3)
    confidence: Annotated[Confidence, BeforeValidator(Confidence)]
    checked: Day
    gazette: str | None = None
    note: str | None = None
    doubt: Labels | None = None
    """For a value that somebody must confirm: what is uncertain and what to check, for an officer."""


class CellSource(Provenance):
    """The provenance of one cell that differs from that of its entry."""

    at: Words


class DeclaredConflict(Provenance):
    """A figure that we do not use (printed, or worked out), kept beside the one we use, with the reason."""

    at: Words = ()
    not_used: DecimalText
    reason: str = Field(min_length=20)


class Entry(Provenance):
    """The values that stand from one day until the next entry.

    `uprated` says that they follow from the entry before by the yearly index: cells may then be `derive`, and
    printed ones are compared with what the index gives.
    """

    start: Day | Literal["unknown", "zup_i_from"] = Field(alias="from")
    value: RawCell | list[RawCell] | list[list[RawCell]] | None = None
    assumed: bool = False
    ended: bool = False
    uprated: bool = False
    adjusted_on: Day | None = None
    not_before: Day | None = None
    cells: list[CellSource] = []
    conflicts: list[DeclaredConflict] = []

    @model_validator(mode="after")
    def _says_something(self) -> "Entry":
        if self.ended == (self.value is not None):
            raise ValueError("an entry has either a value or 'ended: true'")
        if self.assumed and not self.note:
            raise ValueError("an assumed value needs a note with the reason")
        if self.start == UNKNOWN and not (self.note and self.not_before):
            raise ValueError("an entry whose first day is unknown needs 'not_before' and a note")
        return self


class Parameter(Strict):
    """One dated quantity of the law."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Labels
    unit: Literal[UNITS]  # type: ignore[valid-type]
    decimals: int = Field(default=0, ge=0, le=6, strict=False)
    range: Bounds | None = None
    article: str
    article_confirmed: bool
    selected_by: Literal["month_of_right", "day_of_filing", "day_of_deciding", "day_of_event"]
    axes: dict[str, Words] = {}
    uprated_by: str | None = None
    adjusted_yearly_in_month: int | None = Field(default=None, ge=1, le=12, strict=False)
    gap: str | None = None
    not_read: str | None = Field(default=None, min_length=20)
    """Why a new value would change no result, although the right is computed."""
    note: str | None = None
    values: list[Entry]

    @property
    def is_number(self) -> bool:
        return self.unit in UNITS_OF_NUMBERS

    @property
    def article_to_print(self) -> str:
        return article_to_print(self.article, confirmed=self.article_confirmed)

    @property
    def denominator(self) -> int:
        """What the engine multiplies by to hold the value as a whole number."""
        return denominator_of(self.decimals)

    @model_validator(mode="after")
    def _numbers_are_bounded(self) -> "Parameter":
        if self.is_number and self.range is None:
            raise ValueError(f"{self.key}: a number needs 'range', so that the engine can prove it fits")
        if len(self.axes) > 2:
            raise ValueError(f"{self.key}: at most two axes")
        return self


class LocalParameter(Strict):
    """Values that a local layer adds to a shipped parameter."""

    key: str
    values: list[Entry] = Field(min_length=1)


class ParameterFile(Strict):
    act: str
    title: str
    parameters: list[Parameter]


class LocalFile(Strict):
    """The local layer: new parameters in full, and values added to shipped ones."""

    new: list[Parameter] = []
    added: list[LocalParameter] = []
