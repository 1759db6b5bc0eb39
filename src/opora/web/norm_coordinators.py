"""Persons in community treatment for each coordinator, beside the norm that the director states."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit.log import record
from opora.audit.models import Deed
from opora.norms import norms
from opora.norms.coordinators import implied
from opora.norms.rounding import Way
from opora.norms.wording import LANGUAGES, Language, said, written
from opora.organisation.access import may, reach
from opora.organisation.models import StatedNorm, Unit, Worker
from opora.organisation.stated_norms import COORDINATORS, state_norm, stated_on
from opora.reports.norms.coordinators import Coordination, coordination
from opora.web.access import WorkerRequest, needs
from opora.web.forms.stated_norms import WORDS, StatedNormForm
from opora.web.refusal import UNPROCESSABLE, on_refusal


@needs("see_norms")
def coordinators(request: WorkerRequest) -> HttpResponse:
    """Persons, coordinators and how many the norm asks for: of the own unit, or the centre and its units."""
    return _page(request, StatedNormForm() if may(request.worker, "state_norm") else None)


@require_POST
@needs("state_norm")
def state(request: WorkerRequest) -> HttpResponse:
    """State the norm, with the act and article that print it."""
    form = StatedNormForm(request.POST)

    def draw() -> HttpResponse:
        return _page(request, form, status=UNPROCESSABLE)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    _state(request.worker, form.cleaned_data)
    messages.success(request, _("The norm is kept. From its day on the persons are compared with it."))
    return redirect("norm_coordinators")


@transaction.atomic
def _state(by: Worker, told: dict[str, Any]) -> None:
    stated = state_norm(COORDINATORS, by=by, at=timezone.now(), **told)
    detail = {"key": stated.key, "persons": stated.persons, "from": stated.valid_from.isoformat()}
    record(by, Deed.CHANGED, "state_norm", detail=detail)


def seen_by(worker: Worker, *, way: Way) -> list[Coordination]:
    """What a worker sees of it: the centre with its units, or the units they head."""
    found = coordination(worker.centre, on=timezone.localdate(), way=way)
    reached = reach(worker, "see_norms")
    if reached.centre is not None:
        return found
    codes = set(Unit.objects.filter(pk__in=reached.units).values_list("code", flat=True))
    return [each for each in found if each.key in codes]


def _page(request: WorkerRequest, form: StatedNormForm | None, *, status: int = 200) -> HttpResponse:
    language, today = reading_norms(), timezone.localdate()
    rounding = norms().rulebook.rounding.performers
    holding = stated_on(request.worker.centre, COORDINATORS, today)
    context = {
        "rows": [_row(each, language) for each in seen_by(request.worker, way=rounding)],
        "year": str(today.year),
        "holding": holding,
        "counted": WORDS[holding.counted] if holding else "",
        "no_norm": said("no_norm_of_coordinators").in_(language),
        "implied": implied().phrase.in_(language),
        "stated": [(each, WORDS[each.counted]) for each in _history(request.worker)],
        "form": form,
        "trail": [(_("Standards and norms"), reverse("norms")), (_("Persons for one coordinator"), "")],
    }
    return render(request, "norms/coordinators.html", context, status=status)


def _history(worker: Worker) -> list[StatedNorm]:
    stated = worker.centre.stated_norms.filter(key=COORDINATORS).select_related("stated_by")
    return list(stated.order_by("-valid_from", "-stated_at", "-pk"))


def _row(found: Coordination, language: Language) -> dict[str, Any]:
    line = found.needed
    each = (found.each_at_once, found.each_in_a_year)
    return {
        "name": found.name,
        "treated": found.treated,
        "coordinators": found.coordinators,
        "each": ["" if figure is None else written(figure, language) for figure in each],
        "exact": "" if line.exact is None else written(line.exact, language),
        "rounded": line.rounded,
        "formula": line.formula.in_(language),
        "note": line.note.in_(language) if line.note and line.exact is not None else "",
        "is_short": line.heads is not None and found.coordinators < line.heads,
    }


def reading_norms() -> Language:
    """The language of the page; the norms speak three."""
    language = (get_language() or "en")[:2]
    return next((each for each in LANGUAGES if each == language), "en")
