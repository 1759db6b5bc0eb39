"""What a case keeps beside its parties: records with typed fields, from which everything countable is counted."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from opora.catalogue.schema.pieces import Key, Named, Source, Sourced, Words

FieldType = Literal[
    "text", "long_text", "yes_no", "choice", "choices", "date", "moment", "count", "money", "percent",
    "minutes", "hours", "days", "party", "worker", "body", "place", "document",
]  # fmt: skip


class RecordField(Named):
    """One field. `choice` and `choices` name a code list; `party` is a person of the case."""

    type: FieldType
    choices: Key | None = None
    unit: Words | None = None
    required: bool = False
    source: Source | None = None

    @model_validator(mode="after")
    def _a_choice_names_its_code_list(self) -> Self:
        if (self.type in ("choice", "choices")) != (self.choices is not None):
            raise ValueError(f"{self.key}: a code list stands with type choice or choices, and only there")
        return self


class Record(Sourced):
    """A kind of record: once a case, or as often as it happens (`many`).

    `happens_on` is the field that puts it into a day, month and year of the statistics.
    """

    many: bool
    happens_on: Key | None = None
    sealed: bool = False
    """Seen only by those who handle the case, also where the case itself is not sealed."""
    fields: tuple[RecordField, ...]

    @model_validator(mode="after")
    def _its_day_is_one_of_its_fields(self) -> Self:
        days = {field.key for field in self.fields if field.type in ("date", "moment")}
        if self.happens_on is not None and self.happens_on not in days:
            raise ValueError(f"{self.key}: happens_on {self.happens_on!r} is no date or moment among its fields")
        return self

    @model_validator(mode="after")
    def _each_field_once(self) -> Self:
        keys = [field.key for field in self.fields]
        if len(set(keys)) < len(keys):
            raise ValueError(f"{self.key}: a field stands twice")
        return self


class Indicator(Sourced):
    """What is counted of a task's cases. It never holds a number: a report computes it from the records."""

    counts: Literal[
        "cases", "persons", "families", "children", "records", "steps", "decisions", "documents", "services",
        "minutes", "days", "nights", "money", "share", "average",
    ]  # fmt: skip
    of: Words | None = None
    """A record, step or document by its key, a field as `record.field`, or a state of the case."""
    when: Literal["opened", "closed", "running", "happened", "carried_over"] = "happened"
    by: tuple[Words, ...] = ()
    """What it is split by: `unit`, `month`, `sex`, `age_band`, `municipality`, or a field `record.field`."""
