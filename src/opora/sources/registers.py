"""Reads `registers.yaml`: the registers, what each knows, and how long an answer counts as fresh."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

PATH = Path(__file__).with_name("registers.yaml")


class LegalBasis(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    act: str
    article: str


class Register(BaseModel):
    """One official register."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sl: str = Field(min_length=1)
    it: str = Field(min_length=1)
    en: str = Field(min_length=1)
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    fresh_for_days: int = Field(gt=0)
    facts: tuple[str, ...]

    @property
    def fresh_for(self) -> timedelta:
        return timedelta(days=self.fresh_for_days)

    def name(self, language: str) -> str:
        """The register's name in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class Registers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    months_before_filing: int = Field(ge=0)
    years_before_filing: int = Field(ge=0)
    registers: dict[str, Register]

    @model_validator(mode="after")
    def _each_fact_has_one_register(self) -> Self:
        """Two registers for one fact would overwrite each other at every look-up."""
        giver: dict[str, str] = {}
        for key, register in self.registers.items():
            for fact in register.facts:
                if fact in giver:
                    raise ValueError(
                        f"{fact} is given by {giver[fact]} and by {key}; keep it in one register"
                    )
                giver[fact] = key
        return self


SETTINGS = Registers.model_validate(yaml.safe_load(PATH.read_text("utf-8")))
REGISTERS = SETTINGS.registers
_GIVERS = {fact: key for key, register in REGISTERS.items() for fact in register.facts}


def register_of(fact: str) -> str | None:
    """The key of the register that gives this fact; None where only the party or evidence can."""
    return _GIVERS.get(fact)
