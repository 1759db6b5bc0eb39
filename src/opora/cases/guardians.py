"""Who may not be guardian of somebody (DZ 241), as far as records tell; which fields tell it, tasks say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opora.cases.executors import word_of
from opora.cases.models import Body, Case, CaseRecord, Party
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record, RecordField
from opora.organisation.refusal import Refused
from opora.people.models import Person, Relation, RelationKind

FULL_AGE = 18
GIVES_CAPACITY_EARLIER = (RelationKind.SPOUSE, RelationKind.PARENT)
"""Who is married or a parent may have full capacity before (DZ 152): of them age alone says nothing."""
YES = "yes"
CONFLICT, NO_CAPACITY = "conflict_of_interest", "no_capacity"
GROUNDS = "guardian_exclusions"
"""The code list of the grounds."""


@dataclass(frozen=True)
class _Told:
    """A field that tells something against a guardian: of which task, in which record."""

    task: str
    record: Record
    field: RecordField


def ground_against(person: Person, wards: Collection[int], *, on: date) -> str | None:
    """Why a person may not be guardian of these persons (by key), as a word of `GROUNDS`; none if not known.

    Not modelled: whether they can be expected to do it well, unless a worker recorded so.
    """
    if person.pk in wards:
        return CONFLICT
    if person.died is not None or _is_under_age(person, on):
        return NO_CAPACITY
    return next(grounds_told_of(person, wards, on), None)


def refuse_kept_from_guardianship(
    task: Task, parties: Iterable[tuple[Person | Body, str]], *, on: date, only: Person | Body | None = None
) -> None:
    """Refused where a party would be guardian whom the law keeps from it; `only` where one party is new."""
    for person, wards, opposed in _guardians_among(task, list(parties), only):
        ground = CONFLICT if person.pk in opposed else ground_against(person, wards, on=on)
        if ground is not None:
            raise Refused(sentence(person, ground), field="parties", about=person)


def faults_of_guardians(
    definition: Record, content: dict[str, Any], parties: dict[Any, Party], case: Case | None, *, on: date
) -> Iterator[tuple[str, str]]:
    """Each field of a record that names a guardian whom the law keeps from it, and the sentence."""
    for field in definition.fields:
        party = parties.get(content.get(field.key)) if field.guardian_of else None
        if party is None or party.person is None:
            continue
        if field.guardian_if is not None and content.get(field.guardian_if) is not True:
            yield from _called_fit(definition, field, party.person, content, parties, case, on=on)
            continue
        told = next(_grounds_here(definition, field.key, content), None)
        ground = told or ground_against(party.person, _wards_of(field, content, parties, case), on=on)
        if ground is not None:
            yield field.guardian_if or field.key, sentence(party.person, ground)


def _called_fit(
    definition: Record,
    field: RecordField,
    person: Person,
    content: dict[str, Any],
    parties: dict[Any, Party],
    case: Case | None,
    *,
    on: date,
) -> Iterator[tuple[str, str]]:
    """Nobody whom the law keeps from it is called suitable; who only does not want to be guardian may be."""
    if field.guardian_fit is None or content.get(field.guardian_fit) != YES:
        return
    wards = _wards_of(field, content, parties, case)
    unwilling = {
        each.keeps_from_guardianship.ground
        for each in definition.fields
        if each.keeps_from_guardianship is not None and each.keeps_from_guardianship.ground
    }
    told = (*_grounds_here(definition, field.key, content), ground_against(person, wards, on=on))
    ground = next((each for each in told if each is not None and each not in unwilling), None)
    if ground is not None:
        yield (
            field.guardian_fit,
            _("%(person)s may not be guardian: %(ground)s (DZ 241). Say here that they are not suitable.")
            % {"person": person.full_name, "ground": word_of(GROUNDS, ground)},
        )


def sentence(person: Person, ground: str) -> str:
    """What stands against the guardian, and the way forward."""
    return _(
        "%(person)s may not be guardian: %(ground)s (DZ 241). Choose another person; where there is none, "
        "the centre may be guardian (DZ 244). If the ground no longer holds, correct the record that "
        "tells it."
    ) % {"person": person.full_name, "ground": word_of(GROUNDS, ground)}


def _guardians_among(
    task: Task, parties: list[tuple[Person | Body, str]], only: Person | Body | None
) -> Iterator[tuple[Person, set[int], set[int]]]:
    """Each who would be guardian, the keys of the wards, and of those whose interests oppose the wards'."""
    for role in task.roles:
        if role.guardian_of is None:
            continue
        wards = _in_roles(parties, {role.guardian_of})
        against = {each.key for each in task.roles if each.in_conflict_with == role.guardian_of}
        for who, key in parties:
            is_asked = only is None or only == who or _in_roles([(only, "")], {""}) & wards
            if key == role.key and isinstance(who, Person) and is_asked:
                yield who, wards, _in_roles(parties, against)


