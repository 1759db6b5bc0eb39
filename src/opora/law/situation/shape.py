"""The outer shape of a situation, version 1."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .problems import Problem, pointer
from .wording import ByLanguage, in_every_language, said


class WrongDate(ValueError):
    """Text that is no day or month; `words` says so in each language."""

    def __init__(self, words: ByLanguage) -> None:
        super().__init__(words["en"])
        self.words = words


def _day(value: object) -> object:
    try:
        return (
            date.fromisoformat(value)
            if isinstance(value, str) and len(value) == len("2026-04-14")
            else _no(value)
        )
    except ValueError:
        raise WrongDate(said("no_day", text=value, example="2026-04-14")) from None


def _month(value: object) -> object:
    try:
        return date.fromisoformat(f"{value}-01") if isinstance(value, str) else _no(value)
    except ValueError:
        raise WrongDate(said("no_month", text=value)) from None


def _no(value: object) -> object:
    raise ValueError(value)


Day = Annotated[date, BeforeValidator(_day)]
Month = Annotated[date, BeforeValidator(_month)]
Name = Annotated[str, Field(min_length=1, max_length=64)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatesShape(Strict):
    """`month` is the first month asked about; without it a right begins when the law lets it begin."""

    month: Month | None = None
    filed: Day
    decided: Day


class Partner(Strict):
    type: Literal["partner"]
    persons: tuple[Name, Name]


class Parent(Strict):
    type: Literal["parent"]
    parent: Name
    child: Name


class InCare(Strict):
    type: Literal["in_care"]
    carer: Name
    child: Name


Relation = Annotated[Partner | Parent | InCare, Field(discriminator="type")]


class SituationShape(Strict):
    version: Literal[1]
    dates: DatesShape
    rights: list[str] = Field(min_length=1)
    applicant: Name
    persons: dict[Name, dict[str, Any]] = Field(min_length=1)
    relations: list[Relation] = []
    dwelling: dict[str, Any] = {}


def read_shape(data: object) -> SituationShape | list[Problem]:
    """The shape, or everything that is wrong with it."""
    try:
        return SituationShape.model_validate(data)
    except ValidationError as error:
        return [_problem(entry) for entry in error.errors()]


_KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown_part",
    "literal_error": "wrong_value",
    "union_tag_invalid": "wrong_value",
}
_RELATIONS = ("partner", "parent", "in_care")
_WORDED = frozenset(
    {
        "missing",
        "extra_forbidden",
        "union_tag_not_found",
        "union_tag_invalid",
        "literal_error",
        "too_short",
        "too_long",
        "string_too_short",
        "string_too_long",
        "string_type",
        "list_type",
        "tuple_type",
    }
)
"""The kinds of mistake that have a sentence of their own; of any other, an object belongs there."""


def _problem(entry: Any) -> Problem:
    path = pointer(*(part for part in entry["loc"] if part not in _RELATIONS))
    kind = str(entry["type"])
    return Problem(path, _KEYS.get(kind, "wrong_type"), _words(kind, entry))


def _words(kind: str, entry: Any) -> ByLanguage:
    known = entry.get("ctx", {})
    if kind == "value_error":
        words: ByLanguage = known["error"].words
        return words
    if kind not in _WORDED:
        return said("object_needed", what=_what(entry["input"]))
    return said(kind, **{"input": repr(entry["input"]), "relations": ", ".join(_RELATIONS), **known})


def _what(value: object) -> ByLanguage:
    """What somebody wrote where an object belongs."""
    if isinstance(value, list):
        return said("a_list")
    return said("nothing") if value is None else in_every_language(repr(value))
