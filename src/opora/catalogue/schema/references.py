"""What one piece of a definition names must be defined in another piece of it: told field by field."""

from __future__ import annotations

from collections.abc import Iterator

from opora.catalogue.schema.agreeing import misfits
from opora.catalogue.schema.corrections import misplaced_corrections
from opora.catalogue.schema.counted_names import in_case_list, in_indicator
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.fields import RecordField
from opora.catalogue.schema.naming import (
    Fault,
    Place,
    field_at,
    keys_of,
    never_is,
    no_field_of_it,
    no_role,
    no_such_field,
    not_a_day,
    not_defined,
    not_outgoing,
)
from opora.catalogue.schema.preceding import Before, misfits_of_holdings, never_before
from opora.catalogue.schema.records import Record
from opora.catalogue.schema.task import Task
from opora.catalogue.schema.turns import Period
from opora.catalogue.sentence import Sentence


def misnamed(task: Task) -> Iterator[Fault]:
    """Every name that leads nowhere: the place in the definition, and what is wrong there."""
    yield from _in_steps(task)
    yield from _in_roles(task)
    yield from _in_parties_of_acts(task)
    yield from _in_documents(task)
    yield from _in_stages(task)
    for index, record in enumerate(task.records):
        yield from _in_record(task, record, ("records", index))
    for index, deadline in enumerate(task.deadlines):
        yield from _in_deadline(task, deadline, ("deadlines", index))
    for index, indicator in enumerate(task.indicators):
        if indicator.kept_in is None:
            yield from in_indicator(task, indicator, ("indicators", index))
    for index, case_list in enumerate(task.case_lists):
        yield from in_case_list(task, case_list, ("case_lists", index))
    yield from misplaced_corrections(task)


def _in_steps(task: Task) -> Iterator[Fault]:
    known = {
        "minutes_in": {step.key for step in task.steps},
        "deadline": {deadline.key for deadline in task.deadlines},
        "document": {document.key for document in task.documents},
        "record": {record.key for record in task.records},
        "by": {executor.role for executor in task.executors},
    }
    for index, step in enumerate(task.steps):
        for wrong in never_before(task, step.only_after, None):
            yield ("steps", index, "only_after"), wrong
        for name, keys in known.items():
            named = getattr(step, name)
            if named is not None and named not in keys:
                yield ("steps", index, name), not_defined(named)
        record = next((each for each in task.records if each.key == step.record), None)
        for wrong in misfits_of_holdings(record, step.done_where) if record else ():
            yield ("steps", index, "done_where"), wrong
        for path in step.called_for_by:
            field = field_at(task, path)
            if field is None or field.type != "yes_no":
                place = ("steps", index, "called_for_by")
                yield place, Sentence("'%(named)s' is no field of type yes_no of a record here", named=path)


def _in_parties_of_acts(task: Task) -> Iterator[Fault]:
    roles = {role.key for role in task.roles}
    for index, document in enumerate(task.documents):
        for name in ("parties", "to", "about"):
            for named in set(getattr(document, name)) - roles:
                yield (
                    ("documents", index, name),
                    no_role(named),
                )


def _in_roles(task: Task) -> Iterator[Fault]:
    roles = {role.key for role in task.roles}
    for index, role in enumerate(task.roles):
        for name in ("guardian_of", "in_conflict_with"):
            named = getattr(role, name)
            if named is not None and named not in roles:
                yield ("roles", index, name), no_role(named)
        for named in role.excludes:
            if named not in roles - {role.key}:
                yield ("roles", index, "excludes"), no_role(named)
        for path in role.ends_on:
            field = field_at(task, path)
            if field is None or field.type != "date":
                place = ("roles", index, "ends_on")
                yield place, Sentence("'%(named)s' is no field of type date of a record here", named=path)


