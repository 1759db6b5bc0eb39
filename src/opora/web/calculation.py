"""What the law gives and why: results, periods, and every figure once, down to article and source."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from opora.audit import trail
from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.rights.determining import calculate
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_of, find_case, header, members_among
from opora.web.doubts import doubts
from opora.web.figures import Unfolding
from opora.web.results import Telling, results
from opora.web.what_would_change import WhatWouldChange


@needs("see_calculation")
def calculation(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The computation with everything known now."""
    case = find_case(request, public_id)
    application = application_of(case)
    try:
        computed = calculate(application, on=timezone.localdate())
    except Refused:
        return redirect("facts", public_id)  # it says which facts contradict one another
    frame = header(request, case, "calculation")
    members = members_among(frame["parties"], application)
    trail.shows(members, case_id=case.pk)
    names = {f"p{person.pk}": person.full_name for person in members}
    telling = Telling(
        Unfolding(computed.result, names),
        WhatWouldChange(computed.situation, computed.result, names),
        names,
    )
    context = frame | {
        "application": application,
        "results": results(computed.result, telling),
        "doubts": doubts(
            warning for found in computed.result["rights"].values() for warning in found["warnings"]
        ),
        "may_draft": may(request.worker, "draft_decision", case=case),
        "has_draft": case.decisions.filter(state__in=["draft", "returned"]).exists(),
        "is_certain": any(found["entitled"] is not None for found in computed.result["rights"].values()),
    }
    return render(request, "calculation/calculation.html", context)
