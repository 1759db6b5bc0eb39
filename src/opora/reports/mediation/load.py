"""How many mediations each mediator leads: begun in a year, carried over into it, ended in it, running."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from opora.cases.models import CaseRecord, Party
from opora.organisation.models import Centre
from opora.reports.mediation.who import CASE, Who

AS_MEDIATOR, AS_CO_MEDIATOR = "mediator", "co_mediator"


@dataclass(frozen=True)
class Mediation:
    """One mediation: the days it began and ended, and who leads it in which part."""

    case: int
    began: date
    ended: date | None
    led_by: Mapping[Who, str]

    def is_running(self, on: date) -> bool:
        """Whether it goes on after a day: on the day it ends it is over."""
        return self.began <= on and (self.ended is None or self.ended > on)


@dataclass
class Tally:
    """Mediations of one year, as a yearly report counts them."""

    begun: int = 0
    carried_over: int = 0
    ended: int = 0
    running: int = 0

    @property
    def together(self) -> int:
        """All that ran in the year."""
        return self.begun + self.carried_over

    def add(self, mediation: Mediation, year: int, on: date) -> None:
        """Count a mediation that ran in the year. `on` is the last day that is known."""
        self.begun += mediation.began.year == year
        self.carried_over += mediation.began.year < year
        self.ended += mediation.ended is not None and mediation.ended.year == year
        self.running += mediation.is_running(on)


@dataclass
class Load:
    """What one mediator has, apart for each part; who comes from outside mediates."""

    as_mediator: Tally = field(default_factory=Tally)
    as_co_mediator: Tally = field(default_factory=Tally)
    cases: list[int] = field(default_factory=list)

    @property
    def running(self) -> int:
        return self.as_mediator.running + self.as_co_mediator.running

    @property
    def together(self) -> int:
        return self.as_mediator.together + self.as_co_mediator.together


def mediations_in(centre: Centre, year: int, *, on: date) -> list[Mediation]:
    """The mediations of a centre that ran in a year, as known on a day; three queries.

    One begins on the day its record says. It ends with its result, or else with its case. Sealed cases are
    counted as any other: nothing here names a case to anybody.
    """
    first = date(year, 1, 1)
    records = CaseRecord.objects.filter(centre=centre, task=CASE, struck_at=None, case__isnull=False)
    unclosed = Q(case__closed_on=None) | Q(case__closed_on__gte=first)
    results = dict(
        records.filter(unclosed, key="result", happened_on__lte=on).values_list("case", "happened_on")
    )
    begun = records.filter(unclosed, key="mediation", happened_on__lte=min(on, date(year, 12, 31)))
    named = [KeyTextTransform(key, "content") for key in (AS_MEDIATOR, AS_CO_MEDIATOR, "external_mediator")]
    rows = list(begun.order_by("pk").values_list("case", "happened_on", "case__closed_on", *named))
    outside = _persons(int(row[-1]) for row in rows if row[-1])
    found = []
    for case, began, closed, mediator, co_mediator, external in rows:
        ended = results.get(case) or (closed if closed and closed <= on else None)
        if ended is None or ended >= first:
            found.append(Mediation(case, began, ended, _led_by(mediator, co_mediator, external, outside)))
    return found


def loads_of(mediations: Iterable[Mediation], year: int, *, on: date) -> dict[Who, Load]:
    """What each of those who lead them has."""
    loads: dict[Who, Load] = {}
    for mediation in mediations:
        for who, part in mediation.led_by.items():
            load = loads.setdefault(who, Load())
            tally = load.as_mediator if part == AS_MEDIATOR else load.as_co_mediator
            tally.add(mediation, year, on)
            load.cases.append(mediation.case)
    return loads


def tally_of(mediations: Iterable[Mediation], year: int, *, on: date) -> Tally:
    """The mediations themselves: one that two lead is one."""
    tally = Tally()
    for mediation in mediations:
        tally.add(mediation, year, on)
    return tally


def _led_by(
    mediator: str | None, co_mediator: str | None, external: str | None, outside: Mapping[int, str]
) -> dict[Who, str]:
    """Nobody leads one twice: whoever stands in two fields is its mediator."""
    led: dict[Who, str] = {}
    if external and int(external) in outside:
        led[Who(person=outside[int(external)])] = AS_MEDIATOR
    if co_mediator:
        led[Who(worker=int(co_mediator))] = AS_CO_MEDIATOR
    if mediator:
        led[Who(worker=int(mediator))] = AS_MEDIATOR
    return led


def _persons(parties: Iterable[int]) -> dict[int, str]:
    """The public key of the person behind each party."""
    found = Party.objects.filter(pk__in=set(parties)).values_list("pk", "person__public_id")
    return {party: str(public_id) for party, public_id in found if public_id}
