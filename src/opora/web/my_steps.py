"""The steps of a worker's day: what is planned for them, and what their cases still wait for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, CaseState, CaseStep, StepState
from opora.cases.step_views import open_obligatory_of
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.rights.models import Application
from opora.web.links import address

PLANNED_SHOWN = 20
STEPS_NAMED = 3


@dataclass(frozen=True)
class PlannedStep:
    """A step planned for a worker: its day, or none yet, and how late it is."""

    state: str
    words: str
    day: date | None
    case: Case
    address: str


@dataclass(frozen=True)
class CaseToWorkOn:
    """What a case still waits for and nobody has planned: the first steps by name, and how many more."""

    case: Case
    steps: tuple[str, ...]
    more: int
    address: str

    @property
    def count(self) -> int:
        return len(self.steps) + self.more


@kept
def planned_rows(worker: Worker) -> QuerySet[CaseStep]:
    """Steps that were planned for the worker, the earliest first; what has no day comes last."""
    planned = CaseStep.objects.filter(planned_for=worker, state=StepState.PLANNED)
    running = planned.exclude(case__state=CaseState.CLOSED).select_related("case")
    return running.order_by(F("planned_on").asc(nulls_last=True), "pk")[:PLANNED_SHOWN]


def planned_steps(rows: Iterable[CaseStep], today: date) -> list[PlannedStep]:
    """The same as the worker reads them."""
    return [
        PlannedStep(
            _state(row.planned_on, today),
            step_name(row.case, row.key),
            row.planned_on,
            row.case,
            f"{address('case', row.case.public_id)}#step-{row.key}",
        )
        for row in rows
    ]


def cases_to_work_on(cases: Sequence[Case], today: date) -> list[CaseToWorkOn]:
    """Of these cases, told apart by `with_applications`, those with obligatory steps nobody has planned yet.

    An application for public funds is led by pages of its own, so its steps are left out.
    """
    led_by_steps = [case for case in cases if not case.is_applied_for]  # type: ignore[attr-defined]
    waiting = open_obligatory_of(led_by_steps, on=today)
    language = get_language() or "en"
    found = []
    for case in led_by_steps:
        names = [view.definition.name(language) for view in waiting[case.pk] if view.state == "open"]
        if names:
            shown = tuple(names[:STEPS_NAMED])
            found.append(CaseToWorkOn(case, shown, len(names) - len(shown), address("case", case.public_id)))
    return found


def with_applications(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases, each with whether an application is led in it."""
    return cases.annotate(is_applied_for=Exists(Application.objects.filter(case=OuterRef("pk"))))


def step_name(case: Case, key: str) -> str:
    """What the case's task calls a step."""
    step = next((each for each in task_of(case).steps if each.key == key), None)
    return step.name(get_language() or "en") if step else _("A step")


def _state(day: date | None, today: date) -> str:
    if day is None or day > today:
        return "ahead"
    return "today" if day == today else "overdue"
