"""The files of services beside what the rulebook wants in them, from the rows of cases; many at once.

What a file must hold stands in `norms/files`, what follows from it in `norms.file_state`. Of a record only
the few fields are read that the check asks for, and of the others whether something stands in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from opora.cases.deadline_events import Tasks
from opora.cases.models import Case, CaseRecord, CaseStep, Consent, Party, Referral, StepState
from opora.documents.models import Document
from opora.norms import norms
from opora.norms.file_course import Course
from opora.norms.file_kept import Kept, Row, StepRow
from opora.norms.file_schema import ServiceFile
from opora.norms.file_state import FileState, file_state

OfCase = tuple[int, Row]
Opened = Mapping[int, date]
"""The cases looked at, each with the day on which it was opened."""


def services() -> list[str]:
    """The tasks of the catalogue whose files are checked, in the order of the rulebook."""
    return list(norms().files)


def file_of(case: Case) -> FileState | None:
    """The file of one case; none where nothing says what it must hold."""
    return files_of([case]).get(case.pk)


def files_of(cases: Iterable[Case]) -> Mapping[int, FileState]:
    """The file of each case of a service, in at most six queries; no others."""
    held = {case.pk: (case, file) for case in cases if (file := _file(case)) is not None}
    if not held:
        return {}
    files = {(file.task, file.valid_from): file for _case, file in held.values()}
    rows: dict[int, list[Row]] = defaultdict(list)
    opened = {pk: case.opened_on for pk, (case, _file) in held.items()}
    for gather in (_records, _papers, _onward, _persons):
        for pk, row in gather(opened, files.values()):
            rows[pk].append(row)
    steps = _steps(held)
    courses = _Courses()
    return {
        pk: file_state(courses.of(case, file), _kept(case, rows[pk], steps[pk]))
        for pk, (case, file) in held.items()
    }


class _Courses:
    """The course of each service, worked out once for all cases of the same version of its task."""

    def __init__(self) -> None:
        self._tasks = Tasks()
        self._known: dict[tuple[int, date | None], Course] = {}

    def of(self, case: Case, file: ServiceFile) -> Course:
        task = self._tasks.of(case)
        known = id(task), file.valid_from
        if known not in self._known:
            self._known[known] = Course(file, task)
        return self._known[known]


def _file(case: Case) -> ServiceFile | None:
    return norms().file(case.task, on=case.opened_on)


def _kept(case: Case, rows: list[Row], steps: list[StepRow]) -> Kept:
    return Kept(
        opened_on=case.opened_on,
        opened_how=case.opened_how,
        closed_on=case.closed_on,
        outcome=case.outcome,
        rows=tuple(rows),
        steps=tuple(steps),
    )


def _records(cases: Opened, files: Collection[ServiceFile]) -> Iterator[OfCase]:
    asked = sorted({name for file in files for name in file.asked})
    filled = sorted({name for file in files for name in file.filled} - set(asked))
    values = {f"asked_{name}": KeyTransform(name, "content") for name in asked}
    held = {
        f"filled_{name}": ExpressionWrapper(Q(content__has_key=name), output_field=BooleanField())
        for name in filled
    }
    found = CaseRecord.objects.filter(case__in=cases, struck_at=None).annotate(**values, **held)
    names = ("case_id", "key", "public_id", "happened_on", "entered_at")
    for case, key, public_id, on, entered_at, *content in found.order_by().values_list(
        *names, *values, *held
    ):
        told = dict(zip([*asked, *filled], content, strict=True))
        yield case, Row("record", key, str(public_id), on or timezone.localdate(entered_at), told)


def _papers(cases: Opened, files: Collection[ServiceFile]) -> Iterator[OfCase]:
    kinds = {part.document for file in files for part in file.parts if part.document}
    found = Document.objects.filter(case__in=cases, kind__in=kinds).order_by()
    for case, kind, public_id, on in found.values_list("case_id", "kind", "public_id", "registered_on"):
        yield case, Row("paper", kind, str(public_id), on)


def _onward(cases: Opened, files: Collection[ServiceFile]) -> Iterator[OfCase]:
    """Referrals and consents of the page on which a case goes on."""
    kinds = {part.onward for file in files for part in file.parts}
    if "referral" in kinds:
        sent = Referral.objects.filter(case__in=cases).order_by()
        for case, pk, on in sent.values_list("case_id", "pk", "on"):
            yield case, Row("onward", "referral", str(pk), on)
    if "consent" in kinds:
        given = Consent.objects.filter(case__in=cases).order_by()
        for case, pk, on in given.values_list("case_id", "pk", "given_on"):
            yield case, Row("onward", "consent", str(pk), on)


def _persons(cases: Opened, files: Collection[ServiceFile]) -> Iterator[OfCase]:
    roles = {part.role for file in files for part in file.parts if part.role}
    if not roles:
        return
    found = Party.objects.persons().filter(case__in=cases, role__in=roles).order_by()
    told = found.values_list("case_id", "role", "person__public_id", "person__born", "person__sex")
    for case, role, public_id, born, sex in told:
        known = {"born": born is not None, "sex": bool(sex)}
        yield case, Row("person", role, str(public_id), cases[case], known)


def _steps(cases: Collection[int]) -> Mapping[int, list[StepRow]]:
    ended = CaseStep.objects.filter(case__in=cases, state__in=(StepState.DONE, StepState.WAIVED))
    found: dict[int, list[StepRow]] = defaultdict(list)
    for case, key, state, on, reason in ended.order_by("turn").values_list(
        "case_id", "key", "state", "ended_on", "reason"
    ):
        if on is not None:
            found[case].append(StepRow(key, on, state == StepState.WAIVED, reason))
    return found
