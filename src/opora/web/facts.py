"""What is done with the facts of an application: answering, correcting, settling, asking the registers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.cases.models import Case
from opora.organisation.access import require
from opora.rights.asking_registers import ask_all_registers
from opora.rights.models import Application
from opora.rights.situations import members_of
from opora.sources.asking import ask_register
from opora.sources.evidence import record_evidence, record_statements, withdraw_fact
from opora.sources.fact_periods import written_period
from opora.sources.known_facts import declared_facts
from opora.sources.models import Fact
from opora.sources.settling import settle_conflict
from opora.web.access import WorkerRequest, needs
from opora.web.answered import draw_answered
from opora.web.case_frame import application_of, find_case, header
from opora.web.facts_page import address_of_facts, draw_facts
from opora.web.forms.facts import (
    SEEN,
    AnswersForm,
    CorrectionForm,
    SettleForm,
    as_question,
    as_situation,
    as_typed,
    asked_by,
)
from opora.web.refusal import on_refusal
from opora.web.templatetags.law_values import of_period

RESULT = "result"  # what one answer swaps; the button for all of them swaps the whole page of facts


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
    written = _write_down(case, application, form, request)
    if request.htmx and request.htmx.target == RESULT:
        return draw_answered(request, case, application, form, written)
    if request.htmx:
        return draw_facts(request, case, application)
    return redirect(address_of_facts(request, case))


@needs("gather_facts")
def correct_fact(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter evidence that says otherwise than a known fact."""
    fact, case = _fact_and_case(request, pk)
    if fact.key not in declared_facts():
        raise Http404("The law no longer reads this fact.")
    question = as_question(fact.key)
    form = CorrectionForm(
        request.POST or None, question=question, initial={"value": as_typed(fact.value, question)}
    )
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
    """Let one of several contradicting facts count, and say why."""
    fact, found = _fact_and_case(request, pk)
    case = find_case(request, found.public_id)
    application, form = application_of(case), SettleForm(request.POST)
    on_refusal(request, form=form, draw=lambda: draw_facts(request, case, application, settling=(fact, form)))
    if not form.is_valid():
        return draw_facts(request, case, application, settling=(fact, form))
    settle_conflict(fact, note=form.cleaned_data["note"], by=request.worker, at=timezone.now())
    messages.success(request, _("It is settled which of the facts counts."))
    return redirect("facts", case.public_id)


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
def _write_down(
    case: Case, application: Application, form: AnswersForm, request: WorkerRequest
) -> list[Fact]:
    """Every answer as a statement of the applicant or as evidence; about nobody but the members."""
    members = {f"p{person.pk}": person for person in members_of(application)}
    note = form.cleaned_data["note"]
    entered = {"case_id": case.pk, "by": request.worker, "at": timezone.now(), "note": note}
    written: list[Fact] = []
    for question, value in form.answers():
        fact, period = question["fact"], question["period"]
        person = members.get(question["subject"])
        if person is None and declared_facts()[fact].of == "person":
            raise Http404("Nobody in this application has this identifier.")
        if form.cleaned_data["origin"] == SEEN:
            seen = record_evidence(person=person, key=fact, value=value, period=period, **entered)
            written += [seen] if seen else []
        else:
            stated = {fact: {period: value} if period else value}
            written += record_statements(person=person, stated=stated, **entered)
    return written


def _correction_page(request: WorkerRequest, case: Case, fact: Fact, form: CorrectionForm) -> HttpResponse:
    context = header(request, case, "facts") | {
        "fact": fact,
        "label": declared_facts()[fact.key].label.model_dump().get(request.LANGUAGE_CODE, fact.key),
        "period": of_period(fact),
        "form": form,
    }
    return render(request, "facts/correct.html", context, status=422 if form.errors else 200)
