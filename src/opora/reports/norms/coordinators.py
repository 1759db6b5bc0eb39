"""Persons in community treatment and coordinators, by unit and centre, beside the norm stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from opora.catalogue import catalogue
from opora.counting.counted import count, task_at
from opora.counting.figures import Count
from opora.counting.period import Period
from opora.norms.coordinators import (
    TASK,
    StatedPerCoordinator,
    Treated,
    coordinators_needed,
    per_coordinator,
)
from opora.norms.lines import Line
from opora.norms.rounding import Way
from opora.norms.wording import said
from opora.organisation.models import Centre, Competence, Unit
from opora.organisation.stated_norms import COORDINATORS, stated_on

PERSONS = "all_treatments"
"""The indicator of the catalogue that counts the persons in treatment."""


@dataclass(frozen=True)
class Coordination:
    """One unit or the centre: persons, coordinators, persons for each, and how many the norm asks for."""

    key: str
    name: str
    treated: Treated | None
    coordinators: int
    each_at_once: Fraction | None
    each_in_a_year: Fraction | None
    needed: Line


def coordination(centre: Centre, *, on: date, way: Way) -> list[Coordination]:
    """The centre and each of its units, on a day and in its year up to then."""
    units = list(centre.units.order_by("name"))
    treated = _treated(units, on)
    workers = coordinators_of(centre, on)
    found = stated_on(centre, COORDINATORS, on)
    stated = None
    if found is not None:
        counted = "at_once" if found.counted == "at_once" else "in_a_year"
        stated = StatedPerCoordinator(found.persons, counted, found.act, found.article)  # type: ignore[arg-type]
    service = catalogue().version_for(TASK, on=on).sl
    places = [(None, centre.code, str(centre)), *((unit.pk, unit.code, unit.name) for unit in units)]
    return [
        _of(key, name, treated.get(unit), _heads(workers, unit), stated, service=service, way=way)
        for unit, key, name in places
    ]


def coordinators_of(centre: Centre, on: date) -> Counter[int | None]:
    """Active workers who meet what the catalogue asks of a coordinator: qualification, licence; by unit."""
    executors = catalogue().version_for(TASK, on=on).executors
    held: dict[tuple[int, int | None], set[str]] = {}
    rows = Competence.objects.standing().filter(
        period__contains=on, worker__centre=centre, worker__is_active=True
    )
    for worker, unit, key in rows.values_list("worker", "worker__unit", "key"):
        held.setdefault((worker, unit), set()).add(key)
    asked = [{each.qualification, each.licence} - {None} for each in executors]
    return Counter(unit for (_worker, unit), keys in held.items() if any(each <= keys for each in asked))


def _heads(workers: Counter[int | None], unit: int | None) -> int:
    return workers[unit] if unit is not None else workers.total()


def _of(
    key: str,
    name: str,
    treated: Treated | None,
    heads: int,
    stated: StatedPerCoordinator | None,
    *,
    service: str,
    way: Way,
) -> Coordination:
    return Coordination(
        key,
        name,
        treated,
        heads,
        per_coordinator(treated.at_once, heads) if treated else None,
        per_coordinator(treated.in_a_year, heads) if treated else None,
        coordinators_needed(treated, stated, service=service, way=way),
    )


def _treated(units: Sequence[Unit], on: date) -> Mapping[int | None, Treated]:
    """By unit, and of the centre under none; nothing where nobody recorded treatments."""
    first = date(on.year, 1, 1)
    today, year = (_persons(units, Period(begin, on), on) for begin in (on, first))
    if not (today.is_known and year.is_known):
        return {}
    source = said("counted", since=first, until=on)

    def of(unit: int | None) -> Treated:
        figures = [each.whole if unit is None else each.by_unit.get(unit) for each in (today, year)]
        at_once, in_a_year = (int(each.value or 0) if each else 0 for each in figures)
        return Treated(at_once, in_a_year, source)

    return {unit: of(unit) for unit in (None, *(each.pk for each in units))}


def _persons(units: Sequence[Unit], period: Period, on: date) -> Count:
    task = task_at(TASK, period)
    indicator = next(each for each in task.indicators if each.key == PERSONS)
    return count(TASK, task, indicator, period, units=units, on=on)
