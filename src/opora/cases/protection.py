"""Protected addresses in cases: what its workers read of it, what protects by itself, what is not typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Appointment, Case, Party
from opora.cases.timeline import add_event
from opora.catalogue import Task
from opora.organisation.access import STEPS
from opora.organisation.models import Worker
from opora.people.addresses_in_words import refuse_hidden_address, without_hidden
from opora.people.models import Person
from opora.people.protecting import protect_as_part


def tell_cases_of_protection(person: Person, act: str, by: Worker, reason: str) -> None:
    """A line in each running case of the person, whoever did it and from whichever case.

    Appointments made before are told in the calendar of the unit, so their place no longer says where.
    """
    running = Case.objects.filter(parties__person=person, state__in=STEPS["protect_address"].case)
    for case in running.distinct():
        add_event(case, act, by=by, at=timezone.now(), who=person.full_name, reason=reason)
    if person.is_protected:
        _hide_in_appointments(person)


def _hide_in_appointments(person: Person) -> None:
    themselves = Person.objects.filter(pk=person.pk)
    on = timezone.localdate()
    for appointment in Appointment.objects.filter(case__parties__person=person).distinct():
        told = [appointment.subject, appointment.place]
        hidden = without_hidden(told, themselves, on)
        if hidden != told:
            appointment.subject, appointment.place = hidden
            appointment.save(update_fields=["subject", "place"])


def protect_the_sheltered(task: Task, parties: Iterable[Party], *, by: Worker) -> None:
    """Protect the address of everybody whom the case shelters, as its task says of their role.

    It stays protected when the stay ends: who has left is looked for too. A worker ends it, with a reason.
    """
    sheltered = {role.key for role in task.roles if role.sheltered}
    for party in parties:
        if party.role in sheltered and party.person is not None:
            protect_as_part(
                party.person, by=by, reason=_("Finds shelter at an address that nobody may learn.")
            )


def refuse_protected_address(
    case: Case | None, *texts: str, on: date, field: str, persons: Collection[Person] = ()
) -> None:
    """Refused where typed words hold the protected address of somebody in the case, or of these persons."""
    among = {person.pk for person in persons}
    if case is not None:
        among |= set(case.person_ids())
    refuse_hidden_address(Person.objects.filter(pk__in=among), *texts, on=on, field=field)


def refuse_address_for_the_unit(case: Case, *texts: str, on: date, field: str = "") -> None:
    """The same for what is written in a case: a sealed one is read only by those who handle it."""
    if not case.seal:
        refuse_protected_address(case, *texts, on=on, field=field)
