"""Standards and norms: the staff the rulebook asks for beside who is there, what if, and what workers owe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.documents.file_names import file_name
from opora.norms import Area, Need, PopulationTable, WhatIf, need
from opora.norms import norms as book
from opora.norms.export import to_csv, to_xlsx
from opora.norms.rounding import WAYS, Way
from opora.norms.wording import Language
from opora.organisation.access import may, reach
from opora.organisation.models import Municipality, Population, Territory, Unit
from opora.organisation.populations import take_population
from opora.reports.norms import area_of_country, centre_in, owed_in_unit, performers
from opora.web.access import WorkerRequest, needs
from opora.web.forms.norms import NormsForm, PopulationForm
from opora.web.norm_coordinators import reading_norms as _reading
from opora.web.norm_coordinators import seen_by
from opora.web.norm_rows import formula_rows, need_rows, owed_rows
from opora.web.refusal import UNPROCESSABLE, on_refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Asked:
    """The form as typed, the place it names among those open to the worker, and the need reckoned for it."""

    form: NormsForm
    found: Need
    on: date
    rounding: Way


@needs("see_norms")
def norms(request: WorkerRequest) -> HttpResponse:
    """Need against actual of a unit, the centre or the country; with other figures, where some are typed."""
    asked = _asked(request)
    language = _reading()
    place = asked.found.area
    context: dict[str, Any] = {
        "asked": asked,
        "rulebook": book().rulebook,
        "rulebook_name": book().rulebook.name(language),
        "rows": list(
            need_rows(asked.found, performers(request.worker.centre, on=asked.on).get(place.key), language)
        ),
        "formulas": list(formula_rows(asked.found, language)),
        "workers": _owed(request, place, asked.on, language),
        "year": str(asked.on.year),
        "may_import": may(request.worker, "import_population"),
    }
    return render(request, "norms/page.html", context, status=_status(asked))


@needs("see_norms")
def norms_csv(request: WorkerRequest) -> HttpResponse:
    """The same figures as CSV; the page instead, where something typed is wrong."""
    asked = _asked(request)
    if asked.form.errors:
        return norms(request)
    return _file(to_csv(_whole(request, asked), _reading()), asked, "text/csv; charset=utf-8", ".csv")


@needs("see_norms")
def norms_xlsx(request: WorkerRequest) -> HttpResponse:
    """The same figures as XLSX."""
    asked = _asked(request)
    if asked.form.errors:
        return norms(request)
    return _file(to_xlsx(_whole(request, asked), _reading(), on=asked.on), asked, XLSX, ".xlsx")


@needs("import_population")
def population(request: WorkerRequest) -> HttpResponse:
    """The inhabitants recorded for the centre's municipalities, and a table to take in."""
    if request.method != "POST":
        return _population_page(request, PopulationForm())
    form = PopulationForm(request.POST, request.FILES)
    on_refusal(request, form=form, draw=lambda: _population_page(request, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _population_page(request, form, status=UNPROCESSABLE)
    _take(request, form.cleaned_data["file"])
    return redirect("population")


@transaction.atomic
def _take(request: WorkerRequest, table: PopulationTable) -> None:
    taken = take_population(table, by=request.worker)
    record(request.worker, Deed.CHANGED, "import_population", detail={"rows": taken.rows})
    told = ngettext("%(count)d row was taken in.", "%(count)d rows were taken in.", taken.rows)
    messages.success(request, told % {"count": taken.rows})
    if aside := len(taken.left_aside):
        told = ngettext(
            "%(count)d row was left aside: the network does not have its municipality.",
            "%(count)d rows were left aside: the network does not have their municipalities.",
            aside,
        )
        messages.info(request, told % {"count": aside})


def _asked(request: WorkerRequest) -> Asked:
    on = timezone.localdate()
    open_ = _open_to(request, area_of_country(request.worker.centre, on=on))
    places = [(area.key, area.name) for area in open_]
    usual = book().rulebook.rounding.performers
    initial = {"place": places[0][0], "rounding": usual}
    form = NormsForm(request.GET or None, initial=initial, places=places, on=on)
    is_right = form.is_bound and form.is_valid()
    chosen = form.cleaned_data.get("place") if form.is_bound and hasattr(form, "cleaned_data") else ""
    area = next((each for each in open_ if each.key == chosen), open_[0])
    typed = form.cleaned_data.get("rounding") if is_right else usual
    rounding = next((way for way in WAYS if way == typed), usual)
    assume = form.assumed if is_right else WhatIf()
    return Asked(form, need(area, on=on, assume=assume, rounding=rounding), on, rounding)


def _whole(request: WorkerRequest, asked: Asked) -> Need:
    """The need with that of coordinators of community treatment, of each area that a file tells of."""
    lines = {each.key: each.needed for each in seen_by(request.worker, way=asked.rounding)}

    def with_line(found: Need) -> Need:
        own = (lines[found.area.key],) if found.area.key in lines else ()
        return replace(found, lines=(*found.lines, *own), parts=tuple(map(with_line, found.parts)))

    return with_line(asked.found)


def _open_to(request: WorkerRequest, country: Area) -> list[Area]:
    """The centre with its units and the country, or the units this worker heads."""
    centre = centre_in(country, request.worker.centre)
    reached = reach(request.worker, "see_norms")
    if reached.centre is not None:
        return [centre, *centre.parts, country]
    codes = set(Unit.objects.filter(pk__in=reached.units).values_list("code", flat=True))
    return [part for part in centre.parts if part.key in codes]


def _owed(request: WorkerRequest, place: Area, on: date, language: Language) -> list[dict[str, Any]]:
    """Supervision of the workers of one unit; of a whole centre it would be a list of everybody."""
    if place.kind != "unit":
        return []
    names = {standard.task: standard.name(language) for standard in book().on(on)}
    unit = Unit.objects.get(code=place.key, centre=request.worker.centre_id)
    found = owed_in_unit(
        unit,
        year=on.year,
        training_hours=settings.OPORA_TRAINING_HOURS,
        by="full_block" if settings.OPORA_SUPERVISION_IN_BLOCKS else "pro_rata",
    )
    return [{"worker": each.worker, "owed": list(owed_rows(each, names, language))} for each in found]


def _population_page(request: WorkerRequest, form: PopulationForm, *, status: int = 200) -> HttpResponse:
    served = Territory.objects.on(timezone.localdate()).filter(unit__centre=request.worker.centre_id)
    municipalities = list(Municipality.objects.filter(pk__in=served.values("municipality")).order_by("code"))
    newest: dict[int | None, Population] = {}
    here = Q(municipality__in=municipalities) | Q(municipality__isnull=True)
    for row in Population.objects.filter(here).order_by("on"):
        newest[row.municipality_id] = row
    trail = [(_("Standards and norms"), reverse("norms"))] if may(request.worker, "see_norms") else []
    context = {
        "form": form,
        "rows": [
            *((str(municipality), newest.get(municipality.pk)) for municipality in municipalities),
            (_("Slovenia, the country as a whole"), newest.get(None)),
        ],
        "trail": [*trail, (_("Population"), "")],
    }
    return render(request, "norms/population.html", context, status=status)


def _file(content: bytes, asked: Asked, kind: str, ending: str) -> HttpResponse:
    name = file_name("norms", asked.found.area.name, asked.on.isoformat(), ending=ending)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _status(asked: Asked) -> int:
    return UNPROCESSABLE if asked.form.errors else 200