def _in_roles(parties: Iterable[tuple[Person | Body, str]], roles: set[str]) -> set[int]:
    return {who.pk for who, role in parties if role in roles and isinstance(who, Person)}


def _wards_of(
    field: RecordField, content: dict[str, Any], parties: dict[Any, Party], case: Case | None
) -> set[int]:
    assert field.guardian_of is not None
    named = parties.get(content.get(field.guardian_of))
    if named is not None:
        return {named.person_id} if named.person_id else set()
    if case is None:
        return set()
    return set(case.parties.persons().filter(role=field.guardian_of).values_list("person_id", flat=True))


def _is_under_age(person: Person, on: date) -> bool:
    if person.born is None or _years(person.born, on) >= FULL_AGE:
        return False
    return not Relation.objects.filter(person=person, kind__in=GIVES_CAPACITY_EARLIER).exists()


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def grounds_told_of(person: Person, wards: Collection[int], on: date) -> Iterator[str]:
    """The grounds that records of the person's cases tell."""
    told: dict[tuple[str, str], list[_Told]] = {}
    for each in _fields_that_tell():
        told.setdefault((each.task, each.record.key), []).append(each)
    mine = list(Party.objects.filter(person=person))
    rows = CaseRecord.objects.filter(
        case__in={party.case_id for party in mine},
        task__in={task for task, _record in told},
        key__in={record for _task, record in told},
        struck_at=None,
    )
    for row in rows.order_by("pk"):
        for each in told.get((row.task, row.key), []):
            if _is_of(each, row, mine) and not _has_ended(each.record, row.content, on):
                yield from _those_that_hold(each.field, row, wards)


def _fields_that_tell() -> Iterator[_Told]:
    for key, versions in catalogue().as_read.tasks.items():
        for task in versions[-1:]:
            for record in task.records:
                for field in record.fields:
                    if field.keeps_from_guardianship is not None:
                        yield _Told(key, record, field)


def _is_of(told: _Told, row: CaseRecord, mine: list[Party]) -> bool:
    assert told.field.keeps_from_guardianship is not None
    who = told.field.keeps_from_guardianship.who
    if told.record.field(who) is not None:
        return any(row.content.get(who) == party.pk for party in mine)
    return any(party.case_id == row.case_id and party.role == who for party in mine)


def _has_ended(record: Record, content: dict[str, Any], on: date) -> bool:
    ended = content.get(record.ends_on or "")
    return ended is not None and date.fromisoformat(ended[:10]) <= on  # of a moment, its day


def _those_that_hold(field: RecordField, row: CaseRecord, wards: Collection[int]) -> Iterator[str]:
    """What the field says always, and what it says of these wards."""
    keeps = field.keeps_from_guardianship
    assert keeps is not None
    for ground in _grounds_in(field, row.content):
        of_the_case = Party.objects.filter(case=row.case_id, role=keeps.ward or "", person__in=wards)
        if ground in keeps.always or of_the_case.exists():
            yield ground


def _grounds_here(definition: Record, who: str, content: dict[str, Any]) -> Iterator[str]:
    """What the record that is being written says against its own person."""
    for field in definition.fields:
        keeps = field.keeps_from_guardianship
        if keeps is not None and keeps.who == who:
            yield from _grounds_in(field, content)


def _grounds_in(field: RecordField, content: dict[str, Any]) -> Iterator[str]:
    keeps = field.keeps_from_guardianship
    assert keeps is not None
    value = content.get(field.key)
    if isinstance(value, bool):
        words = [] if value else [field.key]
    else:
        words = value if isinstance(value, list) else [value] if value else []
    for word in words:
        if not keeps.only or word in keeps.only:
            yield keeps.ground or word
