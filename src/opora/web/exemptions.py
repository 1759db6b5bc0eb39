"""Decisions on exemption from paying for services: what was decided, and all running ones decided again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.rights.exemptions import mark_service
from opora.rights.models import Exemption, Initiation, RedecisionRun, Service
from opora.rights.redeciding import AT_ONCE, Gone, begin_run, go_on, still_to_do
from opora.web.access import WorkerRequest, needs
from opora.web.forms.exemptions import RedecisionForm, ServiceForm, YearForm
from opora.web.paging import page_by_key
from opora.web.refusal import UNPROCESSABLE, on_refusal


@dataclass(frozen=True)
class Line:
    """One line of the table: how it was begun, and how many acts of each service."""

    words: str
    counts: list[int]
    total: int


@needs("see_exemptions")
def exemptions(request: WorkerRequest) -> HttpResponse:
    """The acts of a year by service and beginning, each act, and the runs that decide again."""
    return _page(request, RedecisionForm())


@require_POST
@needs("decide_again")
def begin_redecision(request: WorkerRequest) -> HttpResponse:
    """Begin a run, and do its first go."""
    form = RedecisionForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    now = timezone.now()
    run = begin_run(by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    return _go(request, run)


@needs("see_exemptions")
def redecision(request: WorkerRequest, pk: int) -> HttpResponse:
    """What one run did, decision by decision, and what is still to do."""
    run = _find(request, pk)
    cases = Case.objects.visible_to(request.worker)
    rows = run.rows.filter(decision__case__in=cases).select_related(
        "decision__case__application__applicant", "draft"
    )
    page = page_by_key(rows, request.GET.get("after", ""), descending=False, size=50)
    trail.shows([row.decision.case.application.applicant_id for row in page.rows])
    may_go_on = may(request.worker, "decide_again")
    context = {
        "run": run,
        "page": page,
        "counts": dict(rows.values_list("outcome").annotate(Count("pk"))),
        "left": len(still_to_do(run, request.worker)) if may_go_on else 0,
        "may_go_on": may_go_on,
        "trail": [(_("Exemptions"), reverse("exemptions")), (run.get_reason_display(), "")],
    }
    return render(request, "exemptions/run.html", context)


@require_POST
@needs("decide_again")
def go_on_redeciding(request: WorkerRequest, pk: int) -> HttpResponse:
    """Another go of a run: what is left, and what was held up."""
    return _go(request, _find(request, pk))


@require_POST
@needs("decide_again")
def mark_exempted_service(request: WorkerRequest, pk: int) -> HttpResponse:
    """Tell institutional care and a substitute residence apart."""
    found = get_object_or_404(_seen_by(request.worker), pk=pk)
    form = ServiceForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, RedecisionForm(), status=UNPROCESSABLE))
    if form.is_valid():
        mark_service(found, form.cleaned_data["service"], by=request.worker)
        messages.success(request, _("The service is marked."))
    else:
        messages.error(request, _("Choose the service from the list."))
    return redirect("exemptions")


def _go(request: WorkerRequest, run: RedecisionRun) -> HttpResponse:
    now = timezone.now()
    gone = go_on(run, by=request.worker, at=now, on=timezone.localdate(now), at_most=AT_ONCE)
    messages.success(request, _told(gone))
    return redirect("redecision", run.pk)


def _told(gone: Gone) -> str:
    drafted = ngettext("%(count)d decision is drafted.", "%(count)d decisions are drafted.", gone.drafted)
    same = ngettext("%(count)d stays as it is.", "%(count)d stay as they are.", gone.unchanged)
    sentences = [drafted % {"count": gone.drafted}, same % {"count": gone.unchanged}]
    if gone.held_up:
        words = ngettext("%(count)d is held up.", "%(count)d are held up.", gone.held_up)
        sentences.append(words % {"count": gone.held_up})
    if gone.left:
        words = ngettext("%(count)d is still to do.", "%(count)d are still to do.", gone.left)
        sentences.append(words % {"count": gone.left})
    return " ".join(sentences)


def _find(request: WorkerRequest, pk: int) -> RedecisionRun:
    found = RedecisionRun.objects.select_related("started_by")
    return get_object_or_404(found, pk=pk, centre=request.worker.centre_id)


def _seen_by(worker: Worker) -> QuerySet[Exemption]:
    return Exemption.objects.filter(decision__case__in=Case.objects.reached_for("see_exemptions", worker))


def _page(request: WorkerRequest, form: RedecisionForm, *, status: int = 200) -> HttpResponse:
    year_form = YearForm(request.GET if request.method == "GET" else None)
    year = year_form.year(timezone.localdate().year)
    acts = _seen_by(request.worker).filter(decision__issued_on__year=year)
    listed = acts.select_related("decision", "beneficiary").prefetch_related("payers")
    page = page_by_key(listed, request.GET.get("after", ""), size=50)
    trail.shows({person for act in page.rows for person in _persons(act)})
    context: dict[str, Any] = {
        "year": str(year),  # no amount: written without a point
        "year_form": year_form,
        "services": [service.label for service in Service],
        "lines": _lines(acts),
        "beneficiaries": acts.values("beneficiary").distinct().count(),
        "page": page,
        "form": form,
        "may_decide_again": may(request.worker, "decide_again"),
        "keep": f"year_shown={year}",
        "away_from_home": [Service.INSTITUTIONAL_CARE, Service.SUBSTITUTE_RESIDENCE],
        "runs": RedecisionRun.objects.filter(centre=request.worker.centre_id)
        .annotate(looked_at=Count("rows"))
        .order_by("-pk")[:20],
    }
    return render(request, "exemptions/exemptions.html", context, status=status)


def _persons(act: Exemption) -> list[int]:
    return [act.beneficiary_id, *(payer.pk for payer in act.payers.all())]


def _lines(acts: QuerySet[Exemption]) -> list[Line]:
    """Beginning by service, as centres print it, and the sums below."""
    counted = acts.values_list("initiation", "service").annotate(Count("pk"))
    found = {(initiation, service): count for initiation, service, count in counted}
    lines = []
    for initiation in (Initiation.EX_OFFICIO, Initiation.NEW_APPLICATION):
        counts = [found.get((initiation.value, service.value), 0) for service in Service]
        lines.append(Line(str(initiation.label), counts, sum(counts)))
    sums = [sum(column) for column in zip(*(line.counts for line in lines), strict=True)]
    return [*lines, Line(_("together"), sums, sum(sums))]
