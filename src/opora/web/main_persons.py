"""Whom each case of a list is about: who applies, or whoever stands first among the roles of its task."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Party, PartyRole
from opora.organisation.kept_queries import kept


def with_main_persons(cases: Sequence[Case]) -> None:
    """Give each case its `main_persons` (parties with their names), and note that the page shows them.

    One query for all. Who stands in no role that the task knows is left out, unless they apply.
    """
    by_case: dict[int, list[Party]] = {}
    for party in _persons_in({case.pk for case in cases}) if cases else ():
        by_case.setdefault(party.case_id, []).append(party)
    for case in cases:
        parties = by_case.get(case.pk, [])
        first = next((role for role in _roles(case) if any(party.role == role for party in parties)), None)
        case.main_persons = [party for party in parties if party.role == first]  # type: ignore[attr-defined]
    trail.shows({party.person_id for case in cases for party in case.main_persons})  # type: ignore[attr-defined]


@kept
def _persons_in(cases: set[int]) -> QuerySet[Party]:
    names = ("case", "role", "person__given_name", "person__family_name")
    found = Party.objects.persons().filter(case__among=cases).order_by("pk")
    return found.select_related("person").only(*names)


def _roles(case: Case) -> list[str]:
    return [PartyRole.APPLICANT.value, *(role.key for role in task_of(case).roles if not role.is_body)]
