"""The page of facts: what is open, what contradicts itself, where each fact comes from, what follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import reselect, reswap, retarget

from opora.audit import trail
from opora.cases.models import Case, CaseState
from opora.organisation.access import may
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.determining import Calculation, calculate
from opora.rights.models import Application
from opora.sources.facts import knowledge
from opora.sources.models import Fact, LookUpState
from opora.sources.panel import PanelRow, panel
from opora.sources.settling import settlements
from opora.web.access import WorkerRequest
from opora.web.case_frame import header, members_among
from opora.web.forms.cases import SupplementForm
from opora.web.forms.facts import AnswersForm, SettleForm
from opora.web.open_questions import QuestionsLeft, questions_left
from opora.web.results import results

SOURCES = "sources"  # what the page swaps while registers still owe answers
UNSENT = "X-Unsent"  # the browser says that something is typed and not sent yet
Settling = tuple[Fact, SettleForm]


def draw_facts(
    request: WorkerRequest,
    case: Case,
    application: Application,
    form: AnswersForm | None = None,
    *,
    answered: AnswersForm | None = None,
    calling: SupplementForm | None = None,
    settling: Settling | None = None,
) -> HttpResponse:
    """The page, with the form that was refused where there is one.

    Once the last register has answered, the page that asked for news is drawn whole, unless something typed
    would be lost. `answered` is one answer just written down: it swaps the result, and beside it what else
    it changed.
    """
    today = timezone.localdate()
    known = knowledge(case.pk)
    computed, contradiction = _computed(application, today, [piece.fact for piece in known])
    frame = header(request, case, "facts")
    members = members_among(frame["parties"], application)
    trail.shows(members, case_id=case.pk)
    rows = panel(case.pk, members, on=today, pieces=known)
    _attach_settlements(case.pk, rows)
    left = questions_left(
        computed.questions if computed else [],
        {f"p{person.pk}": person.full_name for person in members},
        all_of_them="all" in request.GET,
        wrong=form if form is not None and form.errors else None,
        answered=answered,
    )
    finished = answered is not None and _is_finished(left, contradiction)
    pending = any(row.state == LookUpState.PENDING for row in rows)
    has_news = _asks_for_news(request) and not pending
    may_lose = has_news and UNSENT in request.headers
    context = frame | {
        "application": application,
        "beside": answered is not None and not finished,
        "results": results(computed.result) if computed else [],
        "contradiction": contradiction,
        "conflicts": _conflicts(rows, settling),
        "people": _by_person(rows, members),
        "left": left,
        "answering": reverse("answer_questions", args=[case.public_id]) + _keeping(request),
        "nothing_asked": all(row.state in (None, LookUpState.NOT_ASKED) for row in rows),
        "is_pending": pending,
        "may_lose": may_lose,
        "here": address_of_facts(request, case),
        "may_gather": may(request.worker, "gather_facts", case=case),
        "may_call": may(request.worker, "call_to_supplement", case=case),
        "is_waiting": case.state == CaseState.AWAITING_PARTY,
        "term_is_over": bool(application.supplement_due_on and application.supplement_due_on < today),
        "call_form": calling or SupplementForm(),
    }
    if form is not None and request.htmx:
        _say_in_notices(request, form)
    wrong = (form is not None and form.errors) or calling is not None or settling is not None
    response = render(request, "facts/facts.html", context, status=422 if wrong else 200)
    return _whole(response) if finished or (has_news and not may_lose) else response


def address_of_facts(request: WorkerRequest, case: Case) -> str:
    """The page of facts, with all questions where they were shown."""
    return reverse("facts", args=[case.public_id]) + _keeping(request)


def _keeping(request: WorkerRequest) -> str:
    return "?all" if "all" in request.GET else ""


def _computed(application: Application, today: date, facts: list[Fact]) -> tuple[Calculation | None, str]:
    """What follows from the facts; or why nothing does, because they contradict one another."""
    try:
        return calculate(application, on=today, facts=facts, explain=False), ""
    except Refused as refusal:
        return None, refusal.message


def _asks_for_news(request: WorkerRequest) -> bool:
    """Whether the open page asks by itself what the registers have answered since."""
    return request.method == "GET" and bool(request.htmx) and request.htmx.target == SOURCES


def _is_finished(left: QuestionsLeft, contradiction: str) -> bool:
    return bool(contradiction) or not left.count


def _whole(response: HttpResponse) -> HttpResponse:
    """More changed than what was asked for: the fragment takes the whole page of facts."""
    return reselect(reswap(retarget(response, "#facts"), "outerHTML"), "#facts")


def _say_in_notices(request: WorkerRequest, form: AnswersForm) -> None:
    """A change of one answer swaps the result alone, so what is wrong with it is said above."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, " ".join([str(label), *errors]).strip())


def _attach_settlements(case_id: int, rows: Iterable[PanelRow]) -> None:
    """To each known fact why it counts, where somebody had to settle that."""
    told = settlements(case_id)
    for row in rows:
        for piece in row.known:
            piece.fact.settlement = told.get(piece.fact.pk)  # type: ignore[attr-defined]


def _conflicts(rows: Iterable[PanelRow], settling: Settling | None) -> list[dict[str, Any]]:
    """Facts that say different things, side by side; the one that counts until it is settled comes first."""
    found = []
    for row in rows:
        for piece in row.known:
            if not piece.is_in_conflict:
                continue
            rivals = [piece.fact, *piece.contradicted_by]
            refused = settling[1] if settling and settling[0].pk in {rival.pk for rival in rivals} else None
            form = refused or SettleForm(auto_id=f"id_{piece.fact.pk}_%s")
            found.append({"row": row, "fact": piece.fact, "rivals": rivals, "form": form})
    return found


def _by_person(rows: list[PanelRow], members: list[Person]) -> list[dict[str, Any]]:
    """Rows of each person, by the register that gives them; the dwelling's come last."""
    people = []
    for person in [*members, None]:
        own = [
            row for row in rows if (row.person.pk if row.person else None) == (person.pk if person else None)
        ]
        sources = [
            {
                "source": source,
                "name": found[0].source_name,
                "first": found[0],
                "known": [r for r in found if r.is_known],
            }
            for source, found in (
                (key, list(group)) for key, group in groupby(own, key=lambda row: row.source or "")
            )
        ]
        if sources:
            people.append({"person": person, "sources": sources})
    return people
