"""Roles for those only who stand on a list, such as the ministry's experts: the register tells who does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Body, CaseRecord
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record
from opora.organisation.models import Centre
from opora.organisation.refusal import Refused
from opora.people.models import Person


def refuse_unlisted(
    task: Task, parties: Iterable[tuple[Person | Body, str]], *, centre: Centre, on: date
) -> None:
    """Refused where a person would take a role for which they do not stand on its list on that day."""
    lists = {role.key: role for role in task.roles if role.listed_in is not None}
    for who, key in parties:
        role = lists.get(key)
        if role is None or role.listed_in is None or not isinstance(who, Person):
            continue
        if not is_listed(who, role.listed_in, centre=centre, on=on):
            register, record = _defined(role.listed_in)
            raise Refused(
                _(
                    "%(person)s does not stand in the register “%(register)s” on that day, so they cannot be "
                    "“%(role)s”. Choose somebody from the list, or enter them there first (%(record)s)."
                )
                % {
                    "person": who.full_name,
                    "register": register.name(get_language() or "en"),
                    "role": role.name(get_language() or "en"),
                    "record": record.name(get_language() or "en"),
                },
                field="person",
                about=who,
            )


def is_listed(person: Person, path: str, *, centre: Centre, on: date) -> bool:
    """Whether a person stands on a list of the centre, such as `disability_experts.expert`, on a day."""
    key = path.partition(".")[0]
    _register, record = _defined(path)
    named = next(field.key for field in record.fields if field.type == "party")
    rows = CaseRecord.objects.filter(
        centre=centre,
        task=key,
        key=record.key,
        struck_at=None,
        happened_on__lte=on,
        **{f"content__{named}": str(person.public_id)},
    )
    ends = (row.content.get(record.ends_on or "") for row in rows)
    return any(not end or date.fromisoformat(end) > on for end in ends)


def _defined(path: str) -> tuple[Task, Record]:
    """The register of a list and its record, as last told."""
    key, _dot, record_key = path.partition(".")
    register = catalogue().as_read.tasks[key][-1]
    return register, next(each for each in register.records if each.key == record_key)
