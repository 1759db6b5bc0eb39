"""Who works on a person's case reads in it that their address was protected, or no longer is, and why."""

from __future__ import annotations

from django.utils import timezone

from opora.cases.models import Case
from opora.cases.timeline import add_event
from opora.organisation.access import STEPS
from opora.organisation.models import Worker
from opora.people.models import Person


def tell_cases_of_protection(person: Person, act: str, by: Worker, reason: str) -> None:
    """A line in each running case of the person, whoever did it and from whichever case."""
    running = Case.objects.filter(parties__person=person, state__in=STEPS["protect_address"].case)
    for case in running.distinct():
        add_event(case, act, by=by, at=timezone.now(), who=person.full_name, reason=reason)
