"""Records of a case in the fields its task defines: added, changed by two hands, struck; and of registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit import log
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.checked_values import checked, day_of
from opora.cases.cycles import refuse_repeat
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.executors import refuse_unfit_to_keep
from opora.cases.filled_fields import follow_filled
from opora.cases.handling import handles
from opora.cases.models import Case, CaseRecord, RecordVersion
from opora.cases.named_cases import link_named
from opora.cases.preceding import fault_of_premature
from opora.cases.protection import refuse_address_for_the_unit
from opora.cases.stages import reach_stage
from opora.cases.timeline import add_event
from opora.cases.urgency import call_for_steps
from opora.cases.written_records import refuse_by_hand, refuse_to_strike
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused


class Faulty(Refused):
    """A record that cannot be kept as it stands; `faults` has the sentence for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        field, sentence = next(iter(faults.items()))
        super().__init__(sentence, field=field)
        self.faults = dict(faults)


class Stale(Refused):
    """Somebody changed the record while it was being written: `mine` was handed in, `theirs` is kept."""

    def __init__(self, record: CaseRecord, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        super().__init__(
            _(
                "%(worker)s has changed this record since you opened it. Compare the two and save it again: "
                "nothing you wrote is lost."
            )
            % {"worker": record.changed_by or record.entered_by}
        )
        self.record, self.mine, self.theirs = record, mine, theirs


def definition_of(record: CaseRecord) -> Record:
    """What the task says of a record's fields; KeyError where the task has no such kind."""
    task = (
        task_of(record.case) if record.case else _register(record.task, timezone.localdate(record.entered_at))
    )
    return _definition(task, record.key)


def records_of(case: Case, key: str) -> QuerySet[CaseRecord]:
    """The records of a kind that were not struck, in the order in which they happened."""
    return case.records.filter(key=key, struck_at=None).order_by("happened_on", "pk")


@transaction.atomic
def add_record(case: Case, key: str, values: Mapping[str, Any], *, by: Worker, at: datetime) -> CaseRecord:
    """Keep a record of a kind that the case's task knows.

    Refused with a sentence for every field at fault (`Faulty`), of a kind that an act writes, a second one of
    a kind that a case has once (that one is changed), and where the worker may do none of the steps it tells
    of.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    on = timezone.localdate(at)
    require(by, "keep_record", case=case, on=on)
    definition = _definition(task_of(case), key)
    refuse_by_hand(definition)
    refuse_unfit_to_keep(by, case, key, on)
    if not definition.many and records_of(case, key).exists():
        raise Refused(
            _("A case has this record once, and it is there already: %(record)s. Change that one.")
            % {"record": definition.name(_language())}
        )
    content, faults = checked(definition, values, case, on=on, by=by)
    if faults:
        raise Faulty(faults)
    if premature := fault_of_premature(definition, content, case):
        raise Faulty(premature)
    _refuse_address(definition, content, case, on)
    refuse_repeat(case, key, content)
    kept = _keep(definition, content, case.unit, case.task, by, at, case)
    add_event(case, "record_added", by=by, at=at, record=kept.pk, kind=key)
    _log(by, "add_record", kept, Deed.CREATED, at)
    call_for_steps(case, definition, content, by=by, at=at)
    refresh_deadlines(case, on=on)
    reach_stage(case, f"record.{key}", by=by, at=at)
    follow_filled(case, key, content, by=by, at=at)
    link_named(case, definition, content, by=by, at=at)
    return kept


@transaction.atomic
def add_to_register(
    task_key: str, key: str, values: Mapping[str, Any], *, unit: Unit, by: Worker, at: datetime
) -> CaseRecord:
    """Keep a record of a register, which has no cases. Refused for a unit that is not the worker's."""
    on = timezone.localdate(at)
    _require(by, None, unit, on)
    definition = _definition(_register(task_key, on), key)
    content, faults = checked(definition, values, None, on=on, centre=unit.centre, by=by)
    if faults:
        raise Faulty(faults)
    kept = _keep(definition, content, unit, task_key, by, at, None)
    _log(by, "add_to_register", kept, Deed.CREATED, at)
    return kept


@transaction.atomic
def change_record(
    record: CaseRecord, values: Mapping[str, Any], *, version: int, by: Worker, at: datetime
) -> CaseRecord:
    """Change a record; as it was before is kept. `version` is the one the writer had before them.

    Raises `Stale` where somebody changed it since, with both contents; refused for a struck record.
    """
    record = _locked(record)
    on = timezone.localdate(at)
    _require(by, record.case, record.unit, on)
    _refuse_struck(record)
    definition = definition_of(record)
    refuse_by_hand(definition)
    content, faults = checked(definition, values, record.case, on=on, centre=record.centre, by=by)
    if faults:
        raise Faulty(faults)
    if version != record.version:
        raise Stale(record, mine=content, theirs=record.content)
    if content == record.content:
        return record
    _refuse_address(definition, content, record.case, on)
    RecordVersion.objects.create(
        record=record,
        version=record.version,
        content=record.content,
        by=record.changed_by or record.entered_by,
        at=record.changed_at or record.entered_at,
    )
    record.content, record.happened_on = content, day_of(definition, content)
    record.version, record.changed_by, record.changed_at = record.version + 1, by, at
    record.save(update_fields=["content", "happened_on", "version", "changed_by", "changed_at"])
    _tell(record, "record_changed", by, at)
    _log(by, "change_record", record, Deed.CHANGED, at)
    if record.case is not None:
        call_for_steps(record.case, definition, content, by=by, at=at)
        refresh_deadlines(record.case, on=on)
        follow_filled(record.case, record.key, content, by=by, at=at)
        link_named(record.case, definition, content, by=by, at=at)
    return record


@transaction.atomic
def strike_record(record: CaseRecord, *, reason: str, by: Worker, at: datetime) -> CaseRecord:
    """Take a record out of every count that was entered by mistake. It stays readable, with the reason."""
    record = _locked(record)
    _require(by, record.case, record.unit, timezone.localdate(at))
    _refuse_struck(record)
    refuse_to_strike(record, definition_of(record))
    if not reason.strip():
        raise Refused(_("Write why this record does not hold."), field="reason")
    record.struck_at, record.struck_reason = at, reason.strip()[:300]
    record.changed_by, record.changed_at = by, at
    record.save(update_fields=["struck_at", "struck_reason", "changed_by", "changed_at"])
    _tell(record, "record_struck", by, at)
    _log(by, "strike_record", record, Deed.CHANGED, at)
    if record.case is not None:
        refresh_deadlines(record.case, on=timezone.localdate(at))
    return record


def may_read(worker: Worker, definition: Record, case: Case, *, at: datetime) -> bool:
    """Whether a worker who may see the case may read records of this kind in it.

    A sealed kind is for those who handle the case: the assigned worker, the team, those let in.
    """
    return not definition.sealed or handles(worker, case, at=at)


def _require(by: Worker, case: Case | None, unit: Unit, on: date) -> None:
    """In a case by its row of the table; a register is kept where the role holds."""
    require(by, "keep_record", case=case, on=on)
    if case is not None:
        return
    reached = reach(by, "keep_record", on)
    if not reached.holds_in(unit):
        raise Refused(
            _("You keep no registers of %(unit)s. Choose your own unit.") % {"unit": unit}, field="unit"
        )


def _keep(
    definition: Record,
    content: dict[str, Any],
    unit: Unit,
    task: str,
    by: Worker,
    at: datetime,
    case: Case | None,
) -> CaseRecord:
    return CaseRecord.objects.create(
        centre=unit.centre,
        unit=unit,
        case=case,
        task=task,
        key=definition.key,
        happened_on=day_of(definition, content),
        content=content,
        entered_by=by,
        entered_at=at,
    )


def _refuse_address(definition: Record, content: Mapping[str, Any], case: Case | None, on: date) -> None:
    """A protected address is not typed where the whole unit reads it; a sealed kind is read by few."""
    if case is not None and not definition.sealed:
        typed = [value for value in content.values() if isinstance(value, str)]
        refuse_address_for_the_unit(case, *typed, on=on)


def _definition(task: Task, key: str) -> Record:
    for definition in task.records:
        if definition.key == key:
            return definition
    raise Refused(_("Cases of this kind keep no such record. Choose one from the list."), field="record")


def _register(task_key: str, on: date) -> Task:
    try:
        task = catalogue().as_read.task(task_key, on=on)
    except KeyError:
        task = None
    if task is None or task.kind != "register":
        raise Refused(_("The catalogue has no such register. Choose one from the list."), field="task")
    return task


def _locked(record: CaseRecord) -> CaseRecord:
    rows = CaseRecord.objects.select_for_update(of=("self",))
    return rows.select_related("case__centre", "centre", "unit", "entered_by", "changed_by").get(pk=record.pk)


def _refuse_struck(record: CaseRecord) -> None:
    if record.struck_at is not None:
        raise Refused(_("This record was struck out. Enter a new one if it holds after all."))


def _tell(record: CaseRecord, event: str, by: Worker, at: datetime) -> None:
    if record.case is not None:
        add_event(record.case, event, by=by, at=at, record=record.pk, kind=record.key)


def _log(by: Worker, act: str, kept: CaseRecord, deed: Deed, at: datetime) -> None:
    persons = kept.case.person_ids() if kept.case else []
    detail = {"record": kept.pk, "kind": kept.key, "task": kept.task}
    log.record(by, deed, act, persons=persons, case_id=kept.case_id, detail=detail, at=at)


def _language() -> str:
    return get_language() or "en"
