"""The way of a case through the stages of its task: what it went through, where it stands, what may come."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseState, Event
from opora.catalogue import Task
from opora.catalogue.schema.task import Stage
from opora.organisation.kept_queries import kept


def stages_of(task: Task, case: Case) -> list[dict[str, Any]]:
    """The way of the case through the stages of its task, for the stepper.

    Behind it stand the stages it went through, ahead of it those it may still come to; the ends a task knows
    are one until the case has come to its own.
    """
    if not task.stages:
        return []
    went_through = {task.stages[0].key, *_reached(case)} - {case.stage}
    keys = [stage.key for stage in task.stages]
    now = keys.index(case.stage) if case.stage in keys else 0
    way = [(stage, "done") for stage in task.stages[:now] if stage.key in went_through]
    way.append((task.stages[now], "now"))
    is_over = task.stages[now].is_ == CaseState.CLOSED.value
    way += [(stage, "ahead") for stage in task.stages[now + 1 :] if stage.is_ != "closed" and not is_over]
    steps = [{"words": _capital(stage), "state": state, "day": None} for stage, state in way]
    ends = [] if is_over else [stage for stage in task.stages if stage.is_ == CaseState.CLOSED.value]
    if ends:
        words = _capital(ends[0]) if len(ends) == 1 else _("The end")
        steps.append({"words": words, "state": "ahead", "day": None})
    return steps


@kept
def _reached(case: Case) -> QuerySet[Event, str]:
    return Event.objects.filter(case=case, key="stage_reached").values_list("detail__stage", flat=True)


def _capital(stage: Stage) -> str:
    name = stage.name(get_language() or "en")
    return name[:1].upper() + name[1:]
