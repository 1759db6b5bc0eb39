"""Other cases that a record names: found by their numbers, told to whoever may know of them, and linked.

A record keeps the key of a case; of a case that Opora does not have, or that the writer may not see, the
words that were typed, so that nobody learns from an answer whether there is such a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from opora.cases.links import link_cases
from opora.cases.models import Case, CaseLink, CaseRecord, LinkKind
from opora.catalogue.schema import Record
from opora.organisation.access import may
from opora.organisation.models import Centre, Worker


def know_cases(
    definition: Record,
    content: dict[str, Any],
    *,
    case: Case | None,
    centre: Centre | None,
    by: Worker | None,
) -> Iterator[tuple[str, str]]:
    """Numbers that were typed become keys, in `content`; what is wrong is told by field.

    Numbers are those of the centre: another one may have given the same. Without `by` only keys are looked
    at. A case does not name itself, unless the field says that it may (`or_this_case`).
    """
    named = fields_of_cases(definition, content)
    if not named:
        return
    by_number = _numbered({each for each in named.values() if isinstance(each, str)}, centre, by)
    for field, told in named.items():
        content[field] = by_number.get(told, told)
    keys = {content[field] for field in named if isinstance(content[field], int)}
    known = _known(keys, by) if keys else set()
    for field in named:
        key = content[field]
        if not isinstance(key, int):
            continue
        if case is not None and key == case.pk:
            if not _may_name_itself(definition, field):
                yield field, _("This is the same case. Choose the other one.")
        elif key not in known and not _stood_there(definition, case, centre, field, key):
            yield field, _("There is no such case among those you may see. Write its whole number.")


def fields_of_cases(definition: Record, content: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that name a case, as far as they are filled in, with what stands in them."""
    return {
        each.key: content[each.key]
        for each in definition.fields
        if each.type == "case" and each.key in content
    }


def told_of_cases(keys: set[Any], reader: Worker | None) -> tuple[dict[Any, str], dict[Any, UUID]]:
    """How cases are told of by their keys, and the public keys of those that the reader may see.

    Of a case they may not see the number, and of a sealed one not even that. Without a reader nobody sees
    any.
    """
    kept = {key for key in keys if isinstance(key, int)}
    found = list(Case.objects.filter(pk__in=kept).only("pk", "number", "seal", "public_id")) if kept else []
    seen: set[int] = set()
    if found and reader is not None:
        seen = set(Case.objects.filter(pk__in=kept).visible_to(reader).values_list("pk", flat=True))
    told = {
        each.pk: each.number if each.pk in seen or not each.seal else _("a case you may not see")
        for each in found
    }
    return told, {each.pk: each.public_id for each in found if each.pk in seen}


def link_named(
    case: Case, definition: Record, content: Mapping[str, Any], *, by: Worker, at: datetime
) -> None:
    """As a part of keeping a record: link its case with those it names that are of the same person.

    Cases of different persons, such as a complaint and what it is about, are no family; they stay named
    alone.
    """
    keys = {each for each in fields_of_cases(definition, content).values() if isinstance(each, int)}
    if not keys:
        return
    persons = case.parties.persons().values("person")
    others = Case.objects.exclude(pk=case.pk).filter(pk__in=keys, parties__person__in=persons)
    for other in others.visible_to(by, at=at).distinct():
        between = Q(case=case, other=other) | Q(case=other, other=case)
        if may(by, "link_cases", case=case) and not CaseLink.objects.filter(between).exists():
            link_cases(case, other, kind=LinkKind.SAME_FAMILY, by=by, at=at)


def cases_kept(case: Case, definition: Record) -> set[int]:
    """The keys of the cases that the records of a kind name already."""
    kept = CaseRecord.objects.filter(case=case, key=definition.key)
    return {
        value
        for each in kept
        for value in fields_of_cases(definition, each.content).values()
        if isinstance(value, int)
    }


def _numbered(numbers: set[str], centre: Centre | None, by: Worker | None) -> dict[str, int]:
    if not numbers or by is None:
        return {}
    of_centre = Case.objects.filter(centre=centre or by.centre_id, number__in=numbers)
    return dict(of_centre.visible_to(by).values_list("number", "pk"))


def _may_name_itself(definition: Record, field: str) -> bool:
    told = definition.field(field)
    return told is not None and told.or_this_case


def _known(keys: set[int], by: Worker | None) -> set[int]:
    found = Case.objects.filter(pk__in=keys)
    if by is not None:
        found = found.visible_to(by)
    return set(found.values_list("pk", flat=True))


def _stood_there(definition: Record, case: Case | None, centre: Centre | None, field: str, key: int) -> bool:
    """Whether a record named the case before: who changes the rest of it need not see that case."""
    records = CaseRecord.objects.filter(key=definition.key, **{f"content__{field}": key})
    return (records.filter(case=case) if case else records.filter(case=None, centre=centre)).exists()
