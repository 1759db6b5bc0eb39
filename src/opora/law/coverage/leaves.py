"""The condition leaves of the reference as data, checked when they are read."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

FOLDER = Path(__file__).parent

Kind = Literal[
    "cash_benefit",
    "leave",
    "permission",
    "procedure",
    "service",
    "status",
    "subsidy",
]


class CoverageError(ValueError):
    """A coverage file that cannot be read as one; names file, right and cure."""


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Leaf(Row):
    """One condition as the source has it, and where it stands in the rules."""

    fact: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Its name in the reference; kept by the graph where a fact or figure of that name exists."""
    op: str
    value: Any
    line: int
    figure: str | None = None
    not_modelled: str | None = Field(default=None, min_length=15)

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Leaf":
        if self.figure and self.not_modelled:
            raise ValueError(f"{self.fact}: a leaf is held by a figure or not modelled, never both")
        return self


class Names(Row):
    sl: str = Field(min_length=2)
    en: str = Field(min_length=2)


class CoveredRight(Row):
    label: Names
    kind: Kind
    conditions: tuple[Leaf, ...]


class Area(Row):
    """One file: an area of the reference with its rights."""

    area: str
    rights: dict[str, CoveredRight]


@cache
def load_coverage() -> tuple[Area, ...]:
    """Every area in the order of the file names."""
    return tuple(area_from(path) for path in sorted(FOLDER.glob("*.yaml")))


def area_from(path: Path) -> Area:
    """One area; a slip is refused with file, place and what is wrong."""
    try:
        area = Area.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()
        )
        raise CoverageError(f"{path.name}: {problems}. Correct the file.") from None
    if area.area != path.stem:
        raise CoverageError(f"{path.name}: it says area {area.area!r}. Name file and area alike.")
    return area
