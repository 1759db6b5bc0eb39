"""What one piece of a definition names must be defined in another piece of it: told field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opora.catalogue.schema.agreeing import misfits
from opora.catalogue.schema.case_lists import CaseList, Sign
from opora.catalogue.schema.corrections import misplaced_corrections
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.preceding import misfits_of_holdings, never_before
from opora.catalogue.schema.records import SPLITS, Indicator, Only, Record, RecordField
from opora.catalogue.schema.task import Task
from opora.catalogue.sentence import Sentence

Place = tuple[str | int, ...]
Fault = tuple[Place, Sentence]
DAYS = ("date", "moment")
COUNTED_TYPES: Mapping[str, tuple[str, ...]] = {
    "money": ("money",),
    "minutes": ("minutes", "hours"),
    "days": ("days", "count", "yes_no"),
    "nights": ("days", "count", "yes_no"),
}
"""What a field must hold to be added up; a yes counts for one day or night."""


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
        yield from _in_case_list(task, case_list, ("case_lists", index))
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
                yield ("steps", index, name), _not_defined(named)
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
                    _no_role(named),
                )


def _in_roles(task: Task) -> Iterator[Fault]:
    roles = {role.key for role in task.roles}
    for index, role in enumerate(task.roles):
        for name in ("guardian_of", "in_conflict_with"):
            named = getattr(role, name)
            if named is not None and named not in roles:
                yield ("roles", index, name), _no_role(named)
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
            yield ("documents", index, "to_each"), _no_role(named)
        if to_each is not None and to_each.but is not None:
            field = field_at(task, to_each.but)
            if field is None or field.type != "party":
                yield ("documents", index, "to_each"), _not_defined(to_each.but)
        if document.encloses is not None and document.encloses not in outgoing:
            place = ("documents", index, "encloses")
            yield place, _not_outgoing(document.encloses)
        for each in document.states:
            place = ("documents", index, "states")
            if each.role is not None and each.role not in roles:
                yield place, _no_role(each.role)
            for path in each.fields:
                if field_at(task, path) is None:
                    yield place, _not_defined(path)


def _in_stages(task: Task) -> Iterator[Fault]:
    for index, stage in enumerate(task.stages):
        for event in stage.reached_by:
            path, _, word = event.partition("=")
            kind, _, named = path.partition(".")
            field = field_at(task, path) if "." in named else None
            is_there = field is not None or named in _keys(task, kind)
            if word and (field is None or field.type not in ("choice", "choices")):
                is_there = False
            if not is_there:
                yield (
                    ("stages", index, "reached_by"),
                    _not_defined(event),
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
                _no_role(field.in_role),
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
    if asked.of not in _keys(task, "role"):
        yield _no_role(asked.of)
    if asked.consent is not None and asked.consent.record not in _keys(task, "record"):
        yield Sentence("consent: '%(named)s' is no record here", named=asked.consent.record)
    for held in (*asked.told, *((asked.when,) if asked.when else ())):
        if record.field(held.field) is None:
            yield _no_field_of_it(held.field)


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
    keeps = field.keeps_from_guardianship
    if keeps is not None and not _is_one_person(task, record, keeps.who):
        yield Sentence(
            "keeps_from_guardianship: '%(named)s' is no party field and no role of one person",
            named=keeps.who,
        )
    if keeps is not None and keeps.ward is not None and keeps.ward not in roles:
        yield _no_role(keeps.ward)


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
        yield from _not_a_day(task, start, (*place, "starts"))
    elif named and named not in _keys(task, kind):
        yield (*place, "starts"), _not_defined(start)
    if deadline.falls_on is not None:
        yield from _not_a_day(task, deadline.falls_on, (*place, "falls_on"))
    if deadline.ends_with is not None:
        yield from _not_a_day(task, deadline.ends_with, (*place, "ends_with"))
    outgoing = {document.key for document in task.documents if document.direction == "outgoing"}
    if deadline.ended_by is not None and deadline.ended_by not in outgoing:
        yield (*place, "ended_by"), _not_outgoing(deadline.ended_by)
    over_after = (deadline.over_after,) if deadline.over_after else ()
    over = {"over_after": over_after, "replaced_by": deadline.replaced_by}
    for key, befores in over.items():
        yield from (((*place, key), wrong) for wrong in never_before(task, befores, None))
    if deadline.reminder is not None and deadline.reminder not in _keys(task, "document"):
        yield (*place, "reminder"), _not_defined(deadline.reminder)
    if deadline.at_age is not None and deadline.at_age.role not in _keys(task, "role"):
        yield (*place, "at_age"), _no_role(deadline.at_age.role)
    if deadline.when is not None:
        yield from _not_a_condition(task, deadline, (*place, "when"))


def _not_a_day(task: Task, path: str, place: Place) -> Iterator[Fault]:
    field = field_at(task, path)
    if field is None:
        yield place, _no_such_field(path)
    elif field.type not in DAYS:
        yield (
            place,
            Sentence("%(named)s is of type %(type)s; name a date or a moment", named=path, type=field.type),
        )


def _not_a_condition(task: Task, deadline: TaskDeadline, place: Place) -> Iterator[Fault]:
    assert deadline.when is not None
    field = field_at(task, deadline.when.field)
    if field is None:
        yield (*place, "field"), _no_such_field(deadline.when.field)
        return
    expected = ("yes_no",) if isinstance(deadline.when.is_, bool) else ("choice", "choices")
    if field.type not in expected:
        yield (*place, "is"), _never_is(deadline.when.field, field.type, deadline.when.is_)


def in_indicator(task: Task, indicator: Indicator, place: Place = ()) -> Iterator[Fault]:
    """What an indicator names and the task whose cases it counts does not define."""
    if indicator.of is not None:
        yield from _counts_nothing(task, indicator, (*place, "of"))
    for split in indicator.by:
        if split not in SPLITS and field_at(task, f"record.{split}") is None:
            yield (
                (*place, "by"),
                Sentence(
                    "'%(named)s' is none of %(splits)s and no <record>.<field> here",
                    named=split,
                    splits=", ".join(SPLITS),
                ),
            )
    for only in indicator.where:
        yield from _never_so(task, only, (*place, "where"))
    if indicator.who is not None and not _is_somebody(task, indicator):
        yield (
            (*place, "who"),
            Sentence(
                "'%(named)s' is no role of persons here and no party field of what is counted",
                named=indicator.who,
            ),
        )


def _never_so(task: Task, only: Only, place: Place) -> Iterator[Fault]:
    field = field_at(task, f"record.{only.field}")
    expected = ("yes_no",) if isinstance(only.is_, bool) else ("choice", "choices")
    if field is None:
        yield place, _no_record_has(only.field)
    elif only.is_ is not None and field.type not in expected:
        yield place, _never_is(only.field, field.type, only.is_)


def _is_somebody(task: Task, indicator: Indicator) -> bool:
    if any(role.key == indicator.who and not role.is_body for role in task.roles):
        return True
    record, _, _field = (indicator.of or "").partition(".")
    field = field_at(task, f"record.{record}.{indicator.who}")
    return field is not None and field.type in ("party", "worker")


def _in_case_list(task: Task, case_list: CaseList, place: Place) -> Iterator[Fault]:
    if case_list.by is not None and not any(role.key == case_list.by and role.is_body for role in task.roles):
        yield (
            (*place, "by"),
            Sentence("'%(named)s' is no role of a body (is_body: true) here", named=case_list.by),
        )
    for path in case_list.fields:
        if field_at(task, f"record.{path}") is None:
            yield place, _no_record_has(path)
    sealed = sorted(case_list.records & {each.key for each in task.records if each.sealed})
    if sealed:
        yield (
            place,
            Sentence(
                "it reads %(sealed)s, which only those see who handle the case; leave it out of the list",
                sealed=", ".join(sealed),
            ),
        )
    if case_list.since is not None:
        yield from _not_a_day(task, f"record.{case_list.since}", (*place, "since"))
    for sign in case_list.signs:
        yield from _never_seen(task, sign, place)


def _never_seen(task: Task, sign: Sign, place: Place) -> Iterator[Fault]:
    if sign.age is not None:
        if sign.age.role not in _keys(task, "role"):
            yield place, _no_role(sign.age.role)
        return
    if sign.record not in _keys(task, "record"):
        yield place, _not_defined(sign.record)
        return
    if sign.until is not None:
        yield from _not_a_day(task, f"record.{sign.record}.{sign.until}", place)
    if sign.field is not None:
        field = field_at(task, f"record.{sign.record}.{sign.field}")
        expected = ("yes_no",) if isinstance(sign.is_, bool) else ("choice", "choices")
        if field is None or field.type not in expected:
            yield (
                place,
                Sentence(
                    "%(named)s never holds '%(held)s' here",
                    named=f"{sign.record}.{sign.field}",
                    held=_written(sign.is_),
                ),
            )


def _counts_nothing(task: Task, indicator: Indicator, place: Place) -> Iterator[Fault]:
    assert indicator.of is not None
    if "." in indicator.of:
        field = field_at(task, f"record.{indicator.of}")
        types = COUNTED_TYPES.get(indicator.counts)
        if field is None:
            yield place, _no_record_has(indicator.of)
        elif types and field.type not in types:
            yield (
                place,
                Sentence(
                    "it adds up %(counts)s, but %(named)s is of type %(type)s",
                    counts=indicator.counts,
                    named=indicator.of,
                    type=field.type,
                ),
            )
    elif not any(indicator.of in _keys(task, kind) for kind in _PIECES):
        yield place, _not_defined(indicator.of)


def field_at(task: Task, path: str) -> RecordField | None:
    """The field that a path such as `record.order.until` names; none where it leads nowhere."""
    _, _, inner = path.partition(".")
    record_key, _, field_key = inner.partition(".")
    record = next((each for each in task.records if each.key == record_key), None)
    return record.field(field_key) if record else None


_PIECES: Mapping[str, str] = {
    "step": "steps",
    "record": "records",
    "document": "documents",
    "stage": "stages",
    "outcome": "outcomes",
    "role": "roles",
}


def _keys(task: Task, kind: str) -> frozenset[str]:
    return frozenset(piece.key for piece in getattr(task, _PIECES[kind]))


def _not_defined(named: object) -> Sentence:
    return Sentence("'%(named)s' is not defined here", named=named)


def _no_role(named: object) -> Sentence:
    return Sentence("'%(named)s' is no role here", named=named)


def _not_outgoing(named: object) -> Sentence:
    return Sentence("'%(named)s' is no outgoing document here", named=named)


def _no_field_of_it(named: object) -> Sentence:
    return Sentence("'%(named)s' is no field of this record", named=named)


def _no_record_has(named: object) -> Sentence:
    return Sentence("no record here has the field '%(named)s'; name it as <record>.<field>", named=named)


def _no_such_field(named: object) -> Sentence:
    return Sentence("there is no '%(named)s' here; name a field as record.<record>.<field>", named=named)


def _never_is(named: object, type_: str, held: object) -> Sentence:
    return Sentence(
        "%(named)s is of type %(type)s, which is never '%(held)s'",
        named=named,
        type=type_,
        held=_written(held),
    )


def _written(held: object) -> object:
    """A yes or no as it is written in a definition."""
    return {True: "true", False: "false"}[held] if isinstance(held, bool) else held
