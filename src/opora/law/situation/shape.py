"""The outer shape of a situation, version 1."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .problems import Problem, pointer


def _day(value: object) -> object:
    try:
        return (
            date.fromisoformat(value)
            if isinstance(value, str) and len(value) == len("2026-04-14")
            else _no(value)
        )
    except ValueError:
        raise ValueError(f"{value!r} is no day. Write it as '2026-04-14'.") from None


def _month(value: object) -> object:
    try:
        return date.fromisoformat(f"{value}-01") if isinstance(value, str) else _no(value)
    except ValueError:
        raise ValueError(f"{value!r} is no month. Write it as '2026-05'.") from None


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
_SENTENCES = {
    "missing": "This part is missing. Add it; docs/situation.md describes the format.",
    "extra_forbidden": "The format has no such part. Remove it, or correct its name.",
    "union_tag_not_found": f"A relation says its type: {', '.join(_RELATIONS)}. Add it.",
    "union_tag_invalid": f"No relation is called {{tag}}. The relations are: {', '.join(_RELATIONS)}.",
    "literal_error": "This program reads {expected} here, and the file says {input}. Correct it.",
    "too_short": "This part is empty. Name at least {min_length}.",
    "too_long": "This part names more than {max_length}. Leave out those that do not belong.",
    "string_too_short": "A name is not empty. Write one.",
    "string_too_long": "A name has at most {max_length} letters. Write a shorter one.",
    "string_type": "{input} is no text. Write it in quotes.",
    "list_type": 'This is a list, such as ["…", "…"]. Put its entries into square brackets.',
    "tuple_type": 'This is a list of two persons, such as ["ana", "bor"].',
    "value_error": "{error}",
}
_OBJECT = (
    'One object with named parts belongs here, {{"…": …}}; the file has {what}. docs/situation.md describes '
    "the format."
)


def _problem(entry: Any) -> Problem:
    path = pointer(*(part for part in entry["loc"] if part not in _RELATIONS))
    kind = str(entry["type"])
    known = _SENTENCES.get(kind, _OBJECT)
    words = {"input": repr(entry["input"]), "what": _what(entry["input"]), **entry.get("ctx", {})}
    return Problem(path, _KEYS.get(kind, "wrong_type"), known.format(**words))


def _what(value: object) -> str:
    """What somebody wrote where an object belongs."""
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else repr(value)
