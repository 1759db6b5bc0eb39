"""The facts of an application: where each comes from, what is still open, and what follows at once."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case, CaseState
from opora.organisation.access import may, require
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.asking_registers import ask_all_registers
from opora.rights.determining import Calculation, calculate
from opora.rights.models import Application
from opora.rights.situations import members_of
from opora.sources.asking import ask_register
from opora.sources.evidence import record_evidence, record_statements, settle_conflict, withdraw_fact
from opora.sources.fact_periods import written_period
from opora.sources.known_facts import declared_facts
from opora.sources.models import Fact, LookUpState
from opora.sources.panel import PanelRow, panel
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_of, find_case, header, members_among
from opora.web.forms.cases import SupplementForm
from opora.web.forms.facts import (
    SEEN,
    AnswersForm,
    CorrectionForm,
    as_question,
    as_situation,
    as_typed,
    asked_by,
    without_those_behind_a_gate,
)
from opora.web.refusal import on_refusal
from opora.web.results import results

QUESTIONS_AT_ONCE = 24  # the most decisive first: an answer to one closes many others


@needs("see_calculation")
def facts(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The source panel and the open questions."""
    case = find_case(request, public_id)
    return draw_facts(request, case, application_of(case))


@require_POST
@needs("gather_facts")
def answer_questions(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Write down what was answered, and show what follows."""
    case = find_case(request, public_id)
    application = application_of(case)
    require(request.worker, "gather_facts", case=case)
    form = AnswersForm(request.POST, questions=asked_by(request.POST))
    on_refusal(request, form=form, draw=lambda: draw_facts(request, case, application, form))
    if not form.is_valid():
        return draw_facts(request, case, application, form)
    _write_down(case, application, form, request)
    return draw_facts(request, case, application) if request.htmx else redirect("facts", public_id)


@needs("gather_facts")
def correct_fact(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter evidence that says otherwise than a known fact."""
    fact, case = _fact_and_case(request, pk)
    if fact.key not in declared_facts():
        raise Http404("The law no longer reads this fact.")
    question = as_question(fact.key)
    form = CorrectionForm(request.POST or None, question=question, initial={"value": as_typed(fact.value)})
    on_refusal(request, form=form, draw=lambda: _correction_page(request, case, fact, form))
    if request.method != "POST" or not form.is_valid():
        return _correction_page(request, case, fact, form)
    record_evidence(
        case_id=case.pk,
        person=fact.person,
        key=fact.key,
        value=as_situation(form.cleaned_data["value"]),
        note=form.cleaned_data["note"],
        period=written_period(fact.period),
        by=request.worker,
        at=timezone.now(),
    )
    messages.success(request, _("The evidence is entered and counts from now on."))
    return redirect("facts", case.public_id)


@require_POST
@needs("gather_facts")
def withdraw(request: WorkerRequest, pk: int) -> HttpResponse:
    """Take back what was stated or entered by mistake."""
    fact, case = _fact_and_case(request, pk)
    withdraw_fact(fact, note=request.POST.get("note", ""), by=request.worker, at=timezone.now())
    messages.success(request, _("The fact is taken back. It stays readable in the history."))
    return redirect("facts", case.public_id)


@require_POST
@needs("gather_facts")
def settle(request: WorkerRequest, pk: int) -> HttpResponse:
    """Let one of several contradicting facts count."""
    fact, case = _fact_and_case(request, pk)
    settle_conflict(fact, by=request.worker, at=timezone.now())
    return (
        draw_facts(request, case, application_of(case)) if request.htmx else redirect("facts", case.public_id)
    )


@require_POST
@needs("gather_facts")
def ask_registers(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Ask every register about everybody in the application, or one register about one person."""
    case = find_case(request, public_id)
    application = application_of(case)
    require(request.worker, "gather_facts", case=case)
    at = timezone.now()
    members = members_of(application)
    if source := request.POST.get("source"):
        person = next((one for one in members if str(one.public_id) == request.POST.get("person")), None)
        if person is None:
            raise Http404("Nobody in this application has this identifier.")
        ask_register(
            case_id=case.pk,
            person=person,
            source=source,
            filed_on=application.filed_on,
            by=request.worker,
            at=at,
        )
    else:
        ask_all_registers(application, by=request.worker, at=at)
    return draw_facts(request, case, application) if request.htmx else redirect("facts", public_id)


def _fact_and_case(request: WorkerRequest, pk: int) -> tuple[Fact, Case]:
    """A fact of a case in which this worker may gather facts."""
    fact = get_object_or_404(Fact.objects.select_related("person"), pk=pk)
    case = get_object_or_404(Case.objects.visible_to(request.worker).select_related("unit"), pk=fact.case_id)
    require(request.worker, "gather_facts", case=case)
    return fact, case


@transaction.atomic
def _write_down(case: Case, application: Application, form: AnswersForm, request: WorkerRequest) -> None:
    """Every answer as a statement of the applicant or as evidence; about nobody but the members."""
    members = {f"p{person.pk}": person for person in members_of(application)}
    note = form.cleaned_data["note"]
    entered = {"case_id": case.pk, "by": request.worker, "at": timezone.now(), "note": note}
    for question, value in form.answers():
        fact, period = question["fact"], question["period"]
        person = members.get(question["subject"])
        if person is None and declared_facts()[fact].of == "person":
            raise Http404("Nobody in this application has this identifier.")
        if form.cleaned_data["origin"] == SEEN:
            record_evidence(person=person, key=fact, value=value, period=period, **entered)
        else:
            record_statements(person=person, stated={fact: {period: value} if period else value}, **entered)


def draw_facts(
    request: WorkerRequest,
    case: Case,
    application: Application,
    form: AnswersForm | None = None,
    *,
    calling: SupplementForm | None = None,
) -> HttpResponse:
    """The page of facts, with the form that was refused where there is one."""
    today = timezone.localdate()
    computed, contradiction = _computed(application, today)
    frame = header(request, case, "facts")
    members = members_among(frame["parties"], application)
    trail.shows(members, case_id=case.pk)
    rows = panel(case.pk, members, on=today)
    shows_all = "all" in request.GET
    open_now = without_those_behind_a_gate(computed.questions) if computed else []
    first = open_now if shows_all else open_now[:QUESTIONS_AT_ONCE]
    answers = form if form is not None and form.errors else AnswersForm(questions=first)
    context = frame | {
        "application": application,
        "results": results(computed.result) if computed else [],
        "contradiction": contradiction,
        "people": _by_person(rows, members),
        "questions": _grouped(answers, members),
        "answers_form": answers,
        "open_questions": len(open_now),
        "shows_all": shows_all,
        "nothing_asked": all(row.state in (None, LookUpState.NOT_ASKED) for row in rows),
        "is_pending": any(row.state == LookUpState.PENDING for row in rows),
        "may_gather": may(request.worker, "gather_facts", case=case),
        "may_call": may(request.worker, "call_to_supplement", case=case),
        "is_waiting": case.state == CaseState.AWAITING_PARTY,
        "term_is_over": bool(application.supplement_due_on and application.supplement_due_on < today),
        "call_form": calling or SupplementForm(),
    }
    wrong = (form is not None and form.errors) or calling is not None
    if form is not None and request.htmx:
        _say_in_notices(request, form)
    return render(request, "facts/facts.html", context, status=422 if wrong else 200)


def _computed(application: Application, today: date) -> tuple[Calculation | None, str]:
    """What follows from the facts; or why nothing does, because they contradict one another."""
    try:
        return calculate(application, on=today), ""
    except Refused as refusal:
        return None, refusal.message


def _say_in_notices(request: WorkerRequest, form: AnswersForm) -> None:
    """A change of one answer swaps the result alone, so what is wrong with it is said above."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, " ".join([str(label), *errors]).strip())


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


def _grouped(form: AnswersForm, members: list[Person]) -> list[dict[str, Any]]:
    """The questions as fields, by whom they are about, in the order of the engine."""
    names = {f"p{person.pk}": person.full_name for person in members}
    groups: dict[str, list[Any]] = {}
    for name, question in form.asked.items():
        groups.setdefault(str(question["subject"]), []).append((form[name], question))
    return [
        {"about": names.get(subject, _("The dwelling")), "fields": fields}
        for subject, fields in groups.items()
    ]


def _correction_page(request: WorkerRequest, case: Case, fact: Fact, form: CorrectionForm) -> HttpResponse:
    context = header(request, case, "facts") | {
        "fact": fact,
        "label": declared_facts()[fact.key].label.model_dump().get(request.LANGUAGE_CODE, fact.key),
        "period": written_period(fact.period),
        "form": form,
    }
    return render(request, "facts/correct.html", context, status=422 if form.errors else 200)
