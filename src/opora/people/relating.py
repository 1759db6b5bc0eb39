"""Relations between persons, by date: spouses, partners, parents, carers, guardians.

What a relation means for a right is the law engine's to say.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person, Relation, RelationKind
from opora.people.need_to_know import require_for_one

COUPLE = [RelationKind.SPOUSE, RelationKind.PARTNER]


@transaction.atomic
def relate(
    person: Person,
    kind: RelationKind,
    other: Person,
    *,
    by: Worker,
    from_day: date | None = None,
    until: date | None = None,
    taken_in: Collection[Person] = (),
) -> Relation:
    """Record that `person` is the parent, spouse, partner, carer or guardian of `other`.

    The relation holds from `from_day` (for a parent: the child's birth, where known) until the day
    before `until`. Refused where neither is a person of one's cases, or of an application `taken_in` just
    now, or where a protected one is not; with oneself; a parent not older than the child; a second spouse
    or partner at the same time; the same relation twice, or turned round.
    """
    require_for_one(by, "correct_person", person, other, taken_in=taken_in)
    if person.pk == other.pk:
        raise Refused(_("A person cannot be related to themselves. Choose the other person."), field="other")
    persons = {locked.pk: locked for locked in Person.objects.locked(person, other)}
    person, other = persons[person.pk], persons[other.pk]
    from_day = from_day or (other.born if kind == RelationKind.PARENT else None)
    _refuse_reversed_period(from_day, until)
    period = DateRange(from_day, until)
    if kind == RelationKind.PARENT:
        refuse_child_older_than_parent(person, other)
    if kind in COUPLE:
        for one in (person, other):
            _refuse_second_partner(one, period)
    else:
        _refuse_repeated(person, kind, other, period)
    relation = Relation.objects.create(person=person, other=other, kind=kind, period=period)
    record(by, Deed.CHANGED, "relate", persons=[person, other], detail={"kind": str(kind)})
    return relation


@transaction.atomic
def end_relation(relation: Relation, *, by: Worker, on: date) -> Relation:
    """End a relation on a day: divorce, separation, the end of care. Refused where it cannot end then."""
    require_for_one(by, "correct_person", relation.person, relation.other)
    relation = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    if relation.period.upper and relation.period.upper <= on:
        raise Refused(
            _("This relation already ended on %(day)s.") % {"day": date_format(relation.period.upper)},
            field="on",
        )
    _refuse_reversed_period(relation.period.lower, on)
    relation.period = DateRange(relation.period.lower, on)
    relation.save(update_fields=["period"])
    record(
        by,
        Deed.CHANGED,
        "end_relation",
        persons=[relation.person, relation.other],
        detail={"kind": relation.kind},
    )
    return relation


def relations_of(person: Person, on: date) -> QuerySet[Relation]:
    """Every relation of a person on a day, from either side."""
    return (
        Relation.objects.filter(Q(person=person) | Q(other=person), period__contains=on)
        .select_related("person", "other")
        .order_by("kind", "pk")
    )


def relations_among(persons: list[Person], on: date) -> QuerySet[Relation]:
    """The relations that hold on a day with both sides among the persons."""
    return Relation.objects.filter(person__in=persons, other__in=persons, period__contains=on).order_by("pk")


def _refuse_reversed_period(from_day: date | None, until: date | None) -> None:
    if from_day and until and until <= from_day:
        raise Refused(
            _("The relation would end on %(end)s, before it begins on %(start)s. Correct one of the days.")
            % {"end": date_format(until), "start": date_format(from_day)},
            field="until",
        )


def refuse_child_older_than_parent(parent: Person, child: Person, *, field: str = "other") -> None:
    """Refused where both birth dates are known and the parent is not the elder."""
    if parent.born and child.born and parent.born >= child.born:
        raise Refused(
            _(
                "%(child)s, born %(child_born)s, is older than %(parent)s, born %(parent_born)s, and "
                "cannot be the child. Check who is the parent, and both birth dates."
            )
            % {
                "child": child.full_name,
                "child_born": date_format(child.born),
                "parent": parent.full_name,
                "parent_born": date_format(parent.born),
            }
            if parent.born > child.born
            else _(
                "%(child)s and %(parent)s have the same birth date, %(born)s, so one cannot be the other's "
                "child. Check both birth dates."
            )
            % {
                "child": child.full_name,
                "parent": parent.full_name,
                "born": date_format(child.born),
            },
            field=field,
        )


def _refuse_second_partner(person: Person, period: DateRange) -> None:
    present = (
        Relation.objects.filter(Q(person=person) | Q(other=person), kind__in=COUPLE, period__overlap=period)
        .select_related("person", "other")
        .first()
    )
    if present:
        partner = present.other if present.person_id == person.pk else present.person
        raise Refused(
            _(
                "%(person)s already has a spouse or partner in this time: %(partner)s%(since)s. End that "
                "relation first, or choose other days."
            )
            % {
                "person": person.full_name,
                "partner": partner.full_name,
                "since": _(", since %(day)s") % {"day": date_format(present.period.lower)}
                if present.period.lower
                else "",
            },
            field="other",
        )


def _refuse_repeated(person: Person, kind: RelationKind, other: Person, period: DateRange) -> None:
    alike = Relation.objects.filter(kind=kind, period__overlap=period)
    if alike.filter(person=person, other=other).exists():
        raise Refused(
            _("This relation between %(person)s and %(other)s is already recorded for this time.")
            % {"person": person.full_name, "other": other.full_name},
            field="other",
        )
    if alike.filter(person=other, other=person).exists():
        raise Refused(
            _(
                "The same relation is recorded the other way round, from %(other)s to %(person)s. Check "
                "which of them is which, and end the wrong one."
            )
            % {"person": person.full_name, "other": other.full_name},
            field="other",
        )
