"""Where a case and its people go on: handed over, transferred, referred, queued; what was told outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from opora.cases.bodies import body_named
from opora.cases.consents import disclose, give_consent, grounds_in_law
from opora.cases.handovers import hand_over, who_may_take
from opora.cases.models import Case, CaseState, Transfer
from opora.cases.open_ends import appointments_ahead
from opora.cases.referrals import refer
from opora.cases.transfers import days_lost, transfer_jurisdiction
from opora.cases.untold import needs_consent
from opora.cases.waiting import days_waited, join_queue
from opora.organisation.access import may, require
from opora.organisation.models import Unit, Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.at_hand import names_of_bodies
from opora.web.case_frame import find_case, header, parties_of
from opora.web.forms.fields import OneOfField
from opora.web.forms.onward import (
    ConsentForm,
    DisclosureForm,
    HandoverForm,
    QueueForm,
    ReferForm,
    TransferForm,
    words_of,
)
from opora.web.given_away import after_giving, already_given
from opora.web.refusal import on_refusal

Act = Callable[[dict[str, Any]], object]
STEPS = {
    "handover": "hand_over_case",
    "transfer": "transfer_case",
    "refer": "refer",
    "consent": "keep_consent",
    "disclosure": "disclose",
    "queue": "keep_queue",
}


@needs("see_case")
def onward(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Everything on one page, each with its form where the worker may use it."""
    return _draw(request, find_case(request, public_id))