def _in_documents(task: Task) -> Iterator[Fault]:
    outgoing = {document.key for document in task.documents if document.direction == "outgoing"}
    roles = {role.key for role in task.roles}
    for index, document in enumerate(task.documents):
        to_each = document.to_each
        for named in sorted(set(to_each.roles if to_each else ()) - roles):
            yield ("documents", index, "to_each"), no_role(named)
        if to_each is not None and to_each.but is not None:
            field = field_at(task, to_each.but)
            if field is None or field.type != "party":
                yield ("documents", index, "to_each"), not_defined(to_each.but)
        if document.encloses is not None and document.encloses not in outgoing:
            place = ("documents", index, "encloses")
            yield place, not_outgoing(document.encloses)
        for each in document.states:
            place = ("documents", index, "states")
            if each.role is not None and each.role not in roles:
                yield place, no_role(each.role)
            for path in each.fields:
                if field_at(task, path) is None:
                    yield place, not_defined(path)


def _in_stages(task: Task) -> Iterator[Fault]:
    for index, stage in enumerate(task.stages):
        for event in stage.reached_by:
            path, _, word = event.partition("=")
            kind, _, named = path.partition(".")
            field = field_at(task, path) if "." in named else None
            is_there = field is not None or named in keys_of(task, kind)
            if word and (field is None or field.type not in ("choice", "choices")):
                is_there = False
            if not is_there:
                yield (
                    ("stages", index, "reached_by"),
                    not_defined(event),
                )


def _in_record(task: Task, record: Record, place: Place) -> Iterator[Fault]:
    for wrong in misfits(task, record):
        yield place, wrong
    known = {deadline.key for deadline in task.deadlines if deadline.lasts}
    for named in set(record.prolongs.deadlines if record.prolongs else ()) - known:
        yield (
            (*place, "prolongs"),
            Sentence("'%(named)s' is no deadline of a state that lasts (lasts: true) here", named=named),
        )
    offering = record.field(record.offers) if record.offers else None
    if record.offers is not None and (offering is None or offering.type != "worker"):
        yield (
            (*place, "offers"),
            Sentence("'%(named)s' is no field of type worker of this record", named=record.offers),
        )
    for wrong in _of_conditions(task, record):
        yield (*place, "conditions"), wrong
    for index, field in enumerate(record.fields):
        if field.fit_for is not None and field.fit_for not in {each.role for each in task.executors}:
            place_of_field = (*place, "fields", index, "fit_for")
            yield place_of_field, Sentence("'%(named)s' is no role of an executor here", named=field.fit_for)
        if field.in_role is not None and field.in_role not in {each.key for each in task.roles}:
            yield (
                (*place, "fields", index, "in_role"),
                no_role(field.in_role),
            )
        for wrong in _of_guardians(task, record, field):
            yield (*place, "fields", index), wrong
        person = field.derived.person if field.derived else None
        if person is not None and not _is_one_person(task, record, person):
            yield (
                (*place, "fields", index, "derived"),
                Sentence(
                    "'%(named)s' is no party field of the record and no role that one person has",
                    named=person,
                ),
            )


def _of_conditions(task: Task, record: Record) -> Iterator[Sentence]:
    """What is wrong with the names in the conditions of inclusion."""
    asked = record.conditions
    if asked is None:
        return
    reason = record.field(asked.exception)
    if reason is None or "text" not in reason.type:
        yield Sentence(
            "exception: '%(named)s' is no text field of the record, in which the reason could stand",
            named=asked.exception,
        )
    if asked.of not in keys_of(task, "role"):
        yield no_role(asked.of)
    if asked.consent is not None and asked.consent.record not in keys_of(task, "record"):
        yield Sentence("consent: '%(named)s' is no record here", named=asked.consent.record)
    for held in (*asked.told, *((asked.when,) if asked.when else ())):
        if record.field(held.field) is None:
            yield no_field_of_it(held.field)


