"""Unit: who has how much, what nobody has yet, what is overdue; and giving cases on together."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.cases.models import Case
from opora.cases.querysets import UNCLOSED, CaseQuerySet
from opora.cases.reassigning import AT_ONCE, SomeHindered, reassign
from opora.cases.unit_load import OPEN, Share, full_post, shares_of, total
from opora.organisation.access import reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.forms.unit_overview import ReassignForm
from opora.web.giving_on import cases_to_give, why_not
from opora.web.load_rows import load_rows, mean_cases
from opora.web.main_persons import with_main_persons
from opora.web.overdue import MOST, Late, overdue_by_worker, overdue_in
from opora.web.paging import read_key
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.sealed_cases import sealed_of, sealed_of_nobody
from opora.web.what_is_wrong import what_is_wrong

SHOWN = 25
OF_NOBODY = "0"


@dataclass(frozen=True)
class Holder:
    """Whose cases are given on: a worker's, or those that nobody has yet."""

    worker: Worker | None

    @property
    def key(self) -> str:
        return str(self.worker.pk) if self.worker else OF_NOBODY


@needs("see_unit_overview")
def unit_overview(request: WorkerRequest) -> HttpResponse:
    """The units of a director, or one unit; with `?worker` the cases of that worker, to be given on."""
    units = _units(request.worker)
    unit = _chosen(units, request.GET.get("unit", ""))
    if unit is None:
        return _whole_centre(request, units)
    return _draw(
        request,
        units,
        unit,
        holder=_holder(unit, request.GET.get("worker", "")),
        late_with=read_key(request.GET.get("late", "")),
    )


