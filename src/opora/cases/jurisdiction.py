"""Whether a unit is the right one for a case (krajevna pristojnost, ZUP 20), and which is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from opora.cases.models import Body
from opora.catalogue import Task
from opora.organisation.jurisdiction import unit_for
from opora.organisation.models import Unit
from opora.organisation.refusal import Refused
from opora.people.addresses import address_on
from opora.people.models import AddressKind, Person

RESIDENCE = (AddressKind.PERMANENT, AddressKind.TEMPORARY)


def persons_who_decide_the_unit(task: Task, parties: Iterable[tuple[Person | Body, str]]) -> list[Person]:
    """Whose residence says which unit is competent for a case of the task; nobody's, where any unit is.

    The applicant's or the child's; where the task has no such role, that of the first person it requires,
    as of the victim or the ward.
    """
    named = {"residence_of_applicant": "applicant", "residence_of_child": "child"}.get(task.unit_by or "")
    if named is None:
        return []
    roles = [role.key for role in task.roles]
    if named not in roles:
        required = [role.key for role in task.roles if role.required and not role.is_body]
        named = required[0] if required else ""
    return [who for who, role in parties if role == named and isinstance(who, Person)]


def right_unit(person: Person, on: date) -> Unit | None:
    """The unit that serves a person's residence; None where no residence here is known."""
    residence = address_on(person, on, RESIDENCE)
    if residence is None or residence.municipality is None:
        return None
    return unit_for(residence.municipality, on)


def refuse_wrong_unit(person: Person, unit: Unit, on: date) -> None:
    """Refused, with the right unit named, where another unit serves the person's residence.

    Not asked of a protected home: to be refused here and let pass there would tell where it is. That
    application waits for the head of the unit (`opening.py`).
    """
    competent = right_unit(person, on)
    if competent is None or competent.pk == unit.pk:
        return
    raise Refused(
        _(
            "%(unit)s is not competent: the residence of %(person)s is served by %(right)s, %(centre)s. "
            "Open the case there, or give the reason why it belongs here."
        )
        % {"unit": unit, "person": person.full_name, "right": competent, "centre": competent.centre},
        field="unit",
    )
