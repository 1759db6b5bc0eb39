"""The yearly uprating of maintenance: the run, its notices, and extracts for parties, courts and the Fund."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import CaseRecord
from opora.documents.file_names import file_name
from opora.documents.storage import read_stored
from opora.rights.maintenance import obligations_of, persons_of, uprate_year
from opora.rights.maintenance_letters import issue_extract, make_notices
from opora.rights.models import Uprating, UpratingExtract, UpratingOutcome
from opora.web.access import WorkerRequest, needs
from opora.web.forms.exemptions import YearForm
from opora.web.forms.maintenance import ExtractForm
from opora.web.paging import page_by_key
from opora.web.refusal import UNPROCESSABLE, on_refusal

NOTICES_AT_ONCE = 40
"""obligations in one go from a page: each has two letters to compose and sign"""


@needs("keep_record")
def maintenance(request: WorkerRequest) -> HttpResponse:
    """What a year did to each obligation of the register."""
    return _page(request)


@require_POST
@needs("keep_record")
def uprate_maintenance(request: WorkerRequest) -> HttpResponse:
    """Run the uprating of a year."""
    year = _year(request)
    on_refusal(request, draw=lambda: _page(request, status=UNPROCESSABLE))
    now = timezone.now()
    done = uprate_year(year, by=request.worker, at=now, on=timezone.localdate(now))
    count = done[UpratingOutcome.UPRATED]
    words = ngettext("%(count)d maintenance is uprated.", "%(count)d maintenances are uprated.", count)
    messages.success(request, words % {"count": count})
    if unknown := done[UpratingOutcome.UNKNOWN]:
        words = ngettext(
            "Of %(count)d maintenance the new amount is not known yet. The list says why.",
            "Of %(count)d maintenances the new amount is not known yet. The list says why.",
            unknown,
        )
        messages.warning(request, words % {"count": unknown})
    return redirect(f"{reverse('maintenance')}?year_shown={year}")


@require_POST
@needs("keep_record")
def make_uprating_notices(request: WorkerRequest) -> HttpResponse:
    """Make the notices of a year, some at once."""
    year = _year(request)
    on_refusal(request, draw=lambda: _page(request, status=UNPROCESSABLE))
    now = timezone.now()
    made, left = make_notices(
        year, by=request.worker, at=now, on=timezone.localdate(now), at_most=NOTICES_AT_ONCE
    )
    words = ngettext(
        "The notices of %(count)d maintenance are made.",
        "The notices of %(count)d maintenances are made.",
        made,
    )
    messages.success(request, words % {"count": made})
    if left:
        messages.info(request, _("%(count)d are still to do.") % {"count": left})
    return redirect(f"{reverse('maintenance')}?year_shown={year}")


@needs("keep_record")
def maintenance_history(request: WorkerRequest, pk: int) -> HttpResponse:
    """One obligation: every year, its notices, and the extracts issued."""
    return _history(request, _find(request, pk), ExtractForm())


@require_POST
@needs("keep_record")
def issue_maintenance_extract(request: WorkerRequest, pk: int) -> HttpResponse:
    """Issue the extract of all years so far."""
    obligation, form = _find(request, pk), ExtractForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _history(request, obligation, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _history(request, obligation, form, status=UNPROCESSABLE)
    now = timezone.now()
    issue_extract(obligation, by=request.worker, at=now, on=timezone.localdate(now), **form.cleaned_data)
    messages.success(request, _("The extract is issued. Open it below."))
    return redirect("maintenance_history", pk)


@needs("keep_record")
def maintenance_extract(request: WorkerRequest, pk: int) -> HttpResponse:
    """An extract as it was issued."""
    found = UpratingExtract.objects.filter(obligation__in=_obligations(request))
    extract = get_object_or_404(found.select_related("obligation"), pk=pk)
    return _pdf(extract.obligation, extract.sha256, "uprating_extract", str(extract.issued_on.year))


@needs("keep_record")
def uprating_notice(request: WorkerRequest, pk: int) -> HttpResponse:
    """A notice as it was made; `?to=debtor` the one to the debtor."""
    uprating = get_object_or_404(Uprating.objects.filter(obligation__in=_obligations(request)), pk=pk)
    to = "debtor" if request.GET.get("to") == "debtor" else "beneficiary"
    if to not in uprating.notices:
        raise Http404("There is no such notice.")
    return _pdf(uprating.obligation, uprating.notices[to], "uprating_notice", str(uprating.year))


def _pdf(obligation: CaseRecord, sha256: str, kind: str, year: str) -> HttpResponse:
    trail.shows([person.pk for person in persons_of(obligation).values()])
    name = file_name(kind, year, ending=".pdf")
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    content = read_stored(sha256, root=settings.OPORA_DOCUMENTS)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _obligations(request: WorkerRequest) -> Any:
    return obligations_of(request.worker, timezone.localdate())


def _find(request: WorkerRequest, pk: int) -> CaseRecord:
    found: CaseRecord = get_object_or_404(_obligations(request).select_related("unit"), pk=pk)
    return found


def _year(request: WorkerRequest) -> int:
    data = request.POST if request.method == "POST" else request.GET
    return YearForm(data).year(timezone.localdate().year)


def _page(request: WorkerRequest, *, status: int = 200) -> HttpResponse:
    year = _year(request)
    rows = Uprating.objects.filter(year=year, obligation__in=_obligations(request))
    page = page_by_key(
        rows.select_related("obligation"), request.GET.get("after", ""), descending=False, size=50
    )
    named = [(each, persons_of(each.obligation)) for each in page.rows]
    trail.shows([person.pk for _row, persons in named for person in persons.values()])
    counts = dict(rows.values_list("outcome").annotate(Count("pk")))
    context = {
        "year": str(year),  # no amount: written without a point
        "year_form": YearForm({"year_shown": year}),
        "page": page,
        "rows": named,
        "counts": [(outcome.label, counts.get(outcome.value, 0)) for outcome in UpratingOutcome],
        "obligations": _obligations(request).count(),
        "keep": f"year_shown={year}",
        "to_tell": rows.filter(outcome=UpratingOutcome.UPRATED, notices={}).count(),
    }
    return render(request, "maintenance/maintenance.html", context, status=status)


def _history(
    request: WorkerRequest, obligation: CaseRecord, form: ExtractForm, *, status: int = 200
) -> HttpResponse:
    persons = persons_of(obligation)
    trail.shows([person.pk for person in persons.values()])
    context = {
        "obligation": obligation,
        "persons": persons,
        "rows": obligation.upratings.order_by("year"),
        "extracts": obligation.uprating_extracts.select_related("issued_by").order_by("-pk"),
        "form": form,
        "trail": [(_("Maintenance"), reverse("maintenance")), (obligation.content["act_number"], "")],
    }
    return render(request, "maintenance/history.html", context, status=status)
