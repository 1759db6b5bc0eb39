"""Who may open which person, and which persons a case number leads to.

The need to know follows from cases, and the room of cases lies above this one. So this room asks, and
whoever has the answer registers it when the program starts (`AppConfig.ready`):

    need_to_know.follows_from(persons_of_visible_cases)
    need_to_know.protected_address_serves(persons_of_own_cases)
    need_to_know.steps_are_done_for(persons_of_cases_reached)
    need_to_know.case_numbers_lead_to(persons_of_cases_numbered)

Until somebody has, nobody may open anybody. Two levels, decided here once:

- *Finding*: every worker finds everybody the records hold, because the same family must not be entered
  twice; the list shows the name, the year of birth and the unit, and no more.
- *Opening*: `Person.objects.visible_to(worker)`, those with a reason from above.

- *A protected address* is shown at neither level, nor is the unit, which would tell the place: only to
  those registered as working on the person's own case (step `see_protected_address`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from opora.organisation.models import Worker

if TYPE_CHECKING:
    from opora.people.models import Person

PersonIds = QuerySet[Any, Any]  # with `values` of one column: ids of persons
KnownTo = Callable[[Worker], PersonIds]
ReachedFor = Callable[[Worker, str], PersonIds]
NumberedCases = Callable[[str, Worker], PersonIds]

_reasons: list[KnownTo] = []
_reasons_for_protected_addresses: list[KnownTo] = []
_reached_for_steps: list[ReachedFor] = []
_case_numbers: list[NumberedCases] = []


def follows_from(reason: KnownTo) -> KnownTo:
    """Register a query of the persons a worker needs to know, and why: the function's name says it."""
    if reason not in _reasons:
        _reasons.append(reason)
    return reason


def protected_address_serves(reason: KnownTo) -> KnownTo:
    """Register a query of the persons whose protected address a worker needs for their own case."""
    if reason not in _reasons_for_protected_addresses:
        _reasons_for_protected_addresses.append(reason)
    return reason


def may_see_protected_address(worker: Worker, person: Person) -> bool:
    """Whether a registered reason opens this person's protected address to the worker."""
    persons = type(person)._default_manager.filter(pk=person.pk)
    return any(
        persons.filter(_is_among(reason(worker))).exists() for reason in _reasons_for_protected_addresses
    )


def steps_are_done_for(reached: ReachedFor) -> ReachedFor:
    """Register the query of the persons for whom a worker may do a step of the access table now."""
    if reached not in _reached_for_steps:
        _reached_for_steps.append(reached)
    return reached


def may_do_for(worker: Worker, step: str, person: Person) -> bool:
    """Whether the worker may do this step of the access table in a case of the person."""
    persons = type(person)._default_manager.filter(pk=person.pk)
    return any(persons.filter(_is_among(reached(worker, step))).exists() for reached in _reached_for_steps)


def case_numbers_lead_to(persons: NumberedCases) -> NumberedCases:
    """Register the query of the persons in cases with (the beginning of) a number that a worker may see."""
    if persons not in _case_numbers:
        _case_numbers.append(persons)
    return persons


def persons_in_cases_numbered(number: str, worker: Worker) -> list[PersonIds]:
    """The registered answers to a case number."""
    return [persons(number, worker) for persons in _case_numbers]


def known_among(ids: Collection[int], worker: Worker, persons: QuerySet[Any]) -> set[int]:
    """Which of a page's persons the worker needs to know: as `visible_to`, at a third of its cost.

    `persons` is where records merged into these are looked up.
    """
    stands_for = {pk: pk for pk in ids} | dict(
        persons.filter(merged_into__in=ids).values_list("pk", "merged_into")
    )
    found: set[int] = set()
    for reason in _reasons:
        known = reason(worker)
        column = known.query.values_select[0]
        rows = known.filter(**{f"{column}__in": list(stands_for)}).values_list(column, flat=True)
        found |= {stands_for[pk] for pk in rows}
    return found


class PersonQuerySet(QuerySet["Person", "Person"]):
    """Persons in the words of the field."""

    def visible_to(self, worker: Worker) -> PersonQuerySet:
        """Those the worker needs to know, merged records under the one they became."""
        known = Q(pk__in=[])
        for reason in _reasons:
            absorbed = self.model._default_manager.filter(merged_into=OuterRef("pk"))
            known |= Q(_is_among(reason(worker))) | Q(Exists(absorbed.filter(_is_among(reason(worker)))))
        return self.filter(known)

    def unmerged(self) -> PersonQuerySet:
        """Without the records that were found to be another's."""
        return self.filter(merged_into__isnull=True)


def _is_among(ids: PersonIds) -> Exists:
    """Whether the row at hand is among the persons of a query of one column.

    Asked row by row, not as a list of everybody: a page shows a few persons, a unit knows ten thousand.
    """
    column = ids.query.values_select[0]
    return Exists(ids.filter(**{column: OuterRef("pk")}))
