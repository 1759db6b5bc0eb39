"""The page of facts: what is open, what contradicts itself, where each fact comes from, what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import reselect, reswap, retarget

from opora.cases.models import Case, CaseState
from opora.organisation.access import may
from opora.rights.known_before import Known, known_before
from opora.rights.models import Application
from opora.sources.models import LookUpState
from opora.web.access import WorkerRequest
from opora.web.case_frame import header
from opora.web.findings import Findings, Settling, conflicts, findings_of, told_by_person
from opora.web.forms.facts import AnswersForm
from opora.web.open_questions import QuestionsLeft, questions_left

SOURCES = "sources"  # what the page swaps while registers still owe answers
UNSENT = "X-Unsent"  # the browser says that something is typed and not sent yet


def draw_facts(
    request: WorkerRequest,
    case: Case,
    application: Application,
    form: AnswersForm | None = None,
    *,
    settling: Settling | None = None,
) -> HttpResponse:
    """The page, with the form that was refused where there is one.

    Once the last register has answered, the page that asked for news is drawn whole, unless something typed
    would be lost.
    """
    today = timezone.localdate()
    frame = header(request, case, "facts", on=today)
    found = findings_of(application, frame["parties"], on=today)
    wrong = form if form is not None and form.errors else None
    left = questions_left(found.questions, found.names, all_of_them=shows_all(request), wrong=wrong)
    is_pending = any(row.state == LookUpState.PENDING for row in found.rows)
    has_news = _asks_for_news(request) and not is_pending
    may_lose = has_news and UNSENT in request.headers
    context = (
        frame
        | what_is_open(request, case, application, found, left)
        | {
            "conflicts": conflicts(found.rows, settling),
            "people": told_by_person(found),
            "is_pending": is_pending,
            "may_lose": may_lose,
            "here": address_of_facts(request, case),
            "known_before": _known_of_applicant(request, case, application, today),
        }
    )
    if form is not None and request.htmx:
        _say_in_notices(request, form)
    refused = wrong or settling is not None
    response = render(request, "facts/facts.html", context, status=422 if refused else 200)
    return _whole(response) if has_news and not may_lose else response


def _known_of_applicant(
    request: WorkerRequest, case: Case, application: Application, on: date
) -> list[Known]:
    """What is known already; asked only of who applied before (`case_frame` looked that up with the case)."""
    if not getattr(case, "applied_before", True):
        return []
    return known_before(application.applicant, by=request.worker, on=on, apart_from=case)


def what_is_open(
    request: WorkerRequest, case: Case, application: Application, found: Findings, left: QuestionsLeft
) -> dict[str, Any]:
    """Context of `facts/_open.html` and `facts/_strip.html`: what the worker has to do now, what follows."""
    due = application.supplement_due_on
    return {
        "case": case,
        "application": application,
        "results": found.results,
        "contradiction": found.contradiction,
        "conflicts": conflicts(found.rows),
        "left": left,
        "answering": reverse("answer_questions", args=[case.public_id]) + _keeping(request),
        "nothing_asked": all(row.state in (None, LookUpState.NOT_ASKED) for row in found.rows),
        "may_gather": may(request.worker, "gather_facts", case=case),
        "may_call": may(request.worker, "call_to_supplement", case=case),
        "is_waiting": case.state == CaseState.AWAITING_PARTY,
        "term_is_over": bool(due and due < timezone.localdate()),
    }


def address_of_facts(request: WorkerRequest, case: Case) -> str:
    """The page of facts, with all questions where they were shown."""
    return reverse("facts", args=[case.public_id]) + _keeping(request)


def shows_all(request: WorkerRequest) -> bool:
    """Whether the page shows every open question, not only those that decide most."""
    return "all" in request.GET


def _keeping(request: WorkerRequest) -> str:
    return "?all" if shows_all(request) else ""


def _asks_for_news(request: WorkerRequest) -> bool:
    """Whether the open page asks by itself what the registers have answered since."""
    return request.method == "GET" and bool(request.htmx) and request.htmx.target == SOURCES


def _whole(response: HttpResponse) -> HttpResponse:
    """More changed than what was asked for: the fragment takes the whole page of facts."""
    return reselect(reswap(retarget(response, "#facts"), "outerHTML"), "#facts")


def _say_in_notices(request: WorkerRequest, form: AnswersForm) -> None:
    """A change of one answer swaps the result alone, so what is wrong with it is said above."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, " ".join([str(label), *errors]).strip())
