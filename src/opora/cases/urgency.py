"""A yes that calls for a step at once: the case becomes urgent, and the step is planned for today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.checked_values import day_of
from opora.cases.models import Case, CaseState, CaseStep, StepState
from opora.cases.timeline import add_event
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record, Step
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


def call_for_steps(
    case: Case, definition: Record, content: Mapping[str, Any], *, by: Worker, at: datetime
) -> None:
    """As a part of keeping a record: plan today what its yes calls for, for whoever has the case.

    A step that is planned already, or was done since the record happened, is not called for again.
    """
    task, today = task_of(case), timezone.localdate(at)
    since = day_of(definition, content) or today
    for step, words in _called_for(task, definition, content):
        turns = case.steps.filter(key=step.key)
        if turns.filter(Q(state=StepState.PLANNED) | Q(state=StepState.DONE, ended_on__gte=since)).exists():
            continue
        turn = CaseStep.objects.create(
            case=case,
            key=step.key,
            turn=turns.count() + 1,
            state=StepState.PLANNED,
            planned_on=today,
            planned_for=case.assigned_to or by,
            reason=_("Entered: %(name)s.") % {"name": words},
        )
        _make_urgent(case)
        add_event(case, "step_called_for", by=by, at=at, step=step.key, turn=turn.turn)


def refuse_waiving_in_danger(case: Case, step: Step) -> None:
    """Refused for a step that the last word on the danger calls for: lack of time is no reason then."""
    if _is_in_danger(case, step):
        raise Refused(
            _(
                "The last record says that the danger is immediate, so “%(step)s” cannot be left out. Do it; "
                "once the danger is over, enter a record that says so."
            )
            % {"step": step.name(get_language() or "en")},
            field="reason",
        )


def refuse_ending_in_danger(case: Case, task: Task) -> None:
    """Refused where a step that the danger calls for was never done: closing would make it vanish."""
    done = set(case.steps.filter(state=StepState.DONE).values_list("key", flat=True))
    owed = [step for step in task.steps if step.key not in done and _is_in_danger(case, step)]
    if not owed:
        return
    language = get_language() or "en"
    raise Refused(
        _(
            "The last record says that the danger is immediate, and this was not done: %(steps)s. The case "
            "stays open until it is; once the danger is over, enter a record that says so."
        )
        % {"steps": ", ".join(f"“{step.name(language)}”" for step in owed)}
    )


def _is_in_danger(case: Case, step: Step) -> bool:
    """Whether the last record that answers one of the fields that call for the step says yes."""
    fields: dict[str, list[str]] = {}
    for path in step.called_for_by:
        _record, key, field = path.split(".")
        fields.setdefault(key, []).append(field)
    if not fields:
        return False
    rows = case.records.filter(key__in=fields, struck_at=None).order_by("-happened_on", "-pk")
    for row in rows:
        answers = [row.content[field] for field in fields[row.key] if row.content.get(field) is not None]
        if answers:
            return True in answers
    return False


def steps_called_for() -> QuerySet[CaseStep]:
    """The steps that a record called for at once and nobody has done yet, in every running case."""
    wanted = Q(pk__in=[])
    for task, versions in catalogue().tasks.items():
        keys = {step.key for version in versions for step in version.steps if step.called_for_by}
        if keys:
            wanted |= Q(case__task=task, key__in=keys)
    planned = CaseStep.objects.filter(wanted, state=StepState.PLANNED, case__is_urgent=True)
    return planned.exclude(case__state=CaseState.CLOSED)


def _called_for(task: Task, definition: Record, content: Mapping[str, Any]) -> list[tuple[Step, str]]:
    """Each step, and the name of the field whose yes calls for it."""
    language = get_language() or "en"
    found = []
    for step in task.steps:
        for field in definition.fields:
            if (
                f"record.{definition.key}.{field.key}" in step.called_for_by
                and content.get(field.key) is True
            ):
                found.append((step, field.name(language)))
                break
    return found


def _make_urgent(case: Case) -> None:
    if not case.is_urgent:
        case.is_urgent = True
        case.save(update_fields=["is_urgent"])