def _of_guardians(task: Task, record: Record, field: RecordField) -> Iterator[Sentence]:
    """What is wrong with the names in a field about guardians."""
    roles = {role.key for role in task.roles}
    if field.guardian_of is not None and not _is_party_or_role(record, field.guardian_of, roles):
        yield Sentence(
            "guardian_of: '%(named)s' is no party field of the record and no role", named=field.guardian_of
        )
    if field.guardian_if is not None:
        condition = record.field(field.guardian_if)
        if condition is None or condition.type != "yes_no":
            yield Sentence(
                "guardian_if: '%(named)s' is no field of type yes_no of the record", named=field.guardian_if
            )
    if field.guardian_fit is not None:
        fit = record.field(field.guardian_fit)
        if fit is None or fit.type != "choice":
            yield Sentence(
                "guardian_fit: '%(named)s' is no field of type choice of the record", named=field.guardian_fit
            )
    keeps = field.keeps_from_guardianship
    if keeps is not None and not _is_one_person(task, record, keeps.who):
        yield Sentence(
            "keeps_from_guardianship: '%(named)s' is no party field and no role of one person",
            named=keeps.who,
        )
    if keeps is not None and keeps.ward is not None and keeps.ward not in roles:
        yield no_role(keeps.ward)


def _is_party_or_role(record: Record, key: str, roles: set[str]) -> bool:
    field = record.field(key)
    return key in roles if field is None else field.type == "party"


def _is_one_person(task: Task, record: Record, key: str) -> bool:
    field = record.field(key)
    if field is not None:
        return field.type == "party"
    return any(role.key == key and not role.many and not role.is_body for role in task.roles)


def _in_deadline(task: Task, deadline: TaskDeadline, place: Place) -> Iterator[Fault]:
    start = deadline.starts or ""
    kind, _, named = start.partition(".")
    if kind == "record" and "." in named:
        yield from not_a_day(task, start, (*place, "starts"))
    elif named and named not in keys_of(task, kind):
        yield (*place, "starts"), not_defined(start)
    if deadline.falls_on is not None:
        yield from not_a_day(task, deadline.falls_on, (*place, "falls_on"))
    if deadline.ends_with is not None:
        yield from not_a_day(task, deadline.ends_with, (*place, "ends_with"))
    yield from _not_a_period(task, deadline.period, (*place, "period"))
    outgoing = {document.key for document in task.documents if document.direction == "outgoing"}
    if deadline.ended_by is not None and deadline.ended_by not in outgoing:
        yield (*place, "ended_by"), not_outgoing(deadline.ended_by)
    over_after = (deadline.over_after,) if deadline.over_after else ()
    over = {"over_after": over_after, "replaced_by": deadline.replaced_by}
    for key, befores in over.items():
        yield from (((*place, key), wrong) for wrong in never_before(task, befores, None))
    if deadline.reminder is not None and deadline.reminder not in keys_of(task, "document"):
        yield (*place, "reminder"), not_defined(deadline.reminder)
    if deadline.at_age is not None and deadline.at_age.role not in keys_of(task, "role"):
        yield (*place, "at_age"), no_role(deadline.at_age.role)
    if deadline.when is not None:
        yield from _not_a_condition(task, deadline, (*place, "when"))


def _not_a_period(task: Task, period: Period | None, place: Place) -> Iterator[Fault]:
    if period is None:
        return
    yield from not_a_day(task, period.field, (*place, "field"))
    asked = (Before(record=period.record, holds=period.holds),)
    yield from (((*place, "holds"), wrong) for wrong in never_before(task, asked, None))


def _not_a_condition(task: Task, deadline: TaskDeadline, place: Place) -> Iterator[Fault]:
    assert deadline.when is not None
    field = field_at(task, deadline.when.field)
    if field is None:
        yield (*place, "field"), no_such_field(deadline.when.field)
        return
    expected = ("yes_no",) if isinstance(deadline.when.is_, bool) else ("choice", "choices")
    if field.type not in expected:
        yield (*place, "is"), never_is(deadline.when.field, field.type, deadline.when.is_)