@require_POST
@needs("assign_case")
def reassign_cases(request: WorkerRequest) -> HttpResponse:
    """Give the chosen cases to another worker, all or none; where some cannot go, the others are offered."""
    units = _units(request.worker)
    unit = _chosen(units, request.POST.get("unit", ""))
    holder = _holder(unit, request.POST.get("worker", "")) if unit else None
    if unit is None or holder is None:
        raise Refused(_("Choose on the page of your unit whose cases are given on."))
    cases = list(_cases_of(request.worker, unit, holder)[:AT_ONCE])
    form = _form(cases, _workers_of(unit, set()), holder, request.POST)
    way_on: SomeHindered | None = None

    def draw() -> HttpResponse:
        return _draw(request, units, unit, holder=holder, form=form, way_on=way_on, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    given = form.cleaned_data
    try:
        done = reassign(
            given["cases"], to=given["to"], reason=given["reason"], by=request.worker, at=timezone.now()
        )
    except SomeHindered as some:
        way_on = some
        raise
    messages.success(
        request,
        ngettext(
            "%(count)d case was given to %(worker)s.", "%(count)d cases were given to %(worker)s.", len(done)
        )
        % {"count": len(done), "worker": given["to"]},
    )
    return redirect(f"{reverse('unit_overview')}?unit={unit.pk}")


def _whole_centre(request: WorkerRequest, units: list[Unit]) -> HttpResponse:
    """The same by unit, for whoever reaches several."""
    late: dict[int | None, int] = {}
    for (_worker, unit), count in overdue_by_worker(units, timezone.localdate()).items():
        late[unit] = late.get(unit, 0) + count
    shares = shares_of(units)
    names: dict[int | None, str] = {unit.pk: unit.name for unit in units}
    unassigned: dict[int | None, int] = {}
    for share in shares:
        if share.worker is None:
            unassigned[share.unit] = unassigned.get(share.unit, 0) + share.load.cases
    rows = load_rows(shares, names, late, by="unit")
    context = {
        "rows": [(row, unassigned.get(row.key, 0)) for row in rows],
        "total": total(shares),
        "full_post": full_post(),
    }
    return render(request, "unit/centre.html", context)


def _draw(
    request: WorkerRequest,
    units: list[Unit],
    unit: Unit,
    *,
    holder: Holder | None,
    form: ReassignForm | None = None,
    way_on: SomeHindered | None = None,
    late_with: int | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    shares = shares_of([unit])
    workers = _workers_of(unit, {share.worker for share in shares})
    names: dict[int | None, str] = {worker.pk: worker.full_name for worker in workers}
    gone = {share.worker for share in shares if share.worker is not None and share.worker not in names}
    names |= {each.pk: _("%(worker)s (account closed)") % {"worker": each} for each in _without_account(gone)}
    late = {worker: count for (worker, _unit), count in overdue_by_worker([unit], today).items()}
    unassigned = _unassigned(request.worker, unit)
    overdue = _overdue(request.worker, unit, today, late_with)
    chosen = list(_cases_of(request.worker, unit, holder)[:AT_ONCE]) if holder else []
    with_main_persons([*unassigned, *(each.case for each in overdue), *chosen])
    posts: dict[int | None, int] = {worker.pk: worker.post_percent for worker in workers}
    rows = load_rows(shares, names, late, by="worker", posts=posts)
    sealed = _sealed_to(shares, holder, len(chosen), AT_ONCE) if holder else 0
    named = sealed_of(holder.worker, request.worker, unit) if sealed and holder and holder.worker else []
    context: dict[str, Any] = {
        "unit": unit,
        "tabs": _tabs(units, unit),
        "rows": rows,
        "total": total(shares),
        "full_post": full_post(),
        "unassigned": unassigned,
        "unassigned_sealed": sealed_of_nobody(request.worker, unit)
        if _of_nobody(shares) > len(unassigned)
        else [],
        "overdue": overdue,
        "overdue_sealed": _overdue_out_of_sight(late, late_with, len(overdue)),
        "holder": holder,
        "way_on": way_on,
        "cases": cases_to_give(chosen, on=today),
        "ticks_all": "all" in request.GET,
        "wrong": what_is_wrong(form, []) if form and form.errors else [],
        "late_with": names.get(late_with, "") if late_with else "",
        "mean": mean_cases(rows),
        "sealed": sealed,
        "sealed_named": named,
        "sealed_hidden": sealed - len(named),
        "form": form or (_form(chosen, workers, holder) if holder else None),
    }
    return render(request, "unit/overview.html", context, status=status)


def _units(worker: Worker) -> list[Unit]:
    """The units whose work this worker gives out."""
    found = reach(worker, "see_unit_overview")
    own = Unit.objects.filter(pk__in=found.units)
    if found.centre is not None:
        own = own | Unit.objects.filter(centre=found.centre)
    return sorted(own, key=lambda unit: order_key(unit.name))


def _chosen(units: list[Unit], typed: str) -> Unit | None:
    """The unit that was asked for, or the only one; none where all of several are looked at."""
    if not typed and len(units) == 1:
        return units[0]
    return next((unit for unit in units if str(unit.pk) == typed), None)


def _holder(unit: Unit, typed: str) -> Holder | None:
    """Whose cases are to be given on; none where nobody was named, or somebody of another centre."""
    if typed == OF_NOBODY:
        return Holder(None)
    key = read_key(typed)
    worker = None if key is None else Worker.objects.filter(pk=key, centre=unit.centre_id).first()
    return Holder(worker) if worker else None


def _without_account(keys: Set[int]) -> list[Worker]:
    """Who has cases here and no account any more: their cases are still to be given on."""
    return list(Worker.objects.get_queryset().filter(pk__in=keys, is_active=False)) if keys else []


def _others(workers: list[Worker], holder: Holder | None) -> list[Worker]:
    return [each for each in workers if holder is None or each != holder.worker]


def _form(cases: list[Case], workers: list[Worker], holder: Holder, data: Any = None) -> ReassignForm:
    others = _others(workers, holder)
    return ReassignForm(
        data,
        cases=cases,
        workers=others,
        unfit=why_not(others, cases, on=timezone.localdate()),
        are_of_nobody=holder.worker is None,
    )


def _workers_of(unit: Unit, with_cases: set[int | None]) -> list[Worker]:
    """Who has a role in the unit today, and who still has cases there."""
    active, on = _active_in(unit.centre_id), timezone.localdate()
    return sorted(
        (each for each in active if each.pk in with_cases or unit.pk in reach(each, "see_case", on).units),
        key=lambda each: order_key(each.family_name, each.given_name),
    )


@kept
def _active_in(centre: int) -> QuerySet[Worker]:
    return Worker.objects.active().filter(centre=centre).prefetch_related("grants")


def _in_reach(worker: Worker, unit: Unit) -> CaseQuerySet:
    return Case.objects.reached_for("assign_case", worker).filter(unit=unit)


@kept
def _unassigned(worker: Worker, unit: Unit) -> QuerySet[Case]:
    return _in_reach(worker, unit).open().unassigned().order_by("opened_on", "pk")[:SHOWN]


def _cases_of(worker: Worker, unit: Unit, holder: Holder) -> CaseQuerySet:
    """What the head may take from a worker and give to another: all but what is sealed to the head."""
    found = _in_reach(worker, unit).filter(state__in=OPEN)
    own = found.filter(assigned_to=holder.worker) if holder.worker else found.unassigned()
    return own.order_by("opened_on", "pk")


def _overdue(worker: Worker, unit: Unit, today: date, late_with: int | None) -> list[Late]:
    """The first of them, or those with one worker.

    Their cases are named one by one, else the overdue of the whole country are gone through, from the
    earliest on, until enough of this unit are found.
    """
    seen = _seen_in(worker, unit)
    if late_with is None:
        return overdue_in(seen, on=today)
    with_them = Q(assigned_to=late_with) | Q(steps__planned_for=late_with)
    own = Case.objects.filter(with_them, pk__in=list(seen)).values_list("pk", flat=True).distinct()
    found = overdue_in(own, on=today)
    return [each for each in found if each.worker is not None and each.worker.pk == late_with]


def _overdue_out_of_sight(late: dict[int | None, int], of: int | None, shown: int) -> int:
    """How many are counted and not named, since their cases are sealed; none of a list that is cut off."""
    counted = late.get(of, 0) if of is not None else sum(late.values())
    return max(0, counted - shown) if shown < MOST else 0


@kept
def _seen_in(worker: Worker, unit: Unit) -> QuerySet[Case, int]:
    return Case.objects.visible_to(worker).filter(unit=unit, state__in=UNCLOSED).values_list("pk", flat=True)


def _of_nobody(shares: list[Share]) -> int:
    return sum(share.load.cases for share in shares if share.worker is None)


def _sealed_to(shares: list[Share], holder: Holder, shown: int, most: int) -> int:
    """How many open cases of a holder the head does not see: whoever has them gives them on.

    None is told of a list that is cut off: there it cannot be known.
    """
    key = holder.worker.pk if holder.worker else None
    counted = sum(share.load.cases for share in shares if share.worker == key)
    return max(0, counted - shown) if shown < most else 0


def _tabs(units: list[Unit], unit: Unit) -> list[dict[str, object]]:
    if len(units) < 2:
        return []
    way = reverse("unit_overview")
    whole: dict[str, object] = {"address": way, "words": _("All units"), "current": False}
    return [
        whole,
        *(
            {"address": f"{way}?unit={each.pk}", "words": each.name, "current": each == unit}
            for each in units
        ),
    ]
