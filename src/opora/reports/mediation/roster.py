"""The list of mediators of a centre: what the register says of each, and what they have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from opora.cases.models import CaseRecord
from opora.catalogue import catalogue
from opora.organisation.models import Centre, Competence, CompetenceKind, Worker
from opora.people.folding import fold, order_key
from opora.people.models import Person
from opora.reports.mediation.load import Load, Tally, loads_of, mediations_in, tally_of
from opora.reports.mediation.who import CASE, REGISTER, Who

BETWEEN_LANGUAGES = re.compile(r"[,;/]|\bin\b|\be\b|\band\b")
YEARS_OF_REFRESHERS = 3
"""Trainings of the year asked for and of the two before it are shown."""


@dataclass(frozen=True)
class Refresher:
    """A refresher training that somebody attended."""

    on: date
    title: str


@dataclass
class Listed:
    """One mediator: a worker, or a person from outside.

    `entry` is their newest entry in the register, none where they mediate without one. `is_licensed` says of
    a worker whether the licence that the task asks for is entered among their qualifications.
    """

    who: Who
    name: str
    sort: tuple[str, str]
    worker: Worker | None = None
    person: Person | None = None
    entry: CaseRecord | None = None
    is_licensed: bool = False
    refreshers: list[Refresher] = field(default_factory=list)
    load: Load = field(default_factory=Load)

    def is_struck_off(self, on: date) -> bool:
        removed = self.day("removed_on")
        return removed is not None and removed <= on

    @property
    def is_external(self) -> bool:
        return self.told("employment") == "external"

    @property
    def is_joined(self) -> bool:
        """Whether a mediation can name them: an entry of staff that names a person leads to no worker."""
        return self.worker is not None or self.is_external

    @property
    def languages(self) -> tuple[str, ...]:
        """Each language of the entry, as it was written there."""
        return tuple(each.strip() for each in BETWEEN_LANGUAGES.split(self.told("languages")) if each.strip())

    def speaks(self, language: str) -> bool:
        return fold(language) in {fold(each) for each in self.languages}

    def day(self, key: str) -> date | None:
        """A day of the entry, such as that of the licence."""
        told = self.told(key)
        return date.fromisoformat(told) if told else None

    @property
    def licensed_on(self) -> date | None:
        return self.day("licensed_on")

    @property
    def listed_on(self) -> date | None:
        return self.day("listed_on")

    def told(self, key: str) -> str:
        return str(self.entry.content.get(key) or "") if self.entry else ""


@dataclass(frozen=True)
class Roster:
    """The mediators of a centre, who is least busy first, and the mediations of the year."""

    year: int
    mediators: list[Listed]
    mediations: Tally
    active: int  # how many mediators led one

    @property
    def languages(self) -> list[str]:
        """Every language that an entry names, once."""
        named = {fold(each): each for listed in self.mediators for each in listed.languages}
        return sorted(named.values(), key=order_key)


def roster(centre: Centre, year: int, *, on: date) -> Roster:
    """Who stands on the list in a year or led a mediation in it, as known on a day.

    As many queries for many mediators as for one.
    """
    last = min(on, date(year, 12, 31))
    mediations = mediations_in(centre, year, on=last)
    loads = loads_of(mediations, year, on=last)
    entries, attended = _register(centre, year)
    holders = _licensed(centre, last)
    listed = _named({*entries, *loads, *(Who(worker=key) for key in holders)})
    for each in listed:
        each.entry = entries.get(each.who)
        each.is_licensed = each.who.worker in holders
        each.refreshers = attended.get(each.who, [])
        each.load = loads.get(each.who, Load())
    listed.sort(key=lambda each: (each.load.running, each.load.together, each.sort))
    return Roster(year, listed, tally_of(mediations, year, on=last), len(loads))


def _register(centre: Centre, year: int) -> tuple[dict[Who, CaseRecord], dict[Who, list[Refresher]]]:
    """The newest entry of each who stands on the list in the year, and the trainings they attended."""
    kept = CaseRecord.objects.filter(centre=centre, task=REGISTER, struck_at=None)
    entries: dict[Who, CaseRecord] = {}
    attended: dict[Who, list[Refresher]] = {}
    for record in kept.filter(key__in=("mediator", "refresher_attended")).order_by("happened_on", "pk"):
        who, on = Who.in_entry(record.content), record.happened_on
        if who is None or (on is not None and on.year > year):
            continue
        if record.key == "mediator":
            if _stood(record, year):
                entries[who] = record
        elif on is not None and on.year > year - YEARS_OF_REFRESHERS:
            attended.setdefault(who, []).append(Refresher(on, str(record.content.get("title", ""))))
    return entries, attended


def _stood(entry: CaseRecord, year: int) -> bool:
    removed = entry.content.get("removed_on")
    return not removed or date.fromisoformat(removed).year >= year


def _licensed(centre: Centre, on: date) -> set[int]:
    """Active workers with the licence that the catalogue asks of a mediator."""
    executors = catalogue().version_for(CASE, on=on).executors
    licences = {each.licence for each in executors if each.licence}
    held = Competence.objects.standing().filter(
        kind=CompetenceKind.LICENCE, key__in=licences, period__contains=on, worker__centre=centre
    )
    return set(held.filter(worker__is_active=True).values_list("worker", flat=True))


def _named(known: Collection[Who]) -> list[Listed]:
    workers = Worker.objects.get_queryset().select_related("unit")
    by_key = workers.in_bulk([who.worker for who in known if who.worker is not None])
    persons = _persons(who.person for who in known if who.person)
    listed = []
    for who in known:
        found: Worker | Person | None = by_key.get(who.worker) if who.worker else persons.get(who.person)
        if found is not None:
            sort = (order_key(found.family_name), order_key(found.given_name))
            named = {"worker" if isinstance(found, Worker) else "person": found}
            listed.append(Listed(who, found.full_name, sort, **named))  # type: ignore[arg-type]
    return listed


def _persons(keys: Iterable[str]) -> Mapping[str, Person]:
    found = Person.objects.filter(public_id__in=set(keys))
    return {str(person.public_id): person for person in found}
