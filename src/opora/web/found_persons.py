"""Whom a typed name means, where a party is looked for: those of one's own cases first, told apart well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from opora.cases.models import Case, Party
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.people.search import Hit, closest_persons
from opora.people.streets import homes_of

HITS_SHOWN = 6


@dataclass(frozen=True)
class FoundPerson:
    """One namesake. The whole day of birth, the home and the case only of whom the worker may open."""

    person: Person
    name: str
    born_year: int | None
    unit: Unit | None
    born: date | None = None
    home: str = ""
    case_number: str = ""
    is_of_own_case: bool = False

    @property
    def public_id(self) -> UUID:
        return self.person.public_id


def found_persons(text: str, worker: Worker, on: date) -> tuple[list[FoundPerson], str]:
    """The persons to choose from, and a sentence where there are more. Refused as a search is."""
    closest = closest_persons(text, worker, on=on, most=HITS_SHOWN)
    known = [hit.person for hit in closest.hits if hit.may_open]
    homes, cases = homes_of(known, on), _cases_of(known, worker)
    found = [_found(hit, homes, cases, worker) for hit in closest.hits]
    return found, _more(len(found), closest.of_all, closest.is_more)


def _found(hit: Hit, homes: dict[int, str], cases: dict[int, Case], worker: Worker) -> FoundPerson:
    case = cases.get(hit.person.pk)
    return FoundPerson(
        person=hit.person,
        name=hit.name,
        born_year=hit.born_year,
        unit=hit.unit,
        born=hit.person.born if hit.may_open else None,
        home=homes.get(hit.person.pk, ""),
        case_number=case.number if case else "",
        is_of_own_case=case is not None and case.assigned_to_id == worker.pk,
    )


def _cases_of(persons: Sequence[Person], worker: Worker) -> dict[int, Case]:
    """An open case of each person that the worker may see: their own before others', the newest first."""
    if not persons:
        return {}
    visible = Case.objects.visible_to(worker).open()
    rows = Party.objects.filter(person__in=persons, case__in=visible).select_related("case")
    found: dict[int, Case] = {}
    ordered = sorted(rows, key=lambda row: (row.case.assigned_to_id != worker.pk, -row.case_id))
    for row in ordered:
        if row.person_id is not None:
            found.setdefault(row.person_id, row.case)
    return found


def _more(shown: int, of_all: int, is_more: bool) -> str:
    if is_more:
        return _("%(shown)d of more than %(all)d shown. Add the year of birth.") % {
            "shown": shown,
            "all": of_all,
        }
    if of_all > shown:
        return _("%(shown)d of %(all)d shown. Add the year of birth.") % {"shown": shown, "all": of_all}
    return ""
