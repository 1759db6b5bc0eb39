"""The records that the sources ask each field of work to keep, and the ones that have no place yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from opora.catalogue.checks.finding import Finding
from opora.catalogue.checks.unread import read
from opora.catalogue.loading import Catalogue
from opora.catalogue.reading import read_definitions
from opora.catalogue.schema.pieces import Definition, Key, Source, Words
from opora.catalogue.sentence import Sentence

FILE = Path(__file__).parent.parent / "records_asked.yaml"
Room = Literal[
    "law", "catalogue", "organisation", "people", "sources", "cases", "documents", "decisions", "reports"
]  # fmt: skip


class AskedRecord(Definition):
    """One record that a source asks for: kept in records or documents of tasks, or by a room for all."""

    key: Key
    what: Words
    kept_in: tuple[Words, ...] = ()
    kept_by: Room | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _it_is_kept_in_one_way(self) -> Self:
        if self.kept_in and self.kept_by:
            raise ValueError(Sentence("say kept_in or kept_by, not both"))
        return self


class AskedOfField(Definition):
    """What one field of work is asked to keep; without a field, what every field is."""

    field: Key | None
    source: Source
    records: tuple[AskedRecord, ...] = Field(min_length=1)


class RecordsAsked(Definition):
    """The whole list, field by field."""

    groups: tuple[AskedOfField, ...]


def records_asked(path: Path = FILE) -> RecordsAsked:
    """The list as it lies beside the tasks."""
    [asked] = read_definitions(RecordsAsked, path)
    return asked


def unplaced_records(catalogue: Catalogue, asked: RecordsAsked | None = None) -> Iterator[Finding]:
    """Every asked record without a place, every place that is not there, every field nobody asked about."""
    groups = (asked or records_asked()).groups
    places = frozenset(_places(catalogue))
    for group in groups:
        for record in group.records:
            yield from _without_place(group, record, places, catalogue)
    fields = catalogue.code_lists.get("fields_of_work")
    unasked = (fields.keys() if fields else frozenset()) - {group.field for group in groups}
    for field in sorted(unasked):
        yield Finding(
            "error", field, "Nobody listed the records of this field of work in records_asked.yaml."
        )


def _without_place(
    group: AskedOfField, record: AskedRecord, places: frozenset[str], catalogue: Catalogue
) -> Iterator[Finding]:
    where = group.field or "every field"
    source = record.source or group.source
    if not record.kept_in and record.kept_by is None:
        yield Finding(
            "error",
            where,
            f"{record.key} ({record.what}; {source}) has no place. Add the record to a definition of the "
            "field, and name it in records_asked.yaml.",
        )
    for place in read(record.kept_in, catalogue):
        if place not in places:
            yield Finding(
                "error",
                where,
                f"{record.key} ({source}) is kept in {place}, and no task has such a record or document.",
            )


def _places(catalogue: Catalogue) -> Iterator[str]:
    for key, versions in catalogue.tasks.items():
        for piece in (*versions[-1].records, *versions[-1].documents):
            yield f"{key}.{piece.key}"
