"""Post that would be read by whoever endangers its addressee: who shares an address with a perpetrator."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q, QuerySet

from opora.cases.models import Case, CaseLink, Party
from opora.people.addresses import FOR_POST, FOR_PROTECTED_POST, address_on
from opora.people.folding import fold
from opora.people.models import Address, Person


def is_of_violence(case: Case) -> bool:
    """Whether the case is sealed for violence: no paper of it is left where somebody else may open it."""
    return case.seal in _told()["seals"]


def is_home_shared_with_danger(case: Case, addressee: Person, on: date) -> bool:
    """Whether the addressee's post arrives where a person lives who endangers the others of the case.

    Looked at are this case, those linked with it, and for a case of violence every other of its persons:
    a plan and the case it protects from are not always linked. Who is such a person themselves is written to
    as anybody. Closed cases count too: an address does not become safe by closing one.
    """
    kinds = FOR_PROTECTED_POST if addressee.is_protected else FOR_POST
    home = address_on(addressee, on, kinds)
    if home is None:
        return False
    dangerous = _dangerous_to(case, addressee)
    near = Address.objects.filter(
        person__in=dangerous.values("person"), period__contains=on, post_code=home.post_code
    )
    return any(_door(each) == _door(home) for each in near)


def _dangerous_to(case: Case, addressee: Person) -> QuerySet[Party]:
    dangerous = Party.objects.filter(
        case__in=_cases(case), role__in=sorted(dangerous_roles()), person__isnull=False
    )
    of_them = dangerous.filter(person=addressee)
    return dangerous.exclude(case__in=of_them.values("case")).exclude(person=addressee)


def _cases(case: Case) -> QuerySet[Case]:
    links = CaseLink.objects.filter(Q(case=case) | Q(other=case)).values_list("case", "other")
    wanted = Q(pk__in={case.pk, *(key for pair in links for key in pair)})
    if is_of_violence(case):
        wanted |= Q(parties__person__in=case.parties.persons().values("person"))
    return Case.objects.filter(pk__in=Case.objects.filter(wanted).values("pk"))


def _door(address: Address) -> tuple[str, str]:
    """Street and number as one reads them: »Ulica 5 b« and »ulica 5B« are one door."""
    return fold(address.street), "".join(address.house_number.split()).casefold()


def dangerous_roles() -> frozenset[str]:
    """The roles in which somebody endangers the others of their case, whatever its task."""
    return frozenset(each["key"] for each in _told()["roles"])


@cache
def _told() -> dict[str, Any]:
    text = Path(__file__).with_name("dangerous_roles.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told
