"""How far a case has come: the stages that its task names."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.closing import move_case
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.milestones import has_come_to, what_leads_to
from opora.cases.models import Case, CaseState
from opora.cases.timeline import add_event
from opora.catalogue.schema.task import Stage, Task
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def move_to(case: Case, stage: str, *, by: Worker, at: datetime) -> Case:
    """Bring a case to a stage of its task, and into the state that the stage means for every case.

    Refused for a stage the task does not have, for one no way leads to, for one that ends the case, as
    closing it asks for more, and for one that follows from a record, step or document that is not there.
    """
    require(by, "do_step", case=case, on=timezone.localdate(at))
    reached = _stage(case, stage)
    if reached.is_ == CaseState.CLOSED.value:
        raise Refused(_("This stage ends the case. Close the case, and say how it ended."), field="stage")
    _refuse_against_records(case, reached, timezone.localdate(at))
    case = _bring(case, reached, by, at)
    record(by, Deed.CHANGED, "move_to", persons=case.person_ids(), case_id=case.pk,
           detail={"stage": stage}, at=at)  # fmt: skip
    return case


def reach_stage(case: Case, milestone: str, *, by: Worker, at: datetime) -> Case:
    """Bring a case to the last stage that `record.…`, `step.…` or `document.…` leads to, as its task says.

    A case never goes back by itself, and a closed one stays where it ended.
    """
    if case.state == CaseState.CLOSED:
        return case
    task = task_of(case)
    stages = task.stages
    stands = next((place for place, each in enumerate(stages) if each.key == case.stage), -1)
    ahead = [
        each
        for each in stages[stands + 1 :]
        if milestone in each.reached_by and not _waits_for_act(case, task, each, milestone)
    ]
    return _bring(case, ahead[-1], by, at) if ahead else case


def _waits_for_act(case: Case, task: Task, stage: Stage, milestone: str) -> bool:
    """A record decides nothing where the task ends with a decision of the centre's own."""
    if stage.is_ != CaseState.DECIDED.value or not milestone.startswith("record."):
        return False
    is_decided = case.state not in (CaseState.OPEN, CaseState.AWAITING_PARTY)
    return not is_decided and any(each.is_act and each.kind == "decision" for each in task.documents)


def come_to_decision(case: Case, *, reaches_stage: bool, by: Worker | None, at: datetime) -> Case:
    """Make a case decided, as a part of another act, and bring it to the stage that its task has for that.

    The stage stays where the task has none such or several, where the case stands on one already, and where
    `reaches_stage` says that it ended otherwise. A task whose own stages never decide leaves the case open.
    """
    stages = task_of(case).stages
    decided = [each.key for each in stages if each.is_ == CaseState.DECIDED.value]
    if stages and not decided:
        return case
    case = move_case(case, CaseState.DECIDED)
    if reaches_stage and len(decided) == 1 and case.stage != decided[0]:
        case.stage = decided[0]
        case.save(update_fields=["stage"])
        add_event(case, "stage_reached", by=by, at=at, stage=case.stage)
    return case


def _bring(case: Case, stage: Stage, by: Worker, at: datetime) -> Case:
    case = move_case(case, CaseState(stage.is_))
    if case.stage == stage.key:
        return case
    case.stage = stage.key
    case.save(update_fields=["stage"])
    add_event(case, "stage_reached", by=by, at=at, stage=stage.key)
    refresh_deadlines(case, on=timezone.localdate(at))
    return case


def _refuse_against_records(case: Case, stage: Stage, on: date) -> None:
    if has_come_to(case, stage, on=on):
        return
    language = get_language() or "en"
    raise Refused(
        _(
            "“%(stage)s” follows from what is recorded: %(what)s. "
            "Enter it, and the case comes there by itself."
        )
        % {
            "stage": stage.name(language),
            "what": ", ".join(what_leads_to(stage, task_of(case), language)),
        },
        field="stage",
    )


def _stage(case: Case, key: str) -> Stage:
    for stage in task_of(case).stages:
        if stage.key == key:
            return stage
    raise Refused(_("Cases of this kind have no such stage. Choose one from the list."), field="stage")
