"""Who decides for a person, told to the worker on standby: guardian, parents, carer, unit, telephones.

It tells what registers and relations hold, never where somebody lives; of who is protected, and of who lives
with them, no telephone either. Cases are not opened for it. What nobody entered is told as not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import log
from opora.audit.models import Deed
from opora.cases.executors import word_of
from opora.cases.guardians import grounds_told_of
from opora.cases.jurisdiction import right_unit
from opora.cases.models import CaseRecord
from opora.duty.rosters import ROSTERS
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.majority import is_minor
from opora.people.models import Person, Relation, RelationKind
from opora.people.withholding import is_hidden

GUARDIANSHIPS, FOSTER_FAMILIES = "guardianships", "foster_families"
CARE_WITHDRAWN = "care_withdrawn"


@dataclass(frozen=True)
class Decider:
    """Somebody who decides for a person: in which role, for what, and how to reach them."""

    name: str
    role: str
    phone: str = ""
    scope: str = ""
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Deciders:
    """What is known of a person. That no guardian is entered does not say that there is none."""

    person: Person
    is_minor: bool
    guardians: Sequence[Decider]
    others: Sequence[Decider]
    unit: Unit | None
    is_hidden: bool


def look_up(person: Person, *, reason: str, by: Worker, at: datetime) -> Deciders:
    """Who decides for the person now. It is logged with its reason, a word of `duty_look_up_reasons`.

    Refused for whoever is not on standby at this moment.
    """
    on = timezone.localdate(at)
    require(by, "look_up_on_duty", on=on)
    if not is_on_standby(by, at):
        raise Refused(
            _(
                "This look-up is for the worker on standby, and the roster does not have you now. Enter the "
                "shift or its swap in the roster, or ask the worker who is on standby."
            )
        )
    guardians = list(_guardians(person, on))
    others = [*_parents(person, on), *_carers(person, on)]
    shown = [person, *_persons_of(person, on)]
    log.record(by, Deed.VIEWED, "look_up_on_duty", persons=shown, purpose=reason, at=at)
    hidden = is_hidden(person, on)
    return Deciders(
        person=person,
        is_minor=is_minor(person, on),
        guardians=guardians,
        others=others,
        unit=None if hidden else _competent_unit(person, on),
        is_hidden=hidden,
    )


def is_on_standby(worker: Worker, at: datetime) -> bool:
    """Whether the roster has the worker at a moment: by a shift of their own, or one they took over."""
    records = CaseRecord.objects.filter(centre=worker.centre_id, task=ROSTERS, struck_at=None)
    swaps = list(records.filter(key="swap").values_list("content", flat=True))
    given = {(each["given_by"], each["shift_from"]): each["taken_by"] for each in swaps}
    shifts = records.filter(key="shift", happened_on__lte=timezone.localdate(at))
    return any(
        given.get((each["worker"], each["from"]), each["worker"]) == worker.pk
        for each in shifts.values_list("content", flat=True)
        if datetime.fromisoformat(each["from"]) <= at < datetime.fromisoformat(each["until"])
    )


def _competent_unit(person: Person, on: date) -> Unit | None:
    """The unit of the residence; none where no unit is entered for it, and nothing is said of where it is."""
    try:
        return right_unit(person, on)
    except Refused:
        return None


def _guardians(person: Person, on: date) -> Iterator[Decider]:
    """Guardians by the register; where the centre is guardian, the worker whom it authorised."""
    for row in _running(GUARDIANSHIPS, "guardianship", "ward", person, on):
        told = row.content
        guardian = Person.objects.filter(public_id=told["guardian"]).first() if "guardian" in told else None
        worker = Worker.objects.get_queryset().filter(pk=told.get("authorised_worker")).first()
        phone = told.get("guardian_phone", "") or (_phone(guardian, on) if guardian else "")
        yield Decider(
            name=guardian.full_name if guardian else word_of("guardian_kinds", told["guardian_kind"]),
            role=word_of("guardianship_kinds", told["kind"]),
            phone=phone or (worker.phone if worker else "") or row.unit.phone,
            scope=", ".join(word_of("guardianship_scopes", word) for word in told.get("scopes", ())),
            since=date.fromisoformat(told["from"]),
            note=str(worker) if worker else "",
        )
    for relation in _related(person, RelationKind.GUARDIAN, on):
        yield Decider(relation.full_name, str(RelationKind.GUARDIAN.label), _phone(relation, on))


def _parents(person: Person, on: date) -> Iterator[Decider]:
    """Parents of a minor, and whether a record says that a court withdrew their parental care."""
    if person.born is not None and not is_minor(person, on):
        return
    for parent in _related(person, RelationKind.PARENT, on):
        withdrawn = CARE_WITHDRAWN in grounds_told_of(parent, {person.pk}, on)
        yield Decider(
            name=parent.full_name,
            role=str(RelationKind.PARENT.label),
            phone=_phone(parent, on),
            note=_("parental care was withdrawn") if withdrawn else "",
        )


def _carers(person: Person, on: date) -> Iterator[Decider]:
    """The foster carer with whom a child is placed; others who have the child in care."""
    for row in _running(FOSTER_FAMILIES, "child_placed", "child", person, on):
        carer = Person.objects.filter(public_id=row.content.get("carer")).first()
        if carer is not None:
            since = date.fromisoformat(row.content["from"])
            yield Decider(carer.full_name, _("foster carer"), _phone(carer, on), since=since)
    for carer in _related(person, RelationKind.CARER, on):
        yield Decider(carer.full_name, str(RelationKind.CARER.label), _phone(carer, on))


def _persons_of(person: Person, on: date) -> list[Person]:
    """Everybody whom the look-up names, for the log."""
    keys = {
        row.content.get("guardian") for row in _running(GUARDIANSHIPS, "guardianship", "ward", person, on)
    }
    keys |= {
        row.content.get("carer") for row in _running(FOSTER_FAMILIES, "child_placed", "child", person, on)
    }
    named = list(Person.objects.filter(public_id__in=keys - {None}))
    kinds = (RelationKind.GUARDIAN, RelationKind.PARENT, RelationKind.CARER)
    return [*named, *(each for kind in kinds for each in _related(person, kind, on))]


def _running(task: str, key: str, whose: str, person: Person, on: date) -> list[CaseRecord]:
    """What a register keeps of a person that has not ended by a day, of whichever centre."""
    rows = CaseRecord.objects.filter(task=task, key=key, struck_at=None, happened_on__lte=on).select_related(
        "unit"
    )
    found = rows.filter(**{f"content__{whose}": str(person.public_id)}).order_by("pk")
    return [row for row in found if not row.content.get("to") or date.fromisoformat(row.content["to"]) > on]


def _related(person: Person, kind: RelationKind, on: date) -> list[Person]:
    relations = Relation.objects.filter(other=person, kind=kind, period__contains=on).select_related("person")
    return [relation.person for relation in relations.order_by("pk")]


def _phone(person: Person, on: date) -> str:
    """Nobody learns the telephone of a protected home from here."""
    return "" if is_hidden(person, on) else person.phone
