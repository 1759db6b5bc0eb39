"""What the file of a service holds and lacks, as the page of its case tells it, with the way to enter it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseState
from opora.catalogue import Task
from opora.documents.service_files import file_of
from opora.norms.file_kept import Row
from opora.norms.file_schema import FilePart
from opora.norms.file_state import FileState, Gap, PartState
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.catalogue_sheet import reading
from opora.web.links import address


@dataclass(frozen=True)
class Place:
    """A row of the file, or the page on which what is missing is entered; no address where it is not open."""

    day: date
    address: str


@dataclass(frozen=True)
class PartShown:
    """One part of the file: what proves it, or since when it is missing and where it is entered."""

    name: str
    standing: str
    article: str
    places: Sequence[Place]
    is_closed_to_me: bool
    reason: str


@dataclass(frozen=True)
class FileShown:
    """The file of a case; `is_ended` where nothing more can be entered in it."""

    parts: Sequence[PartShown]
    missing: int
    is_ended: bool
    notes: Sequence[str]
    elsewhere: Sequence[tuple[str, str, str]]


def file_shown(case: Case, worker: Worker, *, handles: bool) -> FileShown | None:
    """None for a case of which nothing says what its file must hold.

    Of sealed kinds of record those who do not handle the case learn whether there is one, and no more.
    """
    state = file_of(case)
    if state is None:
        return None
    pages = _Pages(case, task_of(case), worker, handles)
    return FileShown(
        parts=[pages.part(each) for each in _missing_first(state)],
        missing=len(state.missing),
        is_ended=case.state == CaseState.CLOSED,
        notes=_notes(state),
        elsewhere=[
            (each.name(reading()), pages.register(each.register_), each.article)
            for each in state.file.elsewhere
        ],
    )


def _missing_first(state: FileState) -> list[PartState]:
    return sorted(state.parts, key=lambda each: each.standing != "missing")


def _notes(state: FileState) -> list[str]:
    """What the sources leave open, each sentence once."""
    told = [state.file.note, *(each.part.note for each in state.parts)]
    return list(dict.fromkeys(note.in_language(reading()) for note in told if note is not None))


@dataclass(frozen=True)
class _Pages:
    """The pages of a case that are open to a worker."""

    case: Case
    task: Task
    worker: Worker
    handles: bool

    def part(self, state: PartState) -> PartShown:
        part = state.part
        is_closed = not self.handles and self._is_sealed(part)
        gaps = [Place(gap.since, self._entered_at(part, gap)) for gap in state.gaps]
        proofs = [Place(row.day, self._row(row)) for row in state.proofs]
        return PartShown(
            name=_capital(part.name(self.task, reading())),
            standing=state.standing,
            article=part.article or "",
            places=[] if is_closed else gaps if state.standing == "missing" else proofs,
            is_closed_to_me=is_closed,
            reason=state.left_out.reason if state.left_out else "",
        )

    def register(self, key: str) -> str:
        return address("register", key) if may(self.worker, "keep_record") else ""

    def _is_sealed(self, part: FilePart) -> bool:
        kinds = {part.record, part.each.record if part.each else None}
        return any(record.sealed for record in self.task.records if record.key in kinds)

    def _entered_at(self, part: FilePart, gap: Gap) -> str:
        """The row to be filled in, else the form of the record, else the page of papers or of the person."""
        if gap.row is not None:
            return self._row(gap.row)
        if part.record is not None and part.is_known_to(self.task):
            return self._for("keep_record", address("add_record", self.case.public_id, part.record))
        if part.document is not None:
            return self._for("write_paper", address("papers", self.case.public_id))
        return self._for("keep_record", address("add_party", self.case.public_id))

    def _row(self, row: Row) -> str:
        if row.kind == "onward":
            return address("onward", self.case.public_id)
        if row.kind == "paper":
            return self._for("see_document", address("document", UUID(row.id)))
        return address("record" if row.kind == "record" else "person", UUID(row.id))

    def _for(self, step: str, where: str) -> str:
        return where if may(self.worker, step, case=self.case) else ""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
