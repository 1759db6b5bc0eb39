"""What follows from an entry by itself: the step of which a record is kept, or a paper made, is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.executors import refuse_unfit
from opora.cases.models import Case, CaseRecord, StepState
from opora.cases.records import add_record, definition_of, records_of
from opora.cases.stages import reach_stage
from opora.cases.step_views import StepView, steps_of
from opora.cases.steps import do_step
from opora.cases.told_minutes import minutes_told, travel_told
from opora.catalogue import Task
from opora.catalogue.schema.pieces import Named
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@dataclass(frozen=True)
class Along:
    """The step that was done with what a record tells, and the minutes it took.

    Without minutes of its own it took as long as the record says.
    """

    step: str
    minutes: int | None = None
    travel_minutes: int | None = None


def steps_kept_in(case: Case, task: Task, key: str, *, worker: Worker, on: date) -> list[StepView]:
    """The steps told of in records of this kind that the worker may do now; those waited for first.

    A step that ends with an act of the centre is done by its issue, whatever a record says of it.
    """
    acts = {document.key for document in task.documents if document.is_act}
    kept = [
        view
        for view in steps_of(case, on=on)
        if view.definition.record == key and view.definition.document not in acts and _may_be_done(view)
    ]
    fit = [view for view in kept if _is_fit(worker, task, view, on)]
    return sorted(fit, key=lambda view: not view.is_open)


@transaction.atomic
def enter_record(
    case: Case, key: str, values: Mapping[str, Any], *, along: Along | None, by: Worker, at: datetime
) -> CaseRecord:
    """Keep a record and do the step it tells of, on its day. Refused as the two are; nothing is half kept."""
    kept = add_record(case, key, values, by=by, at=at)
    if along is not None and _shows(kept, case, along.step):
        definition = definition_of(kept)
        minutes, travel = minutes_told(definition, kept.content), travel_told(definition, kept.content)
        do_step(
            case,
            along.step,
            on=_day_of_work(kept, case, timezone.localdate(at)),
            minutes=minutes if along.minutes is None else along.minutes,
            travel_minutes=(travel if along.travel_minutes is None else along.travel_minutes) or 0,
            reason=_ground(definition),
            by=by,
            at=at,
        )
    return kept


@transaction.atomic
def follow_paper(
    case: Case, document: Named, *, by: Worker, at: datetime, reaches_stage: bool = True
) -> None:
    """A paper of the task was made, or its act issued: its step is done, and the case comes to its stage.

    The step stays open where whoever made the paper may not do it, and the stage where `reaches_stage` says
    so: it is called after success.
    """
    made = [
        view
        for view in steps_of(case, on=timezone.localdate(at))
        if view.definition.document == document.key and _may_be_done(view) and not _was_told(case, view)
    ]
    for view in sorted(made, key=lambda view: not view.is_open)[:1]:
        try:
            with transaction.atomic():
                on = timezone.localdate(at)
                do_step(case, view.key, on=on, reason=_ground(document), by=by, at=at)
        except Refused:
            continue
    case.refresh_from_db(fields=["state", "stage"])
    if reaches_stage:
        reach_stage(case, f"document.{document.key}", by=by, at=at)


def steps_it_leaves(kept: CaseRecord, case: Case) -> list[StepView]:
    """The steps that wait although this record is kept of them: it says no where they need a yes."""
    of_it = [view for view in steps_of(case) if view.definition.record == kept.key and view.is_open]
    return [view for view in of_it if not view.definition.is_shown_by(kept.content)]


def _shows(kept: CaseRecord, case: Case, step: str) -> bool:
    definition = next((each for each in task_of(case).steps if each.key == step), None)
    return definition is None or definition.is_shown_by(kept.content)


def _day_of_work(kept: CaseRecord, case: Case, today: date) -> date:
    """The day the record is of; today where that lies ahead, or before there was a case to work in.

    What a record tells may have begun long before: the violence of years is entered on one day.
    """
    on = kept.happened_on
    return on if on is not None and case.opened_on <= on <= today else today


def _was_told(case: Case, view: StepView) -> bool:
    """Whether each record kept of a step that comes again has done it: the paper is of the last of them."""
    kept = records_of(case, view.definition.record).count() if view.definition.record else 0
    return bool(kept) and sum(turn.state == StepState.DONE for turn in view.turns) >= kept


def _may_be_done(view: StepView) -> bool:
    step = view.definition
    comes_again = step.every is not None or step.event is not None
    return comes_again or view.state in ("open", "planned", "not_due")


def _is_fit(worker: Worker, task: Task, view: StepView, on: date) -> bool:
    try:
        refuse_unfit(worker, task, view.definition.by or "", on)
    except Refused:
        return False
    return True


def _ground(named: Named) -> str:
    """Why a step was done that is done only where it is needed: what was entered says so."""
    return _("Entered: %(name)s.") % {"name": named.name(get_language() or "en")}
