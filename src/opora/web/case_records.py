"""The records of a case as its page lists them: by kind, each in its first few fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from opora.cases.balances import asks_for_a_look
from opora.cases.models import Case, CaseRecord
from opora.cases.named_cases import fields_of_cases
from opora.cases.shown_values import Names, names_of, shown
from opora.catalogue import Task
from opora.catalogue.schema import Record, RecordField
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web.links import address

CELLS = 4
WORDS_OF_A_CELL = 24


@dataclass(frozen=True)
class Cell:
    """One value with the name of its field."""

    label: str
    value: str
    href: str = ""
    """Of another case, its page, for a reader who may see it."""


@dataclass(frozen=True)
class RecordRow:
    """One record of a list."""

    record: CaseRecord
    day: date | None
    cells: list[Cell]
    is_struck: bool


@dataclass
class RecordKind:
    """A kind of record of the task with what the case holds of it."""

    key: str
    name: str
    many: bool
    sealed: bool
    is_open_to_me: bool
    rows: list[RecordRow] = field(default_factory=list)

    @property
    def may_have_another(self) -> bool:
        """Whether one more may be added: a kind that a case has once is there once."""
        return self.is_open_to_me and (self.many or not any(not row.is_struck for row in self.rows))


def kinds_of(task: Task, case: Case, *, handles: bool, reader: Worker | None = None) -> list[RecordKind]:
    """Every kind of the task; those a case holds something of stand first, in the order of the definition.

    `handles`: whether the reader handles the case, and so may read its sealed kinds. Without `reader` no
    other case is shown as one they may see.
    """
    records = _records_of(case)
    language = get_language() or "en"
    names = names_of_all(task.records, records, language, reader)
    kinds = [_kind(each, records, names, language, handles) for each in task.records]
    return sorted(kinds, key=lambda kind: not kind.rows)


@kept
def _records_of(case: Case) -> QuerySet[CaseRecord]:
    every = CaseRecord.objects.filter(case=case).select_related("entered_by", "changed_by")
    return every.order_by("happened_on", "pk")


def names_of_all(
    definitions: Iterable[Record],
    records: Iterable[CaseRecord],
    language: str,
    reader: Worker | None = None,
) -> Names:
    """Every name these records of several kinds need, in one query a type however many there are."""
    by_key = {definition.key: definition for definition in definitions}
    known = ((by_key[each.key], each.content) for each in records if each.key in by_key)
    return names_of(known, language, reader)


def cells_of(definition: Record, content: Mapping[str, Any], names: Names, language: str) -> list[Cell]:
    """Every field of a record that holds something, in words."""
    return [
        _cell(told, content[told.key], names, language) for told in definition.fields if told.key in content
    ]


def _cell(
    told: RecordField, value: Any, names: Names, language: str, *, write: Callable[[str], str] = str
) -> Cell:
    seen = names.cases.get(value) if told.type == "case" else None
    words = write(shown(told, value, language, names))
    return Cell(_capital(told.name(language)), words, address("case", seen) if seen else "")


def cases_to_open(definition: Record, kept: CaseRecord, language: str, reader: Worker) -> list[Cell]:
    """The cases that a record names and the reader may see, each a link to it."""
    named = fields_of_cases(definition, kept.content)
    if not named:
        return []
    cells = cells_of(definition, named, names_of_all([definition], [kept], language, reader), language)
    return [cell for cell in cells if cell.href]


def _kind(
    definition: Record, records: Iterable[CaseRecord], names: Names, language: str, handles: bool
) -> RecordKind:
    kind = RecordKind(
        definition.key,
        _capital(definition.name(language)),
        definition.many,
        definition.sealed,
        handles or not definition.sealed,
    )
    if kind.is_open_to_me:
        told = _telling(definition)
        kind.rows = [
            _row(told, record, names, language) for record in records if record.key == definition.key
        ]
    return kind


def _row(told: list[RecordField], record: CaseRecord, names: Names, language: str) -> RecordRow:
    filled = [each for each in told if each.key in record.content]
    filled = sorted(filled, key=lambda each: not asks_for_a_look(each, record.content))[:CELLS]
    cells = [_cell(each, record.content[each.key], names, language, write=_short) for each in filled]
    return RecordRow(record, record.happened_on, cells, record.struck_at is not None)


def _telling(definition: Record) -> list[RecordField]:
    """The fields that tell records of a kind apart: what is required first, never its day."""
    told = [each for each in definition.fields if each.key != definition.happens_on]
    return sorted(told, key=lambda each: (not each.required, each.type == "long_text"))


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= WORDS_OF_A_CELL else " ".join(words[:WORDS_OF_A_CELL]) + " …"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
