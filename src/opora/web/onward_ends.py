"""How what went on ended: a referral's result, a consent withdrawn, a wait over, a case taken or received."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.consents import withdraw_consent
from opora.cases.handovers import (
    handed_by,
    handovers_to_read,
    take_over,
    taken_from,
    waiting_handovers,
    withdraw_handover,
)
from opora.cases.models import Case, Consent, Handover, Referral, Transfer, Waiting
from opora.cases.receiving import transfers_to_take
from opora.cases.referrals import enter_result
from opora.cases.transfers import receive
from opora.cases.waiting import days_waited, leave_queue, numbers_waiting, queue_of
from opora.catalogue import catalogue
from opora.organisation.access import may, require
from opora.organisation.models import Worker
from opora.rights.receiving import take_over_sent
from opora.web.access import WorkerRequest, needs
from opora.web.forms.onward import DayForm, EndOfWaitForm, ResultForm, TakeOverForm, words_of
from opora.web.refusal import on_refusal
from opora.web.sealed_cases import after_opening
from opora.web.sent_cases import sent_here, take_over_form, taken_before

TOLD_TO_THE_GIVER = timedelta(days=30)
"""So long whoever handed a case over still reads who took it. A setting of ours."""
TAKEN_SHOWN = 50


@needs("refer")
def referral_result(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter what came of a referral."""
    found = get_object_or_404(Referral, pk=pk, case__in=Case.objects.visible_to(request.worker))
    require(request.worker, "refer", case=found.case)
    form = ResultForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> object:
        return enter_result(found, **form.cleaned_data, by=request.worker, at=timezone.now())

    return _end(request, found.case, form, act, _("What came of the referral"), _("The result is entered."))


