"""Keeping: whose papers may go, whose term nobody knows, and the second person who confirms."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case, Party
from opora.cases.querysets import CaseQuerySet
from opora.documents.models import Removal
from opora.documents.retention import (
    confirm_removal,
    decline_removal,
    due_for_removal,
    propose_removal,
    proposed_removals,
    term_not_known,
    terms_of,
)
from opora.documents.retention_terms import CentreTerms
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.forms.retention import RemovalForm
from opora.web.paging import ROWS, page_by_key, read_key
from opora.web.refusal import UNPROCESSABLE, on_refusal


@needs("remove_papers")
def retention(request: WorkerRequest) -> HttpResponse:
    """What waits for a second person and what is due, or with `?unknown` the cases without a known term."""
    if "unknown" in request.GET:
        return _unknown(request)
    return _draw(request, RemovalForm(cases=_due(request.worker)))


@require_POST
@needs("remove_papers")
def propose(request: WorkerRequest) -> HttpResponse:
    """Propose that the papers of the chosen cases are removed."""
    form = RemovalForm(request.POST, cases=_due(request.worker))
    on_refusal(request, form=form, draw=lambda: _draw(request, form, status=UNPROCESSABLE))
    if not form.is_valid():
        return _draw(request, form, status=UNPROCESSABLE)
    done = propose_removal(form.cleaned_data["cases"], by=request.worker, at=timezone.now())
    messages.success(
        request,
        ngettext(
            "%(count)d case is proposed. A second person has to confirm it.",
            "%(count)d cases are proposed. A second person has to confirm them.",
            len(done),
        )
        % {"count": len(done)},
    )
    return redirect("retention")


@require_POST
@needs("remove_papers")
def confirm(request: WorkerRequest) -> HttpResponse:
    """Remove the papers of a case that a colleague proposed."""
    removal = confirm_removal(_find(request), by=request.worker, at=timezone.now())
    words = _("The papers of %(case)s are removed. Their numbers, titles and hashes stay.")
    messages.success(request, words % {"case": removal.case.number})
    return redirect("retention")


@require_POST
@needs("remove_papers")
def decline(request: WorkerRequest) -> HttpResponse:
    """Let the papers of a case stay."""
    removal = decline_removal(_find(request), by=request.worker, at=timezone.now())
    messages.success(request, _("The papers of %(case)s stay.") % {"case": removal.case.number})
    return redirect("retention")


def _find(request: WorkerRequest) -> Removal:
    key = read_key(request.POST.get("removal", ""))
    found = None if key is None else proposed_removals(request.worker).filter(pk=key).first()
    if found is None:
        raise Refused(_("This removal does not wait for you any more. Look at the list again."))
    return found


def _due(worker: Worker) -> list[Case]:
    """The oldest that are due: once these are decided, the next ones appear."""
    return list(_reached(worker, due_for_removal(worker.centre, timezone.localdate()))[:ROWS])


def _reached(worker: Worker, cases: CaseQuerySet) -> CaseQuerySet:
    return cases.reached_for("remove_papers", worker).select_related("unit").order_by("closed_on", "pk")


def _draw(request: WorkerRequest, form: RemovalForm, *, status: int = 200) -> HttpResponse:
    waiting = list(proposed_removals(request.worker).order_by("pk")[:ROWS])
    _log_whose([*form.due, *(each.case for each in waiting)])
    known = terms_of(request.worker.centre)
    context = {
        "form": form,
        "due": [(case, *_term(case, known)) for case in form.due],
        "waiting": waiting,
        "is_more": len(form.due) == ROWS,
    }
    return render(request, "retention/list.html", context, status=status)


def _unknown(request: WorkerRequest) -> HttpResponse:
    found = _reached(request.worker, term_not_known(request.worker.centre))
    page = page_by_key(found, request.GET.get("after", ""))
    _log_whose(page.rows)
    return render(request, "retention/unknown.html", {"page": page})


def _term(case: Case, known: CentreTerms) -> tuple[str, date | None]:
    """On what the term of a case rests, and its last day."""
    term = known.of(case)
    return (term.basis, term.last_day(case.closed_on)) if term and case.closed_on else ("", None)


def _log_whose(cases: list[Case]) -> None:
    """Titles speak of the parties, also where no name stands."""
    keys = [case.pk for case in cases]
    trail.shows(Party.objects.persons().filter(case__in=keys).values_list("person_id", flat=True))
