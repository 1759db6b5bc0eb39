"""A mediator as lists show them: unit, days, languages, load, and what has to be put right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.shown_values import FINDERS
from opora.reports.mediation import Listed
from opora.reports.mediation.who import REGISTER
from opora.web.catalogue_sheet import reading
from opora.web.templatetags.page import day


@dataclass(frozen=True)
class MediatorRow:
    """One mediator of a list; `entry` is the address of their entry, where the reader keeps that register."""

    listed: Listed
    unit: str
    entry: str
    wrong: list[str]


def rows_of(mediators: Iterable[Listed], *, on: date, open_units: Collection[int] = ()) -> list[MediatorRow]:
    """A row for each. The log learns whom from outside the page names."""
    mediators = list(mediators)
    trail.shows({each.person.pk for each in mediators if each.person is not None})
    bodies = FINDERS["body"]({each.entry.content.get("unit") for each in mediators if each.entry}, reading())
    return [
        MediatorRow(each, _unit(each, bodies), _entry(each, open_units), list(_wrong(each, on)))
        for each in mediators
    ]


def _unit(listed: Listed, bodies: dict[object, str]) -> str:
    if listed.worker is not None and listed.worker.unit is not None:
        return str(listed.worker.unit)
    told = listed.entry.content.get("unit") if listed.entry else None
    return str(bodies.get(told, told or ""))


def _entry(listed: Listed, open_units: Collection[int]) -> str:
    if listed.entry is None or listed.entry.unit_id not in open_units:
        return ""
    return reverse("register_record", args=[listed.entry.public_id])


def _wrong(listed: Listed, on: date) -> Iterator[str]:
    """What keeps somebody from mediating, or their mediations from being counted."""
    if listed.worker is not None and not listed.worker.is_active:
        yield _("Works at the centre no more.")
    elif listed.worker is not None and not listed.is_licensed:
        yield _(
            "The entry in the list of mediators is not among their qualifications, so no mediation can be "
            "given to them. The administrator enters it."
        )
    if listed.entry is None:
        yield _("Not in the register of mediators yet: enter the licence and the day of the list there.")
        return
    if not listed.is_joined:
        yield _("The entry names a person, not the worker: name the worker, so that mediations are counted.")
    if listed.is_struck_off(on):
        yield _("Struck off the list on %(day)s.") % {"day": day(listed.day("removed_on"))}
    if listed.licensed_on is None:
        yield _("The day of the licence is not entered.")
    if listed.listed_on is None:
        yield _("The day of the entry in the ministry's list is not entered.")


def register_address() -> str:
    """Where somebody is entered in the list."""
    return reverse("add_register_record", args=[REGISTER, "mediator"])
