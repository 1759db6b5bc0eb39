"""What goes to each of several for themselves, as an invitation to both parents: since when all have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from opora.cases.catalogue_versions import task_at, task_of
from opora.cases.models import Case, CaseRecord, Party
from opora.catalogue.schema.task import TaskDocument, ToEach
from opora.documents.models import Delivery

OfKind = tuple[int, str]
"""A case, and the kind of a document in it."""


def document_to_each(case: Case, kind: str) -> TaskDocument | None:
    """The document of the case's task that goes to each of several; none where this kind does not."""
    found = next((each for each in task_of(case).documents if each.key == kind), None)
    return found if found is not None and found.to_each is not None else None


def went_to_all(case: Case, kind: str) -> bool:
    """Whether each of those it goes to has been sent one of their own; of another kind, always."""
    return days_when_all_had_it([(case.pk, kind)]).get((case.pk, kind), case.opened_on) is not None


def days_when_all_had_it(sent: Collection[OfKind]) -> Mapping[OfKind, date | None]:
    """Of each kind that goes to several, the day on which the last was sent theirs; none while one waits.

    A kind that goes to one, or to whoever is chosen, is not in it.
    """
    asked = dict(_asked(sent))
    if not asked:
        return {}
    persons = _persons(asked)
    first = _first_days(asked)
    found: dict[OfKind, date | None] = {}
    for of_kind in asked:
        if wanted := persons.get(of_kind):
            days = [first.get((*of_kind, person)) for person in wanted]
            known = [day for day in days if day is not None]
            found[of_kind] = max(known) if len(known) == len(days) else None
    return found


def _asked(sent: Collection[OfKind]) -> Iterable[tuple[OfKind, ToEach]]:
    kinds: dict[int, set[str]] = {}
    for case, kind in sent:
        kinds.setdefault(case, set()).add(kind)
    rows = Case.objects.filter(pk__in=kinds).values_list("pk", "catalogue_version", "task", "opened_on")
    for pk, version, task, opened_on in rows if kinds else ():
        for document in task_at(version, task, opened_on).documents:
            if document.to_each is not None and document.key in kinds[pk]:
                yield (pk, document.key), document.to_each


def _persons(asked: Mapping[OfKind, ToEach]) -> dict[OfKind, set[int]]:
    """Who has to get it: the living persons who still take part in these roles and have not answered."""
    parties = Party.objects.filter(
        case__in={case for case, _kind in asked}, person__died__isnull=True, until=None
    )
    rows = list(parties.exclude(person=None).values_list("pk", "case_id", "role", "person_id"))
    answered = _answered(asked)
    found: dict[OfKind, set[int]] = {}
    for of_kind, to_each in asked.items():
        for pk, case, role, person in rows:
            is_his = case == of_kind[0] and role in to_each.roles
            if is_his and person is not None and pk not in answered.get(of_kind, ()):
                found.setdefault(of_kind, set()).add(person)
    return found


def _answered(asked: Mapping[OfKind, ToEach]) -> dict[OfKind, set[int]]:
    named = {of_kind: each.but.split(".")[1:] for of_kind, each in asked.items() if each.but}
    kept = CaseRecord.objects.filter(
        case__in={case for case, _kind in named},
        key__in={record for record, _field in named.values()},
        struck_at=None,
        happened_on__isnull=False,
    )
    rows = list(kept.values_list("case_id", "key", "content")) if named else []
    return {
        of_kind: {content[field] for case, key, content in rows
                  if (case, key) == (of_kind[0], record) and field in content}
        for of_kind, (record, field) in named.items()
    }  # fmt: skip


def _first_days(asked: Mapping[OfKind, ToEach]) -> dict[tuple[int, str, int], date]:
    """The first day on which each person was sent one, by case and kind."""
    sent = Delivery.objects.filter(
        document__case__in={case for case, _kind in asked},
        document__kind__in={kind for _case, kind in asked},
        dispatched_on__isnull=False,
        addressee__isnull=False,
    ).order_by("-dispatched_on")
    rows = sent.values_list("document__case_id", "document__kind", "addressee_id", "dispatched_on")
    return {(case, kind, person): on for case, kind, person, on in rows if person and on}
