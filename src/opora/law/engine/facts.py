"""Declarations of facts: what may be known of a person or a dwelling, and how it is asked.

They are data (`law/acts/facts/*.yaml`). A fact is of a day, of a month or of a year. A gate saves questions:
where `has_income` is no, every kind of income has its neutral value without being asked.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .calendar import day_number
from .errors import RuleError
from .labels import Labels
from .span import Value, span
from .types import CHOICE, DATE, TYPES, YES_NO, Type

Scalar = str | bool
Confidentiality = Literal[
    "identity", "residence", "income", "property", "work", "family", "health", "criminal"
]


class DecimalTextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads YAML without ever making a binary float or a date: numbers with a point stay text.

    The compiled parser, where PyYAML has it, starts the law four times faster.
    """


DecimalTextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":float", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Gate(BaseModel):
    """The yes/no that must be yes for the fact to matter; `otherwise` is what counts when it is no."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact: str
    otherwise: Scalar


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    of: Literal["person", "dwelling"] = "person"
    period: Literal["day", "month", "year"] = "day"
    type: str
    low: str | None = None
    high: str | None = None
    choices: tuple[str, ...] = ()
    choice_labels: dict[str, Labels] = {}
    gate: Gate | None = None
    judged_by_the_centre: bool = False
    """An assessment of the one who decides: never asked of a party."""
    confidentiality: Confidentiality
    label: Labels
    question: Labels
    hint: Labels | None = None

    @cached_property
    def kind(self) -> Type:
        return TYPES[self.type]

    @cached_property
    def unknown(self) -> Value:
        """What the engine reckons with while nobody knows the fact: any value of its range."""
        return span(*self.range)

    @cached_property
    def range(self) -> tuple[int, int]:
        """The least and greatest whole number the fact may be."""
        if self.kind is YES_NO:
            return 0, 1
        if self.kind is CHOICE:
            return 0, len(self.choices) - 1
        return self.whole(str(self.low)), self.whole(str(self.high))

    def whole(self, value: Scalar) -> int:
        """A value as written in a file, as the whole number the engine reckons with."""
        if self.kind is YES_NO:
            if not isinstance(value, bool):
                raise ValueError("not a yes or no")
            return int(value)
        if isinstance(value, bool):
            raise ValueError("a yes or no where a value is needed")
        if self.kind is CHOICE:
            return self.choices.index(value)
        if self.kind is DATE:
            return day_number(date.fromisoformat(value))
        return self.kind.whole(Decimal(value))

    @model_validator(mode="after")
    def _is_complete(self) -> "Fact":
        if self.type not in TYPES:
            raise ValueError(f"{self.key}: no type is called {self.type!r}; the types are {', '.join(TYPES)}")
        if self.kind is CHOICE:
            if set(self.choices) != set(self.choice_labels) or not self.choices:
                raise ValueError(f"{self.key}: a choice needs 'choices' and a label for each of them")
        elif self.kind is not YES_NO and (self.low is None or self.high is None):
            raise ValueError(f"{self.key}: a value needs 'low' and 'high', so that its range is known")
        return self


def load_facts(paths: Iterable[Path]) -> dict[str, Fact]:
    """All facts declared in the files; a slip is refused with file, fact and cure."""
    facts: dict[str, Fact] = {}
    for path in paths:
        declared: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=DecimalTextLoader)  # noqa: S506
        for key, entry in declared.items():
            if key in facts:
                raise RuleError(f"{path.name}: the fact {key!r} is declared twice; keep one declaration.")
            try:
                facts[key] = Fact(key=key, **entry)
            except (ValidationError, TypeError) as error:
                raise RuleError(f"{path.name}, fact {key!r}: {error}") from None
    _check_gates(facts)
    return facts


def _check_gates(facts: dict[str, Fact]) -> None:
    for fact in facts.values():
        if fact.gate is None:
            continue
        gate = facts.get(fact.gate.fact)
        if gate is None or gate.kind is not YES_NO or gate.period != "day" or gate.of != fact.of:
            raise RuleError(
                f"Fact {fact.key!r}: its gate {fact.gate.fact!r} must be a yes/no of the day, of the same "
                f"{fact.of}."
            )
