"""Where somebody lives gives away who lives with them: one protected address hides the whole home."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from opora.organisation.models import Worker
from opora.people.models import Person, Residence
from opora.people.need_to_know import may_see_protected_address


def lives_with_protected(on: date, *, of: str = "pk") -> Exists:
    """For a query whose field `of` is a person: whether a protected one lives in their dwelling that day."""
    together = Residence.objects.filter(
        dwelling=OuterRef("dwelling"), period__contains=on, person__is_protected=True
    )
    return Exists(Residence.objects.filter(Exists(together), person=OuterRef(of), period__contains=on))


def is_hidden(person: Person, on: date) -> bool:
    """Whether the person's address is protected, or would tell that of somebody they live with."""
    return person.is_protected or Person.objects.filter(lives_with_protected(on), pk=person.pk).exists()


def is_withheld(person: Person, worker: Worker, on: date) -> bool:
    """Whether this worker may not learn where, and with whom, the person lives."""
    return is_hidden(person, on) and not may_see_protected_address(worker, person)
