"""What the file of a service holds, what it lacks, and what is not due yet: worked out from its rows alone.

A check and nothing else: it blocks no step and no end of a case. A part is due once the course of the
service has come to the steps that make it (the order of the catalogue), or past them; at the latest when
the service has ended. A part that only some files need is due once something calls for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from opora.norms.file_course import Course
from opora.norms.file_kept import Kept, Row, StepRow
from opora.norms.file_schema import Calling, FilePart, ServiceFile, Span, Telling

Standing = Literal["there", "missing", "not_yet", "left_out"]


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: since when it is due, and the row it belongs to where that is there."""

    since: date
    row: Row | None = None


@dataclass(frozen=True)
class PartState:
    """A part of the file as it stands; `left_out` is the step that was left out with a reason."""

    part: FilePart
    standing: Standing
    proofs: tuple[Row, ...] = ()
    gaps: tuple[Gap, ...] = ()
    left_out: StepRow | None = None


@dataclass(frozen=True)
class FileState:
    """A file beside what it must hold; what nothing calls for is not told."""

    file: ServiceFile
    parts: tuple[PartState, ...]

    @property
    def missing(self) -> tuple[PartState, ...]:
        return tuple(each for each in self.parts if each.standing == "missing")

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def since(self) -> date | None:
        """The day from which the oldest gap is due."""
        return min((gap.since for each in self.missing for gap in each.gaps), default=None)


def file_state(course: Course, kept: Kept) -> FileState:
    """Every part that this version of the task knows and the case calls for, in the order of the file."""
    found = _Standing(course, kept)
    return FileState(
        course.file, tuple(state for part in course.parts if (state := found.state(part)) is not None)
    )


@dataclass(frozen=True)
class _Standing:
    course: Course
    kept: Kept

    def state(self, part: FilePart) -> PartState | None:
        """None for a part that nothing calls for."""
        if part.each is not None:
            return self._of_each(part, part.each)
        rows, due = self._rows(part), self._due(part)
        proofs = [row for row in rows if all(row.holds(name) for name in part.known)]
        lacking = [row for row in rows if row not in proofs]
        gaps = _untaken(self._over(part.closes), proofs) if part.closes else []
        if not gaps and due is not None:
            gaps = [Gap(due, row) for row in lacking] if rows else [Gap(due)]
        left_out = self._left_out(part)
        if gaps and left_out is None:
            return PartState(part, "missing", tuple(proofs), tuple(gaps))
        if proofs and not lacking and not (part.role and due is None and self.course.is_by_need(part)):
            return PartState(part, "there", tuple(proofs))
        if left_out is not None:
            return PartState(part, "left_out", left_out=left_out)
        return None if self.course.is_by_need(part) or self.kept.closed_on else PartState(part, "not_yet")

    def _of_each(self, part: FilePart, each: Telling) -> PartState | None:
        """One for each record of a kind: its own fields, or a paper made on its day or later."""
        owing = [row for row in self.kept.records(each.record) if each.is_so(row.content)]
        papers = self.kept.papers(part.document)
        proofs, gaps = [], []
        for row in owing:
            paper = next((one for one in papers if one.day >= row.day), None)
            if all(row.holds(name) for name in part.filled):
                proofs.append(row)
            elif paper is not None:
                papers.remove(paper)
                proofs.append(paper)
            else:
                gaps.append(Gap(row.day, row))
        if not owing:
            return None
        return PartState(part, "missing" if gaps else "there", tuple(proofs), tuple(gaps))

    def _rows(self, part: FilePart) -> list[Row]:
        """Its records, else papers, else what was kept onward, else the persons in its role."""
        return (
            self.kept.records(part.record)
            or self.kept.papers(part.document)
            or self.kept.onward(part.onward)
            or self.kept.persons(part.role)
        )

    def _due(self, part: FilePart) -> date | None:
        """The day from which it is owed; none while it is not."""
        if self.course.is_by_need(part):
            done = [each.day for each in self._done if each.key in self.course.keys[part.key]]
            return min([*done, *self._called(part.when)], default=None)
        first = self.course.begins(part)
        reached = [day for place, day in self._reached if first is not None and place >= first]
        return min([*reached, *([self._finished] if self._finished else [])], default=None)

    def _called(self, when: Iterable[Calling]) -> Iterator[date]:
        for calling in when:
            if (told := calling.told) is not None:
                rows = self.kept.records(told.record)
                yield from (row.day for row in rows if told.is_so(row.content))
            elif calling.opened and self.kept.opened_how in calling.opened:
                yield self.kept.opened_on
            elif self.kept.closed_on and self.kept.outcome in calling.outcome:
                yield self.kept.closed_on

    def _over(self, span: Span) -> list[tuple[date, date, date]]:
        """Each that is over: when it began, until when it may be closed, and since when that is due."""
        rows = self.kept.records(span.record)
        found = []
        for place, row in enumerate(rows):
            later = rows[place + 1].day if place + 1 < len(rows) else None
            ended = _read(row.content.get(span.ends_on)) or later or self._finished
            if ended is not None:
                found.append((row.day, later or date.max, ended))
        return found

    def _left_out(self, part: FilePart) -> StepRow | None:
        """The step that makes it, where that was left out and never done."""
        keys = self.course.keys[part.key]
        if any(each.key in keys for each in self._done):
            return None
        return next((each for each in self.kept.steps if each.left_out and each.key in keys), None)

    @property
    def _finished(self) -> date | None:
        """The day on which the service ended, carried through."""
        return None if self.kept.outcome in self.course.file.unfinished else self.kept.closed_on

    @cached_property
    def _done(self) -> list[StepRow]:
        return [each for each in self.kept.steps if not each.left_out]

    @cached_property
    def _reached(self) -> list[tuple[int, date]]:
        """How far the course had come on which days: by steps done, records kept and papers made of them."""
        order = self.course.order
        found = [(order[each.key], each.day) for each in self._done if each.key in order]
        for key, place in self.course.records.items():
            found += [(place, row.day) for row in self.kept.records(key)]
        for key, place in self.course.papers.items():
            found += [(place, row.day) for row in self.kept.papers(key)]
        return found


def _untaken(over: Iterable[tuple[date, date, date]], proofs: list[Row]) -> list[Gap]:
    """What is over and was closed by nothing; each proof closes one."""
    left, gaps = list(proofs), []
    for began, until, since in over:
        closing = next((row for row in left if began <= row.day <= until), None)
        if closing is None:
            gaps.append(Gap(since))
        else:
            left.remove(closing)
    return gaps


def _read(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