@require_POST
@needs("hand_over_case")
def leave_to_unit(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Leave the case to a unit with what it must know."""
    if gone := already_given(request, public_id):
        return gone
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        return hand_over(case, **given, by=request.worker, at=timezone.now())

    return _done(request, case, "handover", act, _("The case is handed over and waits to be taken."))


@require_POST
@needs("transfer_case")
def send_to_centre(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Send the case to the centre that became competent."""
    if gone := already_given(request, public_id):
        return gone
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        name = given.pop("to_body").strip()
        body = body_named(name, kind="centre") if name else None
        return transfer_jurisdiction(case, **given, to_body=body, by=request.worker, at=timezone.now())

    return _done(request, case, "transfer", act, _("The case is sent on, and closed here."))


@require_POST
@needs("refer")
def send_on(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Send a person on to another body or service."""
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        return refer(case, **given, by=request.worker, at=timezone.now())

    return _done(request, case, "refer", act, _("The referral is entered."))


@require_POST
@needs("keep_consent")
def enter_consent(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Enter a person's consent."""
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        return give_consent(case, **given, by=request.worker, at=timezone.now())

    return _done(request, case, "consent", act, _("The consent is entered."))


@require_POST
@needs("disclose")
def tell_outside(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Write down what is told to somebody outside."""
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        return disclose(case, **given, by=request.worker, at=timezone.now())

    return _done(request, case, "disclosure", act, _("It is written down. You may tell it now."))


@require_POST
@needs("keep_queue")
def put_in_queue(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Put a person of the case in a queue."""
    case = find_case(request, public_id)

    def act(given: dict[str, Any]) -> object:
        return join_queue(**given, case=case, unit=case.unit, by=request.worker, at=timezone.now())

    return _done(request, case, "queue", act, _("The wait is entered."))


def _done(request: WorkerRequest, case: Case, name: str, act: Act, said: str | Promise) -> HttpResponse:
    """Do the act with what was typed in its form; refused, the page is drawn again with it."""
    form = _forms(request.worker, case, name, request.POST)[name]
    on_refusal(request, form=form, draw=lambda: _draw(request, case, wrong={name: form}))
    require(request.worker, STEPS[name], case=case)
    if not form.is_valid():
        return _draw(request, case, wrong={name: form})
    act(_given(form))
    messages.success(request, str(said))
    still_seen = Case.objects.visible_to(request.worker).filter(pk=case.pk).exists()
    return redirect("onward", case.public_id) if still_seen else redirect(after_giving(request.worker))


def _given(form: BaseForm) -> dict[str, Any]:
    """What was typed; nothing where no thing was chosen."""
    chosen = {name for name, field in form.fields.items() if isinstance(field, OneOfField)}
    return {name: (value or None) if name in chosen else value for name, value in form.cleaned_data.items()}


def _draw(request: WorkerRequest, case: Case, *, wrong: Mapping[str, BaseForm] | None = None) -> HttpResponse:
    today = timezone.localdate()
    may_use = {name for name, step in STEPS.items() if may(request.worker, step, case=case)}
    if case.state == CaseState.CLOSED:  # nobody of a closed case waits for anything new
        may_use.discard("queue")
    forms = {name: form for name, form in _forms(request.worker, case).items() if name in may_use} | dict(
        wrong or {}
    )
    queues, ends, results = (
        dict(words_of(name)) for name in ("queues", "ends_of_waiting", "result_of_referral")
    )
    context = header(request, case, "onward") | {
        "forms": forms,
        "needs_consent": needs_consent(case),
        "handovers": case.handovers.select_related("to_unit", "to_worker", "by", "taken_by").order_by("-pk"),
        "me": request.worker,
        "transfers": [(each, days_lost(each, today)) for each in _sent_from(case)],
        "came_by": [(each, days_lost(each, today)) for each in _that_came_to(case)],
        "referrals": [
            (each, results.get(each.result, ""))
            for each in case.referrals.select_related("person", "to_body", "by").order_by("-on", "-pk")
        ],
        "consents": case.consents.select_related("person", "by").order_by("-pk"),
        "disclosures": case.disclosures.select_related("consent", "by").order_by("-pk"),
        "waits": [
            (each, queues.get(each.queue, each.queue), ends.get(each.ended_how, ""), days_waited(each, today))
            for each in case.waiting.select_related("person").order_by("-pk")
        ],
        "today": today,
    }
    return render(request, "cases/onward.html", context, status=422 if wrong else 200)


def _sent_from(case: Case) -> QuerySet[Transfer]:
    beside = ("to_unit__centre", "to_body", "by", "continued_in")
    return case.transfers.select_related(*beside).order_by("-pk")


def _that_came_to(case: Case) -> QuerySet[Transfer]:
    """From which centres it came; their own case is read by whoever has this one."""
    return case.came_by_transfers.select_related("from_centre", "case", "taken_by").order_by("-pk")


def _units_of_centre(case: Case) -> list[Unit]:
    """The other units of the centre, last the case's own: who was on call leaves it there."""
    units = Unit.objects.filter(centre=case.centre_id).order_by("name")
    return sorted(units, key=lambda unit: unit.pk == case.unit_id)


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """By centre and then by name, as the alphabet has them."""
    return sorted(units, key=lambda unit: (order_key(unit.centre.name_sl), order_key(unit.name)))


def _forms(worker: Worker, case: Case, only: str = "", data: Any = None) -> dict[str, BaseForm]:
    """The forms of the page, or the one that was sent."""
    today = timezone.localdate()
    persons = [party.person for party in parties_of(case) if party.person is not None]
    elsewhere = in_order(Unit.objects.exclude(centre=case.centre_id).select_related("centre"))
    made: dict[str, Callable[[], BaseForm]] = {
        "handover": lambda: HandoverForm(
            data,
            units=_units_of_centre(case),
            colleagues=who_may_take(case, instead_of=worker, on=today),
        ),
        "transfer": lambda: TransferForm(
            data, units=elsewhere, meets=bool(appointments_ahead(case, at=timezone.now()))
        ),
        "refer": lambda: ReferForm(data, persons=persons, initial={"on": today}),
        "consent": lambda: ConsentForm(
            data, persons=persons, bodies=names_of_bodies(), initial={"on": today}
        ),
        "disclosure": lambda: DisclosureForm(
            data,
            consents=case.consents.holding(today).select_related("person").order_by("to_whom", "-pk"),
            bodies=names_of_bodies(),
            grounds=grounds_in_law(case, get_language() or "en"),
        ),
        "queue": lambda: QueueForm(data, persons=persons, initial={"since": today}),
    }
    return {name: make() for name, make in made.items() if not only or name == only}
