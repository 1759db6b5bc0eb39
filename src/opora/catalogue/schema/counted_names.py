"""What is counted of the cases of a task, and the lists of them: every name leads to a piece of the task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opora.catalogue.schema.case_lists import CaseList, Sign
from opora.catalogue.schema.indicators import SPLITS, Indicator, Only
from opora.catalogue.schema.naming import (
    PIECES,
    Fault,
    Place,
    field_at,
    keys_of,
    never_is,
    no_record_has,
    no_role,
    not_a_day,
    not_defined,
    written,
)
from opora.catalogue.schema.task import Task
from opora.catalogue.sentence import Sentence

COUNTED_TYPES: Mapping[str, tuple[str, ...]] = {
    "money": ("money",),
    "minutes": ("minutes", "hours"),
    "days": ("days", "count", "yes_no"),
    "nights": ("days", "count", "yes_no"),
}
"""What a field must hold to be added up; a yes counts for one day or night."""


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
        yield place, no_record_has(only.field)
    elif only.is_ is not None and field.type not in expected:
        yield place, never_is(only.field, field.type, only.is_)


def _is_somebody(task: Task, indicator: Indicator) -> bool:
    if any(role.key == indicator.who and not role.is_body for role in task.roles):
        return True
    record, _, _field = (indicator.of or "").partition(".")
    field = field_at(task, f"record.{record}.{indicator.who}")
    return field is not None and field.type in ("party", "worker")


def in_case_list(task: Task, case_list: CaseList, place: Place) -> Iterator[Fault]:
    if case_list.by is not None and not any(role.key == case_list.by and role.is_body for role in task.roles):
        yield (
            (*place, "by"),
            Sentence("'%(named)s' is no role of a body (is_body: true) here", named=case_list.by),
        )
    for path in case_list.fields:
        if field_at(task, f"record.{path}") is None:
            yield place, no_record_has(path)
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
        yield from not_a_day(task, f"record.{case_list.since}", (*place, "since"))
    for sign in case_list.signs:
        yield from _never_seen(task, sign, place)


def _never_seen(task: Task, sign: Sign, place: Place) -> Iterator[Fault]:
    if sign.age is not None:
        if sign.age.role not in keys_of(task, "role"):
            yield place, no_role(sign.age.role)
        return
    if sign.record not in keys_of(task, "record"):
        yield place, not_defined(sign.record)
        return
    if sign.until is not None:
        yield from not_a_day(task, f"record.{sign.record}.{sign.until}", place)
    if sign.field is not None:
        field = field_at(task, f"record.{sign.record}.{sign.field}")
        expected = ("yes_no",) if isinstance(sign.is_, bool) else ("choice", "choices")
        if field is None or field.type not in expected:
            yield (
                place,
                Sentence(
                    "%(named)s never holds '%(held)s' here",
                    named=f"{sign.record}.{sign.field}",
                    held=written(sign.is_),
                ),
            )


def _counts_nothing(task: Task, indicator: Indicator, place: Place) -> Iterator[Fault]:
    assert indicator.of is not None
    if "." in indicator.of:
        field = field_at(task, f"record.{indicator.of}")
        types = COUNTED_TYPES.get(indicator.counts)
        if field is None:
            yield place, no_record_has(indicator.of)
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
    elif not any(indicator.of in keys_of(task, kind) for kind in PIECES):
        yield place, not_defined(indicator.of)
