"""Drawing up the run of a month for a unit's own wards: what is due, ward by ward, and a bill that came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.models import Case, Party
from opora.organisation.models import Unit
from opora.wards.bills import add_bill
from opora.wards.drawing import draw_run
from opora.wards.dues import TASK, WARD, Due, Ward, wards_of
from opora.wards.stops import SENTENCES
from opora.wards.turns import month_before
from opora.web.access import WorkerRequest, needs
from opora.web.forms.ward_runs import AMOUNT, ASKED, OUT, BillForm, MonthForm, RunForm
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.ward_run_left import drawing_address, how_many_not_in

WARDS_AT_ONCE = 40
"""On one page: a run takes what was read, and the others follow in the next."""


@dataclass(frozen=True)
class Row:
    """A due as the page shows it, with what was typed."""

    due: Due
    words: str
    stops: tuple[str | Promise, ...]
    is_late: bool
    left_out: str
    amount: str
    asked: str
    wrong: str


@needs("draw_ward_run")
def prepare(request: WorkerRequest) -> HttpResponse:
    """What is due in a month, and the run drawn up of it."""
    units = own_units(request)
    if not units:
        return render(request, "wards/none.html", {"trail": _trail(_("Drawing up a run"))})
    unit, month = _chosen(request, units)
    form = RunForm(request.POST or None)
    if request.method != "POST":
        return _page(request, unit, month, form)
    on_refusal(request, form=form, draw=lambda: _page(request, unit, month, form, UNPROCESSABLE))
    now = timezone.now()
    found = wards_of(unit, month, worker=request.worker, at=now).reached
    choices = form.choices([due for ward in found for due in ward.dues])
    if not form.is_valid():
        return _page(request, unit, month, form, UNPROCESSABLE)
    run = draw_run(
        unit, month, choices=choices, minutes=form.cleaned_data["minutes"], by=request.worker, at=now
    )
    said = _("The run is drawn up. Another worker reads and confirms it.")
    messages.success(request, said + how_many_not_in(run, request.worker))
    return redirect("ward_run", run.pk)


@needs("draw_ward_run")
def bill(request: WorkerRequest) -> HttpResponse:
    """Enter a bill that came for one of the wards."""
    cases = Case.objects.reached_for("draw_ward_run", request.worker).filter(task=TASK)
    wards = Party.objects.filter(case__in=cases, role=WARD).select_related("person", "case")
    choices = [
        (str(party.case.public_id), f"{party} · {party.case.number}")
        for party in wards.order_by("person__family_order", "pk")
    ]
    form = BillForm(request.POST or None, wards=choices, initial={"due_on": timezone.localdate()})
    trail.shows([party.person_id for party in wards if party.person_id])
    if request.method != "POST":
        return _bill(request, form)
    on_refusal(request, form=form, draw=lambda: _bill(request, form, UNPROCESSABLE))
    if not form.is_valid():
        return _bill(request, form, UNPROCESSABLE)
    case = get_object_or_404(cases.select_related("unit"), public_id=form.cleaned_data["ward"])
    added = add_bill(case, by=request.worker, at=timezone.now(), **form.told())
    messages.success(request, _("The bill stands in the ward's case and among what is due."))
    due_on = date.fromisoformat(added.content["from"])
    return redirect(drawing_address(case.unit_id, max(due_on, timezone.localdate().replace(day=1))))


def own_units(request: WorkerRequest) -> list[Unit]:
    """Units with wards of their own whom the worker reaches."""
    cases = Case.objects.reached_for("draw_ward_run", request.worker).filter(task=TASK)
    return list(Unit.objects.filter(pk__in=cases.values("unit")).order_by("name", "pk"))


def _chosen(request: WorkerRequest, units: list[Unit]) -> tuple[Unit, date]:
    """The unit and month asked for; otherwise the first unit and this month."""
    sent = request.POST if request.method == "POST" else request.GET
    form = MonthForm(sent, units=units)
    form.is_valid()
    own = next((unit for unit in units if unit.pk == request.worker.unit_id), units[0])
    unit = form.cleaned_data.get("unit") or own
    return unit, form.cleaned_data.get("month") or timezone.localdate().replace(day=1)


def _page(request: WorkerRequest, unit: Unit, month: date, form: RunForm, status: int = 200) -> HttpResponse:
    found = wards_of(unit, month, worker=request.worker, at=timezone.now())
    with_dues = [ward for ward in found.reached if ward.dues]
    with_dues.sort(key=lambda ward: all(due.stops for due in ward.dues))
    shown = with_dues[:WARDS_AT_ONCE]
    idle = [ward for ward in found.reached if not ward.dues]
    trail.shows([ward.person.pk for ward in (*shown, *idle) if ward.person])
    context = {
        "unit": unit,
        "month": month,
        "chooser": MonthForm(initial={"unit": unit.pk, "month": month}, units=own_units(request)),
        "form": form,
        "wards": [(ward, list(_rows(ward, form, month))) for ward in shown],
        "follow": len(with_dues) - len(shown),
        "idle": idle,
        "withheld": found.withheld,
        "left_over": found.left_over,
        "before": month_before(month),
        "before_address": drawing_address(unit.pk, month_before(month)),
        "trail": _trail(_("Drawing up a run")),
    }
    return render(request, "wards/prepare.html", context, status=status)


def _rows(ward: Ward, form: RunForm, month: date) -> Iterator[Row]:
    for due in ward.dues:
        told = due.told
        name, what = told.get("name", ""), told.get("purpose") or told.get("matter", "")
        yield Row(
            due=due,
            words=" · ".join(part for part in (what, name) if part),
            stops=tuple(SENTENCES[stop] for stop in due.stops),
            is_late=due.turn < month,
            left_out=form.typed(OUT, due),
            amount=form.typed(AMOUNT, due),
            asked=form.typed(ASKED, due),
            wrong=form.wrong.get(due.key, ""),
        )


def _bill(request: WorkerRequest, form: BillForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "trail": _trail(_("A bill for a ward"))}
    return render(request, "wards/bill.html", context, status=status)


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("Wards of the unit"), reverse("ward_runs")), (here, "")]
