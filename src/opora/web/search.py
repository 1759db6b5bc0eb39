"""Finding persons and cases. What is searched for never stands in an address or a log."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from opora.cases.models import Case, Party
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.folding import fold
from opora.people.search import Page, search_persons
from opora.web.access import WorkerRequest, needs
from opora.web.main_persons import with_main_persons

SHORTEST = 2
LISTED_AT_ONCE = 8
CASES_SHOWN = 10
OWN_CASES_SHOWN = 3  # above the persons of this name
CASE_NUMBER = re.compile(r"\d[\d/ –-]*")


@needs("search_persons")
def search(request: WorkerRequest) -> HttpResponse:
    """The page of results: a POST, so that no name gets into an address."""
    text = _typed(request)
    if not text:
        return render(request, "search/search.html", {"text": "", "found": None})
    found = _find(text, request.worker, after=request.POST.get("after") or None)
    return render(request, "search/search.html", {"text": text, "found": found})


@require_POST
@needs("search_persons")
def search_as_you_type(request: WorkerRequest) -> HttpResponse:
    """The first results below the search field."""
    text = _typed(request)
    if len(text) < SHORTEST:
        return HttpResponse("")
    found = _find(text, request.worker, limit=LISTED_AT_ONCE)
    return render(request, "search/_hits.html", {"found": found, "with_all": True})


def _typed(request: WorkerRequest) -> str:
    """What was typed, without the character no text in the database can hold."""
    return request.POST.get("text", "").replace("\x00", "").strip()


def _find(text: str, worker: Worker, *, after: str | None = None, limit: int = 25) -> dict[str, Any]:
    refusal, page = "", Page(hits=[], after=None)
    cases = cases_meant(text, worker, limit) if after is None else []
    try:
        page = search_persons(text, worker, on=timezone.localdate(), after=after, limit=limit)
    except Refused as refused:
        refusal = "" if cases else refused.message
    return {
        "persons": page.hits,
        "after": page.after,
        "cases": cases,
        "own": getattr(cases[0], "of_all", 0) if cases else 0,
        "refusal": refusal,
    }


def cases_meant(text: str, worker: Worker, limit: int) -> list[Case]:
    """The cases a number means, one's own first; of a name, those assigned to this worker.

    Of a name each also knows how many there are of all, so that the page says what it leaves out.
    """
    if CASE_NUMBER.fullmatch(text):
        cases = list(Case.objects.visible_to(worker).most_meant_first(text, worker)[:CASES_SHOWN])
    else:
        most = OWN_CASES_SHOWN if limit == LISTED_AT_ONCE else CASES_SHOWN
        own = _own_of(fold(text).split(), worker).annotate(of_all=Window(Count("pk")))
        cases = list(own[:most])
    with_main_persons(cases)
    return cases


def _own_of(words: list[str], worker: Worker) -> QuerySet[Case]:
    """Open cases assigned to the worker in which a party bears all these beginnings of names.

    A worker has some hundred open ones, and thousands that are closed: those are found on the person's page.
    """
    named = Party.objects.filter(case=OuterRef("pk"))
    for word in words:
        named = named.filter(
            Q(person__folded_name__startswith=word) | Q(person__folded_name__contains=f" {word}")
        )
    own = Case.objects.open().visible_to(worker).assigned(worker) if words else Case.objects.none()
    return own.filter(Exists(named)).newest_first()
