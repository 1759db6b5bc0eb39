"""The data file of a municipality: which aids it grants, to whom, and how they are called."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Data):
    """A right with its place in the legal order and its name in three languages."""

    right: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    order: int
    sl: str
    it: str
    en: str


class Aid(Named):
    kind: str
    """Which fact says that it was granted this year: `<kind>_aid_granted_this_year`."""
    beneficiary: str
    not_after: str | None = None
    again_in_distress: bool = False


class Municipality(Data):
    word: str
    """Its word among the choices of `permanent_residence_in_municipality`."""
    prefix: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    """What the keys of its figures and parameters begin with."""
    decree: str = Field(pattern=r"^\S+$")
    common: Named
    aids: tuple[Aid, ...]

    def key(self, name: str) -> str:
        """The key of a figure or parameter of its own."""
        return f"{self.prefix}_{name}"


def shipped_municipalities() -> Iterator[Municipality]:
    """The municipalities whose data files stand in this folder."""
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        yield Municipality.model_validate(yaml.safe_load(path.read_text("utf-8")))
