"""A protected address: who may not learn where a person lives, and the reason, which the log keeps.

What the protection withholds, and from whom, is decided in `need_to_know.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.need_to_know import may_do_for
from opora.people.reasons import refuse_empty_words

LONGEST_REASON = 200  # as the log keeps a purpose


Tell = Callable[[Person, str, Worker, str], None]  # the person, the act, by whom, the reason
_told: list[Tell] = []


def is_told(tell: Tell) -> Tell:
    """Register who hears of a protection set or ended: the room of cases lies above this one."""
    if tell not in _told:
        _told.append(tell)
    return tell


@transaction.atomic
def protect_address(person: Person, *, by: Worker, reason: str) -> Person:
    """Withhold a person's address from everybody who does not need it for the person's own case.

    Refused without a reason of several words, where it is protected already, and to a worker without a
    case of theirs.
    """
    person = _to_be_changed(person, by, reason)
    if person.is_protected:
        raise Refused(_("The address of %(person)s is already protected.") % {"person": person.full_name})
    return _set(person, to=True, act="protect_address", by=by, reason=reason)


@transaction.atomic
def protect_as_part(person: Person, *, by: Worker, reason: str) -> Person:
    """Withhold an address as a part of another act, which asked who may; nothing where it is protected."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    return (
        person if person.is_protected else _set(person, to=True, act="protect_address", by=by, reason=reason)
    )


@transaction.atomic
def end_protection(person: Person, *, by: Worker, reason: str) -> Person:
    """Show a person's address again. Refused as `protect_address` is."""
    person = _to_be_changed(person, by, reason)
    if not person.is_protected:
        raise Refused(_("The address of %(person)s is not protected.") % {"person": person.full_name})
    return _set(person, to=False, act="end_protection", by=by, reason=reason)


def may_protect(worker: Worker, person: Person) -> bool:
    """Whether the worker may protect this person's address, or end its protection."""
    return may_do_for(worker, "protect_address", person)


def _to_be_changed(person: Person, by: Worker, reason: str) -> Person:
    require(by, "protect_address")
    if not may_protect(by, person):
        raise Refused(
            _(
                "You work on no running case of %(person)s in which you may protect the address or end its "
                "protection. Ask the head of the unit, or the worker to whom the case is assigned."
            )
            % {"person": person.full_name}
        )
    if not reason.strip():
        raise Refused(_("Say why; the reason is kept in the log."), field="reason")
    refuse_empty_words(reason)
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(_("A reason has at most 200 characters here. Shorten it."), field="reason")
    return Person.objects.select_for_update().get(pk=person.pk)


def _set(person: Person, *, to: bool, act: str, by: Worker, reason: str) -> Person:
    person.is_protected = to
    person.protected_on = timezone.localdate() if to else None
    person.save(update_fields=["is_protected", "protected_on"])
    record(by, Deed.CHANGED, act, persons=[person], purpose=reason.strip())
    for tell in _told:
        tell(person, act, by, reason.strip())
    return person
