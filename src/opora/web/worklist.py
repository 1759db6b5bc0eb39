"""My day: what is agreed for today, what runs out, what came back, what is open."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.audit import trail
from opora.cases.models import Appointment, Case, Deadline, Party, PartyRole
from opora.decisions.models import Decision, DecisionState
from opora.documents.models import Delivery
from opora.organisation.models import Worker
from opora.sources.models import LookUp, LookUpState
from opora.web.access import WorkerRequest, needs
from opora.web.deadlines import read

LONGEST = 15
DEADLINES_SHOWN = 20
DAYS_AHEAD = 30


@needs("see_worklist")
def worklist(request: WorkerRequest) -> HttpResponse:
    """Everything that waits for this worker, the most urgent first."""
    now = timezone.localtime()
    mine = _open_cases(request.worker)
    running = _running(request.worker, now.date())
    with_applicants([*mine, *(deadline.case for deadline in running)])
    context = {
        "today": now.date(),
        "now": now,
        "appointments": _appointments(request.worker, now.date()),
        "deadlines": [read(deadline, now.date()) for deadline in running],
        "returned": _returned_decisions(request.worker),
        "undelivered": _undelivered(request.worker),
        "failed": _failed_look_ups(mine),
        "cases": mine,
    }
    return render(request, "worklist/worklist.html", context)


def applicants() -> Prefetch[str]:
    """The applicants of cases, in one query."""
    parties = Party.objects.filter(role=PartyRole.APPLICANT).select_related("person")
    return Prefetch("parties", queryset=parties, to_attr="applicants")


def with_applicants(cases: list[Case]) -> None:
    """Fetch the applicants of all these cases at once, and note that the page shows them."""
    prefetch_related_objects(cases, applicants())
    trail.shows([party.person_id for case in cases for party in case.applicants])  # type: ignore[attr-defined]


def _appointments(worker: Worker, today: date) -> list[Appointment]:
    return list(worker.appointments.on(today).select_related("case"))


def _running(worker: Worker, today: date) -> list[Deadline]:
    found = Deadline.objects.running().of(worker).filter(day__lte=today + timedelta(days=DAYS_AHEAD))
    return list(found.select_related("case").most_urgent_first()[:DEADLINES_SHOWN])


def _open_cases(worker: Worker) -> list[Case]:
    return list(Case.objects.assigned(worker).open().newest_first()[:LONGEST])


def _returned_decisions(worker: Worker) -> list[Decision]:
    found = Decision.objects.filter(state=DecisionState.RETURNED, drafted_by=worker)
    return list(found.select_related("case").order_by("-pk")[:LONGEST])


def _undelivered(worker: Worker) -> list[Delivery]:
    found = Delivery.objects.filter(document__case__assigned_to=worker, served_on__isnull=True)
    return list(
        found.exclude(returned_reason="")
        .select_related("document__case", "addressee")
        .order_by("-pk")[:LONGEST]
    )


def _failed_look_ups(cases: list[Case]) -> list[tuple[Case, LookUp]]:
    """`case_id` of a look-up is a plain number, so its case is found among those at hand."""
    by_id = {case.pk: case for case in cases}
    found = LookUp.objects.filter(case_id__in=by_id, state=LookUpState.FAILED).order_by("-pk")[:LONGEST]
    return [(by_id[look_up.case_id], look_up) for look_up in found]
