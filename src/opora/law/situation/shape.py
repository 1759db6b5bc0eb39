"""The outer shape of a situation, version 1."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .problems import Problem, pointer


def _day(value: object) -> object:
    if isinstance(value, str):
        return date.fromisoformat(value)
    raise ValueError("a day is written as text, such as '2026-04-14'")


def _month(value: object) -> object:
    if isinstance(value, str) and len(value) == len("2026-05"):
        return date.fromisoformat(f"{value}-01")
    raise ValueError("a month is written as text, such as '2026-05'")


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


_KEYS = {"missing": "missing", "extra_forbidden": "unknown_part", "literal_error": "wrong_value"}


def _problem(entry: Any) -> Problem:
    path = pointer(*(part for part in entry["loc"] if part not in ("partner", "parent", "in_care")))
    kind = str(entry["type"])
    if kind == "missing":
        sentence = "This part is missing. Add it; docs/situation.md describes the format."
    elif kind == "extra_forbidden":
        sentence = "The format has no such part. Remove it, or correct its name."
    else:
        sentence = f"{str(entry['msg']).removeprefix('Value error, ')}. Correct the value."
    return Problem(path, _KEYS.get(kind, "wrong_type"), sentence)
