"""Roles for those only who stand on a list, such as the ministry's experts: the register tells who does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case, CaseRecord, Party
from opora.cases.named_keys import keys_of
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record
from opora.catalogue.schema.task import Role
from opora.organisation.models import Centre
from opora.organisation.refusal import Refused
from opora.people.models import Person


def refuse_unlisted(
    task: Task,
    parties: Iterable[tuple[Person | Body, str]],
    *,
    centre: Centre,
    on: date,
    beside: Iterable[Person] = (),
) -> None:
    """Refused where a person would take a role for which they do not stand on its list on that day.

    `beside` are those who take part already: some entries hold for one person of the case alone.
    """
    parties = list(parties)
    near = {*beside, *(who for who, _key in parties if isinstance(who, Person))}
    roles = {role.key: role for role in task.roles if role.listed_in is not None}
    for who, key in parties:
        role = roles.get(key)
        if role is None or not isinstance(who, Person):
            continue
        if not is_listed(who, role, centre=centre, on=on, beside=near):
            raise Refused(sentence(who, role), field="person", about=who)


def faults_of_unlisted(
    definition: Record,
    content: Mapping[str, Any],
    parties: Mapping[Any, Party],
    case: Case | None,
    *,
    on: date,
) -> Iterator[tuple[str, str]]:
    """Each field that names somebody in a role they do not have, or for which no list has them that day."""
    fields = [field for field in definition.fields if field.in_role and field.key in content]
    if case is None or not fields:
        return
    roles = {role.key: role for role in task_of(case).roles}
    beside = {party.person for party in parties.values() if party.person is not None}
    for field in fields:
        role = roles.get(field.in_role or "")
        for party in map(parties.get, keys_of(content[field.key])):
            if role is None or party is None:
                continue
            if party.role != role.key:
                yield field.key, _not_in_role(party, role)
            elif party.person is None or role.listed_in is None:
                continue
            elif not is_listed(party.person, role, centre=case.centre, on=on, beside=beside):
                yield field.key, sentence(party.person, role)


def is_listed(
    person: Person, role: Role, *, centre: Centre, on: date, beside: Collection[Person] = ()
) -> bool:
    """Whether a person stands on the list of a role, such as `disability_experts.expert`, on a day."""
    key = (role.listed_in or "").partition(".")[0]
    _register, record = _defined(role)
    named = next(field.key for field in record.fields if field.type == "party")
    rows = CaseRecord.objects.filter(
        task=key,
        key=record.key,
        struck_at=None,
        happened_on__lte=on,
        **{f"content__{named}": str(person.public_id)},
    )
    if not role.of_any_centre:
        rows = rows.filter(centre=centre)
    known = {str(each.public_id) for each in beside}
    return any(_holds(record, row.content, on, known) for row in rows)


def sentence(person: Person, role: Role) -> str:
    """That somebody is on no list, and what to do."""
    register, record = _defined(role)
    language = get_language() or "en"
    return _(
        "%(person)s does not stand in the register “%(register)s” on that day, so they cannot be "
        "“%(role)s”. Choose somebody from the list, or enter them there first (%(record)s)."
    ) % {
        "person": person.full_name,
        "register": register.name(language),
        "role": role.name(language),
        "record": record.name(language),
    }


def _not_in_role(party: Party, role: Role) -> str:
    return _("%(party)s is not “%(role)s” in this case. Choose who is, or add them in that role first.") % {
        "party": party,
        "role": role.name(get_language() or "en"),
    }


def _holds(record: Record, content: Mapping[str, Any], on: date, known: Collection[str]) -> bool:
    """Whether an entry holds on the day, and for this case where it holds for one person alone."""
    ended, last = content.get(record.ends_on or ""), content.get(record.good_until or "")
    if (ended and date.fromisoformat(ended) <= on) or (last and date.fromisoformat(last) < on):
        return False
    only = record.only_for
    return only is None or content.get(only.if_) is not True or content.get(only.who) in known


def _defined(role: Role) -> tuple[Task, Record]:
    """The register of a list and its record, as last told."""
    key, _dot, record_key = (role.listed_in or "").partition(".")
    register = catalogue().as_read.tasks[key][-1]
    return register, next(each for each in register.records if each.key == record_key)
