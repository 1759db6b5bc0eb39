"""Services carried out and who carried them out, as the catalogue counts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from opora.cases.models import Case, CaseRecord, Teammate, TimeSpent
from opora.catalogue import catalogue
from opora.norms import Done, norms
from opora.norms.owed import Performed
from opora.norms.wording import said
from opora.organisation.models import Centre, Role, Unit, Worker

MONTHS = 12
CO_PROVIDER = "co_provider"


@dataclass(frozen=True)
class Counted:
    """Services of a kind that one worker carried out for one unit; a case nobody has yet has no worker."""

    unit: str
    task: str
    worker: int | None
    services: int


@dataclass(frozen=True)
class Performers:
    """Active workers of a unit or a centre: those in the role, and those who carried a service out."""

    professional: int
    by_service: Mapping[Performed, int]


def year_before(on: date) -> date:
    """The first of the twelve months that end with a day."""
    after = on + timedelta(days=1)
    is_leap_day = (after.month, after.day) == (2, 29)
    return after.replace(year=after.year - 1, day=28 if is_leap_day else after.day)


def services(where: Centre | Unit, *, since: date, until: date) -> Iterator[Counted]:
    """Services of the rulebook by unit and worker: records of a kind or cases, as the catalogue counts each.

    They are those of whoever the case is assigned to, else of who entered the record. Two queries.
    """
    by_case, by_record = Q(pk__in=()), Q(pk__in=())
    for task in norms().standards:
        kind = _counted_record(task, until)
        if kind is None:
            by_case |= Q(task=task)
        else:
            by_record |= Q(task=task, key=kind)
    here = Q(centre=where) if isinstance(where, Centre) else Q(unit=where)
    cases = Case.objects.filter(by_case, here, opened_on__range=(since, until))
    records = CaseRecord.objects.filter(by_record, here, struck_at=None, happened_on__range=(since, until))
    for rows in (
        cases.annotate(who=F("assigned_to")),
        records.annotate(who=Coalesce("case__assigned_to", "entered_by")),
    ):
        grouped = rows.order_by().values_list("unit__code", "task", "who").annotate(number=Count("pk"))
        for row in grouped:
            yield Counted(*row)


def services_done(centre: Centre, *, on: date) -> Mapping[str, Mapping[str, Done]]:
    """By code of the unit and task, over twelve months. A unit that gave none has 0, which is known."""
    since = year_before(on)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for each in services(centre, since=since, until=on):
        counted[each.unit, each.task] += each.services
    source = said("counted", since=since, until=on)
    return {
        unit: {task: Done(counted[unit, task], MONTHS, source) for task in norms().standards}
        for unit in centre.units.values_list("code", flat=True)
    }


def performers(centre: Centre, *, on: date) -> Mapping[str, Performers]:
    """By code of the unit, and of the whole centre by its own: who may and who did carry services out."""
    active = set(Worker.objects.active().filter(centre=centre).values_list("pk", flat=True))
    may: dict[str, set[int]] = defaultdict(set)
    in_role = Worker.objects.in_role(Role.PROFESSIONAL, on).filter(centre=centre)
    for worker, unit in in_role.values_list("pk", "unit__code"):
        may[unit or ""].add(worker)
    did = _did(centre, on)
    found = {
        unit: Performers(
            len(may[unit]), {performed: len(by_unit[unit] & active) for performed, by_unit in did.items()}
        )
        for unit in centre.units.values_list("code", flat=True)
    }
    found[centre.code] = Performers(
        len(set().union(*may.values())),
        {performed: len(set().union(*by_unit.values()) & active) for performed, by_unit in did.items()},
    )
    return found


def co_providers(where: Centre | Unit, *, since: date, until: date) -> Iterator[Counted]:
    """Cases of a service with two roles, by unit and co-provider in the team."""
    here = Q(case__centre=where) if isinstance(where, Centre) else Q(case__unit=where)
    team = Teammate.objects.filter(
        here,
        role__startswith=CO_PROVIDER,
        case__task__in=norms().standards,
        case__opened_on__range=(since, until),
    )
    grouped = team.order_by().values_list("case__unit__code", "case__task", "worker")
    for row in grouped.annotate(number=Count("case", distinct=True)):
        yield Counted(*row)


def leading(task: str) -> Performed:
    """The role in which a service is carried out by who the case is assigned to."""
    return task, norms().standards[task][-1].roles[0]


def following(task: str) -> Performed:
    """The role of the others who work on it: the co-provider, where there is one."""
    return task, norms().standards[task][-1].roles[-1]


def _counted_record(task: str, on: date) -> str | None:
    """The kind of record that is one service, by the catalogue's indicator; none where a case is one."""
    indicators = catalogue().task(task, on=on).indicators
    return next((indicator.of for indicator in indicators if indicator.key == "services"), None)


def _did(centre: Centre, on: date) -> Mapping[Performed, Mapping[str, set[int]]]:
    """Who carried services out or worked on a case of them within twelve months, by role and unit."""
    since = year_before(on)
    found: dict[Performed, dict[str, set[int]]] = {
        (task, role): defaultdict(set)
        for task, versions in norms().standards.items()
        for role in versions[-1].roles
    }
    for each in services(centre, since=since, until=on):
        if each.worker is not None:
            found[leading(each.task)][each.unit].add(each.worker)
    for each in co_providers(centre, since=since, until=on):
        found[following(each.task)][each.unit].add(each.worker or 0)
    others = TimeSpent.objects.filter(
        case__centre=centre, case__task__in=norms().standards, on__range=(since, on)
    ).exclude(worker=F("case__assigned_to"))
    rows = others.order_by().values_list("case__unit__code", "case__task", "worker").distinct()
    for unit, task, worker in rows:
        found[following(task)][unit].add(worker)
    return found