@needs("keep_consent")
def consent_withdrawn(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter that a consent was withdrawn."""
    found = get_object_or_404(Consent, pk=pk, case__in=Case.objects.visible_to(request.worker))
    require(request.worker, "keep_consent", case=found.case)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> object:
        return withdraw_consent(found, **form.cleaned_data, by=request.worker, at=timezone.now())

    return _end(request, found.case, form, act, _("Withdraw the consent"), _("The consent is withdrawn."))


@needs("keep_queue")
def wait_ended(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter how a wait ended."""
    found = get_object_or_404(Waiting, pk=pk, case__in=Case.objects.visible_to(request.worker))
    assert found.case is not None
    require(request.worker, "keep_queue", case=found.case)
    form = EndOfWaitForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> object:
        return leave_queue(found, **form.cleaned_data, by=request.worker, at=timezone.now())

    return _end(request, found.case, form, act, _("How the wait ended"), _("The wait has ended."))


@needs("transfer_case")
def transfer_received(request: WorkerRequest, pk: int) -> HttpResponse:
    """Enter the day on which the other centre received the case."""
    found = get_object_or_404(Transfer, pk=pk, case__in=Case.objects.visible_to(request.worker))
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> object:
        return receive(found, **form.cleaned_data, by=request.worker, at=timezone.now())

    return _end(request, found.case, form, act, _("Received by the other centre"), _("The day is entered."))


@needs("see_handovers")
def handovers(request: WorkerRequest) -> HttpResponse:
    """What was handed over and nobody took yet: what they may take, and what they may only read of."""
    return _draw_handovers(request)


def _draw_handovers(request: WorkerRequest, wrong: TakeOverForm | None = None) -> HttpResponse:
    waiting = list(waiting_handovers(request.worker, timezone.now()))
    own = list(handed_by(request.worker))
    taken = list(taken_from(request.worker, since=timezone.now() - TOLD_TO_THE_GIVER)[:TAKEN_SHOWN])
    others = _of_others(request.worker)
    read = [each for each, is_open in others if is_open]
    trail.shows([pk for each in [*waiting, *own, *read] for pk in each.case.person_ids()])
    context = {
        "sent": sent_here(request.worker, wrong),
        "receives": may(request.worker, "receive_transfer"),
        "may_take": may(request.worker, "take_over_case"),
        "handovers": waiting,
        "others": others,
        "own": own,
        "taken": taken,
    }
    return render(request, "cases/handovers.html", context, status=422 if wrong else 200)


def _of_others(worker: Worker) -> list[tuple[Handover, bool]]:
    """What others take, each with whether its case, and so its message, is open to the worker."""
    found = list(handovers_to_read(worker, timezone.now()))
    open_cases = Case.objects.visible_to(worker).filter(pk__in=[each.case_id for each in found])
    known = set(open_cases.values_list("pk", flat=True)) if found else set()
    return [(each, each.case_id in known) for each in found]


@require_POST
@needs("take_over_case")
def take(request: WorkerRequest, handover: int) -> HttpResponse:
    """Take a case that was handed to one's unit."""
    found = get_object_or_404(Handover.objects.select_related("case"), pk=handover)
    if found.taken_by_id == request.worker.pk:  # a second click on the same button
        return redirect("case", found.case.public_id)
    taken = take_over(found, by=request.worker, at=timezone.now())
    messages.success(request, str(_("The case is yours.")))
    return redirect("case", taken.case.public_id)


@require_POST
@needs("receive_transfer")
def take_over_from_centre(request: WorkerRequest, transfer: int) -> HttpResponse:
    """Take over what another centre sent: open a case, or let it go on in one that runs."""
    worker, now = request.worker, timezone.now()
    if done := taken_before(worker, transfer):  # a second click on the same button
        return redirect(after_opening(done, worker)[0])
    found = get_object_or_404(transfers_to_take(worker, now), pk=transfer)
    form = take_over_form(found, worker, request.POST)

    def draw() -> HttpResponse:
        return _draw_handovers(request, form)

    on_refusal(request, form=form, draw=draw)
    if not form.is_valid():
        return draw()
    given = form.cleaned_data
    taken = take_over_sent(
        found,
        received_on=given["received_on"],
        assigned_to=given["assigned_to"] or None,
        into=given.get("into") or None,
        by=worker,
        at=now,
    )
    assert taken.continued_in is not None
    where, told = after_opening(taken.continued_in, worker)
    messages.success(request, f"{_('The case is taken over.')} {told}")
    return redirect(where)


@require_POST
@needs("hand_over_case")
def withdraw(request: WorkerRequest, handover: int) -> HttpResponse:
    """Take back a handover that nobody has taken yet."""
    found = get_object_or_404(Handover, pk=handover)
    withdrawn = withdraw_handover(found, by=request.worker, at=timezone.now())
    messages.success(request, str(_("The handover is withdrawn.")))
    still_seen = Case.objects.visible_to(request.worker).filter(pk=withdrawn.case_id).exists()
    return redirect("onward", withdrawn.case.public_id) if still_seen else redirect("worklist")


@needs("keep_queue")
def queues(request: WorkerRequest) -> HttpResponse:
    """Who waits in the worker's units, queue by queue; the first in which somebody waits stands open."""
    chosen = request.GET.get("queue", "")
    known = [(key, words) for key, words in words_of("queues") if key]
    numbers = numbers_waiting(request.worker, timezone.now())
    first = next((key for key, _words in known if key in numbers), known[0][0])
    key = chosen if chosen in catalogue().code_lists["queues"] else first
    rows = list(queue_of(request.worker, key, timezone.now())[:200])
    readable = set(
        Case.objects.visible_to(request.worker)
        .filter(pk__in=[row.case_id for row in rows])
        .values_list("pk", flat=True)
    )
    trail.shows([row.person_id for row in rows if row.case_id in readable])
    context = {
        "queues": [(each, words, numbers.get(each, 0)) for each, words in known],
        "chosen": key,
        "rows": [(row, days_waited(row, timezone.localdate()), row.case_id in readable) for row in rows],
    }
    return render(request, "cases/queues.html", context)


def _end(
    request: WorkerRequest, case: Case, form: BaseForm, act: Any, title: str | Promise, said: str | Promise
) -> HttpResponse:
    """A short page with one form; done, back to where the case goes on."""

    def draw() -> HttpResponse:
        context = {"case": case, "form": form, "title": title}
        return render(request, "cases/onward_end.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    act()
    messages.success(request, str(said))
    return redirect("onward", case.public_id)
