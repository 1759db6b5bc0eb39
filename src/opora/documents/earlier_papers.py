"""Papers that went out before an address was protected still hold it: who may read the address reads them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from opora.documents.models import Direction, Document
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.need_to_know import may_see_protected_address


def refuse_address_on_paper(document: Document, worker: Worker, *, on: date) -> None:
    """Refused where the paper may hold an address that is protected now and this worker may not read.

    Only papers of ours, of the day of the protection or before: since then no address is printed. What came
    in is the party's own, and belongs to the case; a case that nobody else should read is sealed.
    """
    if document.direction != Direction.OUTGOING:
        return
    for person in _protected_since(document, on):
        if not may_see_protected_address(worker, person):
            raise Refused(
                _(
                    "This paper was made before the address of %(person)s was protected, and may hold it. "
                    "Only those to whom the case is assigned open it."
                )
                % {"person": person.full_name}
            )


def _protected_since(document: Document, on: date) -> list[Person]:
    """Whoever in the case, or in the home of somebody in it, was protected when the paper had been made."""
    parties = document.case.parties.persons().values("person")
    at_home = Q(
        residences__dwelling__residences__person__in=parties,
        residences__period__contains=on,
        residences__dwelling__residences__period__contains=on,
    )
    protected = Person.objects.filter(is_protected=True, protected_on__gte=document.registered_on)
    return list(protected.filter(Q(pk__in=parties) | at_home).distinct())
