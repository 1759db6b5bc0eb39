"""Dwellings and who lives in them, by date. Each act finds its own family among the residents."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access import require
from opora.organisation.models import Municipality, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Dwelling, Person, Residence
from opora.people.need_to_know import require_for
from opora.people.possible_days import refuse_impossible_days


@transaction.atomic
def found_dwelling(
    residents: list[Person],
    *,
    by: Worker,
    from_day: date,
    municipality: Municipality | None = None,
    taken_in: Collection[Person] = (),
) -> Dwelling:
    """A new dwelling in which these persons live together from a day on. Refused as `house` is."""
    require(by, "correct_person")
    dwelling = Dwelling.objects.create(municipality=municipality)
    for person in residents:
        house(person, dwelling, by=by, from_day=from_day, taken_in=taken_in)
    return dwelling


@transaction.atomic
def house(
    person: Person,
    dwelling: Dwelling,
    *,
    by: Worker,
    from_day: date,
    until: date | None = None,
    taken_in: Collection[Person] = (),
) -> Residence:
    """Record that a person lives in a dwelling from a day on, until the day before `until`.

    Refused while the person lives in a dwelling in that time: one at a time. To move somebody out of
    the present one, `move`. Only for a person of one's cases, or of an application `taken_in` just now.
    """
    require_for(by, "correct_person", person, taken_in=taken_in)
    person = Person.objects.select_for_update().get(pk=person.pk)
    words = _("The residence would end on %(end)s, before it begins on %(start)s. Correct one of the days.")
    refuse_impossible_days(person, from_day, until, reversed_days=words)
    period = DateRange(from_day, until)
    _refuse_two_dwellings(person, dwelling, period)
    residence = Residence.objects.create(person=person, dwelling=dwelling, period=period)
    record(by, Deed.CHANGED, "house", persons=[person])
    return residence


@transaction.atomic
def move_out(person: Person, *, by: Worker, on: date) -> Residence:
    """End a person's present residence on a day. Refused when they live in no known dwelling then."""
    require_for(by, "correct_person", person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    residence = person.residences.filter(period__contains=on).first()
    if residence is None:
        raise Refused(
            _("No dwelling of %(person)s is recorded for %(day)s, so there is nothing to move out of.")
            % {"person": person.full_name, "day": date_format(on)},
            field="on",
        )
    if residence.period.lower == on:
        residence.delete()
    else:
        residence.period = DateRange(residence.period.lower, on)
        residence.save(update_fields=["period"])
    record(by, Deed.CHANGED, "move_out", persons=[person])
    return residence


@transaction.atomic
def move(person: Person, dwelling: Dwelling, *, by: Worker, on: date) -> Residence:
    """Let a person leave the dwelling they live in, if any, and live in another from that day on."""
    if person.residences.filter(period__contains=on).exists():
        move_out(person, by=by, on=on)
    return house(person, dwelling, by=by, from_day=on)


@transaction.atomic
def move_in_with(person: Person, other: Person | None, *, by: Worker, on: date) -> Residence:
    """Let a person live with another from a day on, or alone in a new dwelling where none is named.

    Whose own dwelling is not recorded gets one with the person who moves in. Refused when they already
    live together, and as `house` is; both must be persons of one's cases, and both homes stand in the log.
    """
    require_for(by, "correct_person", *([person, other] if other else [person]))
    if other is None:
        return move(person, Dwelling.objects.create(), by=by, on=on)
    if other.pk == person.pk:
        raise Refused(
            _("A person cannot move in with themselves. Choose the other person."), field="with_whom"
        )
    dwelling = dwelling_of(other, on) or found_dwelling([other], by=by, from_day=on)
    if dwelling == dwelling_of(person, on):
        raise Refused(
            _("%(person)s and %(other)s already live together on %(day)s. Nothing needs to be entered.")
            % {"person": person.full_name, "other": other.full_name, "day": date_format(on)},
            field="with_whom",
        )
    concerned = {each.pk for each in [*household_of(person, on), *residents(dwelling, on)]}
    record(by, Deed.CHANGED, "move_in_with", persons=concerned)
    return move(person, dwelling, by=by, on=on)


def dwelling_of(person: Person, on: date) -> Dwelling | None:
    """The dwelling a person lives in on a day, if it is known."""
    return Dwelling.objects.filter(residences__person=person, residences__period__contains=on).first()


def dwellings_of(persons: Iterable[Person], on: date) -> dict[int, Dwelling]:
    """By person the dwelling they live in on a day, as far as it is known. One query."""
    rows = Residence.objects.filter(person__in=[each.pk for each in persons], period__contains=on)
    return {row.person_id: row.dwelling for row in rows.select_related("dwelling__municipality")}


def residents(dwelling: Dwelling, on: date) -> list[Person]:
    """Who lives in a dwelling on a day, the eldest first."""
    return list(
        Person.objects.filter(residences__dwelling=dwelling, residences__period__contains=on).order_by(
            "born", "pk"
        )
    )


def household_of(person: Person, on: date) -> list[Person]:
    """Everybody who lives with a person on a day, themselves included; alone when no dwelling is known."""
    dwelling = dwelling_of(person, on)
    return residents(dwelling, on) if dwelling else [person]


def _refuse_two_dwellings(person: Person, dwelling: Dwelling, period: DateRange) -> None:
    """The database would refuse as well; this names the other dwelling and its days."""
    present = (
        person.residences.filter(period__overlap=period).select_related("dwelling__municipality").first()
    )
    if present is None:
        return
    if present.dwelling_id == dwelling.pk:
        sentence = _("%(person)s already lives in this dwelling %(days)s.")
    else:
        sentence = _(
            "%(person)s already lives in another dwelling%(place)s%(company)s %(days)s, and a person has one "
            "dwelling at a time. End that residence first, or choose other days."
        )
    raise Refused(
        sentence
        % {
            "person": person.full_name,
            "place": _place(person, present),
            "company": _company(present),
            "days": _days(present.period),
        },
        field="from_day",
    )


def _place(person: Person, residence: Residence) -> str:
    municipality = residence.dwelling.municipality
    if municipality is None or person.is_protected:
        return ""
    return f" ({municipality})"


def _company(residence: Residence) -> str:
    others = residence.dwelling.residences.filter(period__overlap=residence.period).exclude(
        person=residence.person_id
    )
    count = others.values("person").distinct().count()
    if not count:
        return ""
    return ngettext(" with %(count)d other person", " with %(count)d other persons", count) % {"count": count}


def _days(period: DateRange) -> str:
    if period.upper is None:
        return _("from %(start)s on") % {"start": date_format(period.lower)}
    return _("from %(start)s, until %(end)s") % {
        "start": date_format(period.lower),
        "end": date_format(period.upper),
    }
