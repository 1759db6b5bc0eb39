"""Who may open which person, and which persons a case number leads to.

The need to know follows from cases, and the room of cases lies above this one. So this room asks, and
whoever has the answer registers it when the program starts (`AppConfig.ready`):

    need_to_know.follows_from(persons_of_visible_cases)
    need_to_know.protected_address_serves(persons_of_own_cases)
    need_to_know.steps_are_done_for(persons_of_cases_reached)
    need_to_know.case_numbers_lead_to(persons_of_cases_numbered)
    need_to_know.cases_are_about(persons_of_cases)

Until somebody has, nobody may open anybody. Two levels, decided here once:

- *Finding*: every worker finds everybody the records hold, because the same family must not be entered
  twice; the list shows the name, the year of birth and the unit, and no more. Only where a contact is taken
  down the street and the town stand with them (`streets.py`): who sits there says where they live.
  Where a party is looked for, those whom the worker may open stand first, with all that tells them apart.
- *Opening*: `Person.objects.visible_to(worker)`, those with a reason from above.

- *A protected address* is shown at neither level, nor is the unit, which would tell the place: only to
  those registered as working on the person's own case (step `see_protected_address`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

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
_persons_of_cases: list[Callable[[], PersonIds]] = []


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
    return step in may_do_which(worker, [step], person)


def may_do_which(worker: Worker, steps: Sequence[str], person: Person) -> set[str]:
    """Which of these steps the worker may do in a case of the person, or of a record merged into it."""
    records = type(person)._default_manager.filter(Q(pk=person.pk) | Q(merged_into=person.pk))
    asked = {
        f"{step}_{number}": (step, _is_among(reached(worker, step)))
        for step in steps
        for number, reached in enumerate(_reached_for_steps)
    }
    if not asked:
        return set()
    answers = records.annotate(**{name: reached for name, (_step, reached) in asked.items()}).values(*asked)
    return {asked[name][0] for answer in answers for name, is_so in answer.items() if is_so}


def cases_are_about(persons: Callable[[], PersonIds]) -> Callable[[], PersonIds]:
    """Register the query of everybody whom any case is about."""
    if persons not in _persons_of_cases:
        _persons_of_cases.append(persons)
    return persons


def is_of_no_case(person: Person) -> bool:
    """Whether no case at all is about the person, nor about a record merged into theirs."""
    records = type(person)._default_manager.filter(Q(pk=person.pk) | Q(merged_into=person.pk))
    return bool(_persons_of_cases) and not any(
        records.filter(_is_among(persons())).exists() for persons in _persons_of_cases
    )


def require_for(worker: Worker, step: str, *persons: Person, taken_in: Collection[Person] = ()) -> None:
    """Refused unless the worker may do the step at all, and in a case of each of these persons.

    `taken_in` are the persons of an application at hand: its case does not exist yet.
    """
    require(worker, step)
    if not all(person in taken_in or may_do_for(worker, step, person) for person in persons):
        raise Refused(no_case_of_theirs())


def require_for_one(worker: Worker, step: str, *sides: Person, taken_in: Collection[Person] = ()) -> None:
    """As `require_for`, for what lies between persons: one of them is enough, and whoever is protected."""
    require(worker, step)
    known = [person for person in sides if person in taken_in or may_do_for(worker, step, person)]
    if not known or any(person.is_protected and person not in known for person in sides):
        raise Refused(no_case_of_theirs())


def no_case_of_theirs() -> str:
    return _(
        "You work on no case of this person in which you may do that. Ask the worker who has such a case, or "
        "the head of their unit."
    )


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

    def locked(self, *persons: Person) -> PersonQuerySet:
        """These records, held against every other act until the transaction ends; always in one order."""
        return self.select_for_update().filter(pk__in=[person.pk for person in persons]).order_by("pk")


def _is_among(ids: PersonIds) -> Exists:
    """Whether the row at hand is among the persons of a query of one column.

    Asked row by row, not as a list of everybody: a page shows a few persons, a unit knows ten thousand.
    """
    column = ids.query.values_select[0]
    return Exists(ids.filter(**{column: OuterRef("pk")}))
